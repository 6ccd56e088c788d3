// Why a task is where it is: the chain of causes, first things first.
#include <fmt/format.h>

#include <algorithm>

#include "core/model/reasons.hpp"

namespace model {

using trace::EventKind;
using trace::Outcome;
using trace::TraceEvent;
using trace::WaitKind;

std::vector<Sentence> Reasons::about(TaskId id) {
  const TaskView* task = now_.task(id);
  if (task == nullptr) {
    const TaskLane* lane = timeline_.lane(id);
    if (lane != nullptr && lane->ended < now_.cursor()) ended(*lane);
    return std::move(sentences_);
  }
  switch (task->state) {
    case TaskState::Running:
      running(*task);
      break;
    case TaskState::Ready:
      ready(*task);
      break;
    case TaskState::Suspended:
      suspended(*task);
      break;
    default: {
      Phrase p = phrase();
      p.task(id).plain(task->state == TaskState::Created
                           ? " exists, but its first step is not in the ready queue yet"
                           : " is undetermined: the trace does not hold how it came to be here");
      say(p);
    }
  }
  if (task->cancel_requests > 0) {
    Phrase p = phrase();
    p.plain("The cancellation of ").task(id).plain(" was requested ");
    p.plain(task->cancel_requests == 1 ? "once" : fmt::format("{} times", task->cancel_requests));
    say(p);
  }
  return std::move(sentences_);
}

// -- Shared

/// "since 1.000 s (iteration 7)".
Phrase& Reasons::since(Phrase& p, const TaskView& task) {
  p.plain(" since ").moment(task.since_time, task.since);
  if (task.since_iteration > 0) p.plain(", ").iteration(task.since_iteration);
  return p;
}

/// How a task stands, in a few words: a link of the chain.
Phrase& Reasons::stands(Phrase& p, TaskId id) {
  const TaskView* task = now_.task(id);
  p.task(id);
  if (task == nullptr) return p.plain(" has ended");
  if (task->state == TaskState::Ready) {
    const auto position = now_.ready_position(task->handle);
    p.plain(" is ready");
    if (position) {
      p.plain(fmt::format(", {} of {} in the ready queue", ordinal(*position + 1),
                          now_.ready().size()));
    }
    return p;
  }
  if (task->state != TaskState::Suspended) {
    return p.plain(fmt::format(" is {}", word(task->state)));
  }
  if (task->wait == WaitKind::Sleep) {
    return p.plain(" sleeps until ").strong(seconds(task->sleep_until));
  }
  return p.plain(" waits for ").awaited(task->wait, task->waits_for);
}

void Reasons::nobody_else() {
  if (now_.phase() != LoopPhase::Waiting || now_.wait_limit() >= Time(0)) return;
  Phrase p = phrase();
  p.plain("Nothing is ready and no timer is armed: nothing can change this any more");
  say(p);
}

void Reasons::what_holds_the_loop() {
  if (now_.running().id == 0) return;
  Phrase p = phrase();
  p.handle(now_.running()).plain(" is running now, and one handle runs at a time");
  const HandleRun* run = timeline_.run_at(now_.cursor() - 1);
  if (run != nullptr) {
    const Time held = elapsed(timeline_.trace()[run->begin].time, now_.time());
    if (held > Time(0)) p.plain("; it has held the loop for ").strong(duration(held));
  }
  say(p);
}

// -- Running

void Reasons::running(const TaskView& task) {
  Phrase p = phrase();
  since(p.task(task.id).plain(" is running"), task);
  p.plain(fmt::format(": it is its {} step", ordinal(task.steps)));
  say(p);
  Phrase q = phrase();
  q.plain("No other task can run before it is suspended or ends");
  say(q);
}

// -- Ready

void Reasons::ready(const TaskView& task) {
  const ReadyHandle* handle = now_.ready_handle_of(task.id);
  if (handle == nullptr) {
    Phrase p = phrase();
    since(p.task(task.id).plain(" is ready"), task);
    return say(p);
  }
  earlier_wait(task);
  cause_of(task, *handle);
  place_in_queue(*handle);
  what_holds_the_loop();
}

/// What it waited for before it was woken.
void Reasons::earlier_wait(const TaskView& task) {
  const auto span = timeline_.span_at(task.id, task.since);
  if (!span || span->state != TaskState::Suspended) return;
  Phrase p = phrase();
  p.task(task.id);
  if (span->wait == WaitKind::Sleep) {
    const bool cancelled = is_woken_to_be_cancelled(timeline_.trace(), task.since, task);
    p.plain(cancelled ? " was to sleep" : " slept");
    if (span->sleeps > Time(0)) p.plain(" for ").strong(duration(span->sleeps));
  } else {
    p.plain(" waited for ").awaited(span->wait, span->waits_for);
  }
  p.plain(", from ").moment(timeline_.trace()[span->begin].time, span->begin).plain(" on");
  say(p);
}

void Reasons::cause_of(const TaskView& task, const ReadyHandle& handle) {
  const TraceEvent& e = timeline_.trace()[handle.queued_at];
  Phrase p = phrase();
  p.task(task.id)
      .plain(" is ready since ")
      .moment(handle.queued_time, handle.queued_at)
      .plain(": ");
  const auto span = timeline_.span_at(task.id, task.since);
  if (e.kind == EventKind::TaskCreated) {
    if (handle.by != 0) {
      p.task(handle.by).plain(" created it");
    } else {
      p.plain(task.since_iteration == 0 ? "the program starts with it" : "a callback created it");
    }
  } else if (e.kind == EventKind::TaskYielded) {
    p.plain("it gave the others a turn");
  } else if (is_woken_to_be_cancelled(timeline_.trace(), handle.queued_at, task)) {
    if (handle.by != 0) {
      p.task(handle.by).plain(" cancelled it");
    } else {
      p.plain("it was cancelled");
    }
  } else if (span && span->wait == WaitKind::Sleep) {
    p.plain("its timer was due");
  } else if (span && wait_is_over(p, span->wait, handle)) {
  } else if (handle.cause != 0) {
    const auto object = timeline_.objects().find(handle.cause);
    const bool event =
        object != timeline_.objects().end() && object->second.kind == trace::ObjectKind::Event;
    if (event && handle.by != 0) {
      p.task(handle.by).plain(" set ").object(handle.cause);
    } else {
      p.task_or_object(handle.cause);
      p.plain(event ? " was set" : timeline_.lane(handle.cause) ? " ended" : " was done");
    }
  } else {
    p.plain("it was woken");
  }
  if (task.since_iteration > 0) p.plain(" in ").iteration(task.since_iteration);
  say(p);
}

/// What came that a woken task waited for; false for waits that are told by their object alone.
bool Reasons::wait_is_over(Phrase& p, WaitKind wait, const ReadyHandle& handle) {
  const ObjectView* object = now_.object(handle.cause);
  const bool shut_down = object != nullptr && object->is_shut_down;
  switch (wait) {
    case WaitKind::Lock:
      p.object(handle.cause).plain(" was free, and it was the first in line");
      return true;
    case WaitKind::Semaphore:
      p.plain("a permit of ").object(handle.cause).plain(" is kept for it");
      return true;
    case WaitKind::Condition:
      handle.by != 0 ? p.task(handle.by) : p.plain("a callback");
      p.plain(" notified ").object(handle.cause);
      return true;
    case WaitKind::Barrier:
      p.plain("all have come to ").object(handle.cause);
      return true;
    case WaitKind::Get:
      p.object(handle.cause).plain(shut_down ? " was shut down" : " had an item for it");
      return true;
    case WaitKind::Put:
      p.object(handle.cause).plain(shut_down ? " was shut down" : " had room for it");
      return true;
    case WaitKind::Join:
      p.plain("all items of ").object(handle.cause).plain(" were done");
      return true;
    case WaitKind::TaskGroup:
      p.plain("all children of ").object(handle.cause).plain(" had ended");
      return true;
    case WaitKind::Wait:
      p.plain("enough had ended, or its time was over");
      return true;
    case WaitKind::Read:
      p.object(handle.cause).plain(object != nullptr && object->ended ? " ended" : " had news");
      return true;
    default:
      return false;
  }
}

void Reasons::place_in_queue(const ReadyHandle& handle) {
  const auto position = now_.ready_position(handle.id);
  if (!position) return;
  Phrase p = phrase();
  if (now_.ready().size() == 1) {
    p.plain("Its step is the only handle in the ready queue");
  } else {
    p.plain(fmt::format("Its step is {} of {} in the ready queue", ordinal(*position + 1),
                        now_.ready().size()));
  }
  if (now_.phase() != LoopPhase::RunningBatch) {
    p.plain(now_.phase() == LoopPhase::NotStarted ? ", and the first batch takes it"
                                                  : ", and the next batch takes it");
  } else if (*position < now_.batch_left()) {
    p.plain(" and belongs to the batch of ").iteration(now_.iteration());
  } else {
    p.plain(". The batch of ").iteration(now_.iteration());
    p.plain(fmt::format(" was fixed before it was queued: it runs in iteration {}",
                        now_.iteration() + 1));
  }
  say(p);
}

// -- Ended

void Reasons::ended(const TaskLane& lane) {
  Phrase p = phrase();
  const TraceEvent& e = timeline_.trace()[lane.ended];
  p.task(lane.id);
  if (e.kind == EventKind::TaskDestroyed) {
    p.plain(" was dropped while it was pending, at ");
  } else if (lane.outcome == Outcome::Exception) {
    p.plain(" ended with ").strong(lane.exception).plain(" at ");
  } else if (lane.outcome == Outcome::Cancelled) {
    p.plain(" was cancelled and ended at ");
  } else {
    p.plain(" is done since ");
  }
  p.moment(e.time, lane.ended);
  say(p);
}

std::vector<Sentence> why(const Timeline& timeline, const Snapshot& now, TaskId task) {
  return Reasons(timeline, now).about(task);
}

}  // namespace model
