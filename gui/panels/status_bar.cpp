// The main keys, where the cursor stands in the trace, and what the clock does.
#include <fmt/format.h>

#include <array>

#include "gui/commands.hpp"
#include "gui/panels.hpp"

namespace gui {

void draw_status_bar(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  Rect room = window_room();
  paint.h_line(room.x0, room.x1, room.y0, theme.line);
  room = room.inset(paint.px(12), 0);

  const auto file = view.run.session().reading();
  const bool reads = file && !file->asks;
  if (reads)
    paint.fill({room.x0, room.y0, room.x0 + room.width() * static_cast<float>(file->share),
                room.y0 + paint.px(2)},
               theme.acc);
  const bool notice = !ui.notice.empty();
  std::string fact = notice ? ui.notice : fmt::format("fact {}", view.cursor);
  if (reads) {
    fact = fmt::format("reading: {:.0f} %, {:.1f} million facts", 100 * file->share,
                       static_cast<double>(view.trace().size()) / 1e6);
  }
  if (!notice && !reads && view.frontier > view.cursor)
    fact += fmt::format(" of {} seen", view.frontier);
  const bool real = view.run.spec().clock == trace::ClockKind::Real;
  // What there is to say of the program goes before the keys.
  const std::string remark = ui.prediction.secret() ? "" : view.run.session().remark();
  const bool warns = !remark.empty();
  const std::string_view hint =
      warns                       ? std::string_view(remark)
      : view.run.session().held() ? "real clock: stands still, the loop is held between two handles"
      : real                      ? "real clock: time passes while the loop waits"
             : "virtual clock: time jumps to the next timer when nothing is ready";
  const std::string right = fact + "   ·   " + std::string(hint);
  const float right_width = paint.width(theme.fonts.small, right);
  const float fact_width = paint.width(theme.fonts.small, fact);

  struct Hint {
    const char* command;
    std::string_view words;
  };
  const std::array<Hint, 9> hints{{{"step", "step"},
                                   {"step-back", "back"},
                                   {"play-pause", ui.playing ? "pause" : "play"},
                                   {"step-iteration", "next iteration"},
                                   {"gallery", "lessons"},
                                   {"source", "Python / C++"},
                                   {"theme", "theme"},
                                   {"export", "export"},
                                   {"help", "all keys"}}};
  const auto width_of = [&](const Hint& one) {
    return paint.keys_width(first_key(one.command)) + paint.px(2) +
           paint.width(theme.fonts.small, one.words) + paint.px(16);
  };
  // The last one, which leads to all others, is always there.
  float used = width_of(hints.back()) + fact_width + paint.px(16);
  float all = 0;
  for (const Hint& one : hints) all += width_of(one);
  const bool with_hint = !notice && (warns || all + right_width + paint.px(16) < room.width());
  if (with_hint) used += right_width - fact_width;
  const float middle = room.centre_y(), y = middle - theme.fonts.small.size * 0.5f;
  float x = room.x0;
  for (const Hint& one : hints) {
    const float w = width_of(one);
    const bool last = &one == &hints.back();
    if (!last && (used += w) > room.width()) continue;
    const Rect box{x, room.y0, x + w - paint.px(8), room.y1};
    float text_x = paint.keys(x, middle, first_key(one.command)) + paint.px(2);
    const ImU32 colour = hovered(box) ? theme.text : theme.mut;
    paint.text(text_x, y, theme.fonts.small, colour, one.words);
    if (pressed(box)) commands.push(one.command);
    x += w;
  }
  paint.label({x, room.y0, room.x1, room.y1}, theme.fonts.small,
              notice  ? theme.text
              : warns ? theme.warn
                      : theme.mut,
              with_hint ? right : fact, Align::Right);
}

}  // namespace gui
