// The parts of the loop's panel that share its cards. Internal to panels/loop*.cpp.
#pragma once

#include "gui/motion.hpp"
#include "gui/view.hpp"

namespace gui {

/// A small bold heading, and what follows it in grey; cut off the top of `room`.
void draw_heading(const Painter& paint, Rect& room, std::string_view title,
                  std::string_view beside = {});
/// The handle that is being run, as a card.
void draw_running(const View& view, const Painter& paint, Rect box, Motion& motion,
                  CommandQueue& commands);
/// The ready queue: cards in order, or rows where cards have no room, with the mark where the
/// present batch ends.
void draw_queue(const View& view, const Painter& paint, Rect room, Motion& motion,
                CommandQueue& commands);

}  // namespace gui
