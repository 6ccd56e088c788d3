// Where the panels stand in a window of any size, and the lines between them that can be dragged.
#pragma once

#include "gui/geometry.hpp"
#include "gui/ui_state.hpp"

namespace gui {

struct Layout {
  Rect toolbar, now_line, status_bar;
  Rect first_steps;  ///< empty when they are over
  Rect source, records;
  Rect timeline, loop;
  Rect inspector, lesson;
  /// How many times their saved lengths the outer columns, and what lies below in them, have in a
  /// window larger than the design's.
  float wide = 1, high = 1;
};

/// Panels touch with one-pixel lines. What was saved for a larger window is made to fit; in a
/// window too small for its type the outer columns and the loop give way, and have no room at all.
/// Only the panels of `wanted` have room, if it names any; a presenter's choice goes before.
Layout lay_out(const UiState& ui, const Theme& theme, Rect window,
               const std::vector<Panel>& wanted = {});

/// How much of the lower end of the window an open poll takes.
float poll_height(const UiState& ui, const Theme& theme, float window_height);

/// The panel there; None: none that can be enlarged.
Panel panel_at(const Layout& layout, ImVec2 point);

/// Draws the lines between the panels that the user may drag, over the panels, and moves them.
void draw_splitters(const Layout& layout, UiState& ui, const Theme& theme);

}  // namespace gui
