// Questions that a teacher wrote, for a moment of a run: as those that are made from it, but
// without a belief behind each wrong answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/questions.hpp"

namespace model {

/// "next", "output", "end", "order", "ready", "iteration": as commands and packs name the kinds.
std::optional<QuestionKind> question_kind(std::string_view word);

/// A question of one's own, asked at a cursor. `shown`: the moment that shows which answer is
/// right; null if the run does not have it.
std::optional<Question> own_question(const Timeline& timeline, EventIndex cursor, std::string text,
                                     const std::vector<std::string>& answers, std::size_t right,
                                     std::string_view shown);

}  // namespace model
