// Under all panels while a pack is taught: which lesson, and how far in it.
#include <fmt/format.h>

#include "gui/commands.hpp"
#include "gui/panels.hpp"
#include "scenarios/packs.hpp"

namespace gui {

void draw_pack_strip(const View& view, UiState& ui, CommandQueue& commands) {
  if (ui.pack.pack == nullptr) return;
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  const scenarios::Pack& pack = *ui.pack.pack;
  const scenarios::PackPlace at = scenarios::place(pack, ui.pack.step);
  const scenarios::PackLesson& lesson = pack.lessons[at.lesson];
  Rect room = window_room();
  paint.h_line(room.x0, room.x1, room.y0, theme.line);
  Rect line = room.inset(paint.px(16), 0);
  const Rect keys = line.cut_right(paint.keys_width("PageDown"));
  paint.keys(keys.x0, keys.centre_y(), "PageDown");
  line.cut_right(paint.px(12));
  // A dot for each step of the lesson, full as far as it was gone.
  const float step = paint.px(12), half = paint.px(3);
  const Rect dots = line.cut_right(step * static_cast<float>(lesson.steps.size()));
  for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
    const float x = dots.x0 + step * (static_cast<float>(i) + 0.5f), y = dots.centre_y();
    const Rect dot{x - half, y - half, x + half, y + half};
    if (i <= at.step)
      paint.fill(dot, i == at.step ? theme.acc : theme.mut, half);
    else
      paint.stroke(dot, theme.dim, half);
  }
  line.cut_right(paint.px(12));
  const float bold =
      paint.label(line, theme.fonts.small_bold, theme.text, lesson.steps[at.step].title);
  line.cut_left(bold + paint.px(12));
  const std::string words =
      fmt::format("{} · {} of {}: {}", pack.title, at.lesson + 1, pack.lessons.size(),
                  view.scenario != nullptr ? view.scenario->title : "");
  if (line.width() > paint.px(40)) paint.label(line, theme.fonts.small, theme.mut, words);
  if (pressed(room)) commands.push("clicker", "next");
}

}  // namespace gui
