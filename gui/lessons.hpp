// Which lessons the gallery lists for what is typed.
#pragma once

#include <string_view>
#include <vector>

#include "scenarios/catalogue.hpp"

namespace gui {

/// Those that have every word of `typed` in their title, topic, id or misconception, whatever the
/// case, in the order of the catalogue. All of them for nothing.
std::vector<const scenarios::Scenario*> lessons_with(std::string_view typed);

/// Whether the misconception alone has the words, so that it is what is to be shown.
bool only_misconception_has(const scenarios::Scenario& lesson, std::string_view typed);

}  // namespace gui
