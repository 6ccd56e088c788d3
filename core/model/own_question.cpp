#include "core/model/own_question.hpp"

#include <array>
#include <utility>

#include "core/model/moments.hpp"

namespace model {

std::optional<QuestionKind> question_kind(std::string_view word) {
  static constexpr std::array<std::string_view, kQuestionKinds> kWords{
      "next", "output", "end", "order", "ready", "iteration"};
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == word) return static_cast<QuestionKind>(i);
  }
  return std::nullopt;
}

std::optional<Question> own_question(const Timeline& timeline, EventIndex cursor, std::string text,
                                     const std::vector<std::string>& answers, std::size_t right,
                                     std::string_view shown) {
  const auto at = find_moment(timeline, shown);
  if (!at || right >= answers.size()) return std::nullopt;
  Question question{.cursor = cursor, .text = std::move(text), .right = right};
  for (const std::string& answer : answers) {
    question.answers.push_back({.text = answer, .shown_at = *at});
  }
  return question;
}

}  // namespace model
