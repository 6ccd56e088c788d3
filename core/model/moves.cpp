#include "core/model/moves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/model/phrase.hpp"

namespace model {

using trace::EventKind;

namespace {

constexpr std::array<std::pair<MoveKind, std::string_view>, 5> kWords{
    {{MoveKind::NewIteration, "new-iteration"},
     {MoveKind::Wait, "wait"},
     {MoveKind::MoveTimers, "move-timers"},
     {MoveKind::Stuck, "stuck"},
     {MoveKind::Stop, "stop"}}};

std::string name(const Timeline& timeline, const ReadyHandle& handle) {
  return plain(Phrase(timeline).handle(handle).pieces());
}

/// Null if it is not in the ready queue.
const ReadyHandle* queued(const Snapshot& now, HandleId id) {
  const auto position = now.ready_position(id);
  return position ? &now.ready()[*position] : nullptr;
}

/// The first handle that is not to be skipped; null if there is none.
const ReadyHandle* first(const Snapshot& now) {
  const auto found =
      std::ranges::find_if(now.ready(), [](const ReadyHandle& one) { return !one.cancelled; });
  return found != now.ready().end() ? &*found : nullptr;
}

/// Handles of the batch that are still to be run.
bool batch_goes_on(const Snapshot& now) {
  const auto end = now.ready().begin() +
                   static_cast<std::ptrdiff_t>(std::min(now.batch_left(), now.ready().size()));
  return std::any_of(now.ready().begin(), end, [](const auto& one) { return !one.cancelled; });
}

}  // namespace

std::string to_words(const Move& move) {
  if (move.kind == MoveKind::Run) return fmt::format("run {}", move.handle);
  return std::string(
      std::ranges::find(kWords, move.kind, &decltype(kWords)::value_type::first)->second);
}

std::optional<Move> parse_move(std::string_view words) {
  for (const auto& [kind, word] : kWords) {
    if (word == words) return Move{kind};
  }
  if (!words.starts_with("run ")) return std::nullopt;
  words.remove_prefix(4);
  Move move{MoveKind::Run};
  const auto [end, fault] = std::from_chars(words.data(), words.data() + words.size(), move.handle);
  if (fault != std::errc() || end != words.data() + words.size()) return std::nullopt;
  return move;
}

// -- The rules

std::optional<Move> true_move(const trace::Trace& trace, const Snapshot& now) {
  if (now.cursor() >= trace.size()) return std::nullopt;
  if (now.running().id != 0 || now.running_task() != 0) return std::nullopt;
  const TraceEvent& next = trace[now.cursor()];
  const bool begins = now.phase() == LoopPhase::Waiting;
  switch (next.kind) {
    case EventKind::IterationBegan:
      return Move{MoveKind::NewIteration};
    case EventKind::SelectEnded:
      return Move{MoveKind::Wait};
    case EventKind::TimerExpired: {
      // The first of them is the choice, the others follow.
      const bool more = now.cursor() > 0 && trace[now.cursor() - 1].kind == next.kind;
      if (more) return std::nullopt;
      return Move{MoveKind::MoveTimers};
    }
    case EventKind::TaskStepBegan:
      if (next.handle == 0) return std::nullopt;
      return Move{MoveKind::Run, next.handle};
    case EventKind::HandleRunBegan:
      return Move{MoveKind::Run, next.handle};
    case EventKind::DeadlockFound:
      if (!begins) return std::nullopt;
      return Move{MoveKind::Stuck};
    case EventKind::LoopStopped:
      return Move{MoveKind::Stop};
    default:
      return std::nullopt;
  }
}

std::vector<Move> moves(const trace::Trace& trace, const Snapshot& now) {
  std::vector<Move> all;
  if (!true_move(trace, now)) return all;
  for (const ReadyHandle& handle : now.ready()) all.push_back({MoveKind::Run, handle.id});
  for (const auto& [kind, word] : kWords) all.push_back({kind});
  return all;
}

EventIndex next_move(const trace::Trace& trace, Snapshot& now) {
  while (now.cursor() < trace.size() && !true_move(trace, now)) now.apply(trace[now.cursor()]);
  return now.cursor();
}

// -- Words

std::string describe(const Timeline& timeline, const Snapshot& now, const Move& move) {
  switch (move.kind) {
    case MoveKind::Run: {
      const ReadyHandle* handle = queued(now, move.handle);
      return handle != nullptr ? "run " + name(timeline, *handle)
                               : fmt::format("run handle {}", move.handle);
    }
    case MoveKind::NewIteration:
      return "begin a new iteration";
    case MoveKind::Wait:
      return now.timers_armed() > 0 ? "wait for I/O or the next timer" : "wait for I/O";
    case MoveKind::MoveTimers:
      return "move due timers to the queue";
    case MoveKind::Stuck:
      return "give up: the program is stuck";
    case MoveKind::Stop:
      return "stop: main has ended";
  }
  return "";
}

namespace {

/// Why not that.
std::string why_not(const Timeline& timeline, const Snapshot& now, const Move& move,
                    const Move& right) {
  const ReadyHandle* front = first(now);
  const bool waiting = now.phase() == LoopPhase::Waiting;
  switch (move.kind) {
    case MoveKind::Run: {
      const ReadyHandle* handle = queued(now, move.handle);
      if (handle == nullptr) return "That handle is not in the ready queue.";
      const std::string its = name(timeline, *handle);
      if (handle->cancelled)
        return fmt::format("The step of {} was cancelled: it is skipped.", its);
      if (right.kind == MoveKind::Run) {
        return fmt::format("{} came to the ready queue later: it is served from its front.", its);
      }
      if (waiting) return "Before the batch the loop looks for I/O and for timers that are due.";
      if (right.kind == MoveKind::Stop) return "main has ended, and with it the run.";
      return fmt::format("The batch of iteration {} is over: {} was queued after it was fixed.",
                         now.iteration(), its);
    }
    case MoveKind::NewIteration:
      if (waiting) return fmt::format("Iteration {} has just begun.", now.iteration());
      if (batch_goes_on(now)) {
        return fmt::format("The batch of iteration {} is not over.", now.iteration());
      }
      return right.kind == MoveKind::Stop ? "main has ended, and with it the run." : "";
    case MoveKind::Wait:
      if (front != nullptr) {
        return fmt::format("The loop never waits while something is ready, and {} is.",
                           name(timeline, *front));
      }
      if (right.kind == MoveKind::MoveTimers) return "There is nothing to wait for any more.";
      if (right.kind == MoveKind::Stuck) return "No timer is armed and no I/O is awaited.";
      return right.kind == MoveKind::NewIteration ? "Waiting is the first thing in an iteration."
                                                  : "main has ended, and with it the run.";
    case MoveKind::MoveTimers: {
      const auto next = now.timers(1);
      if (next.empty()) return "No timer is armed.";
      if (next.front().deadline > now.time()) {
        return fmt::format("No timer is due: the next one is in {}.",
                           duration(elapsed(now.time(), next.front().deadline)));
      }
      return "Due timers are moved at the begin of an iteration, before its batch is fixed.";
    }
    case MoveKind::Stuck:
      if (front != nullptr) return fmt::format("{} is ready.", name(timeline, *front));
      if (now.timers_armed() > 0) return "A timer is armed: it will wake somebody.";
      return "That shows when an iteration has nothing to wait for.";
    case MoveKind::Stop:
      return "The run ends only after the iteration in which main has ended.";
  }
  return "";
}

}  // namespace

std::string objection(const Timeline& timeline, const Snapshot& now, const Move& move) {
  const auto right = true_move(timeline.trace(), now);
  if (!right || *right == move) return "";
  const std::string words = why_not(timeline, now, move, *right);
  return fmt::format("{}{}The loop would {} here.", words, words.empty() ? "" : " ",
                     describe(timeline, now, *right));
}

}  // namespace model
