// The loop and its tasks after the first `cursor()` events of a trace: the fold.
//
// Invariants: a Snapshot is a pure function of the events applied, in order, from the first; it
// holds only what is alive (names, results and spans of the dead are in Timeline); an event that
// makes no sense in the present state changes as little as possible and becomes a Diagnostic,
// never an assertion. The mirror test compares it with the live loop after every event.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/model/few.hpp"
#include "core/model/id_map.hpp"
#include "core/model/id_ranges.hpp"
#include "core/model/line.hpp"
#include "core/model/packed.hpp"
#include "core/model/task_state.hpp"
#include "core/trace/trace.hpp"

namespace model {

using trace::EventIndex;
using trace::HandleId;
using trace::LocationId;
using trace::ObjectId;
using trace::StringId;
using trace::TaskId;
using trace::Time;
using trace::TraceEvent;

/// What the loop is doing in its present iteration. The window lights one of the middle three.
enum class LoopPhase : std::uint8_t {
  NotStarted,
  Waiting,       ///< for I/O or the next timer (IterationBegan)
  MovingTimers,  ///< due timers join the ready queue (SelectEnded)
  RunningBatch,  ///< the handles that were ready when the batch began (BatchBegan)
  Stopped,
};

/// A handle in the ready queue, or the one that is running.
struct ReadyHandle {
  HandleId id = 0;
  TaskId task = 0;         ///< whose step it is; 0 for a plain callback
  StringId label = 0;      ///< what the callback is, for plain callbacks
  ObjectId cause = 0;      ///< what was completed, set or released to queue it; 0 unknown
  TaskId by = 0;           ///< the task in whose step it was queued; 0: a callback or the loop
  HandleId by_handle = 0;  ///< the handle that was running when it was queued; 0: the loop itself
  bool was_timer = false;  ///< it is a timer whose deadline has passed
  TaskId sleeper = 0;      ///< of such a timer: whose sleep it ends; 0 for call_later and the like
  bool cancelled = false;  ///< stays in the queue and is skipped
  EventIndex queued_at = 0;
  Time queued_time{0};
  friend bool operator==(const ReadyHandle&, const ReadyHandle&) = default;
};

struct ArmedTimer {
  HandleId id = 0;
  Time deadline{0};
  TaskId task = 0;  ///< who sleeps until then; 0 for call_later and the like
  StringId label = 0;
  TaskId by = 0;
  PackedIndex armed_at = 0;
  Time armed_time{0};
  friend bool operator==(const ArmedTimer&, const ArmedTimer&) = default;
};

/// The order in which timers are due: by deadline, equal ones as they were armed.
struct DueEarlier {
  bool operator()(const ArmedTimer& a, const ArmedTimer& b) const {
    return a.deadline != b.deadline ? a.deadline < b.deadline : a.armed_at < b.armed_at;
  }
};

/// One coroutine of a task's await stack.
struct Frame {
  StringId coroutine = 0;
  LocationId location = 0;  ///< its last recorded await, print or note; 0: not yet known
  friend bool operator==(const Frame&, const Frame&) = default;
};

struct WatchedValue {
  StringId name = 0;
  StringId value = 0;
  PackedIndex changed_at = 0;
  friend bool operator==(const WatchedValue&, const WatchedValue&) = default;
};

/// A task that is alive (not Done, not Destroyed). A snapshot copies thousands: its fields stand so
/// that none leaves a gap.
struct TaskView {
  TaskId id = 0;
  TaskId parent = 0;
  StringId name = 0;  ///< see name_of()
  StringId coroutine = 0;
  std::int64_t number = 0;  ///< of one without a name
  TaskState state = TaskState::Undetermined;
  trace::WaitKind wait = trace::WaitKind::Nothing;  ///< of a Suspended task, else Nothing
  HandleId handle = 0;    ///< of its next step while Ready, of its present one while Running
  PackedIndex since = 0;  ///< the event that brought it into its state
  std::uint32_t since_iteration = 0;
  Time since_time{0};
  ObjectId waits_for = 0;  ///< task or object it waits for; 0 of a wait()
  HandleId timer = 0;      ///< timer of a sleep
  Time sleep_until{0};     ///< deadline of that timer
  ObjectId promised = 0;   ///< lock or semaphore that woke it and is kept for it until it runs
  std::uint32_t cancel_requests = 0;
  std::uint32_t steps = 0;    ///< steps begun so far
  LocationId created_at = 0;  ///< line of its creator
  Few<Frame, 2> stack;        ///< outermost coroutine first; never empty
  Few<WatchedValue, 1> watches;

