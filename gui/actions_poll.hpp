// Polls: what the commands do, and what keys do while one is open.
#pragma once

#include "gui/actions.hpp"
#include "gui/keys.hpp"

namespace gui {

/// Whether the key meant something to the open poll.
bool press_poll(App& app, Chord chord);
/// A digit of a number of hands.
void type_into_poll(App& app, char32_t character);

namespace actions {

/// Asks the class at the cursor; while a poll is open, another question.
Fault poll(App& app, const std::string& kind);
/// "5 12 0": the hands for each answer, in order.
Fault hands(App& app, const std::string& numbers);
/// Shows which answer is right; then the moment that shows it.
Fault reveal_answer(App& app);

}  // namespace actions

}  // namespace gui
