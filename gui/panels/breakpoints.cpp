// The breakpoints that are set, and all that can be set with one click or one key.
#include <algorithm>
#include <string>

#include "gui/break_list.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

/// Rows of chips, one below the other, while they grow.
struct Chips {
  UiState& ui;
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
  /// What the command `break` sets; filled while it is set.
  void chip(const BreakRow& row, std::size_t index) {
    const Theme& theme = paint.theme();
    const float width = paint.width(theme.fonts.body, row.label) + paint.px(24);
    if (x > left && x + width > right) next_row();
    const Rect box{x, y, std::min(x + width, right), y + paint.px(26)};
    ui.chips.push_back(box);
    const bool chosen = ui.row == index;
    if (chosen) bring_into_sight(paint, ui, box);
    paint.fill(box, row.set ? with_alpha(theme.warn, 0.16f) : theme.raise, paint.px(6));
    paint.stroke(box,
                 chosen         ? theme.acc
                 : row.set      ? theme.warn
                 : hovered(box) ? theme.dim
                                : theme.line,
                 paint.px(6), chosen ? paint.px(2) : 1);
    paint.label(box, theme.fonts.body, theme.text, row.label, Align::Centre);
    if (pressed(box)) {
      ui.row = index;
      commands.push("accept");
    }
    x = box.x1 + paint.px(8);
  }
};

/// A breakpoint that is set: a click on its mark lets it stop or not, one on the cross removes it.
void draw_set(Chips& chips, const BreakRow& shown, std::size_t index) {
  const Painter& paint = chips.paint;
  const Theme& theme = paint.theme();
  const bool enabled = chips.ui.breakpoints[index].enabled;
  Rect row{chips.left, chips.y, chips.right, chips.y + paint.px(28)};
  chips.ui.chips.push_back(row);
  chips.y = row.y1;
  draw_row(paint, chips.ui, index, row.inset(-paint.px(8), 0));
  const Rect mark{row.x0, row.centre_y() - paint.px(7), row.x0 + paint.px(14),
                  row.centre_y() + paint.px(7)};
  if (enabled)
    paint.fill(mark, theme.warn, paint.px(7));
  else
    paint.stroke(mark, theme.warn, paint.px(7));
  const Rect toggle = row.cut_left(paint.px(24));
  if (hovered(toggle)) hint(paint, enabled ? "Click: do not stop here" : "Click: stop here");
  if (pressed(toggle)) chips.commands.push("break-enable", std::to_string(index + 1));
  const Rect remove = row.cut_right(paint.px(64));
  paint.label(remove, theme.fonts.small, hovered(remove) ? theme.text : theme.mut, "remove",
              Align::Right);
  if (pressed(remove)) chips.commands.push("break-remove", std::to_string(index + 1));
  const float width =
      paint.label(row, theme.fonts.body, enabled ? theme.text : theme.dim, shown.label);
  if (!enabled) {
    row.cut_left(width + paint.px(12));
    paint.label(row, theme.fonts.small, theme.dim, "off");
  }
}

}  // namespace

void draw_breakpoints(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter back(view.theme);
  Rect sheet = draw_sheet(back, "Breakpoints", back.px(720), back.px(620), commands);
  const Rect foot = draw_foot(back, sheet);
  const std::vector<BreakRow> rows = break_rows(view.app, view.snapshot());
  const bool on_set = ui.row < ui.breakpoints.size();
  if (on_set)
    draw_hints(back, foot, {{"Enter", "stops there, or not"}, {"Delete", "removes"}});
  else
    draw_hints(back, foot, {{"Enter", "sets it, or takes it away"}, {"F5", "runs to the next"}});
  const Rect text = sheet.inset(back.px(kSheetMargin), 0);

  begin_scroll("breakpoints", sheet.inset(1, 1));
  const Painter paint(view.theme);
  const float top = sheet.y0 - ImGui::GetScrollY();
  Chips chips{ui, commands, paint, text.x0, text.x1, text.x0, top + paint.px(10)};
  ui.chips.clear();
  if (ui.breakpoints.empty()) {
    draw_nothing(paint, {chips.left, chips.y, chips.right, chips.y + paint.px(28)},
                 "None is set. Choose below, or click a line's number in the source.");
    chips.y += paint.px(28);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i < ui.breakpoints.size()) {
      draw_set(chips, rows[i], i);
      continue;
    }
    if (!rows[i].heading.empty()) chips.heading(rows[i].heading);
    chips.chip(rows[i], i);
  }
  chips.next_row();
  end_scroll(chips.y - top + paint.px(8));
}

}  // namespace gui
