// The question that the window asks just now, and what was answered; the game in which somebody is
// the loop. Plain data, part of UiState.
//
// Invariant: while either is on, nothing that is drawn but the answers offered depends on any fact
// behind the cursor: the frontier is there, and what would tell the answer is closed.
#pragma once

#include <algorithm>
#include <optional>

#include "core/model/game.hpp"
#include "core/model/questions.hpp"

namespace gui {

/// The learner is the loop: see core/model/moves.hpp.
struct LoopGame {
  bool on = false;
  std::vector<model::Pick> picks;
  std::size_t right = 0, wrong = 0;  ///< at the first try
  std::string verdict;               ///< on the last pick
  bool last_right = false;
};

struct Prediction {
  bool shown = false;  ///< its tab is in front of the lesson's
  std::optional<model::Question> question;
  std::optional<std::size_t> chosen;  ///< index of an answer
  bool given_up = false;
  std::uint64_t seed = 0;                        ///< of the next question
  trace::EventIndex nothing_at = trace::kNever;  ///< the cursor at which there was none to ask
  int answered = 0, right = 0;                   ///< so far in this sitting

  LoopGame game;

  bool open() const { return question && !chosen && !given_up; }
  /// Who goes on gives up: the answer is shown. One may go back and look how it came to this.
  void see(trace::EventIndex cursor) {
    if (open() && cursor > question->cursor) given_up = true;
  }
  /// Something is asked: what would tell the answer is closed.
  bool secret() const { return open() || game.on; }
  /// How far facts may be shown.
  trace::EventIndex frontier(trace::EventIndex furthest, trace::EventIndex cursor) const {
    if (open()) furthest = std::min(furthest, question->cursor);
    return game.on ? std::min(furthest, cursor) : furthest;
  }
  /// The order of the ready queue, and sentences that tell it, would be the answer.
  bool hides_queue() const {
    return open() && (question->kind == model::QuestionKind::RunsNext ||
                      question->kind == model::QuestionKind::IterationsUntil);
  }
  /// So would be the order of the timers.
  bool hides_timers() const {
    return open() && (question->kind == model::QuestionKind::RunsNext ||
                      question->kind == model::QuestionKind::EndsWhen ||
                      question->kind == model::QuestionKind::EndOrder);
  }
};

/// The moves that are offered in this order, by their numbers: the first handles of the queue, and
/// all that are no handles. Of a long queue the others are offered by their cards only.
std::vector<model::Move> offered(const trace::Trace& trace, const model::Snapshot& now);

}  // namespace gui