  /// The line it is at: that of the innermost coroutine that has one, else its creator's.
  LocationId location() const;
  friend bool operator==(const TaskView&, const TaskView&) = default;
};

/// asyncio's get_name(): the name, or "Task-k" of the run's k-th task.
std::string name_of(const trace::Trace& trace, const TaskView& task);

/// A future, gather, shield or synchronisation object that was announced and is still of interest:
/// a future, gather or shield goes when it is done and the tasks that waited for it are woken, a
/// timeout when it is over.
struct ObjectView {
  ObjectId id = 0;
  trace::ObjectKind kind = trace::ObjectKind::Unknown;
  StringId name = 0;
  Line waiters;  ///< tasks suspended on it and not yet woken, first come first

  bool is_set = false;                               ///< of an Event
  trace::Outcome outcome = trace::Outcome::Pending;  ///< of a future, gather or shield
  /// Of a gather, a wait, a shield or a task group, in the order of their coming.
  std::vector<TaskId> children;
  /// Permits of a semaphore at first, room of a queue (0: without limit), parties of a barrier.
  std::int64_t size = 0;
  ObjectId lock = 0;                ///< of a condition
  std::uint32_t children_done = 0;  ///< how many of them have ended
  bool aborting = false;            ///< of a task group: it has cancelled its children

  bool locked = false;  ///< of a lock
  /// Of a lock: the task that took it, none if a callback did. Of a semaphore: the tasks that hold
  /// a permit, one place for each, as they took them.
  Line holders;
  Line promised;                        ///< woken for a lock or a permit, but not yet running
  std::optional<std::int64_t> permits;  ///< left of a semaphore; none: not told yet

  std::size_t items = 0;          ///< in a queue
  std::size_t unfinished = 0;     ///< put into it, and not yet done with
  bool is_shut_down = false;      ///< of a queue
  std::vector<TaskId> producers;  ///< who put items into it, the last one first; only a few
  std::vector<TaskId> consumers;  ///< who took items from it, likewise

  std::size_t bytes = 0;  ///< of a stream: held after the last that came; reading is not recorded
  bool ended = false;     ///< of a stream: no more will come

  /// Who has a lock; 0: nobody, or a callback took it.
  TaskId holder() const { return holders.empty() ? 0 : holders.front(); }
  friend bool operator==(const ObjectView&, const ObjectView&) = default;
};

/// Work for another thread that was handed over and whose end the loop was not told. It outlives
/// the object of its future where that is cancelled.
struct JobView {
  ObjectId id = 0;
  TaskId by = 0;             ///< who handed it over; 0: a callback
  std::uint32_t thread = 0;  ///< that runs it, counted from 1; 0: it waits for one
  EventIndex since = 0;      ///< the event that gave it to its thread, or put it in line
  Time since_time{0};
  friend bool operator==(const JobView&, const JobView&) = default;
};

/// What is wrong with a trace (not with a program: that is a finding).
struct Diagnostic {
  EventIndex at = 0;
  std::string sentence;
  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// `to - from`, at the limit of Time where a trace's numbers are beyond all sense.
Time elapsed(Time from, Time to);

class Snapshot {
 public:
  /// A trace that makes no sense at all would fill memory with what is wrong with it.
  static constexpr std::size_t kMostDiagnostics = 100;

