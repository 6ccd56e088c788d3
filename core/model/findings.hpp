// What we noticed in a run and would tell its author: few things, and each of them true.
//
// A third fold, beside the Timeline's: it reads each fact once, keeps what the rules need, and most
// facts concern no rule. A finding is told at the fact where it is evident, so that nothing is told
// before it has happened; what happens again is counted, not told again. What is wrong with a
// trace, and not with a program, is a Diagnostic.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/model/explain.hpp"
#include "core/model/packed.hpp"

namespace model {

class Phrase;

enum class FindingKind : std::uint8_t {
  NeverAwaited,
  LostException,
  UnhandledException,
  DroppedTask,
  BlockedLoop,
  Starvation,
  BusyWait,
  SwallowedCancel,
  GrowingQueue,
  LongHeldLock,
  Deadlock,
  NeverWoken,
  LockOrder,
};

/// "blocked-loop": what a scenario's expected findings are called.
std::string_view id_of(FindingKind kind);
/// "Loop blocked".
std::string_view title_of(FindingKind kind);
/// What to do about it: one sentence.
std::string_view advice_of(FindingKind kind);
/// The id of the scenario that explains it, which need not be there.
std::string_view lesson_of(FindingKind kind);

struct Finding {
  FindingKind kind = FindingKind::NeverAwaited;
  EventIndex at = 0;          ///< the fact at which it is evident
  std::vector<TaskId> tasks;  ///< concerned; the first is the one to look at
  std::vector<ObjectId> objects;
  Sentence sentence;               ///< as it was then
  std::vector<PackedIndex> again;  ///< later facts that show the same; not more than a few hundred

  /// How often it was seen in the first `cursor` facts.
  std::size_t times(EventIndex cursor) const;
};

class Findings {
 public:
  /// A run with more of them than this has other troubles.
  static constexpr std::size_t kMost = 200;

  /// REQUIRES: `timeline` outlives the findings.
  explicit Findings(const Timeline& timeline) : timeline_(timeline) {}

  /// Takes in the next fact, after the timeline has. Called by Timeline::extend().
  void take(EventIndex index, const trace::TraceEvent& e);

  /// By the fact where each is evident, the earliest first.
  const std::vector<Finding>& all() const { return all_; }
  /// How many of them are evident in the first `cursor` facts.
  std::size_t known_at(EventIndex cursor) const;

 private:
  /// A turn of the loop that goes on: a step of a task or a callback.
  struct Turn {
    EventIndex begin = trace::kNever;
    Time time{0};
    TaskId task = 0;
    StringId label = 0;  // of a callback
  };
  struct Hold {
    TaskId task = 0;
    EventIndex at = 0;
    Time time{0};
  };
  /// Somebody held one lock while it took another.
  struct Order {
    TaskId task = 0;
    EventIndex at = 0;
    std::vector<ObjectId> held;
  };
  /// A cancellation that was delivered to a task which has not ended.
  struct Cancelled {
    EventIndex at = 0;
    std::size_t steps = 0;  // begun since
  };
  struct Growth {
    std::uint32_t iteration = 0;  // the last in which it was longer than before
    std::size_t iterations = 0, most = 0;
    bool told = false;
  };
  using Key = std::tuple<FindingKind, std::string>;

  Finding* add(FindingKind kind, EventIndex at, const std::string& about);
  static void say(Finding& finding, Phrase& phrase);

  void end_turn(EventIndex index, const trace::TraceEvent& e);
  void begin_turn(EventIndex index, const trace::TraceEvent& e);
  void blocked(EventIndex index, Time held);
  void hogged(EventIndex index);
  void waited_long(EventIndex index, const trace::TraceEvent& e);
  void count_iterations(EventIndex index, const trace::TraceEvent& e);
  void dropped_coroutine(EventIndex index, const trace::TraceEvent& e);
  void unhandled(EventIndex index, const trace::TraceEvent& e);
  void dropped_task(EventIndex index, const trace::TraceEvent& e);
  void cancel_requested(EventIndex index, const trace::TraceEvent& e);
  void cancel_delivered(EventIndex index, const trace::TraceEvent& e);
  void goes_on(EventIndex index, TaskId task);
  void ended(EventIndex index, const trace::TraceEvent& e);
  void swallowed(EventIndex index, TaskId task, EventIndex delivered);
  void acquired(EventIndex index, const trace::TraceEvent& e);
  void compare_orders(EventIndex index, TaskId task, ObjectId first, ObjectId second);
  void released(EventIndex index, const trace::TraceEvent& e);
  void put(EventIndex index, const trace::TraceEvent& e);
  void taken(const trace::TraceEvent& e);
  void wait_closes(EventIndex index, const trace::TraceEvent& e);
  void ring_closed(EventIndex index, std::vector<TaskId> ring);
  void deadlock(EventIndex index);

  const Timeline& timeline_;
  std::vector<Finding> all_;
  std::map<Key, std::size_t> known_;  // index in all_

  Turn turn_;
  EventIndex blocked_at_ = 0;   // where the last long turn ended
  Time instant_{0};             // since when no time has passed,
  std::size_t iterations_ = 0;  // and in how many iterations
  ObjectId aborted_ = 0;        // the last group that was, and where that turn began
  EventIndex aborted_in_ = trace::kNever;
  std::unordered_map<TaskId, EventIndex> requested_;  // cancellations on their way
  std::unordered_map<TaskId, Cancelled> cancelled_;
  std::unordered_map<ObjectId, Hold> held_;                // locks
  std::unordered_map<TaskId, std::vector<ObjectId>> has_;  // locks of a task, as it took them
  std::map<std::pair<ObjectId, ObjectId>, std::vector<Order>> orders_;
  std::unordered_map<ObjectId, Growth> growths_;  // of queues without a limit
};

/// The findings of a whole run as text, each with what to do about it; empty if there are none.
std::string text_findings(const trace::Trace& trace);

}  // namespace model
