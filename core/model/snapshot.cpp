#include "core/model/snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
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
  for (std::size_t i = stack.size(); i > 0; --i) {
    if (stack[i - 1].location != 0) return stack[i - 1].location;
  }
  return created_at;
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
    case EventKind::LoopHeld:
      if (running_.id == 0) turn_ = 0;  // between two handles
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
      cancel_delivered(e);
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
    case EventKind::GroupChildAdded:
    case EventKind::WaitChildAdded:
      child_added(e);
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
    case EventKind::Acquired:
      acquired(e);
      break;
    case EventKind::Released:
      released(e);
      break;
    case EventKind::Notified:
      target(e, trace::ObjectKind::Condition);
      break;
    case EventKind::ItemPut:
      item_put(e);
      break;
    case EventKind::ItemTaken:
      item_taken(e);
      break;
    case EventKind::ItemDone:
      item_done(e);
      break;
    case EventKind::QueueShutDown:
      queue_shut_down(e);
      break;
    case EventKind::GroupAborted:
      group_aborted(e);
      break;
    case EventKind::TimeoutExpired:
      timeout_expired(e);
      break;
    case EventKind::DataFed:
      data_fed(e);
      break;
    case EventKind::DataEnded:
      data_ended(e);
      break;
    case EventKind::DataRead:
      data_read(e);
      break;
    case EventKind::StreamFailed:
      target(e, trace::ObjectKind::Stream);
      break;
    case EventKind::BarrierTripped:
    case EventKind::BarrierReset:
    case EventKind::BarrierBroken:
      target(e, trace::ObjectKind::Barrier);
      break;
    case EventKind::ObjectGone:
      object_gone(e);
      break;
    case EventKind::SlowCallback:
      break;
    case EventKind::JobBegan:
      job_began(e);
      break;
    case EventKind::JobEnded:
      job_ended(e);
      break;
    default:
      diagnose(fmt::format("Kind {} is not known to this version.", static_cast<unsigned>(e.kind)));
  }
  const bool asks = e.kind == EventKind::TaskCancelRequested || e.kind == EventKind::TaskSuspended;
  stopping_ = asks ? e.task : 0;
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
  jobs_.clear();
  turn_ = 0;
}

// -- Reading

const ArmedTimer* Snapshot::timer(HandleId id) const {
  const auto it = timers_.find(id);
  return it != timers_.end() ? &it->second : nullptr;
}

std::vector<ArmedTimer> Snapshot::timers(std::size_t most) const {
  std::vector<ArmedTimer> first;
  first.reserve(timers_.size());
  timers_.each([&](HandleId, const ArmedTimer& timer) { first.push_back(timer); });
  most = std::min(most, first.size());
  std::ranges::partial_sort(first, first.begin() + static_cast<std::ptrdiff_t>(most), DueEarlier());
  first.resize(most);
  return first;
}

std::size_t Snapshot::timers_due() const {
  std::size_t due = 0;
  timers_.each([&](HandleId, const ArmedTimer& timer) { due += timer.deadline <= time_ ? 1 : 0; });
  return due;
}

const TaskView* Snapshot::task(TaskId id) const {
  const auto it = tasks_.find(id);
  return it != tasks_.end() ? &it->second : nullptr;
}

const ObjectView* Snapshot::object(ObjectId id) const {
  const auto it = objects_.find(id);
  return it != objects_.end() ? &it->second : nullptr;
}

const JobView* Snapshot::job(ObjectId id) const {
  const auto it = jobs_.find(id);
  return it != jobs_.end() ? &it->second : nullptr;
}

std::optional<std::size_t> Snapshot::ready_position(HandleId id) const {
  const auto it = ready_number_.find(id);
  if (it == ready_number_.end()) return std::nullopt;
  return it->second - popped_;
}

std::vector<TaskId> Snapshot::waiters(ObjectId id, trace::WaitKind wait) const {
  std::vector<TaskId> found;
  const ObjectView* view = object(id);
  if (view == nullptr) return found;
  std::copy_if(view->waiters.begin(), view->waiters.end(), std::back_inserter(found),
               [&](TaskId waiter) { return tasks_.at(waiter).wait == wait; });
  return found;
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
  bytes += ready_.size() * sizeof(ReadyHandle) + ready_number_.bytes() + timers_.bytes();
  bytes += tasks_.bytes() + objects_.bytes() + jobs_.bytes();
  tasks_.each([&](TaskId, const TaskView& task) {
    bytes += task.stack.bytes_elsewhere() + task.watches.bytes_elsewhere();
  });
  objects_.each([&](ObjectId, const ObjectView& object) {
    const std::size_t in_lines =
        object.waiters.size() + object.holders.size() + object.promised.size();
    bytes += object.children.size() * (sizeof(ObjectId) + kNode) +
             in_lines * 2 * (2 * sizeof(std::uint64_t) + kNode) +
             (object.producers.size() + object.consumers.size()) * sizeof(TaskId);
  });
  bytes += (parents_of_.size() + ended_.ranges()) * (2 * sizeof(ObjectId) + kNode);
  for (const Diagnostic& diagnostic : diagnostics_) bytes += diagnostic.sentence.capacity();
  return bytes;
}

}  // namespace model
