// Rules about turns of the loop, tasks and exceptions. Those about locks and queues are in
// findings_locks.cpp.
#include "core/model/findings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/model/phrase.hpp"

namespace model {

using trace::EventKind;
using trace::Outcome;
using trace::TraceEvent;
using namespace std::chrono_literals;

namespace {

// -- From when on it is worth a word

/// As asyncio's slow_callback_duration.
constexpr Time kLongTurn = 100ms;
/// Awaits that were over at once, in one turn, while no time passed that could be measured.
constexpr std::size_t kManyAwaits = 1000;
/// Ready, but not run: many short turns before it.
constexpr Time kLongReady = 500ms;
/// At one instant of a virtual clock.
constexpr std::size_t kManyIterations = 10'000;
/// More than a clean-up takes.
constexpr std::size_t kManySteps = 100;
constexpr std::size_t kMostAgain = 500;

}  // namespace

// -- The list

std::size_t Finding::times(EventIndex cursor) const {
  const auto later = std::ranges::lower_bound(again, cursor, {}, [](EventIndex at) { return at; });
  return (at < cursor ? 1 : 0) + static_cast<std::size_t>(later - again.begin());
}

std::size_t Findings::known_at(EventIndex cursor) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(all_, cursor, {}, &Finding::at) -
                                  all_.begin());
}

/// A new finding to be written, or null: it is told already, or there are too many. `about` is what
/// makes two of a kind the same one.
Finding* Findings::add(FindingKind kind, EventIndex at, const std::string& about) {
  const auto known = known_.find({kind, about});
  if (known != known_.end()) {
    std::vector<PackedIndex>& again = all_[known->second].again;
    if (again.size() < kMostAgain) again.emplace_back(at);
    return nullptr;
  }
  if (all_.size() == kMost) return nullptr;
  known_.emplace(Key(kind, about), all_.size());
  return &all_.emplace_back(Finding{.kind = kind, .at = at});
}

void Findings::take(EventIndex index, const TraceEvent& e) {
  switch (e.kind) {
    case EventKind::IterationBegan:
      end_turn(index, e);
      return count_iterations(index, e);
    case EventKind::LoopStopped:
      return end_turn(index, e);
    case EventKind::HandleRunBegan:
      end_turn(index, e);
      return begin_turn(index, e);
    case EventKind::TaskStepBegan:
      if (!cancelled_.empty()) goes_on(index, e.task);
      if (e.handle == 0) return;  // an eager task's first step: within a turn of another
      end_turn(index, e);
      begin_turn(index, e);
      return waited_long(index, e);
    case EventKind::CoroDropped:
      return dropped_coroutine(index, e);
    case EventKind::ExceptionUnhandled:
      return unhandled(index, e);
    case EventKind::TaskDestroyed:
      return dropped_task(index, e);
    case EventKind::GroupAborted:
      aborted_ = e.object;
      aborted_in_ = turn_.begin;
      return;
    case EventKind::TaskCancelRequested:
      return cancel_requested(index, e);
    case EventKind::CancelDelivered:
      return cancel_delivered(index, e);
    case EventKind::TaskDone:
      if (!requested_.empty() || !cancelled_.empty()) ended(index, e);
      return;
    case EventKind::Acquired:
      return acquired(index, e);
    case EventKind::Released:
      return released(index, e);
    case EventKind::ItemPut:
      return put(index, e);
    case EventKind::ItemTaken:
      return taken(e);
    case EventKind::TaskSuspended:
      if (e.wait() == trace::WaitKind::Lock || e.wait() == trace::WaitKind::Task)
        wait_closes(index, e);
      return;
    case EventKind::DeadlockFound:
      return deadlock(index);
    default:
      return;
  }
}

// -- Turns of the loop

void Findings::begin_turn(EventIndex index, const TraceEvent& e) {
  turn_ = {.begin = index,
           .time = e.time,
           .task = e.kind == EventKind::TaskStepBegan ? e.task : 0,
           .label = timeline_.end().running().label};
}

/// A turn is over, and its length evident, where the next fact is no part of it. On a virtual clock
/// its last fact tells when that was; a real one is read before the next turn.
void Findings::end_turn(EventIndex index, const TraceEvent& e) {
  if (turn_.begin == trace::kNever) return;
  const trace::Trace& trace = timeline_.trace();
  const bool is_virtual = trace.header.clock == trace::ClockKind::Virtual;
  const Time held = elapsed(turn_.time, is_virtual ? trace[index - 1].time : e.time);
  if (held >= kLongTurn) {
    blocked(index, held);
  } else if (is_virtual && index - turn_.begin > kManyAwaits) {
    hogged(index);
  }
  turn_.begin = trace::kNever;
}

namespace {

/// Whose turn it was, the same for all tasks of one coroutine and all callbacks of one name.
std::string kin(const Timeline& timeline, TaskId task, StringId label) {
  const TaskLane* lane = timeline.lane(task);
  return lane != nullptr ? lane->coroutine : std::string(timeline.trace().text(label));
}

}  // namespace

