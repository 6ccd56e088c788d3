// Where the panels stand in a window of any size, and the lines between them that can be dragged.
#pragma once

#include "gui/geometry.hpp"
#include "gui/ui_state.hpp"

namespace gui {

struct Layout {
  Rect toolbar, now_line, status_bar;
  Rect source, records;
  Rect timeline, loop;
  Rect inspector, lesson;
};

/// Panels touch with one-pixel lines. What was saved for a larger window is made to fit.
Layout lay_out(const UiState& ui, const Theme& theme, Rect window);

/// Draws the lines between the panels that the user may drag, over the panels, and moves them.
void draw_splitters(const Layout& layout, UiState& ui, const Theme& theme);

}  // namespace gui
