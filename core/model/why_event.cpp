// Why a fact happened: the chain of causes, each as a sentence that leads to it.
#include <fmt/format.h>

#include "core/model/causes.hpp"
#include "core/model/phrase.hpp"

namespace model {

using trace::EventKind;
using trace::kNever;
using trace::Outcome;
using trace::TraceEvent;

namespace {

/// A chain may lead back to the start of a long run.
constexpr std::size_t kMostSentences = 9;

class Chain {
 public:
  explicit Chain(const Timeline& timeline) : timeline_(timeline), trace_(timeline.trace()) {}

  std::vector<Sentence> of(EventIndex event);

 private:
  const TraceEvent& at(EventIndex event) const { return trace_[event]; }
  Phrase& moment(Phrase& p, EventIndex event) { return p.moment(at(event).time, event); }
  void say(Phrase& phrase) { sentences_.push_back(phrase.plain(".").take()); }

  bool loops_own(EventIndex event);
  EventIndex in_a_run(EventIndex event);
  EventIndex step(EventIndex begin);
  EventIndex callback(EventIndex begin);
  EventIndex job(EventIndex event);
  EventIndex expiry(EventIndex event);
  EventIndex armed_for(EventIndex woken) const;
  EventIndex timer(EventIndex armed);
  Phrase& what_woke(Phrase& p, const TraceEvent& cause);
  Phrase& actor(Phrase& p, const TraceEvent& e);

