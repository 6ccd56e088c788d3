// What the palette offers for what is typed: commands, then what may follow a command. No drawing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gui/commands.hpp"

namespace gui {

/// How well `typed` fits `words`: its letters in order, at best at the beginnings of words. Below
/// 0: not at all. `at`, if any, becomes the places of the letters.
int fitness(std::string_view typed, std::string_view words, std::vector<std::size_t>* at = nullptr);

/// A row of the palette or of the menu.
struct Offer {
  std::string title;
  std::vector<std::size_t> lit;  ///< letters of the title that were typed
  std::string help;
  std::string_view keys;      ///< the first key
  std::string_view obstacle;  ///< why it cannot be done now; empty: it can
  Request request;
  bool asks = false;  ///< takes an argument that is still to be asked for
};

/// What an argument of a command may be, as far as that can be counted; empty: anything.
struct ArgumentChoice {
  std::string argument, meaning;
};
std::vector<ArgumentChoice> choices_of(const App& app, const Command& command);

/// `asked`: the command whose argument is typed; empty: a command is. `used`: ids, the last first.
std::vector<Offer> offers(const App& app, std::string_view asked, std::string_view typed,
                          const std::vector<std::string>& used);

/// The groups of the menu: all but the commands that are for scripts.
std::vector<std::string_view> menu_groups();
std::vector<Offer> menu_offers(const App& app, std::size_t group);

}  // namespace gui
