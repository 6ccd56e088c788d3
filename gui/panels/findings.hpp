// What we noticed in the run, as a list and as marks in the timeline. Nothing is told that was not
// visited. Internal to the panels that show it.
#pragma once

#include "gui/panels.hpp"
#include "gui/panels/chart.hpp"

namespace gui {

/// The tab, with the number of findings that are known so far.
Tab findings_tab(const View& view, bool chosen);
/// The list: a click goes to where a finding is evident and selects its task.
void draw_findings(const View& view, UiState& ui, Rect room, CommandQueue& commands);
/// A mark wherever something was found, its point on the lower edge of `row`. Call it behind what
/// else takes clicks there.
void draw_finding_marks(const Chart& chart, const Painter& paint, Rect row, UiState& ui,
                        CommandQueue& commands);

}  // namespace gui
