// A game in which somebody is the loop: the moves that were picked, as lines of text, and marks.
//
//     loopscope moves 1
//     scenario event
//     param delay=1
//     seed 0
//     13 run 2
//     13 run 1
//
// A line of a pick is the cursor at which a move was due, and the move. At each cursor the first
// pick counts; a wrong one is tried again. Only runs on the virtual clock can be played again, so
// only they are marked.
#pragma once

#include "core/model/moves.hpp"

namespace model {

struct Pick {
  EventIndex cursor = 0;
  Move move;
  friend bool operator==(const Pick&, const Pick&) = default;
};

struct Game {
  trace::Header header;  ///< which run
  std::vector<Pick> picks;
};

std::string to_text(const Game& game);
/// Empty, with a sentence in `fault` that names the line, if the text is not that of a game.
std::optional<Game> parse_game(std::string_view text, std::string& fault);

struct Marks {
  std::size_t due = 0;    ///< moves of the whole run
  std::size_t right = 0;  ///< at the first try
  std::size_t wrong = 0;  ///< at the first try
  std::size_t left_out() const { return due - right - wrong; }
  /// For each wrong first pick: "fact 13: run Ann. Ann came ..."
  std::vector<std::string> mistakes;
};

/// Plays the run again and marks the picks. REQUIRES: `trace` is the whole run of the game.
Marks mark(const trace::Trace& trace, const std::vector<Pick>& picks);

}  // namespace model
