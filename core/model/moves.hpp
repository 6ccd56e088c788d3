// What an event loop does next, as moves of a game: the learner is the loop, the facts are right.
//
// Between two moves the program has its turn, and facts happen without a choice. A move is due
// where the loop itself acts: it begins an iteration, waits, moves due timers into the ready queue,
// runs the next handle of its batch, or ends.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/explain.hpp"

namespace model {

enum class MoveKind : std::uint8_t { Run, NewIteration, Wait, MoveTimers, Stuck, Stop };

struct Move {
  MoveKind kind = MoveKind::NewIteration;
  HandleId handle = 0;  ///< of Run
  friend bool operator==(const Move&, const Move&) = default;
};

/// "run 12", "new-iteration", "wait", "move-timers", "stuck", "stop".
std::string to_words(const Move& move);
/// None for words that name no move.
std::optional<Move> parse_move(std::string_view words);

/// What the loop does at the cursor of `now`; none if no move is due there, or if what follows is
/// not known yet.
std::optional<Move> true_move(const trace::Trace& trace, const Snapshot& now);
/// All that one might take for its move, the handles in the order of the ready queue first. Empty
/// if none is due.
std::vector<Move> moves(const trace::Trace& trace, const Snapshot& now);
/// The next cursor at or behind that of `now` at which a move is due; the end of the trace if there
/// is none. `now` is taken there.
EventIndex next_move(const trace::Trace& trace, Snapshot& now);

/// How a move is offered: "run A", "wait for the next timer".
std::string describe(const Timeline& timeline, const Snapshot& now, const Move& move);
/// Why the loop does not do that here, and what it does: one or two sentences. Empty if it does it.
std::string objection(const Timeline& timeline, const Snapshot& now, const Move& move);

}  // namespace model
