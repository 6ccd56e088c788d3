#include "core/model/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/model/teller.hpp"

namespace model {

using trace::EventKind;
using trace::ObjectKind;
using trace::Outcome;

Sentence Teller::tell() {
  switch (e_.kind) {
    case EventKind::LoopStarted:
      loop_started();
      break;
    case EventKind::IterationBegan:
      iteration_began();
      break;
    case EventKind::SelectEnded:
      select_ended();
      break;
    case EventKind::BatchBegan:
      batch_began();
      break;
    case EventKind::LoopStopped:
      loop_stopped();
      break;
    case EventKind::DeadlockFound:
      deadlock_found();
      break;
    case EventKind::LimitReached:
      p_.plain("The run has reached a limit: ").text(e_.text);
      break;
    case EventKind::LoopHeld:
      p_.plain("The loop stood still for ").strong(duration(Time(e_.value)));
      p_.plain(" since it was paused").arrow().plain("its clock did not go on");
      break;
    case EventKind::HandleQueued:
      handle_queued();
      break;
    case EventKind::HandleRunBegan:
      handle_run_began();
      break;
    case EventKind::HandleRunEnded:
      p_.plain("The callback is complete");
      then_next();
      break;
    case EventKind::HandleCancelled:
      handle_cancelled();
      break;
    case EventKind::TimerArmed:
      timer_armed();
      break;
    case EventKind::TimerExpired:
      timer_expired();
      break;
    case EventKind::TimerCancelled:
      timer_cancelled();
      break;
    case EventKind::TaskCreated:
      task_created();
      break;
    case EventKind::TaskStepBegan:
      task_step_began();
      break;
    case EventKind::TaskSuspended:
      task_suspended();
      break;
    case EventKind::TaskYielded:
      p_.task(e_.task).plain(" gives the others a turn").arrow();
      p_.plain("its next step goes").plain(kToTheBack);
      break;
    case EventKind::TaskDone:
      task_done();
      break;
    case EventKind::TaskCancelRequested:
      task_cancel_requested();
      break;
    case EventKind::CancelDelivered:
      cancel_delivered();
      break;
    case EventKind::TaskDestroyed:
      p_.plain("Nothing refers to ").task(e_.task).plain(" any more").arrow();
      p_.plain("it is dropped while it is pending, and never runs again");
      break;
    case EventKind::TaskRenamed:
      task_renamed();
      break;
    case EventKind::CoroEntered:
      p_.task(e_.task).plain(" awaits coroutine ").text(e_.text).arrow();
      p_.text(e_.text).plain(" runs at once, in the same step of ").task(e_.task);
      break;
    case EventKind::CoroLeft:
      coro_left();
      break;
    case EventKind::CoroDropped:
      p_.plain("Coroutine ").text(e_.text).plain(" was made, but never awaited").arrow();
      p_.plain("not one line of it has run");
      break;
    case EventKind::ObjectCreated:
      object_created();
      break;
    case EventKind::GatherChildAdded:
      p_.object(e_.object).plain(" waits for ").task_or_object(e_.task);
      break;
    case EventKind::WaitChildAdded:
      p_.object(e_.object).plain(" watches ").task_or_object(e_.task);
      break;
    case EventKind::ObjectGone:
      object_gone();
      break;
    case EventKind::BarrierTripped:
    case EventKind::BarrierReset:
    case EventKind::BarrierBroken:
      barrier_changed();
      break;
    case EventKind::DataRead:
      actor().plain(" reads from ").object(e_.object).arrow();
      p_.plain(fmt::format("it holds {} byte{}", e_.value, e_.value == 1 ? "" : "s"));
      break;
    case EventKind::StreamFailed:
      actor().plain(" gives ").object(e_.object).plain(" an exception, ").text(e_.extra).arrow();
      p_.plain("reading raises it");
      woken(waiters(trace::WaitKind::Read, 1), "which waits for data");
      break;
    case EventKind::SlowCallback:
      p_.plain("Debug mode reports: ");
      e_.task != 0 ? p_.plain("this step of ").task(e_.task) : p_.plain("this callback");
      p_.plain(" held the loop for ").strong(duration(Time(e_.value)));
      break;
    case EventKind::FutureDone:
      future_done();
      break;
    case EventKind::EventSet:
      event_set();
      break;
    case EventKind::EventCleared:
      actor().plain(" clears ").object(e_.object).arrow();
      p_.plain("who waits for it from now on is suspended");
      break;
    case EventKind::ExceptionRetrieved:
      actor().plain(" has seen the exception of ").task_or_object(e_.object);
      break;
    case EventKind::ExceptionUnhandled:
      exception_unhandled();
      break;
    case EventKind::Printed:
      actor().plain(" prints: ").text(e_.text);
      break;
    case EventKind::Noted:
      actor().plain(" notes: ").text(e_.text);
      break;
    case EventKind::Watched:
      watched();
      break;
    case EventKind::BusyEnded:
      actor().plain(" has worked for ").strong(duration(Time(e_.value)));
      p_.plain(" without a pause").arrow().plain("meanwhile the loop could do nothing else");
      break;
    case EventKind::Acquired:
      acquired();
      break;
    case EventKind::Released:
      released();
      break;
    case EventKind::Notified:
      notified();
      break;
    case EventKind::ItemPut:
      item_put();
      break;
    case EventKind::ItemTaken:
      item_taken();
      break;
    case EventKind::ItemDone:
      item_done();
      break;
    case EventKind::QueueShutDown:
      queue_shut_down();
      break;
    case EventKind::GroupAborted:
      group_aborted();
      break;
    case EventKind::DataFed:
      data_fed();
      break;
    case EventKind::GroupChildAdded:
      p_.task(e_.task).plain(" is a child of ").object(e_.object).arrow();
      p_.plain("the group's scope is not left before ").task(e_.task).plain(" has ended");
      break;
    case EventKind::JobBegan:
      job_began();
      break;
    case EventKind::JobEnded:
      job_ended();
      break;
    case EventKind::TimeoutExpired:
      p_.plain("The timeout is over").arrow().task(e_.task).plain(" is asked to stop");
      break;
    case EventKind::DataEnded:
      actor().plain(" ends ").object(e_.object).arrow().plain("no more data will come");
      woken(waiters(trace::WaitKind::Read, 1), "which waits for data");
      break;
    default:
      p_.plain("A fact of a kind that this version does not know");
  }
  return p_.take();
}

// -- Shared

/// Who did it: a task, or the callback that is being run, or the loop.
Phrase& Teller::actor() {
  if (e_.by != 0) return p_.task(e_.by);
  return p_.plain(before_.running().id != 0 ? "A callback" : "The loop");
}

bool Teller::any_ready() const {
  return std::any_of(before_.ready().begin(), before_.ready().end(),
                     [](const ReadyHandle& handle) { return !handle.cancelled; });
}

/// What is in the ready queue, cancelled handles left out: of many the first ones, and callbacks of
/// one name that follow each other only once. Returns how many names it wrote.
std::size_t Teller::ready_handles() {
  constexpr std::size_t kMost = 4;
  struct Group {
    const ReadyHandle* handle;
    std::size_t size;
  };
  std::vector<Group> groups;
  for (const ReadyHandle& handle : before_.ready()) {
    if (handle.cancelled) continue;
    const bool named = handle.task == 0 && handle.sleeper == 0 && handle.label != 0;
    const bool again = named && !groups.empty() && groups.back().handle->task == 0 &&
                       groups.back().handle->label == handle.label;
    if (again) {
      ++groups.back().size;
    } else {
      groups.push_back({&handle, 1});
    }
  }
  const std::size_t shown = groups.size() <= kMost ? groups.size() : kMost - 1;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) p_.plain(i + 1 == groups.size() ? " and " : ", ");
    p_.handle(*groups[i].handle);
    if (groups[i].size > 1) p_.plain(fmt::format(" ({} times)", groups[i].size));
  }
  if (shown < groups.size()) p_.plain(fmt::format(" and {} more", groups.size() - shown));
  return groups.size();
}

