// What the tasks and the loop did in a stretch of a run: how long each task was busy, ready and
// suspended, and how often. Where steps take no time, on the virtual clock, the numbers are what
// counts.
//
// A range is two cursors. It holds the facts between them, and the time from the last fact before
// it to its own last one. What reaches into it counts with the part that lies in it.
#pragma once

#include <optional>
#include <vector>

#include "core/model/timeline.hpp"

namespace model {

struct TaskUse {
  TaskId task = 0;
  Time busy{0}, ready{0}, suspended{0};
  std::size_t steps = 0;  ///< begun in the range
  std::size_t woken = 0;  ///< how often it became ready
  std::size_t waits = 0;  ///< how often it was suspended
  friend bool operator==(const TaskUse&, const TaskUse&) = default;
};

class RangeUse {
 public:
  /// REQUIRES: from <= to <= timeline.size(); `timeline` outlives this.
  RangeUse(const Timeline& timeline, EventIndex from, EventIndex to);

  /// Counts at most about so many spans, runs and iterations more; a long range takes many calls.
  void count(std::size_t most);
  bool complete() const { return part_ == Part::None; }

  EventIndex from() const { return from_; }
  EventIndex to() const { return to_; }
  Time begin() const { return time_at(from_); }
  Time end() const { return time_at(to_); }
  Time length() const { return elapsed(begin(), end()); }

  // -- What was counted so far
  std::size_t iterations() const { return iterations_; }  ///< begun in the range
  std::size_t steps() const { return steps_; }            ///< of tasks, begun in the range
  std::size_t callbacks() const { return callbacks_; }    ///< other handles, likewise
  Time idle() const { return idle_; }                     ///< the loop waited
  /// The run that took longest; where none took time, the one of most facts.
  const std::optional<HandleRun>& longest() const { return longest_; }
  Time longest_time() const { return longest_time_; }
  std::size_t longest_facts() const { return longest_facts_; }
  /// Those that were alive in the range, in the order of the lanes.
  const std::vector<TaskUse>& tasks() const { return tasks_; }

 private:
  enum class Part : std::uint8_t { Runs, Iterations, Tasks, None };

  Time time_at(EventIndex cursor) const;
  bool count_run();
  bool count_iteration();
  bool count_span();

  const Timeline& timeline_;
  EventIndex from_, to_;
  Part part_ = Part::Runs;
  std::size_t at_ = 0;    // the next run, iteration or task of the order
  std::size_t span_ = 0;  // the next span of that task
  std::size_t iterations_ = 0, steps_ = 0, callbacks_ = 0, longest_facts_ = 0;
  Time idle_{0}, longest_time_{0};
  std::optional<HandleRun> longest_;
  std::vector<TaskUse> tasks_;
};

}  // namespace model