  /// Applies the event at position cursor(). Events are applied in order, none left out.
  void apply(const TraceEvent& event);

  EventIndex cursor() const { return cursor_; }
  Time time() const { return time_; }
  /// Number of iterations begun; the first one is 1.
  std::uint32_t iteration() const { return iteration_; }
  LoopPhase phase() const { return phase_; }
  /// How long the present iteration may wait; negative: without limit. Meaningful from Waiting on.
  Time wait_limit() const { return wait_limit_; }
  /// How long its wait took, once over.
  Time waited() const { return waited_; }
  /// Timers that this iteration moved to the ready queue.
  std::uint32_t timers_moved() const { return timers_moved_; }
  /// Handles in the present batch, and how many of them were begun.
  std::uint32_t batch_size() const { return batch_size_; }
  std::uint32_t batch_begun() const { return batch_begun_; }
  /// How many handles from the front of ready() still belong to the present batch.
  std::size_t batch_left() const { return batch_left_; }

  /// In the order in which they will run, cancelled ones included.
  const std::deque<ReadyHandle>& ready() const { return ready_; }
  /// The handle that is being run; id 0 when none is.
  const ReadyHandle& running() const { return running_; }
  /// The task whose step is being run; 0 when none is.
  TaskId running_task() const { return running_tasks_.empty() ? 0 : running_tasks_.back(); }
  /// It and the tasks underneath, outermost first: the step of an eager task runs inside that of
  /// the task that creates it.
  const std::vector<TaskId>& running_tasks() const { return running_tasks_; }
  /// The handle whose turn it is: the one that is being run, or a task's step that is over while
  /// what it wakes is still being queued. 0: the loop itself.
  HandleId turn() const { return turn_; }
  /// The first of the armed timers, at most so many: by deadline, equal ones in the order in which
  /// they were armed.
  std::vector<ArmedTimer> timers(std::size_t most = static_cast<std::size_t>(-1)) const;
  std::size_t timers_armed() const { return timers_.size(); }
  /// How many of them have a deadline that has passed.
  std::size_t timers_due() const;
  /// Null if no such timer is armed.
  const ArmedTimer* timer(HandleId id) const;

  /// Alive tasks by id, that is in order of creation.
  const IdMap<TaskView>& tasks() const { return tasks_; }
  const TaskView* task(TaskId id) const;
  const IdMap<ObjectView>& objects() const { return objects_; }
  const ObjectView* object(ObjectId id) const;
  /// In order of their coming.
  const IdMap<JobView>& jobs() const { return jobs_; }
  const JobView* job(ObjectId id) const;
  /// Those of an object's waiters that wait in this way: a queue's getters apart from its putters.
  std::vector<TaskId> waiters(ObjectId id, trace::WaitKind wait) const;
  /// The next step of a Ready task; null for others.
  const ReadyHandle* ready_handle_of(TaskId id) const;
  /// Where a handle stands in ready(), 0 for the front.
  std::optional<std::size_t> ready_position(HandleId id) const;

  /// The first kMostDiagnostics of them.
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  /// How many more there were.
  std::size_t diagnostics_left_out() const { return diagnostics_left_out_; }

  /// Bytes it holds, roughly: what keeping a copy costs.
  std::size_t weight() const;

  friend bool operator==(const Snapshot&, const Snapshot&) = default;

