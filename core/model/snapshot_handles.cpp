// The part of the fold that is about the ready queue and the timers.
#include <fmt/format.h>

#include "core/model/snapshot.hpp"

namespace model {

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
  if (running_.id == 0 && running_tasks_.empty()) return;
  diagnose(fmt::format("Handle {} is still running when {}.", running_.id, by));
  for (const TaskId task : running_tasks_) set_state(tasks_.at(task), TaskState::Undetermined);
  running_ = {};
  running_tasks_.clear();
}

void Snapshot::handle_queued(const TraceEvent& e) {
  if (e.task != 0) {
    TaskView* task = subject(e);
    const ObjectId waited_for = task != nullptr ? task->waits_for : 0;
    if (task != nullptr && enter(*task, TaskState::Ready)) {
      task->handle = e.handle;
      // A task that is woken to be cancelled follows the request, or the suspension if the request
      // came before; every other one has got what it waited for.
      if (waited_for == e.object && stopping_ != e.task) promise(*task, e.object);
    }
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
  if (!running_tasks_.empty() || running_.id != e.handle || e.handle == 0) {
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
  if (e.handle == 0 || timers_.contains(e.handle) || ready_number_.contains(e.handle)) {
    return diagnose(fmt::format("Timer {} cannot be armed: its number is taken.", e.handle));
  }
  const ArmedTimer timer{.id = e.handle,
                         .deadline = Time(e.value),
                         .task = e.task,
                         .label = e.text,
                         .by = e.by,
                         .armed_at = cursor_,
                         .armed_time = time_};
  timers_.emplace(e.handle, timer);
}

void Snapshot::timer_expired(const TraceEvent& e) {
  ReadyHandle handle{.id = e.handle, .was_timer = true};
  if (const ArmedTimer* timer = this->timer(e.handle)) {
    handle.label = timer->label;
    handle.by = timer->by;
    handle.sleeper = timer->task;
    timers_.erase(e.handle);
  } else {
    diagnose(fmt::format("Timer {} is due, but it was not armed.", e.handle));
  }
  if (phase_ == LoopPhase::Waiting) phase_ = LoopPhase::MovingTimers;
  ++timers_moved_;
  queue(handle);
}

void Snapshot::timer_cancelled(const TraceEvent& e) {
  if (!timers_.contains(e.handle)) {
    return diagnose(fmt::format("Timer {} is cancelled, but it was not armed.", e.handle));
  }
  timers_.erase(e.handle);
}

}  // namespace model
