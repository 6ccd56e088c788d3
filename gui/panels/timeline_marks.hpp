// What is laid over the timeline: the range and its card, chains of causes, matches of a search,
// and the cards of what the mouse rests on. Internal to panels/timeline*.cpp.
#pragma once

#include "gui/panels/chart.hpp"

namespace gui {

/// Where the parts of the timeline are on the screen.
struct ChartParts {
  Rect ruler, gaps, numbers, lanes, loop_lane;
  float bottom = 0;  ///< under which the legend is
};

/// Shows just the range, if that was asked for.
void fit_to_range(Chart& chart, UiState& ui);
/// A drag with Shift from the ruler or the lanes marks a range.
void drag_range(const Chart& chart, UiState& ui, const ChartParts& parts);
/// Under the lanes: the shade of the range, the ticks of a search.
void draw_marks_below(const Chart& chart, const Painter& paint, const ChartParts& parts);
/// Over the lanes: the chain, and where a link under the mouse leads.
void draw_marks_above(const Chart& chart, const ChartParts& parts);
/// What was counted in the range, as a card over the lanes.
void draw_range_card(const Chart& chart, const ChartParts& parts, CommandQueue& commands);
/// The card of what the mouse rests on; `lanes`: the current window is the one of the lanes.
void draw_lane_cards(const Chart& chart, const Painter& paint, const ChartParts& parts);
void draw_ruler_cards(const Chart& chart, const Painter& paint, const ChartParts& parts);

/// The line that a search is written into.
void draw_search_line(const View& view, const Painter& paint, Rect bar, CommandQueue& commands);

}  // namespace gui
