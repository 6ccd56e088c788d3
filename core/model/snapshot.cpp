#include "core/model/snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace model {

using trace::EventKind;

Time elapsed(Time from, Time to) {
  constexpr Time kZero{0};
  if (from < kZero && to > Time::max() + from) return Time::max();
  if (from > kZero && to < Time::min() + from) return Time::min();
  return to - from;
}

LocationId TaskView::location() const {
  const auto placed = std::find_if(stack.rbegin(), stack.rend(),
                                   [](const Frame& frame) { return frame.location != 0; });
  return placed != stack.rend() ? placed->location : created_at;
}

void Snapshot::apply(const TraceEvent& e) {
  if (e.time < time_) {
    diagnose(fmt::format("The time goes back from {} ns to {} ns.", time_.count(), e.time.count()));
  } else {
    time_ = e.time;
  }
  locate(e);
  switch (e.kind) {
    case EventKind::LoopStarted:
      phase_ = LoopPhase::NotStarted;
      break;
    case EventKind::IterationBegan:
      iteration_began(e);
      break;
    case EventKind::SelectEnded:
      select_ended(e);
      break;
    case EventKind::BatchBegan:
      batch_began(e);
      break;
    case EventKind::LoopStopped:
      loop_stopped();
      break;
    case EventKind::DeadlockFound:
    case EventKind::LimitReached:
      break;
    case EventKind::HandleQueued:
      handle_queued(e);
      break;
    case EventKind::HandleRunBegan:
      handle_run_began(e);
      break;
    case EventKind::HandleRunEnded:
      handle_run_ended(e);
      break;
    case EventKind::HandleCancelled:
      handle_cancelled(e);
      break;
    case EventKind::TimerArmed:
      timer_armed(e);
      break;
    case EventKind::TimerExpired:
      timer_expired(e);
      break;
    case EventKind::TimerCancelled:
      timer_cancelled(e);
      break;
    case EventKind::TaskCreated:
      task_created(e);
      break;
    case EventKind::TaskStepBegan:
      task_step_began(e);
      break;
    case EventKind::TaskSuspended:
      task_suspended(e);
      break;
    case EventKind::TaskYielded:
      task_yielded(e);
      break;
    case EventKind::TaskDone:
      task_done(e);
      break;
    case EventKind::TaskCancelRequested:
      task_cancel_requested(e);
      break;
    case EventKind::CancelDelivered:
      subject(e);
      break;
    case EventKind::TaskDestroyed:
      task_destroyed(e);
      break;
    case EventKind::TaskRenamed:
      task_renamed(e);
      break;
    case EventKind::CoroEntered:
      coro_entered(e);
      break;
    case EventKind::CoroLeft:
      coro_left(e);
      break;
    case EventKind::CoroDropped:
      break;
    case EventKind::ObjectCreated:
      object_created(e);
      break;
    case EventKind::GatherChildAdded:
      gather_child_added(e);
      break;
    case EventKind::FutureDone:
      future_done(e);
      break;
    case EventKind::EventSet:
      event_changed(e, true);
      break;
    case EventKind::EventCleared:
      event_changed(e, false);
      break;
    case EventKind::ExceptionRetrieved:
    case EventKind::ExceptionUnhandled:
    case EventKind::Printed:
    case EventKind::Noted:
      break;
    case EventKind::Watched:
      watched(e);
      break;
    case EventKind::BusyEnded:
      break;
    default:
      diagnose(fmt::format("Kind {} is not known to this version.", static_cast<unsigned>(e.kind)));
  }
  ++cursor_;
}

void Snapshot::diagnose(std::string sentence) {
  if (diagnostics_.size() == kMostDiagnostics) {
    ++diagnostics_left_out_;
  } else {
    diagnostics_.push_back({cursor_, std::move(sentence)});
  }
}

// -- The loop

void Snapshot::iteration_began(const TraceEvent& e) {
  interrupt("an iteration begins");
  skip_cancelled();
  if (batch_left_ > 0) {
    diagnose(fmt::format("An iteration begins, but {} handles of the last batch did not run.",
                         batch_left_));
  }
  ++iteration_;
  phase_ = LoopPhase::Waiting;
  wait_limit_ = Time(e.value);
  waited_ = Time(0);
  timers_moved_ = 0;
  batch_size_ = batch_begun_ = 0;
  batch_left_ = 0;
  turn_ = 0;
}

