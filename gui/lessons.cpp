#include "gui/lessons.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace gui {
namespace {

bool holds(std::string_view text, std::string_view word) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  const auto found = std::ranges::search(text, word, {}, lower, lower);
  return !found.empty();
}

/// Calls `has(word)` for each word that is typed; true if it is for all.
template <class Has>
bool each_word(std::string_view typed, Has&& has) {
  while (!typed.empty()) {
    const std::string_view word = typed.substr(0, typed.find(' '));
    typed.remove_prefix(std::min(typed.size(), word.size() + 1));
    if (!word.empty() && !has(word)) return false;
  }
  return true;
}

bool is_named(const scenarios::Scenario& lesson, std::string_view word) {
  return holds(lesson.title, word) || holds(lesson.topic, word) || holds(lesson.id, word);
}

}  // namespace

std::vector<const scenarios::Scenario*> lessons_with(std::string_view typed) {
  std::vector<const scenarios::Scenario*> found;
  for (const scenarios::Scenario& lesson : scenarios::catalogue()) {
    const bool has = each_word(typed, [&](std::string_view word) {
      return is_named(lesson, word) || holds(lesson.misconception, word);
    });
    if (has) found.push_back(&lesson);
  }
  return found;
}

bool only_misconception_has(const scenarios::Scenario& lesson, std::string_view typed) {
  return !each_word(typed, [&](std::string_view word) { return is_named(lesson, word); });
}

}  // namespace gui