/// After a step or a callback: whose turn is next.
void Teller::then_next() {
  p_.arrow();
  for (std::size_t i = 0; i < before_.batch_left(); ++i) {
    if (before_.ready()[i].cancelled) continue;
    p_.plain("the next in the batch is ").handle(before_.ready()[i]);
    return;
  }
  p_.plain("the batch is complete");
}

/// "A has ended", "event ready is set", "future 1 was cancelled".
void Teller::has_ended(ObjectId id) {
  p_.task_or_object(id);
  Outcome outcome = Outcome::Pending;
  const TaskLane* lane = timeline_.lane(id);
  const ObjectView* object = before_.object(id);
  if (lane != nullptr && lane->ended < index_) outcome = lane->outcome;
  if (object != nullptr) outcome = object->outcome;
  if (object != nullptr && object->kind == ObjectKind::Event) {
    p_.plain(" is set");
  } else if (outcome == Outcome::Exception) {
    p_.plain(" has failed");
  } else if (outcome == Outcome::Cancelled) {
    p_.plain(" was cancelled");
  } else if (object != nullptr && object->kind == ObjectKind::Job) {
    p_.plain(outcome == Outcome::Pending ? " has ended" : " is done");
  } else {
    p_.plain(lane != nullptr ? " has ended" : " is done");
  }
}

const ReadyHandle* Teller::queued(HandleId id) const {
  const auto position = before_.ready_position(id);
  return position ? &before_.ready()[*position] : nullptr;
}

Sentence tell(const Timeline& timeline, const Snapshot& before, EventIndex index) {
  return Teller(timeline, before, index).tell();
}

}  // namespace model
