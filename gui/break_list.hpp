// What the sheet Breakpoints lists: the breakpoints that are set, then all that can be set with one
// key. No drawing.
#pragma once

#include <string>
#include <vector>

#include "core/model/snapshot.hpp"

namespace gui {

class App;

struct BreakRow {
  std::string heading;  ///< of the group that begins with it; empty: it goes on
  std::string words;    ///< of the command `break`; empty for those that are set
  std::string label;
  bool set = false;
};

/// First UiState::breakpoints, in their order. `now`: the loop at the cursor, whose objects there
/// are.
std::vector<BreakRow> break_rows(const App& app, const model::Snapshot& now);

}  // namespace gui
