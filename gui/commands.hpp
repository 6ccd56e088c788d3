// Everything the window can be told to do, as one table: keys, buttons, the ? sheet and the
// automation (--do) all read it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gui/keys.hpp"
#include "gui/view.hpp"

namespace gui {

struct Command {
  std::string_view id;        ///< "step-back"
  std::string_view title;     ///< "Step back"
  std::string_view group;     ///< heading of the ? sheet
  std::string_view keys;      ///< separated by spaces; "1=fact" gives the key an argument
  std::string_view argument;  ///< what may follow the id in --do; empty: nothing
  std::string_view help;      ///< one line
  /// Why it cannot be done now, in a few words; empty: it can.
  std::string_view (*obstacle)(const App&);
  /// Does it; a sentence if it cannot be done. REQUIRES: enabled.
  std::optional<std::string> (*run)(App&, const std::string& argument);

  bool enabled(const App& app) const { return obstacle(app).empty(); }
};

std::span<const Command> commands();
/// The headings, in the order of the table.
std::vector<std::string_view> command_groups();
/// Null if there is none.
const Command* find_command(std::string_view id);
/// What a key asks for. Of commands that share a key the last one that can be given now has it.
std::optional<Request> command_for(Chord chord, const App& app);
/// The first key of a command, as written; empty if it has none.
std::string_view first_key(std::string_view id);

}  // namespace gui
