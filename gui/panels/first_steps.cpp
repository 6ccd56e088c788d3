// The first minutes: a strip under the now line that names one key after the other, and goes away
// when they were pressed. It never takes a click or a key from what lies under it.
#include <array>

#include "gui/commands.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

struct FirstStep {
  std::string_view command;  ///< whose key is shown, and which leads on
  std::string_view words, briefly;
};
constexpr std::array<FirstStep, 4> kFirstSteps{{
    {"step",
     "to go on by one fact: the sentence above tells it. Again, until the program prints a line.",
     "to go on by one fact, until the program prints"},
    {"step-iteration", "to run a whole iteration, one turn of the loop. Its three parts are below.",
     "to run an iteration: one turn of the loop"},
    {"play-pause", "to play the rest; the same key pauses, and \u2190 goes back: nothing is lost.",
     "to play the rest, and to pause"},
    {"panels", "to see all panels: the lesson says what this run shows. G shows all lessons.",
     "to read what it shows; G shows all lessons"},
}};
static_assert(kFirstSteps.size() == kLastFirstStep);

}  // namespace

void go_on_with_first_steps(UiState& ui, std::string_view command) {
  if (ui.first_step == 0) return;
  // Whoever knows a later key already is past what comes before it.
  for (int i = kLastFirstStep; i >= ui.first_step; --i) {
    const std::string_view wanted = kFirstSteps[static_cast<std::size_t>(i) - 1].command;
    if (command != wanted && !(wanted == "play-pause" && command == "play")) continue;
    ui.first_step = i == kLastFirstStep ? 0 : i + 1;
    return;
  }
}

void draw_first_steps(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  Rect room = window_room();
  const FirstStep& step = kFirstSteps.at(static_cast<std::size_t>(ui.first_step) - 1);
  paint.fill(room, theme.hl);
  paint.h_line(room.x0, room.x1, room.y1 - 1, theme.line);
  room = room.inset(paint.px(16), 0);

  const Rect close = room.cut_right(paint.keys_width("Esc") + paint.px(56));
  paint.label({close.x0, close.y0, close.x1 - paint.keys_width("Esc") - paint.px(6), close.y1},
              theme.fonts.small, hovered(close) ? theme.text : theme.mut, "no hints", Align::Right);
  paint.keys(close.x1 - paint.keys_width("Esc"), close.centre_y(), "Esc");
  if (pressed(close)) commands.push("first-steps", "off");
  room.cut_right(paint.px(16));

  // How far it is: a dot for each.
  for (int i = 1; i <= kLastFirstStep; ++i) {
    const Rect dot = room.cut_left(paint.px(12));
    const float r = paint.px(3);
    const ImVec2 centre{dot.x0 + r, dot.centre_y()};
    if (i <= ui.first_step)
      paint.list().AddCircleFilled(centre, r, theme.acc, 16);
    else
      paint.list().AddCircle(centre, r - 0.5f, theme.dim, 16);
  }
  room.cut_left(paint.px(8));
  const Font font = theme.fonts.body_bold;
  const float middle = room.centre_y();
  float x = paint.text(room.x0, middle - font.size * 0.5f, font, theme.text, "Press") + paint.px(8);
  const float key = paint.keys_width(first_key(step.command));
  paint.keys(x, middle, first_key(step.command));
  const Rect target{room.x0, room.y0, x + key, room.y1};
  if (pressed(target)) commands.push(step.command);
  x += key + paint.px(6);
  const bool fits = paint.width(theme.fonts.body, step.words) <= room.x1 - x;
  paint.label({x, room.y0, room.x1, room.y1}, theme.fonts.body, theme.text,
              fits ? step.words : step.briefly);
}

}  // namespace gui
