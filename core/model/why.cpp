// Why a task is where it is: the chain of causes, first things first.
#include <fmt/format.h>

#include <algorithm>

#include "core/model/phrase.hpp"

namespace model {

using trace::EventKind;
using trace::Outcome;
using trace::TraceEvent;
using trace::WaitKind;

namespace {

constexpr std::size_t kLongestChain = 8;
constexpr std::size_t kMostChildren = 4;

class Reasons {
 public:
  Reasons(const Timeline& timeline, const Snapshot& now) : timeline_(timeline), now_(now) {}

  std::vector<Sentence> about(TaskId id);

 private:
  void running(const TaskView& task);
  void ready(const TaskView& task);
  void suspended(const TaskView& task);
  void ended(const TaskLane& lane);

  void earlier_wait(const TaskView& task);
  void cause_of(const TaskView& task, const ReadyHandle& handle);
  void place_in_queue(const ReadyHandle& handle);
  void what_holds_the_loop();
  void follow(TaskId task, std::vector<TaskId>& chain);
  void sleeps(const TaskView& task);
  void waits_for_gather(const ObjectView& gather);
  void waits_for_object(const TaskView& task, const ObjectView& object);
  void nobody_else();

  Phrase& waits(Phrase& phrase, ObjectId object);
  Phrase& stands(Phrase& phrase, TaskId id);
  Phrase& since(Phrase& phrase, const TaskView& task);
  Phrase phrase() const { return Phrase(timeline_); }
  void say(Phrase& phrase) { sentences_.push_back(phrase.plain(".").take()); }

  const Timeline& timeline_;
  const Snapshot& now_;
  std::vector<Sentence> sentences_;
};

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

Phrase& Reasons::waits(Phrase& p, ObjectId object) {
  p.plain(" waits for ");
  return object != 0 ? p.task_or_object(object) : p.plain("something that was not recorded");
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
  return waits(p, task->waits_for);
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
  const Span* span = timeline_.span_at(task.id, task.since);
  if (span == nullptr || span->state != TaskState::Suspended) return;
  Phrase p = phrase();
  p.task(task.id);
  if (span->wait == WaitKind::Sleep) {
    const bool cancelled = is_woken_to_be_cancelled(timeline_.trace(), task.since, task);
    p.plain(cancelled ? " was to sleep" : " slept");
    if (span->sleeps > Time(0)) p.plain(" for ").strong(duration(span->sleeps));
  } else {
    p.plain(" waited for ").task_or_object(span->waits_for);
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
  const Span* span = timeline_.span_at(task.id, task.since);
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
  } else if (span != nullptr && span->wait == WaitKind::Sleep) {
    p.plain("its timer was due");
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

// -- Suspended

void Reasons::suspended(const TaskView& task) {
  std::vector<TaskId> chain;
  follow(task.id, chain);
}

/// The reason of one link; where that is another task, the chain goes on with it.
void Reasons::follow(TaskId id, std::vector<TaskId>& chain) {
  for (;;) {
    chain.push_back(id);
    const TaskView* task = now_.task(id);
    if (task == nullptr || task->state != TaskState::Suspended) return;
    if (task->wait == WaitKind::Sleep) return sleeps(*task);
    Phrase p = phrase();
    since(waits(p.task(id), task->waits_for), *task);
    say(p);
    if (task->waits_for == 0) return;
    if (const ObjectView* object = now_.object(task->waits_for)) {
      if (object->kind == trace::ObjectKind::Gather) return waits_for_gather(*object);
      return waits_for_object(*task, *object);
    }
    const TaskId next = task->waits_for;
    const TaskView* other = now_.task(next);
    Phrase link = phrase();
    if (std::find(chain.begin(), chain.end(), next) != chain.end()) {
      link.plain("They wait for each other in a ring: nothing can wake them");
      return say(link);
    }
    if (other == nullptr || other->state != TaskState::Suspended || chain.size() == kLongestChain) {
      stands(link, next);
      return say(link);
    }
    id = next;
  }
}

void Reasons::sleeps(const TaskView& task) {
  Phrase p = phrase();
  since(p.task(task.id).plain(" sleeps"), task);
  if (now_.timer(task.timer) != nullptr) {
    p.plain(": its timer is due at ").strong(seconds(task.sleep_until));
    const Time left = elapsed(now_.time(), task.sleep_until);
    if (left > Time(0)) p.plain(", in ").strong(duration(left));
    say(p);
    return;
  }
  p.plain(". Its timer was due at ").strong(seconds(task.sleep_until));
  if (const auto position = now_.ready_position(task.timer)) {
    p.plain(fmt::format(": the callback that wakes it is {} of {} in the ready queue",
                        ordinal(*position + 1), now_.ready().size()));
  } else if (now_.running().id == task.timer) {
    p.plain(": the callback that wakes it is running");
  }
  say(p);
}

void Reasons::waits_for_gather(const ObjectView& gather) {
  Phrase p = phrase();
  p.plain(fmt::format("{} of its {} have ended", gather.children_done,
                      count(gather.children.size(), "task")));
  if (gather.children_done >= gather.children.size()) {
    p.plain(": a callback completes it, which then wakes who waits");
  }
  say(p);
  std::size_t told = 0;
  for (const TaskId child : gather.children) {
    if (now_.task(child) == nullptr) continue;
    if (told++ == kMostChildren) break;
    Phrase link = phrase();
    stands(link, child);
    say(link);
  }
  nobody_else();
}

void Reasons::waits_for_object(const TaskView& task, const ObjectView& object) {
  const auto place = std::find(object.waiters.begin(), object.waiters.end(), task.id);
  Phrase p = phrase();
  p.object(object.id);
  if (object.kind == trace::ObjectKind::Event) {
    p.plain(object.is_set ? " is set" : " is not set yet");
  } else {
    p.plain(object.outcome == Outcome::Pending ? " is not done yet" : " is done");
  }
  if (place != object.waiters.end() && object.waiters.size() > 1) {
    const auto number = static_cast<std::size_t>(place - object.waiters.begin()) + 1;
    p.plain("; ").task(task.id);
    p.plain(fmt::format(" is {} of {} that wait for it", ordinal(number), object.waiters.size()));
  }
  say(p);
  nobody_else();
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

}  // namespace

std::vector<Sentence> why(const Timeline& timeline, const Snapshot& now, TaskId task) {
  return Reasons(timeline, now).about(task);
}

}  // namespace model