void Snapshot::select_ended(const TraceEvent& e) {
  if (phase_ != LoopPhase::Waiting) diagnose("A wait ends that did not begin.");
  phase_ = LoopPhase::MovingTimers;
  waited_ = Time(e.value);
}

void Snapshot::batch_began(const TraceEvent& e) {
  interrupt("a batch begins");
  if (phase_ != LoopPhase::Waiting && phase_ != LoopPhase::MovingTimers) {
    diagnose("A batch begins outside the start of an iteration.");
  }
  if (e.value < 0 || static_cast<std::size_t>(e.value) != ready_.size()) {
    diagnose(fmt::format("The batch has {} handles, but {} are ready.", e.value, ready_.size()));
  }
  phase_ = LoopPhase::RunningBatch;
  batch_left_ = ready_.size();
  batch_size_ = static_cast<std::uint32_t>(batch_left_);
  batch_begun_ = 0;
  turn_ = 0;
}

/// The end of a run drops what is left of its queues.
void Snapshot::loop_stopped() {
  interrupt("the run ends");
  phase_ = LoopPhase::Stopped;
  ready_.clear();
  ready_number_.clear();
  popped_ = 0;
  batch_left_ = 0;
  timers_.clear();
  timer_by_id_.clear();
  turn_ = 0;
}

// -- Handles

/// Puts a handle at the end of the ready queue.
void Snapshot::queue(ReadyHandle handle) {
  if (handle.id == 0 || ready_number_.contains(handle.id)) {
    return diagnose(fmt::format("Handle {} cannot be queued: {}.", handle.id,
                                handle.id == 0 ? "0 is none" : "it is in the ready queue"));
  }
  handle.queued_at = cursor_;
  handle.queued_time = time_;
  ready_number_.emplace(handle.id, popped_ + ready_.size());
  ready_.push_back(handle);
}

void Snapshot::pop_front() {
  ready_number_.erase(ready_.front().id);
  ready_.pop_front();
  ++popped_;
  if (batch_left_ > 0) --batch_left_;
}

/// Takes a handle out of the middle, which no loop does: the cost does not matter.
void Snapshot::erase_at(std::size_t position) {
  ready_number_.erase(ready_[position].id);
  ready_.erase(ready_.begin() + static_cast<std::ptrdiff_t>(position));
  for (std::size_t i = position; i < ready_.size(); ++i) --ready_number_[ready_[i].id];
  if (position < batch_left_) --batch_left_;
}

void Snapshot::skip_cancelled() {
  while (batch_left_ > 0 && ready_.front().cancelled) pop_front();
}

/// Takes the handle that begins to run out of the ready queue; `task`: whose step it claims to be.
ReadyHandle Snapshot::take(HandleId id, TaskId task) {
  skip_cancelled();
  const auto position = ready_position(id);
  if (!position) {
    diagnose(fmt::format("Handle {} begins to run, but it was not in the ready queue.", id));
    return {.id = id, .task = task};
  }
  if (*position > 0) {
    diagnose(
        fmt::format("Handle {} begins to run, but it was not the first in the ready queue.", id));
  } else if (batch_left_ == 0) {
    diagnose(fmt::format("Handle {} begins to run, but it does not belong to the batch.", id));
  }
  if (*position < batch_left_) ++batch_begun_;
  ReadyHandle handle = ready_[*position];
  if (*position == 0) {
    pop_front();
  } else {
    erase_at(*position);
  }
  if (handle.task != task) {
    diagnose(fmt::format("Handle {} was queued for task {}, but runs for task {}; 0 is a callback.",
                         id, handle.task, task));
    handle.task = task;
  }
  return handle;
}

/// What ran is over without a fact that says so: of its task nobody knows how it stands.
void Snapshot::interrupt(std::string_view by) {
  if (running_.id == 0 && running_task_ == 0) return;
  diagnose(fmt::format("Handle {} is still running when {}.", running_.id, by));
  if (running_task_ != 0) set_state(tasks_.at(running_task_), TaskState::Undetermined);
  running_ = {};
  running_task_ = 0;
}

void Snapshot::handle_queued(const TraceEvent& e) {
  if (e.task != 0) {
    TaskView* task = subject(e);
    if (task != nullptr && enter(*task, TaskState::Ready)) task->handle = e.handle;
  }
  queue({.id = e.handle,
         .task = e.task,
         .label = e.text,
         .cause = e.object,
         .by = e.by,
         .by_handle = turn_});
}