 private:
  void iteration_began(const TraceEvent& e);
  void select_ended(const TraceEvent& e);
  void batch_began(const TraceEvent& e);
  void loop_stopped();
  void handle_queued(const TraceEvent& e);
  void handle_run_began(const TraceEvent& e);
  void handle_run_ended(const TraceEvent& e);
  void handle_cancelled(const TraceEvent& e);
  void timer_armed(const TraceEvent& e);
  void timer_expired(const TraceEvent& e);
  void timer_cancelled(const TraceEvent& e);
  void task_created(const TraceEvent& e);
  void task_step_began(const TraceEvent& e);
  void task_suspended(const TraceEvent& e);
  void task_yielded(const TraceEvent& e);
  void task_done(const TraceEvent& e);
  void task_cancel_requested(const TraceEvent& e);
  void cancel_delivered(const TraceEvent& e);
  void task_destroyed(const TraceEvent& e);
  void task_renamed(const TraceEvent& e);
  void coro_entered(const TraceEvent& e);
  void coro_left(const TraceEvent& e);
  void object_created(const TraceEvent& e);
  void object_gone(const TraceEvent& e);
  void child_added(const TraceEvent& e);
  void future_done(const TraceEvent& e);
  void event_changed(const TraceEvent& e, bool is_set);
  void acquired(const TraceEvent& e);
  void released(const TraceEvent& e);
  void item_put(const TraceEvent& e);
  void item_taken(const TraceEvent& e);
  void item_done(const TraceEvent& e);
  void queue_shut_down(const TraceEvent& e);
  void group_aborted(const TraceEvent& e);
  void timeout_expired(const TraceEvent& e);
  void data_fed(const TraceEvent& e);
  void data_read(const TraceEvent& e);
  void data_ended(const TraceEvent& e);
  void watched(const TraceEvent& e);
  void job_began(const TraceEvent& e);
  void job_ended(const TraceEvent& e);

  // -- The ready queue
  void queue(ReadyHandle handle);
  ReadyHandle take(HandleId id, TaskId task);
  void pop_front();
  void erase_at(std::size_t position);
  void skip_cancelled();
  void interrupt(std::string_view by);

  // -- Tasks and objects
  TaskView* subject(const TraceEvent& e);
  bool enter(TaskView& task, TaskState to);
  void set_state(TaskView& task, TaskState to);
  void stop_waiting(TaskView& task);
  void promise(TaskView& task, ObjectId id);
  ObjectView* end_promise(TaskView& task);
  void end_step(TaskId id);
  void bury(TaskId id);
  void child_ended(ObjectId id);
  ObjectView* target(const TraceEvent& e, trace::ObjectKind kind);
  std::size_t told(const TraceEvent& e, const ObjectView& object, std::size_t expected);
  void take_permit(ObjectView& semaphore, const TraceEvent& e, bool was_promised);
  void drop_if_over(ObjectId id);
  bool is_taken(ObjectId id) const;
  void locate(const TraceEvent& e);
  void place_children(TaskId creator, LocationId location);
  void diagnose(std::string sentence);

  EventIndex cursor_ = 0;
  Time time_{0};
  std::uint32_t iteration_ = 0;
  LoopPhase phase_ = LoopPhase::NotStarted;
  Time wait_limit_{0};
  Time waited_{0};
  std::uint32_t timers_moved_ = 0;
  std::uint32_t batch_size_ = 0;
  std::uint32_t batch_begun_ = 0;
  std::size_t batch_left_ = 0;

  std::deque<ReadyHandle> ready_;
  IdMap<std::size_t> ready_number_;  // counted from the first handle ever queued
  std::size_t popped_ = 0;           // so a position is number - popped_
  ReadyHandle running_;
  std::vector<TaskId> running_tasks_;  // exactly those whose state is Running
  HandleId turn_ = 0;

  IdMap<ArmedTimer> timers_;

  IdMap<TaskView> tasks_;
  IdMap<ObjectView> objects_;
  IdMap<JobView> jobs_;
  std::multimap<ObjectId, ObjectId> parents_of_;  // a pending child -> its gathers and groups
  TaskId stopping_ = 0;  // whose cancellation the last fact may have caused: see handle_queued
  std::vector<TaskId> unplaced_;  // created in this step by a gather, their line is yet to come
  IdRanges ended_;                // tasks and objects that were here and are gone

  std::vector<Diagnostic> diagnostics_;
  std::size_t diagnostics_left_out_ = 0;
};

}  // namespace model
