// What can be chosen in the toolbar: the parameters of the scenario, the clock, how far a step
// goes, how fast it plays. No drawing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gui {

class App;

/// A pill of the toolbar, and the menu under it.
struct Choice {
  struct Value {
    std::string shown;
    std::string argument;  ///< of the command
  };
  std::string name;
  std::string help;
  std::string shown;  ///< the present value
  std::string_view command;
  std::vector<Value> values;
};

/// Parameters and clock; none of a recording.
std::vector<Choice> run_choices(const App& app);
Choice step_choice(const App& app);
Choice pace_choice(const App& app);

/// The pill that stands for those that have no room.
inline constexpr const char* kGathered = "settings";
/// What the menu of a pill lists, as the toolbar was last drawn: one choice, or all that have no
/// pill of their own.
std::vector<Choice> choices_under(const App& app, std::string_view pill);

}  // namespace gui