void Findings::blocked(EventIndex index, Time held) {
  blocked_at_ = index;
  Finding* finding = add(FindingKind::BlockedLoop, index, kin(timeline_, turn_.task, turn_.label));
  if (finding == nullptr) return;
  const Snapshot& now = timeline_.end();
  std::size_t others = now.timers_due();
  for (const ReadyHandle& handle : now.ready()) {
    if (!handle.cancelled && (turn_.task == 0 || handle.task != turn_.task)) ++others;
  }
  if (now.running().id != 0) ++others;  // the next one has begun
  Phrase p(timeline_);
  if (turn_.task != 0) {
    finding->tasks.push_back(turn_.task);
    p.task(turn_.task);
  } else {
    p.plain("The callback \"").text(turn_.label).plain("\"");
  }
  p.plain(" held the loop for ").strong(duration(held)).plain(" in one go, from ");
  p.moment(turn_.time, turn_.begin).plain(" on: ");
  if (others == 0) {
    p.plain("nothing else could have run meanwhile");
  } else {
    p.plain(others == 1 ? "one other" : fmt::format("{} others", others));
    p.plain(" had to wait for ").plain(others == 1 ? "its turn" : "their turns");
  }
  say(*finding, p);
}

/// Awaits that were over at once give nobody a turn.
void Findings::hogged(EventIndex index) {
  const trace::Trace& trace = timeline_.trace();
  std::size_t awaits = 0;
  for (EventIndex i = turn_.begin; i < index; ++i) {
    const EventKind kind = trace[i].kind;
    if (kind == EventKind::ItemPut || kind == EventKind::ItemTaken || kind == EventKind::Acquired ||
        kind == EventKind::CoroEntered) {
      ++awaits;
    }
  }
  if (awaits < kManyAwaits || turn_.task == 0) return;
  const Snapshot& now = timeline_.end();
  const ReadyHandle* waiting = now.running().id != 0 ? &now.running()
                               : now.ready().empty() ? nullptr
                                                     : &now.ready().front();
  if (waiting == nullptr || waiting->queued_at > turn_.begin) return;
  Finding* finding = add(FindingKind::Starvation, index, kin(timeline_, turn_.task, turn_.label));
  if (finding == nullptr) return;
  finding->tasks.push_back(turn_.task);
  Phrase p(timeline_);
  p.task(turn_.task).plain(" awaited ").strong(fmt::format("{} times", awaits));
  p.plain(" in one step, from ").moment(turn_.time, turn_.begin);
  p.plain(" on, and each time it had not to wait: so the loop had no turn, and ");
  p.handle(*waiting).plain(" was ready all the while");
  say(*finding, p);
}

/// Many turns, none of them long, before one that was ready.
void Findings::waited_long(EventIndex index, const TraceEvent& e) {
  const ReadyHandle& handle = timeline_.end().running();
  const Time waited = elapsed(handle.queued_time, e.time);
  if (waited < kLongReady || blocked_at_ > handle.queued_at) return;
  Finding* finding = add(FindingKind::Starvation, index, "");
  if (finding == nullptr) return;
  const auto& runs = timeline_.runs();
  const auto first = std::ranges::lower_bound(
      runs, handle.queued_at, {}, [](const HandleRun& run) { return EventIndex(run.begin); });
  const auto before = static_cast<std::size_t>(runs.end() - first) - 1;
  finding->tasks.push_back(e.task);
  Phrase p(timeline_);
  p.task(e.task).plain(" was ready at ").moment(handle.queued_time, handle.queued_at);
  p.plain(", but ran only ").strong(duration(waited)).plain(" later: ");
  p.strong(count(before, "handle")).plain(verb(before, " was", " were")).plain(" before it");
  say(*finding, p);
}

/// A virtual clock goes on only when nothing is ready.
void Findings::count_iterations(EventIndex index, const TraceEvent& e) {
  iterations_ = e.time == instant_ ? iterations_ + 1 : 0;
  instant_ = e.time;
  const Snapshot& now = timeline_.end();
  const bool is_virtual = timeline_.trace().header.clock == trace::ClockKind::Virtual;
  if (iterations_ != kManyIterations || !is_virtual) return;
  if (now.timers_armed() == 0 || now.ready().empty()) return;
  Finding* finding = add(FindingKind::BusyWait, index, "");
  if (finding == nullptr) return;
  const ReadyHandle& who = now.ready().front();
  if (who.task != 0) finding->tasks.push_back(who.task);
  const ArmedTimer next = now.timers(1).front();
  Phrase p(timeline_);
  p.handle(who).plain(" keeps the loop busy: there were ");
  p.strong(fmt::format("{} iterations", kManyIterations)).plain(" at ").moment(e.time, index);
  p.plain(" without a pause, so that no time passes and the next timer, at ");
  p.strong(seconds(next.deadline)).plain(", is never due");
  say(*finding, p);
}

// -- Coroutines, tasks and exceptions

