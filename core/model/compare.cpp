#include "core/model/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/model/phrase.hpp"

namespace model {

using trace::EventKind;

Totals totals(const Timeline& timeline) {
  const trace::Trace& trace = timeline.trace();
  Totals totals{.end = timeline.end().time(),
                .iterations = timeline.iterations().size(),
                .lines = timeline.output().size()};
  for (const HandleRun& run : timeline.runs()) {
    if (run.task == 0) continue;
    ++totals.steps;
    const EventIndex end = std::min<EventIndex>(run.end, trace.size() - 1);
    const Time length = trace[end].time - trace[run.begin].time;
    if (length <= totals.longest) continue;
    totals.longest = length;
    totals.longest_of = run.task;
  }
  return totals;
}

std::string words(const Totals& totals, const Timeline& timeline) {
  std::string all = fmt::format("{}, {}, {}, {} of output", seconds(totals.end),
                                count(totals.iterations, "iteration"), count(totals.steps, "step"),
                                count(totals.lines, "line"));
  if (totals.longest_of != 0) {
    all += fmt::format(", longest step {} ({})", duration(totals.longest),
                       timeline.label(totals.longest_of));
  }
  return all;
}

// -- What a program does

std::string done_by_program(const Timeline& timeline, EventIndex event) {
  const trace::Trace& trace = timeline.trace();
  const trace::TraceEvent& e = trace[event];
  const auto label = [&](ObjectId id) { return id != 0 ? timeline.label(id) : std::string(); };
  const bool exact = trace.header.clock == trace::ClockKind::Virtual;
  std::int64_t value = e.value;
  switch (e.kind) {
    case EventKind::TaskStepBegan:
    case EventKind::TaskCreated:
    case EventKind::TaskSuspended:
    case EventKind::TaskYielded:
    case EventKind::TaskDone:
    case EventKind::TaskCancelRequested:
    case EventKind::CancelDelivered:
    case EventKind::TaskDestroyed:
    case EventKind::CoroEntered:
    case EventKind::CoroLeft:
    case EventKind::CoroDropped:
    case EventKind::ObjectCreated:
    case EventKind::FutureDone:
    case EventKind::EventSet:
    case EventKind::EventCleared:
    case EventKind::ExceptionUnhandled:
    case EventKind::Printed:
    case EventKind::Noted:
    case EventKind::Watched:
    case EventKind::Acquired:
    case EventKind::Released:
    case EventKind::Notified:
    case EventKind::ItemPut:
    case EventKind::ItemTaken:
    case EventKind::ItemDone:
    case EventKind::QueueShutDown:
    case EventKind::GroupAborted:
    case EventKind::TimeoutExpired:
    case EventKind::DataFed:
    case EventKind::DataEnded:
    case EventKind::DataRead:
    case EventKind::BarrierTripped:
    case EventKind::BarrierReset:
    case EventKind::BarrierBroken:
    case EventKind::StreamFailed:
    case EventKind::DeadlockFound:
    case EventKind::LimitReached:
      break;
    // How long it sleeps and works is what the program says; on a real clock it is not known
    // exactly.
    case EventKind::TimerArmed:
      value = exact ? e.value - e.time.count() : 0;
      break;
    case EventKind::JobBegan:  // in which thread is not the program's choice
      value = 0;
      break;
    case EventKind::BusyEnded:
      if (!exact) value = 0;
      break;
    default:
      return {};
  }
  return fmt::format("{} {} {}|{}|{}|{}|{}|{}", static_cast<int>(e.kind), e.detail, value,
                     label(e.task), label(e.object), label(e.by), trace.text(e.text),
                     trace.text(e.extra));
}

// -- Comparing

namespace {

/// The facts at a time, from `least` on: the first of them, and the one behind the last.
std::pair<EventIndex, EventIndex> facts_at(const trace::Trace& trace, Time time, EventIndex least) {
  const auto first_after = [&](Time limit) {
    EventIndex low = least, high = trace.size();
    while (low < high) {
      const EventIndex middle = low + (high - low) / 2;
      if (trace[middle].time < limit)
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  };
  return {first_after(time), first_after(time + Time(1))};
}

}  // namespace

EventIndex Comparison::next_of_program(std::size_t run) const {
  const Timeline& timeline = *runs_[run];
  EventIndex event = at_[run];
  while (event < timeline.size() && done_by_program(timeline, event).empty()) ++event;
  return event;
}

bool Comparison::extend(bool complete, EventIndex most) {
  for (EventIndex looked = 0; !over_ && looked < most;) {
    const EventIndex a = next_of_program(0), b = next_of_program(1);
    const bool end_a = a == runs_[0]->size(), end_b = b == runs_[1]->size();
    if ((end_a || end_b) && !complete) return false;
    looked += a - at_[0] + b - at_[1] + 2;
    at_[0] = a;
    at_[1] = b;
    differs_ = end_a != end_b;
    if (!end_a && !end_b) {
      differs_ = done_by_program(*runs_[0], a) != done_by_program(*runs_[1], b);
    }
    over_ = differs_ || end_a || end_b;
    if (over_) return true;
    same_.emplace_back(a, b);
    ++at_[0];
    ++at_[1];
  }
  return over_;
}

std::optional<std::pair<EventIndex, EventIndex>> Comparison::divergence() const {
  if (!differs_) return std::nullopt;
  return std::pair(at_[0], at_[1]);
}

EventIndex Comparison::beside(EventIndex cursor, bool second) const {
  const std::size_t here = second ? 1 : 0, there = 1 - here;
  const Timeline& from = *runs_[here];
  const Timeline& to = *runs_[there];
  const auto side = [](const auto& pair, std::size_t run) -> EventIndex {
    return run == 0 ? pair.first : pair.second;
  };
  if (cursor == 0) return 0;
  if (cursor >= from.size()) return to.size();
  const bool parted = differs_ && cursor > at_[here];
  if (parted && cursor > at_[here] + 1) {
    // At one time many facts may happen: so many of them as are over in this run.
    const Time time = from.trace()[cursor - 1].time;
    const auto [first, last] = facts_at(from.trace(), time, at_[here] + 1);
    const auto [begin, end] = facts_at(to.trace(), time, std::min(at_[there] + 1, to.size()));
    return begin + (end - begin) * (cursor - first) / std::max<EventIndex>(last - first, 1);
  }
  if (parted) return std::min(at_[there] + 1, to.size());
  // What was done before the cursor was done in the other run, too, and so much of what the loops
  // did since.
  const auto next = std::partition_point(
      same_.begin(), same_.end(), [&](const auto& pair) { return side(pair, here) < cursor; });
  const bool first = next == same_.begin();
  const EventIndex mine = first ? 0 : side(*std::prev(next), here) + 1;
  const EventIndex other = first ? 0 : side(*std::prev(next), there) + 1;
  const EventIndex limit = next != same_.end() ? side(*next, there) : at_[there];
  return std::min(other + (cursor - mine), limit);
}

// -- In words

namespace {

/// Without its effect: that is the loop's.
std::string cause(Sentence sentence) {
  sentence.erase(std::ranges::find(sentence, Piece::Kind::Arrow, &Piece::kind), sentence.end());
  std::string words = plain(sentence);
  words.erase(words.find_last_not_of(' ') + 1);
  return words;
}

}  // namespace

std::string Comparison::did(std::size_t run) const {
  const Timeline& timeline = *runs_[run];
  const EventIndex event = at_[run];
  if (event >= timeline.size()) return "the run is over";
  History history(timeline.trace());
  Sentence sentence = tell(timeline, history.at(event), event);
  // It goes on behind the name of the run: only a name keeps its capital.
  char& first = sentence.front().text.front();
  const bool name = sentence.front().kind != Piece::Kind::Plain;
  if (!name && first >= 'A' && first <= 'Z') first += 'a' - 'A';
  return cause(std::move(sentence));
}

std::string Comparison::sentence(std::string_view with_a, std::string_view with_b) const {
  if (!over_) return "";
  if (!differs_) return "Both programs do the same from begin to end.";
  return fmt::format("{} {}; {} {}.", with_a, did(0), with_b, did(1));
}

std::string Comparison::place() const {
  if (!differs_) return "";
  for (std::size_t run = 0; run < 2; ++run) {
    const Timeline& timeline = *runs_[run];
    if (at_[run] >= timeline.size()) continue;
    const std::string when = fmt::format("at {}", seconds(timeline.trace()[at_[run]].time));
    const HandleRun* step = timeline.run_at(at_[run]);
    if (step == nullptr || step->task == 0) return when;
    const auto number = std::ranges::count_if(timeline.runs(), [&](const HandleRun& one) {
      return one.task == step->task && one.begin <= step->begin;
    });
    return fmt::format("{}'s {} step, {}", timeline.label(step->task),
                       ordinal(static_cast<std::size_t>(number)), when);
  }
  return "";
}

std::pair<std::string, std::string> told_apart(const trace::Header& a, const trace::Header& b) {
  if (a.scenario != b.scenario) {
    const auto name = [](const trace::Header& header) {
      return header.scenario.empty() ? std::string("in the recording") : "in " + header.scenario;
    };
    return {name(a), name(b)};
  }
  std::string only_a, only_b;
  for (const auto& [name, value] : a.parameters) {
    const auto other =
        std::ranges::find(b.parameters, name, &std::pair<std::string, std::string>::first);
    if (other == b.parameters.end() || other->second == value) continue;
    only_a += fmt::format("{}{}={}", only_a.empty() ? "with " : ", ", name, value);
    only_b += fmt::format("{}{}={}", only_b.empty() ? "with " : ", ", name, other->second);
  }
  if (only_a.empty() && a.seed != b.seed) {
    only_a = fmt::format("with seed {}", a.seed);
    only_b = fmt::format("with seed {}", b.seed);
  }
  if (only_a.empty()) return {"in the first", "in the second"};
  return {only_a, only_b};
}

}  // namespace model
