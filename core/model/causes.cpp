#include "core/model/causes.hpp"

#include <algorithm>
#include <unordered_set>

namespace model {

using trace::EventKind;
using trace::kNever;
using trace::TraceEvent;

namespace {

bool begins_run(const TraceEvent& e) {
  return e.kind == EventKind::TaskStepBegan || e.kind == EventKind::HandleRunBegan;
}

bool queues_step(const TraceEvent& e) {
  return e.task != 0 && (e.kind == EventKind::HandleQueued || e.kind == EventKind::TaskCreated ||
                         e.kind == EventKind::TaskYielded);
}

/// True if that event may have completed, set or released an object, so that others are woken.
bool completes(const TraceEvent& e, ObjectId object) {
  if (e.kind == EventKind::TaskDone || e.kind == EventKind::TaskDestroyed) return e.task == object;
  const bool tells_only = e.kind == EventKind::HandleQueued || e.kind == EventKind::TaskSuspended ||
                          e.kind == EventKind::ObjectCreated || e.kind == EventKind::Acquired ||
                          e.kind == EventKind::GatherChildAdded ||
                          e.kind == EventKind::GroupChildAdded ||
                          e.kind == EventKind::WaitChildAdded || e.kind == EventKind::JobBegan;
  return e.object == object && !tells_only;
}

/// What queued a callback: in this iteration or in the one before, since a batch takes all.
EventIndex queued_callback(const Timeline& timeline, EventIndex event) {
  const trace::Trace& trace = timeline.trace();
  const HandleId handle = trace[event].handle;
  for (EventIndex i = event, iterations = 0; i-- > 0 && iterations < 2;) {
    const TraceEvent& e = trace[i];
    const bool queued = e.kind == EventKind::HandleQueued || e.kind == EventKind::TimerExpired;
    if (queued && e.handle == handle) return i;
    if (e.kind == EventKind::IterationBegan) ++iterations;
  }
  return kNever;
}

/// What queued a step: where the span in which the task was ready begins.
EventIndex queued_step(const Timeline& timeline, EventIndex event) {
  const auto span = timeline.span_at(timeline.trace()[event].task, event);
  const bool waited =
      span && (span->state == TaskState::Ready || span->state == TaskState::Created);
  return waited ? span->begin : kNever;
}

EventIndex armed(const Timeline& timeline, EventIndex event) {
  const trace::Trace& trace = timeline.trace();
  for (EventIndex i = event; i-- > 0;) {
    if (trace[i].kind == EventKind::TimerArmed && trace[i].handle == trace[event].handle) return i;
  }
  return kNever;
}

/// What gave a job to a thread, or put it in line; searched backwards.
EventIndex earlier_of_job(const Timeline& timeline, EventIndex event, EventKind kind) {
  const trace::Trace& trace = timeline.trace();
  for (EventIndex i = event; i-- > 0;) {
    if (trace[i].kind == kind && trace[i].object == trace[event].object) return i;
  }
  return kNever;
}

/// The callback that completes a job's future; it is queued right behind the end of the job.
bool follows_job(const trace::Trace& trace, EventIndex event) {
  return event > 0 && trace[event].object != 0 && trace[event].kind == EventKind::HandleQueued &&
         trace[event - 1].kind == EventKind::JobEnded &&
         trace[event - 1].object == trace[event].object;
}

/// A callback that a job asked for from its thread: what was completed queues others in a run.
bool is_sent_by_job(const Timeline& timeline, EventIndex event) {
  const TraceEvent& e = timeline.trace()[event];
  const auto object = timeline.objects().find(e.object);
  return e.kind == EventKind::HandleQueued && e.task == 0 && e.object != 0 &&
         object != timeline.objects().end() && object->second.kind == trace::ObjectKind::Job &&
         timeline.run_at(event) == nullptr && !follows_job(timeline.trace(), event);
}

/// The begin of the run that an event belongs to; of the innermost one where an eager task's first
/// step lies in that of its creator.
EventIndex begin_of_run(const Timeline& timeline, EventIndex event) {
  const HandleRun* run = timeline.run_at(event);
  if (run == nullptr || run->begin >= event) return kNever;
  const trace::Trace& trace = timeline.trace();
  const TaskId actor = trace[event].by;
  if (actor == 0 || actor == run->task) return run->begin;
  for (EventIndex i = event; i-- > run->begin + 1;) {
    if (trace[i].kind == EventKind::TaskStepBegan && trace[i].task == actor) return i;
  }
  return run->begin;
}

EventIndex cause_of_queueing(const Timeline& timeline, EventIndex event) {
  const trace::Trace& trace = timeline.trace();
  const TraceEvent& queued = trace[event];
  const HandleRun* run = timeline.run_at(event);
  if (is_sent_by_job(timeline, event)) return earlier_of_job(timeline, event, EventKind::JobBegan);
  if (run == nullptr && follows_job(trace, event)) return event - 1;
  const EventIndex first = run != nullptr ? EventIndex(run->begin) : event;
  for (EventIndex i = event; i-- > first;) {
    const TraceEvent& e = trace[i];
    if (queued.object != 0 && completes(e, queued.object)) return i;
    const bool cancels = e.kind == EventKind::TaskCancelRequested && e.task == queued.task;
    if (queued.task != 0 && cancels && i + 1 == event) return i;
  }
  return begin_of_run(timeline, event);
}

/// Calls `visit` for the events behind the one at `event` that belong to its run, as long as it
/// returns true.
template <class Visit>
void rest_of_run(const Timeline& timeline, EventIndex event, Visit&& visit) {
  const HandleRun* run = timeline.run_at(event);
  if (run == nullptr) return;
  const EventIndex last = std::min(EventIndex(run->end), timeline.size() - 1);
  for (EventIndex i = event + 1; i <= last && visit(i); ++i) {
  }
}

/// What a step or a callback did by itself: neither what it did by completing something, nor what
/// an eager task did in it. One walk, however long the run is.
std::vector<EventIndex> effects_of_run(const Timeline& timeline, EventIndex begin) {
  const trace::Trace& trace = timeline.trace();
  const HandleRun* run = timeline.run_at(begin);
  const bool outermost = run != nullptr && run->begin == begin;
  std::vector<EventIndex> effects;
  std::unordered_set<ObjectId> completed;
  std::unordered_set<TaskId> eager;
  rest_of_run(timeline, begin, [&](EventIndex i) {
    const TraceEvent& e = trace[i];
    const bool mine =
        outermost ? e.by == trace[begin].task || !eager.contains(e.by) : e.by == trace[begin].task;
    const bool cancelled = trace[i - 1].kind == EventKind::TaskCancelRequested &&
                           trace[i - 1].task == e.task && e.task != 0;
    const bool queued = e.kind == EventKind::HandleQueued;
    const bool follows = queued && (cancelled || (e.object != 0 && completed.contains(e.object)));
    if (e.kind == EventKind::TaskStepBegan) eager.insert(e.task);
    if (mine && !follows && !begins_run(e) && e.kind != EventKind::JobBegan) effects.push_back(i);
    for (const ObjectId object : {e.object, e.task}) {
      if (object != 0 && completes(e, object)) completed.insert(object);
    }
    return true;
  });
  return effects;
}

/// Whom a fact woke by what it completed, set, released or cancelled.
std::vector<EventIndex> woken_by(const Timeline& timeline, EventIndex event) {
  const trace::Trace& trace = timeline.trace();
  const TraceEvent& cause = trace[event];
  std::vector<EventIndex> woken;
  rest_of_run(timeline, event, [&](EventIndex i) {
    const TraceEvent& e = trace[i];
    const bool queued = e.kind == EventKind::HandleQueued;
    const bool cancelled =
        cause.kind == EventKind::TaskCancelRequested && i == event + 1 && e.task == cause.task;
    // What follows a request to cancel at once is its doing.
    const bool by_other = i > event + 1 && trace[i - 1].kind == EventKind::TaskCancelRequested &&
                          trace[i - 1].task == e.task && e.task != 0;
    const bool completed = e.object != 0 && completes(cause, e.object) && !by_other;
    if (queued && (cancelled || completed)) woken.push_back(i);
    const ObjectId object = cause.kind == EventKind::TaskDone ? cause.task : cause.object;
    return queued || !completes(e, object);  // from there on it is the doing of that one
  });
  return woken;
}

/// The run of a callback, in this iteration or the next; or the expiry of a timer, ever.
EventIndex next_of_handle(const Timeline& timeline, EventIndex event, EventKind kind) {
  const trace::Trace& trace = timeline.trace();
  int iterations = 0;
  for (EventIndex i = event + 1; i < timeline.size(); ++i) {
    const TraceEvent& e = trace[i];
    if (e.handle == trace[event].handle) {
      if (e.kind == kind) return i;
      if (e.kind == EventKind::TimerCancelled || e.kind == EventKind::HandleCancelled) break;
    }
    const bool runs_soon = kind == EventKind::HandleRunBegan;
    if (runs_soon && e.kind == EventKind::IterationBegan && ++iterations == 2) break;
  }
  return kNever;
}

/// What follows from the creation of a job or from its beginning.
std::vector<EventIndex> effects_of_job(const Timeline& timeline, EventIndex event) {
  const trace::Trace& trace = timeline.trace();
  std::vector<EventIndex> effects;
  const bool created = trace[event].kind == EventKind::ObjectCreated;
  const EventKind last = created ? EventKind::JobBegan : EventKind::JobEnded;
  for (EventIndex i = event + 1; i < timeline.size(); ++i) {
    if (trace[i].object != trace[event].object) continue;
    const bool is_last = trace[i].kind == last;
    if (is_last || (!created && is_sent_by_job(timeline, i))) effects.push_back(i);
    if (is_last) break;
  }
  return effects;
}

EventIndex next_step(const Timeline& timeline, EventIndex event) {
  const trace::Trace& trace = timeline.trace();
  const auto span = timeline.span_at(trace[event].task, event + 1);
  if (!span || span->begin != event || span->end >= timeline.size()) return kNever;
  return trace[span->end].kind == EventKind::TaskStepBegan ? span->end : kNever;
}

}  // namespace

EventIndex cause_of(const Timeline& timeline, EventIndex event) {
  const TraceEvent& e = timeline.trace()[event];
  switch (e.kind) {
    case EventKind::TaskStepBegan:
      return queued_step(timeline, event);
    case EventKind::HandleRunBegan:
      return queued_callback(timeline, event);
    case EventKind::TimerExpired:
      return armed(timeline, event);
    case EventKind::HandleQueued:
      return cause_of_queueing(timeline, event);
    case EventKind::JobBegan:
      return earlier_of_job(timeline, event, EventKind::ObjectCreated);
    case EventKind::JobEnded:
      return earlier_of_job(timeline, event, EventKind::JobBegan);
    default:
      return begin_of_run(timeline, event);
  }
}

std::vector<EventIndex> effects_of(const Timeline& timeline, EventIndex event) {
  const TraceEvent& e = timeline.trace()[event];
  std::vector<EventIndex> effects;
  const auto add = [&](EventIndex one) {
    if (one != kNever) effects.push_back(one);
  };
  if (queues_step(e)) {
    add(next_step(timeline, event));
  } else if (e.kind == EventKind::HandleQueued || e.kind == EventKind::TimerExpired) {
    add(next_of_handle(timeline, event, EventKind::HandleRunBegan));
  } else if (e.kind == EventKind::TimerArmed) {
    add(next_of_handle(timeline, event, EventKind::TimerExpired));
  } else if (e.kind == EventKind::JobBegan ||
             (e.kind == EventKind::ObjectCreated && e.object_kind() == trace::ObjectKind::Job)) {
    return effects_of_job(timeline, event);
  } else if (e.kind == EventKind::JobEnded) {
    if (event + 1 < timeline.size() && follows_job(timeline.trace(), event + 1)) add(event + 1);
  } else {
    return begins_run(e) ? effects_of_run(timeline, event) : woken_by(timeline, event);
  }
  return effects;
}

EventIndex main_effect_of(const Timeline& timeline, EventIndex event) {
  const trace::Trace& trace = timeline.trace();
  const std::vector<EventIndex> effects = effects_of(timeline, event);
  const auto leads_on = [&](EventIndex i) {
    const TraceEvent& e = trace[i];
    if (queues_step(e)) return next_step(timeline, i) != kNever;
    const bool job =
        e.kind == EventKind::ObjectCreated && e.object_kind() == trace::ObjectKind::Job;
    if (job || begins_run(e) || e.kind == EventKind::HandleQueued ||
        e.kind == EventKind::TimerArmed || e.kind == EventKind::JobBegan ||
        e.kind == EventKind::JobEnded) {
      return true;
    }
    const bool may_wake = i + 1 < timeline.size() && trace[i + 1].kind == EventKind::HandleQueued;
    return may_wake && cause_of(timeline, i + 1) == i;
  };
  for (const EventIndex effect : effects) {
    if (leads_on(effect)) return effect;
  }
  if (!effects.empty()) return effects.back();
  // A line was printed, a lock taken: what does its run lead to?
  EventIndex next = kNever;
  rest_of_run(timeline, event, [&](EventIndex i) {
    if (leads_on(i)) next = i;
    return next == kNever;
  });
  return next;
}

}  // namespace model
