// What happened to every task over the whole trace: spans by event index, the second fold.
//
// A Timeline only grows: extend() takes in what was appended since. It knows no pixels and no
// cursor; a panel that shows less than everything cuts spans at its cursor.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/history.hpp"
#include "core/model/id_index.hpp"
#include "core/model/id_map.hpp"
#include "core/model/landmarks.hpp"
#include "core/model/packed.hpp"

namespace model {

class Findings;

struct TaskLane {
  TaskId id = 0;
  TaskId parent = 0;
  int depth = 0;          ///< in the tree of creators; main is 0
  std::size_t index = 0;  ///< in order of creation; main is 0: picks the colour
  std::string label;      ///< the name given by the program, else coroutine and number
  std::string name;       ///< asyncio's get_name()
  std::string coroutine;
  LocationId created_at = 0;
  EventIndex created = 0;
  EventIndex ended = trace::kNever;  ///< its TaskDone or TaskDestroyed
  trace::Outcome outcome = trace::Outcome::Pending;
  std::string result;     ///< text of the result, or the exception's message
  std::string exception;  ///< type of the exception
  Spans spans;
};

/// One run of one handle: a step of a task, or a plain callback.
struct HandleRun {
  HandleId handle = 0;
  TaskId task = 0;
  StringId label = 0;               ///< of a plain callback
  PackedIndex begin = 0;            ///< TaskStepBegan or HandleRunBegan
  PackedIndex end = trace::kNever;  ///< its last event (inclusive)
  std::uint32_t iteration = 0;
};

struct Iteration {
  PackedIndex begin = 0;            ///< IterationBegan
  PackedIndex end = trace::kNever;  ///< its last event (inclusive)
  Time time{0};                     ///< when its batch ran: after the wait
  Time waited{0};
};

/// A task was woken: from the event that queued it to the step in which it runs.
struct WakeUp {
  PackedIndex at = 0;  ///< HandleQueued or TaskCreated
  PackedIndex resumed = trace::kNever;
  TaskId from = 0;  ///< in whose step; 0: a callback
  HandleId from_handle = 0;
  TaskId to = 0;
};

struct OutputLine {
  EventIndex at = 0;
  Time time{0};
  TaskId task = 0;
  std::string text;
};

/// What is known of an object for good: its kind and how it is called on screen.
struct ObjectName {
  trace::ObjectKind kind = trace::ObjectKind::Unknown;
  std::string label;               ///< the name given by the program, else kind and number
  std::vector<ObjectId> children;  ///< of a gather, wait, shield or task group, as they came
};

class Timeline {
 public:
  /// REQUIRES: `trace` outlives the timeline.
  explicit Timeline(const trace::Trace& trace) : trace_(trace) {}

  /// Takes in the events appended since the last call. The snapshots on the way are offered to
  /// `keyframes`, and each event to `findings`, so that nobody need fold the trace a second time.
  void extend(Keyframes* keyframes = nullptr, Findings* findings = nullptr);
  EventIndex size() const { return snapshot_.cursor(); }

  /// In the order of the lanes: creators before their children, siblings in order of creation.
  /// Worked out anew at the first call after tasks were created.
  const std::vector<TaskId>& order() const;
  const TaskLane* lane(TaskId id) const;
  /// TaskLane::index, without a look at the lane; none if the task has no lane.
  std::optional<std::uint32_t> lane_index(TaskId id) const { return lane_of_.find(id); }
  /// In order of creation: the lane with the index i is the i-th.
  const std::deque<TaskLane>& lanes() const { return lanes_; }
  const std::deque<HandleRun>& runs() const { return runs_; }
  const std::deque<Iteration>& iterations() const { return iterations_; }
  const std::deque<WakeUp>& wake_ups() const { return wake_ups_; }
  const std::vector<OutputLine>& output() const { return output_; }
  const std::unordered_map<ObjectId, ObjectName>& objects() const { return objects_; }

  /// How a task or object is called on screen; "object 7" when nothing is known of it.
  std::string label(ObjectId id) const;
  /// The span of a task's life that covers a cursor; none before its creation and after its end.
  std::optional<Span> span_at(TaskId id, EventIndex cursor) const;
  /// How many runs begin before an event.
  std::size_t runs_before(EventIndex event) const;
  /// How many iterations begin before an event.
  std::size_t iterations_before(EventIndex event) const;
  /// The run that contains an event; null when the event belongs to the loop itself.
  const HandleRun* run_at(EventIndex event) const;
  /// The iteration that contains an event; null before the first.
  const Iteration* iteration_at(EventIndex event) const;
  /// Its place in iterations(), 0 for the first. REQUIRES: it is one of them.
  std::size_t index_of(const Iteration& iteration) const;
  /// Length of the ready queue after `cursor` events; 65,535 stands for more, too.
  std::size_t ready_depth(EventIndex cursor) const { return depths_[cursor]; }
  /// The fold of everything taken in so far.
  const Snapshot& end() const { return snapshot_; }
  const trace::Trace& trace() const { return trace_; }

 private:
  void take(EventIndex index);
  void take_run(EventIndex index, const trace::TraceEvent& e);
  void take_iteration(EventIndex index, const trace::TraceEvent& e);
  void take_wake_up(EventIndex index, const trace::TraceEvent& e);
  void take_name(const trace::TraceEvent& e);
  void place_children(const trace::TraceEvent& e);
  void follow(TaskId id, EventIndex index, const trace::TraceEvent& e);
  TaskLane& new_lane(const TaskView& task, EventIndex index, const trace::TraceEvent& e);
  TaskLane* own_lane(TaskId id);
  std::string label_of(const TaskLane& lane, const trace::TraceEvent& e);

  /// A task's place in the tree of creators: lanes by their index, siblings in order of creation.
  struct Kin {
    std::uint32_t first_child = 0, last_child = 0, next = 0;  // 0: none, as main is nobody's child
  };
  void adopt(std::uint32_t parent, std::uint32_t child);

  const trace::Trace& trace_;
  Snapshot snapshot_;
  std::vector<TaskId> were_running_;                     // before the event that is taken
  mutable std::vector<TaskId> order_;                    // as long as lanes_, or old
  std::deque<TaskLane> lanes_;                           // by TaskLane::index
  IdIndex lane_of_;                                      // index in lanes_
  std::vector<Kin> kin_;                                 // of the lane with the same index
  std::vector<std::uint32_t> roots_;                     // in order of creation
  std::vector<TaskId> unplaced_;                         // lanes that have no line yet
  std::unordered_map<StringId, std::size_t> tasks_of_;   // by coroutine: how many so far
  std::map<trace::ObjectKind, std::size_t> objects_of_;  // by kind: likewise
  std::deque<HandleRun> runs_;
  Landmarks<PackedIndex> run_begins_;  // of runs_
  bool in_run_ = false;                // events may still join runs_.back()
  std::deque<Iteration> iterations_;
  Landmarks<PackedIndex> iteration_begins_;  // of iterations_
  std::deque<WakeUp> wake_ups_;
  IdMap<std::uint32_t> wake_up_of_;  // of steps in the ready queue
  std::vector<OutputLine> output_;
  std::deque<std::uint16_t> depths_{0};  // by cursor
  std::unordered_map<ObjectId, ObjectName> objects_;
};

}  // namespace model