void Snapshot::handle_run_began(const TraceEvent& e) {
  interrupt("a callback begins");
  running_ = take(e.handle, 0);
  turn_ = e.handle;
}

void Snapshot::handle_run_ended(const TraceEvent& e) {
  if (running_task_ != 0 || running_.id != e.handle || e.handle == 0) {
    return diagnose(fmt::format("Handle {} ends, but it was not running.", e.handle));
  }
  running_ = {};
  turn_ = 0;
}

void Snapshot::handle_cancelled(const TraceEvent& e) {
  if (const auto position = ready_position(e.handle)) {
    ready_[*position].cancelled = true;
  } else {
    diagnose(fmt::format("Handle {} is cancelled, but it was not in the ready queue.", e.handle));
  }
}

// -- Timers

void Snapshot::timer_armed(const TraceEvent& e) {
  if (e.handle == 0 || timer_by_id_.contains(e.handle) || ready_number_.contains(e.handle)) {
    return diagnose(fmt::format("Timer {} cannot be armed: its number is taken.", e.handle));
  }
  const ArmedTimer timer{.id = e.handle,
                         .deadline = Time(e.value),
                         .task = e.task,
                         .label = e.text,
                         .by = e.by,
                         .armed_at = cursor_,
                         .armed_time = time_};
  timer_by_id_.emplace(e.handle, timer);
  timers_.insert(timer);
}

void Snapshot::timer_expired(const TraceEvent& e) {
  ReadyHandle handle{.id = e.handle, .was_timer = true};
  if (const ArmedTimer* timer = this->timer(e.handle)) {
    handle.label = timer->label;
    handle.by = timer->by;
    handle.sleeper = timer->task;
    timers_.erase(*timer);
    timer_by_id_.erase(e.handle);
  } else {
    diagnose(fmt::format("Timer {} is due, but it was not armed.", e.handle));
  }
  if (phase_ == LoopPhase::Waiting) phase_ = LoopPhase::MovingTimers;
  ++timers_moved_;
  queue(handle);
}

void Snapshot::timer_cancelled(const TraceEvent& e) {
  const ArmedTimer* timer = this->timer(e.handle);
  if (timer == nullptr) {
    return diagnose(fmt::format("Timer {} is cancelled, but it was not armed.", e.handle));
  }
  timers_.erase(*timer);
  timer_by_id_.erase(e.handle);
}

// -- Reading

const ArmedTimer* Snapshot::timer(HandleId id) const {
  const auto it = timer_by_id_.find(id);
  return it != timer_by_id_.end() ? &it->second : nullptr;
}

const TaskView* Snapshot::task(TaskId id) const {
  const auto it = tasks_.find(id);
  return it != tasks_.end() ? &it->second : nullptr;
}

const ObjectView* Snapshot::object(ObjectId id) const {
  const auto it = objects_.find(id);
  return it != objects_.end() ? &it->second : nullptr;
}

std::optional<std::size_t> Snapshot::ready_position(HandleId id) const {
  const auto it = ready_number_.find(id);
  if (it == ready_number_.end()) return std::nullopt;
  return it->second - popped_;
}

const ReadyHandle* Snapshot::ready_handle_of(TaskId id) const {
  const TaskView* view = task(id);
  if (view == nullptr || view->state != TaskState::Ready) return nullptr;
  const auto position = ready_position(view->handle);
  return position ? &ready_[*position] : nullptr;
}

std::size_t Snapshot::weight() const {
  constexpr std::size_t kNode = 4 * sizeof(void*);  // what a map adds to each of its values
  std::size_t bytes = sizeof(Snapshot);
  bytes += ready_.size() * (sizeof(ReadyHandle) + sizeof(std::size_t) + kNode);
  bytes += timers_.size() * 2 * (sizeof(ArmedTimer) + kNode);
  for (const auto& [id, task] : tasks_) {
    bytes += sizeof(TaskView) + kNode + task.stack.size() * sizeof(Frame) +
             task.watches.size() * sizeof(WatchedValue);
  }
  for (const auto& [id, object] : objects_) {
    bytes += sizeof(ObjectView) + kNode + object.children.size() * (sizeof(ObjectId) + kNode) +
             object.waiters.size() * sizeof(TaskId);
  }
  bytes += (gathers_of_.size() + ended_.ranges()) * (2 * sizeof(ObjectId) + kNode);
  for (const Diagnostic& diagnostic : diagnostics_) bytes += diagnostic.sentence.capacity();
  return bytes;
}

}  // namespace model
