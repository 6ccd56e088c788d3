// What the commands do that put a run beside another, and what they offer for it.
#pragma once

#include <string>
#include <vector>

#include "gui/actions.hpp"

namespace gui {

/// One of the runs that the present one can be compared with.
struct CompareRow {
  std::string words;   ///< as the command takes them: "two-workers mode=sequential", or "last"
  std::string title;   ///< of its scenario
  std::string detail;  ///< its parameters, or why it is offered
};
/// What fits the letters typed: its counterparts, the run before, then all other scenarios.
std::vector<CompareRow> compare_rows(const App& app, std::string_view typed);

namespace actions {

/// `words`: a run as in scenarios/named_runs.hpp, a recorded file, "last" (before a parameter was
/// changed), "off"; empty shows what there is.
Fault compare(App& app, const std::string& words);
/// Where the two part.
Fault go_to_divergence(App& app);
/// The run beside comes into the window.
Fault swap_runs(App& app);
/// The cursor of the run beside.
Fault seek_beside(App& app, const std::string& fact);

}  // namespace actions

}  // namespace gui