void Findings::dropped_coroutine(EventIndex index, const TraceEvent& e) {
  const std::string_view name = timeline_.trace().text(e.text);
  Finding* finding = add(FindingKind::NeverAwaited, index, std::string(name));
  if (finding == nullptr) return;
  Phrase p(timeline_);
  if (e.by != 0) {
    finding->tasks.push_back(e.by);
    p.task(e.by);
  } else {
    p.plain("A callback");
  }
  p.plain(" made coroutine ").text(e.text);
  p.plain(", but nobody awaited it: not one line of it has run");
  say(*finding, p);
}

void Findings::unhandled(EventIndex index, const TraceEvent& e) {
  const trace::Trace& trace = timeline_.trace();
  const std::string_view told = trace.text(e.text), type = trace.text(e.extra);
  if (told.starts_with("Task was destroyed")) return;  // TaskDestroyed says it
  const bool lost = told.ends_with("never retrieved");
  const TaskLane* lane = timeline_.lane(e.object);
  const std::string about =
      fmt::format("{}/{}", lost ? kin(timeline_, e.object, 0) : std::string(told), type);
  Finding* finding =
      add(lost ? FindingKind::LostException : FindingKind::UnhandledException, index, about);
  if (finding == nullptr) return;
  if (lane != nullptr) finding->tasks.push_back(e.object);
  if (lane == nullptr && e.object != 0) finding->objects.push_back(e.object);
  Phrase p(timeline_);
  if (lost && e.object != 0) {
    p.task_or_object(e.object).plain(" ended with ").text(e.extra);
    if (lane != nullptr && lane->ended < index) {
      p.plain(" at ").moment(trace[lane->ended].time, lane->ended);
    }
    p.plain(", nobody asked for it, and now nobody can");
  } else {
    p.text(e.extra).plain(" reached nobody but the exception handler: \"").text(e.text).plain("\"");
  }
  say(*finding, p);
}

void Findings::dropped_task(EventIndex index, const TraceEvent& e) {
  const TaskLane* lane = timeline_.lane(e.task);
  if (lane == nullptr) return;
  Finding* finding = add(FindingKind::DroppedTask, index, lane->coroutine);
  if (finding == nullptr) return;
  finding->tasks.push_back(e.task);
  Phrase p(timeline_);
  p.task(e.task).plain(" was dropped while it ");
  const Span last = lane->spans.empty() ? Span() : lane->spans[lane->spans.size() - 1];
  if (last.state == TaskState::Suspended && last.wait != trace::WaitKind::Nothing) {
    p.plain("waited for ").awaited(last.wait, last.waits_for);
  } else {
    p.plain("was pending");
  }
  p.plain(": nothing referred to it any more, so what it still had to do is never done");
  say(*finding, p);
}

// -- Cancellation

/// A request is one that the task should obey, unless a scope of its own made it: a timeout or a
/// task group catches what it asked for.
void Findings::cancel_requested(EventIndex index, const TraceEvent& e) {
  const trace::Trace& trace = timeline_.trace();
  if (index > 0) {
    const TraceEvent& before = trace[index - 1];
    if (before.kind == EventKind::TimeoutExpired && before.task == e.task) return;
  }
  const bool own = e.by == 0 || e.by == e.task;
  if (own && aborted_in_ != trace::kNever && aborted_in_ == turn_.begin) {
    const ObjectView* group = timeline_.end().object(aborted_);
    if (group == nullptr || std::ranges::find(group->children, e.task) == group->children.end()) {
      return;  // who waits in the group
    }
  }
  requested_[e.task] = index;
}

/// A task that awaits another one gets that one's cancellation, too: nobody asked it to stop.
void Findings::cancel_delivered(EventIndex index, const TraceEvent& e) {
  const auto request = requested_.find(e.task);
  if (request == requested_.end()) return;
  requested_.erase(request);
  cancelled_.try_emplace(e.task, Cancelled{.at = index});
}

void Findings::goes_on(EventIndex index, TaskId task) {
  const auto it = cancelled_.find(task);
  if (it == cancelled_.end() || ++it->second.steps < kManySteps) return;
  swallowed(index, task, it->second.at);
  cancelled_.erase(it);
}

void Findings::ended(EventIndex index, const TraceEvent& e) {
  requested_.erase(e.task);
  const auto it = cancelled_.find(e.task);
  if (it == cancelled_.end()) return;
  if (e.outcome() == Outcome::Result) swallowed(index, e.task, it->second.at);
  cancelled_.erase(it);
}

void Findings::swallowed(EventIndex index, TaskId task, EventIndex delivered) {
  Finding* finding = add(FindingKind::SwallowedCancel, index, kin(timeline_, task, 0));
  if (finding == nullptr) return;
  const trace::Trace& trace = timeline_.trace();
  finding->tasks.push_back(task);
  Phrase p(timeline_);
  p.task(task).plain(" was to stop at ").moment(trace[delivered].time, delivered);
  p.plain(", but swallowed the CancelledError");
  if (trace[index].kind == EventKind::TaskDone) {
    p.plain(" and ended with a result: who cancelled it is told that it was not cancelled");
  } else {
    p.plain(fmt::format(" and goes on: it has made {} steps since", kManySteps));
  }
  say(*finding, p);
}

// -- Words

void Findings::say(Finding& finding, Phrase& phrase) {
  finding.sentence = phrase.plain(".").take();
}

}  // namespace model
