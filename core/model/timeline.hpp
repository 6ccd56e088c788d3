// What happened to every task over the whole trace: spans by event index, the second fold.
//
// A Timeline only grows: extend() takes in what was appended since. It knows no pixels and no
// cursor; a panel that shows less than everything cuts spans at its cursor.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/snapshot.hpp"

namespace model {

/// One stretch of a task's life in one state. It covers the cursors begin+1 .. end: the event
/// `begin` brought the task into the state, the event `end` took it out (kNever: not yet).
struct Span {
  TaskState state = TaskState::Undetermined;
  EventIndex begin = 0;
  EventIndex end = trace::kNever;
  trace::WaitKind wait = trace::WaitKind::Nothing;
  ObjectId waits_for = 0;
  TaskId holder = 0;  ///< who had the lock it waits for when the wait began; 0: none, or no task
  HandleId timer = 0;
  Time sleeps{0};       ///< length of a sleep
  HandleId handle = 0;  ///< of a Ready or Running span
};

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
  std::string result;       ///< text of the result, or the exception's message
  std::string exception;    ///< type of the exception
  std::vector<Span> spans;  ///< in order, without gaps while it lives
};

/// One run of one handle: a step of a task, or a plain callback.
struct HandleRun {
  HandleId handle = 0;
  TaskId task = 0;
  StringId label = 0;              ///< of a plain callback
  EventIndex begin = 0;            ///< TaskStepBegan or HandleRunBegan
  EventIndex end = trace::kNever;  ///< its last event (inclusive)
  std::uint32_t iteration = 0;
};

struct Iteration {
  EventIndex begin = 0;            ///< IterationBegan
  EventIndex end = trace::kNever;  ///< its last event (inclusive)
  Time time{0};                    ///< when its batch ran: after the wait
  Time waited{0};
};

/// A task was woken: from the event that queued it to the step in which it runs.
struct WakeUp {
  EventIndex at = 0;  ///< HandleQueued or TaskCreated
  EventIndex resumed = trace::kNever;
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

  /// Takes in the events appended since the last call.
  void extend();
  EventIndex size() const { return snapshot_.cursor(); }

  /// In the order of the lanes: creators before their children, siblings in order of creation.
  const std::vector<TaskId>& order() const { return order_; }
  const TaskLane* lane(TaskId id) const;
  const std::vector<HandleRun>& runs() const { return runs_; }
  const std::vector<Iteration>& iterations() const { return iterations_; }
  const std::vector<WakeUp>& wake_ups() const { return wake_ups_; }
  const std::vector<OutputLine>& output() const { return output_; }
  const std::unordered_map<ObjectId, ObjectName>& objects() const { return objects_; }

  /// How a task or object is called on screen; "object 7" when nothing is known of it.
  std::string label(ObjectId id) const;
  /// The span of a task's life that covers a cursor; null before its creation and after its end.
  const Span* span_at(TaskId id, EventIndex cursor) const;
  /// The run that contains an event; null when the event belongs to the loop itself.
  const HandleRun* run_at(EventIndex event) const;
  /// The iteration that contains an event; null before the first.
  const Iteration* iteration_at(EventIndex event) const;
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
  std::string label_of(const TaskLane& lane, const trace::TraceEvent& e);
  void rebuild_order();

  const trace::Trace& trace_;
  Snapshot snapshot_;
  std::vector<TaskId> order_;
  bool order_is_old_ = false;
  std::vector<TaskId> were_running_;                          // before the event that is taken
  std::vector<TaskId> roots_;                                 // in order of creation
  std::unordered_map<TaskId, std::vector<TaskId>> children_;  // likewise
  std::unordered_map<TaskId, TaskLane> lanes_;
  std::vector<TaskId> unplaced_;                         // lanes that have no line yet
  std::unordered_map<StringId, std::size_t> tasks_of_;   // by coroutine: how many so far
  std::map<trace::ObjectKind, std::size_t> objects_of_;  // by kind: likewise
  std::vector<HandleRun> runs_;
  bool in_run_ = false;  // events may still join runs_.back()
  std::vector<Iteration> iterations_;
  std::vector<WakeUp> wake_ups_;
  std::unordered_map<HandleId, std::size_t> wake_up_of_;  // of steps in the ready queue
  std::vector<OutputLine> output_;
  std::unordered_map<ObjectId, ObjectName> objects_;
};

}  // namespace model
