// The lines of a program, for the panel that shows one or two. Internal to panels/source*.cpp.
#pragma once

#include "gui/view.hpp"

namespace gui {

/// A text in its own scrolling part: every line numbered, wrapped where it is too long, with the
/// tasks that are there. Brings the line in focus into sight if `scroll_due`.
void draw_lines(const View& view, UiState& ui, const SourceText& text, Rect room, bool scroll_due,
                int& link_under_mouse, CommandQueue& commands);

/// What is to be told of the line that was chosen in one of the texts, and the way to its visits.
void draw_visits(const View& view, const Painter& paint, const SourceText& text, int line,
                 Rect room, CommandQueue& commands);

}  // namespace gui
