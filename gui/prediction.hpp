// The question that the window asks just now, and what was answered: plain data, part of UiState.
//
// Invariant: while it is open, nothing that is drawn but its own answers depends on any fact behind
// its cursor: the frontier is there, and what would tell the answer is closed.
#pragma once

#include <algorithm>
#include <optional>

#include "core/model/explain.hpp"
#include "core/model/questions.hpp"

namespace gui {

struct Prediction {
  bool shown = false;  ///< its tab is in front of the lesson's
  std::optional<model::Question> question;
  std::optional<std::size_t> chosen;  ///< index of an answer
  bool given_up = false;
  std::uint64_t seed = 0;                        ///< of the next question
  trace::EventIndex nothing_at = trace::kNever;  ///< the cursor at which there was none to ask
  int answered = 0, right = 0;                   ///< so far in this sitting

  bool open() const { return question && !chosen && !given_up; }
  /// Who goes on gives up: the answer is shown. One may go back and look how it came to this.
  void see(trace::EventIndex cursor) {
    if (open() && cursor > question->cursor) given_up = true;
  }
  /// How far facts may be shown.
  trace::EventIndex frontier(trace::EventIndex furthest) const {
    return open() ? std::min(furthest, question->cursor) : furthest;
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

/// A fact's sentence as it is told while the queue is hidden: without its effect, which names who
/// is next, and without the names of those who stand in the queue.
model::Sentence without_effect(const model::Sentence& sentence, trace::EventKind kind);

}  // namespace gui