  const Timeline& timeline_;
  const trace::Trace& trace_;
  std::vector<Sentence> sentences_;
};

/// What the loop does by itself has no chain: one sentence says it. True if it was such a fact.
bool Chain::loops_own(EventIndex event) {
  const TraceEvent& e = at(event);
  Phrase p(timeline_);
  switch (e.kind) {
    case EventKind::LoopStarted:
      p.plain("The run begins here");
      break;
    case EventKind::IterationBegan:
      p.plain(event > 0 && timeline_.iteration_at(event - 1) != nullptr
                  ? "The batch of the iteration before was complete: the loop begins its next turn"
                  : "The program's first step is ready: the loop begins its first turn");
      break;
    case EventKind::SelectEnded:
      p.plain("Nothing was ready, so the loop waited until a timer was due, or until somebody ");
      p.plain("outside woke it");
      break;
    case EventKind::BatchBegan:
      p.plain("What is ready once timers were moved is what this iteration runs: so a task that ");
      p.plain("is queued meanwhile cannot keep the loop from its timers");
      break;
    case EventKind::LoopStopped:
      p.plain("What the loop was to run until has ended");
      break;
    case EventKind::DeadlockFound:
      p.plain("Nothing is ready and no timer is armed, but tasks still wait: nobody is left who ");
      p.plain("could wake them");
      break;
    default:
      return false;
  }
  say(p);
  return true;
}

Phrase& Chain::actor(Phrase& p, const TraceEvent& e) {
  return e.by != 0 ? p.task(e.by) : p.plain("a callback");
}

/// What a fact did that led to a wake-up: "A ended", "A set event ready".
Phrase& Chain::what_woke(Phrase& p, const TraceEvent& cause) {
  switch (cause.kind) {
    case EventKind::TaskDone:
      p.task(cause.task);
      return p.plain(cause.outcome() == Outcome::Exception   ? " failed"
                     : cause.outcome() == Outcome::Cancelled ? " was cancelled"
                                                             : " ended");
    case EventKind::TaskDestroyed:
      return p.task(cause.task).plain(" was dropped");
    case EventKind::TaskCancelRequested:
      return actor(p, cause).plain(" asked ").task(cause.task).plain(" to stop");
    case EventKind::FutureDone:
      return actor(p, cause).plain(" completed ").object(cause.object);
    case EventKind::EventSet:
      return actor(p, cause).plain(" set ").object(cause.object);
    case EventKind::Released:
      return actor(p, cause).plain(" released ").object(cause.object);
    case EventKind::Notified:
      return actor(p, cause).plain(" notified ").object(cause.object);
    case EventKind::ItemPut:
      return actor(p, cause).plain(" put an item into ").object(cause.object);
    case EventKind::ItemTaken:
      return actor(p, cause).plain(" took an item from ").object(cause.object);
    case EventKind::BarrierTripped:
      return actor(p, cause).plain(" was the last to come to ").object(cause.object);
    case EventKind::JobEnded:
      return p.object(cause.object).plain(" ended");
    case EventKind::DataFed:
      return actor(p, cause).plain(" fed ").object(cause.object);
    default:
      if (cause.object == 0) return actor(p, cause).plain(" did it");
      return actor(p, cause).plain(" changed ").object(cause.object);
  }
}

/// The step or callback in which something happened.
EventIndex Chain::in_a_run(EventIndex event) {
  const EventIndex begin = cause_of(timeline_, event);
  if (begin == kNever) return kNever;
  Phrase p(timeline_);
  const TraceEvent& e = at(begin);
  const bool first = sentences_.empty();
  if (e.kind == EventKind::TaskStepBegan) {
    first ? p.plain("It happened in the step of ").task(e.task)
          : p.task(e.task).plain(" did that in the step");
  } else {
    const HandleRun* run = timeline_.run_at(begin);
    p.plain(first ? "It happened in the callback" : "That was in the callback");
    if (run != nullptr && run->label != 0) p.plain(" \"").text(run->label).plain("\"");
  }
  moment(p.plain(" that began at "), begin);
  if (const Iteration* turn = timeline_.iteration_at(begin)) {
    p.plain(", in ").iteration(static_cast<std::uint32_t>(timeline_.index_of(*turn)) + 1);
  }
  say(p);
  return begin;
}

/// The fact that armed the timer whose end woke a sleeping task; it stands beside the suspension.
EventIndex Chain::armed_for(EventIndex woken) const {
  const auto span = timeline_.span_at(at(woken).task, woken);
  if (!span || span->wait != trace::WaitKind::Sleep || span->begin == 0) return kNever;
  const EventIndex before = span->begin - 1;
  const bool armed = at(before).kind == EventKind::TimerArmed && at(before).handle == span->timer;
  return armed ? before : kNever;
}

/// Why a step ran; returns the fact that the chain goes on with.
EventIndex Chain::step(EventIndex begin) {
  const EventIndex queued = cause_of(timeline_, begin);
  if (queued == kNever) return kNever;
  const TaskId task = at(begin).task;
  Phrase p(timeline_);
  switch (at(queued).kind) {
    case EventKind::TaskCreated:
      p.plain("It is the first step of ").task(task).plain(": ");
      at(queued).by != 0 ? p.task(at(queued).by).plain(" created it at ")
                         : p.plain("it was created at ");
      moment(p, queued);
      say(p);
      return queued;
    case EventKind::TaskYielded:
      moment(p.task(task).plain(" was ready again since "), queued);
      p.plain(", where it gave the others a turn");
      say(p);
      return queued;
    default:
      break;
  }
  moment(p.task(task).plain(" was woken at "), queued);
  const EventIndex cause = cause_of(timeline_, queued);
  const bool by_callback = cause != kNever && at(cause).kind == EventKind::HandleRunBegan;
  const EventIndex armed = by_callback ? armed_for(queued) : kNever;
  if (armed != kNever) {
    p.plain(": its sleep was over");
    say(p);
    return timer(armed);
  }
  if (cause != kNever && !by_callback && at(cause).kind != EventKind::TaskStepBegan) {
    what_woke(p.plain(": "), at(cause));
  } else if (at(queued).object != 0) {
    p.plain(" by ").task_or_object(at(queued).object);
  }
  say(p);
  return cause;
}

EventIndex Chain::timer(EventIndex armed) {
  const TraceEvent& e = at(armed);
  Phrase p(timeline_);
  p.plain("Its timer was armed by ");
  moment(actor(p, e).plain(" at "), armed);
  p.plain(" for ").strong(duration(elapsed(e.time, Time(e.value))));
  say(p);
  return armed;
}

EventIndex Chain::expiry(EventIndex event) {
  const EventIndex armed = cause_of(timeline_, event);
  return armed == kNever ? kNever : timer(armed);
}

EventIndex Chain::callback(EventIndex begin) {
  const EventIndex queued = cause_of(timeline_, begin);
  if (queued == kNever) return kNever;
  Phrase p(timeline_);
  if (at(queued).kind == EventKind::TimerExpired) {
    say(moment(p.plain("The callback ran because its timer was due at "), queued));
    return expiry(queued);
  }
  moment(p.plain("The callback was queued at "), queued);
  const EventIndex cause = cause_of(timeline_, queued);
  if (cause != kNever && at(cause).kind != EventKind::TaskStepBegan &&
      at(cause).kind != EventKind::HandleRunBegan) {
    what_woke(p.plain(": "), at(cause));
  }
  say(p);
  return cause;
}

/// How a job came to its thread, or to its end there; goes on with what handed it over.
EventIndex Chain::job(EventIndex event) {
  const bool ended = at(event).kind == EventKind::JobEnded;
  const EventIndex began = ended ? cause_of(timeline_, event) : event;
  Phrase p(timeline_);
  p.object(at(event).object);
  if (began == kNever) return kNever;
  p.plain(ended ? " ran in thread " : " got thread ");
  p.plain(fmt::format("{}", at(began).value)).plain(ended ? " from " : " at ");
  moment(p, began);
  if (ended) p.plain(" on");
  const EventIndex handed = cause_of(timeline_, began);
  if (handed != kNever) {
    actor(p.plain("; "), at(handed)).plain(" had handed it over");
    if (at(handed).time != at(began).time) moment(p.plain(" at "), handed);
  }
  say(p);
  return handed;
}

std::vector<Sentence> Chain::of(EventIndex event) {
  if (loops_own(event)) return std::move(sentences_);
  for (EventIndex now = event; now != kNever && sentences_.size() < kMostSentences;) {
    switch (at(now).kind) {
      case EventKind::TaskStepBegan:
        now = step(now);
        break;
      case EventKind::HandleRunBegan:
        now = callback(now);
        break;
      case EventKind::TimerExpired:
        now = expiry(now);
        break;
      case EventKind::JobBegan:
      case EventKind::JobEnded:
        now = job(now);
        break;
      default:
        now = in_a_run(now);
    }
  }
  if (sentences_.empty()) {
    Phrase p(timeline_);
    say(p.plain("Nothing that was recorded made it happen: it came from outside the loop's turns"));
  }
  return std::move(sentences_);
}

}  // namespace

std::vector<Sentence> why(const Timeline& timeline, EventIndex event) {
  return Chain(timeline).of(event);
}

}  // namespace model
