// The part of the fold that is about tasks.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "core/model/snapshot.hpp"

namespace model {

using trace::EventKind;
using trace::ObjectKind;
using trace::WaitKind;

namespace {

/// More names than that are a loop's doing, and no window shows them.
constexpr std::size_t kMostWatches = 100;

/// The task whose line of program an event stands on; 0 if it is nobody's.
TaskId actor(const TraceEvent& e) {
  if (e.by != 0) return e.by;
  switch (e.kind) {
    case EventKind::TaskSuspended:
    case EventKind::TaskYielded:
    case EventKind::TimerArmed:
    case EventKind::CoroEntered:
    case EventKind::CoroLeft:
    case EventKind::TaskDone:
      return e.task;
    default:
      return 0;
  }
}

}  // namespace

// -- States

/// The task an event is about. One whose beginning was not recorded is Undetermined from here on;
/// null for none and for one that has ended.
TaskView* Snapshot::subject(const TraceEvent& e) {
  if (const auto it = tasks_.find(e.task); it != tasks_.end()) return &it->second;
  if (e.task == 0 || ended_.contains(e.task) || objects_.contains(e.task)) {
    diagnose(fmt::format("{} is about task {}, {}.", trace::kind_name(e.kind), e.task,
                         e.task == 0                 ? "which is none"
                         : objects_.contains(e.task) ? "which is no task"
                                                     : "which has ended"));
    return nullptr;
  }
  diagnose(fmt::format("The beginning of task {} was not recorded.", e.task));
  TaskView& task = tasks_[e.task];
  task.id = e.task;
  task.stack.push_back({});
  set_state(task, TaskState::Undetermined);
  return &task;
}

/// Takes a task into a state if the table allows it; else it stays as it is.
bool Snapshot::enter(TaskView& task, TaskState to) {
  if (!is_legal(task.state, to)) {
    diagnose(
        fmt::format("Task {} is {} and cannot become {}.", task.id, word(task.state), word(to)));
    return false;
  }
  set_state(task, to);
  return true;
}

void Snapshot::set_state(TaskView& task, TaskState to) {
  stop_waiting(task);
  task.state = to;
  task.handle = 0;
  task.since = cursor_;
  task.since_time = time_;
  task.since_iteration = iteration_;
}

void Snapshot::stop_waiting(TaskView& task) {
  const ObjectId id = task.waits_for;
  task.wait = WaitKind::Nothing;
  task.waits_for = 0;
  task.timer = 0;
  task.sleep_until = Time(0);
  if (const auto it = objects_.find(id); it != objects_.end()) {
    it->second.waiters.erase(task.id);
    drop_if_over(id);
  }
}

/// A task that was woken has a lock, or a permit, as soon as it runs; until then nobody else gets
/// it.
void Snapshot::promise(TaskView& task, ObjectId id) {
  const auto it = objects_.find(id);
  if (it == objects_.end()) return;
  ObjectView& object = it->second;
  if (object.kind != ObjectKind::Lock && object.kind != ObjectKind::Semaphore) return;
  end_promise(task);
  object.promised.push_back(task.id);
  task.promised = id;
  if (object.permits && *object.permits > 0) --*object.permits;
}

/// Returns what was promised to the task; null if nothing was.
ObjectView* Snapshot::end_promise(TaskView& task) {
  const auto it = objects_.find(std::exchange(task.promised, 0));
  if (it == objects_.end()) return nullptr;
  it->second.promised.erase(task.id);
  return &it->second;
}

/// A step that ends, however its task stands, is not running any more. What it wakes may follow.
void Snapshot::end_step(TaskId id) {
  std::erase(running_tasks_, id);
  if (running_.task == id) running_ = {};
}

void Snapshot::bury(TaskId id) {
  end_promise(tasks_.at(id));
  child_ended(id);
  ended_.insert(id);
  tasks_.erase(id);
}

bool Snapshot::is_taken(ObjectId id) const {
  return id == 0 || tasks_.contains(id) || objects_.contains(id) || ended_.contains(id);
}

// -- Places

/// A task is at the line of the last fact that it caused and that has a line.
void Snapshot::locate(const TraceEvent& e) {
  if (e.location == 0) return;
  const auto it = tasks_.find(actor(e));
  if (it != tasks_.end()) it->second.stack.back().location = e.location;
}

/// Tasks that a gather created have no line of their own: they take that of the next suspension.
void Snapshot::place_children(TaskId creator, LocationId location) {
  std::erase_if(unplaced_, [&](TaskId id) {
    const auto it = tasks_.find(id);
    if (it == tasks_.end()) return true;
    if (it->second.parent != creator) return false;
    it->second.created_at = location;
    return true;
  });
}

// -- The life of a task

void Snapshot::task_created(const TraceEvent& e) {
  if (is_taken(e.task)) {
    return diagnose(fmt::format("A task is created as {}, but this number is taken.", e.task));
  }
  TaskView& task = tasks_[e.task];
  task.id = e.task;
  task.parent = e.by;
  task.name = e.text;
  task.number = e.value;
  task.coroutine = e.extra;
  task.created_at = e.location;
  task.stack.push_back({.coroutine = e.extra});
  set_state(task, TaskState::Created);
  if (e.location == 0 && e.by != 0 && e.by == running_task()) unplaced_.push_back(e.task);
  if (e.handle == 0) return;
  enter(task, TaskState::Ready);
  task.handle = e.handle;
  queue({.id = e.handle, .task = e.task, .by = e.by, .by_handle = turn_});
}

void Snapshot::task_step_began(const TraceEvent& e) {
  TaskView* task = subject(e);
  const bool eager = e.handle == 0 && task != nullptr && task->state == TaskState::Created;
  if (!eager) {
    interrupt("a step begins");
    running_ = take(e.handle, e.task);
    turn_ = e.handle;
    unplaced_.clear();
  }
  if (task == nullptr || !enter(*task, TaskState::Running)) return;
  task->handle = e.handle;
  ++task->steps;
  running_tasks_.push_back(e.task);
}

void Snapshot::task_suspended(const TraceEvent& e) {
  TaskView* task = subject(e);
  end_step(e.task);
  place_children(e.task, e.location);
  if (task == nullptr || !enter(*task, TaskState::Suspended)) return;
  end_promise(*task);
  constexpr auto kLast = static_cast<std::uint8_t>(WaitKind::Read);
  task->wait = e.detail <= kLast ? e.wait() : WaitKind::Nothing;
  if (task->wait == WaitKind::Sleep) {
    const ArmedTimer* armed = timer(e.handle);
    if (armed == nullptr) diagnose(fmt::format("Task {} sleeps without a timer.", e.task));
    task->timer = e.handle;
    task->sleep_until = armed != nullptr ? armed->deadline : time_;
    return;
  }
  task->waits_for = e.object;
  if (const auto it = objects_.find(e.object); it != objects_.end()) {
    it->second.waiters.push_back(e.task);
  } else if (!tasks_.contains(e.object)) {
    diagnose(fmt::format("Task {} waits for {}, which is not there.", e.task, e.object));
  }
}

void Snapshot::task_yielded(const TraceEvent& e) {
  TaskView* task = subject(e);
  end_step(e.task);
  place_children(e.task, e.location);
  if (task != nullptr && enter(*task, TaskState::Ready)) task->handle = e.handle;
  queue({.id = e.handle, .task = e.task, .by = e.task, .by_handle = turn_});
}

void Snapshot::task_done(const TraceEvent& e) {
  TaskView* task = subject(e);
  end_step(e.task);
  if (task != nullptr && enter(*task, TaskState::Done)) bury(e.task);
}

void Snapshot::task_cancel_requested(const TraceEvent& e) {
  if (e.by == 0 && running_.id == 0) turn_ = 0;  // run() cancels what is left: no step's doing
  if (TaskView* task = subject(e)) ++task->cancel_requests;
}

/// What was promised to a task that is cancelled before it ran is not taken: a permit goes back.
void Snapshot::cancel_delivered(const TraceEvent& e) {
  TaskView* task = subject(e);
  if (task == nullptr) return;
  ObjectView* object = end_promise(*task);
  if (object == nullptr || !object->permits) return;
  if (*object->permits < std::numeric_limits<std::int64_t>::max()) ++*object->permits;
}

void Snapshot::task_destroyed(const TraceEvent& e) {
  TaskView* task = subject(e);
  if (task == nullptr) return;
  const HandleId handle = task->handle;
  if (!enter(*task, TaskState::Destroyed)) return;
  if (const auto position = ready_position(handle)) ready_[*position].cancelled = true;
  bury(e.task);
}

void Snapshot::task_renamed(const TraceEvent& e) {
  if (TaskView* task = subject(e)) task->name = e.text;
}

void Snapshot::coro_entered(const TraceEvent& e) {
  if (TaskView* task = subject(e)) task->stack.push_back({.coroutine = e.text});
}

void Snapshot::coro_left(const TraceEvent& e) {
  TaskView* task = subject(e);
  if (task == nullptr) return;
  if (task->stack.size() > 1) {
    task->stack.pop_back();
  } else {
    diagnose(fmt::format("Task {} leaves a coroutine that it did not enter.", e.task));
  }
}

void Snapshot::watched(const TraceEvent& e) {
  const auto it = tasks_.find(e.by);
  if (it == tasks_.end()) return;  // a plain callback remembers nothing
  auto& watches = it->second.watches;
  const auto watch = std::find_if(watches.begin(), watches.end(),
                                  [&](const WatchedValue& w) { return w.name == e.text; });
  if (watch != watches.end()) {
    watch->value = e.extra;
    watch->changed_at = cursor_;
  } else if (watches.size() < kMostWatches) {
    watches.push_back({.name = e.text, .value = e.extra, .changed_at = cursor_});
  } else {
    diagnose(fmt::format("Task {} watches more than {} names; the others are left out.", e.by,
                         kMostWatches));
  }
}

std::string name_of(const trace::Trace& trace, const TaskView& task) {
  if (task.name != 0 || task.number == 0) return std::string(trace.text(task.name));
  return fmt::format("Task-{}", task.number);
}

}  // namespace model
