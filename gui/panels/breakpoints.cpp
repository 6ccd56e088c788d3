// The breakpoints that are set, and all that can be set with one click.
#include <algorithm>
#include <string>

#include "gui/panels.hpp"

namespace gui {
namespace {

/// More objects than that are found by the command `break` only.
constexpr int kMostObjects = 24;

/// Rows of chips, one below the other, while they grow.
struct Chips {
  const View& view;
  const UiState& ui;
  CommandQueue& commands;
  const Painter& paint;
  float left, right, x, y;

  void heading(std::string_view words) {
    if (x > left) next_row();
    y += paint.px(10);
    paint.label({left, y, right, y + paint.px(26)}, paint.theme().fonts.small_bold,
                paint.theme().mut, words);
    y += paint.px(28);
  }
  void next_row() {
    x = left;
    y += paint.px(32);
  }
  /// What the command `break words` sets; filled while it is set.
  void chip(const std::string& words) {
    std::string error;
    const auto one = session::parse_breakpoint(words, view.timeline(), error);
    if (!one) return;
    const Theme& theme = paint.theme();
    const std::string label = session::describe(*one, view.timeline());
    const float width = paint.width(theme.fonts.body, label) + paint.px(24);
    if (x > left && x + width > right) next_row();
    const Rect box{x, y, std::min(x + width, right), y + paint.px(26)};
    const bool set =
        std::ranges::any_of(ui.breakpoints, [&](const auto& other) { return one->same(other); });
    paint.fill(box, set ? with_alpha(theme.warn, 0.16f) : theme.raise, paint.px(6));
    paint.stroke(box, set ? theme.warn : hovered(box) ? theme.dim : theme.line, paint.px(6));
    paint.label(box, theme.fonts.body, theme.text, label, Align::Centre);
    if (pressed(box)) commands.push("break", words);
    x = box.x1 + paint.px(8);
  }
};

/// A breakpoint that is set: a click on its mark lets it stop or not, one on the cross removes it.
void draw_set(Chips& chips, std::size_t index) {
  const Painter& paint = chips.paint;
  const Theme& theme = paint.theme();
  const session::Breakpoint& one = chips.ui.breakpoints[index];
  const session::Breakpoint shown = chips.view.run.shown(one, name_of(chips.ui.language));
  Rect row{chips.left, chips.y, chips.right, chips.y + paint.px(28)};
  chips.y = row.y1;
  const Rect mark{row.x0, row.centre_y() - paint.px(7), row.x0 + paint.px(14),
                  row.centre_y() + paint.px(7)};
  if (one.enabled)
    paint.fill(mark, theme.warn, paint.px(7));
  else
    paint.stroke(mark, theme.warn, paint.px(7));
  const Rect toggle = row.cut_left(paint.px(24));
  if (hovered(toggle)) hint(paint, one.enabled ? "Click: do not stop here" : "Click: stop here");
  if (pressed(toggle)) chips.commands.push("break-enable", std::to_string(index + 1));
  const Rect remove = row.cut_right(paint.px(64));
  paint.label(remove, theme.fonts.small, hovered(remove) ? theme.text : theme.mut, "remove",
              Align::Right);
  if (pressed(remove)) chips.commands.push("break-remove", std::to_string(index + 1));
  const float width = paint.label(row, theme.fonts.body, one.enabled ? theme.text : theme.dim,
                                  session::describe(shown, chips.view.timeline()));
  if (!one.enabled) {
    row.cut_left(width + paint.px(12));
    paint.label(row, theme.fonts.small, theme.dim, "off");
  }
}

}  // namespace

void draw_breakpoints(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter back(view.theme);
  const Rect sheet = draw_sheet(back, "Breakpoints", back.px(720), back.px(620), commands);
  const Rect text = sheet.inset(back.px(kSheetMargin), 0);

  begin_scroll("breakpoints", sheet.inset(1, 1));
  const Painter paint(view.theme);
  const float top = sheet.y0 - ImGui::GetScrollY();
  Chips chips{view, ui, commands, paint, text.x0, text.x1, text.x0, top + paint.px(10)};
  if (ui.breakpoints.empty()) {
    draw_nothing(paint, {chips.left, chips.y, chips.right, chips.y + paint.px(28)},
                 "None is set. Choose below, or click a line's number in the source.");
    chips.y += paint.px(28);
  }
  for (std::size_t i = 0; i < ui.breakpoints.size(); ++i) draw_set(chips, i);

  chips.heading("Stop where");
  for (const char* words : {"suspended", "woken", "done", "cancelled", "timer", "exception"}) {
    chips.chip(words);
  }
  const model::TaskLane* lane = view.timeline().lane(view.focus);
  if (lane != nullptr && lane->created < view.frontier) {
    chips.heading("The task in focus");
    for (const char* words : {"task", "suspended", "woken", "done", "cancelled"}) {
      chips.chip(std::string(words) + " #" + std::to_string(view.focus));
    }
  }
  chips.heading("The loop");
  for (const char* words :
       {"depth 1", "depth 10", "depth 100", "long 0.001", "long 0.01", "long 0.1"}) {
    chips.chip(words);
  }
  int shown = 0;
  for (const auto& [id, object] : view.snapshot().objects()) {
    if (shown++ == kMostObjects) break;
    if (shown == 1) chips.heading("Objects that are there now");
    chips.chip("object #" + std::to_string(id));
  }
  chips.next_row();
  end_scroll(chips.y - top + paint.px(8));
}

}  // namespace gui
