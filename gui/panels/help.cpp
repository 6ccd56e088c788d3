// All keys, from the table of commands.
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/commands.hpp"
#include "gui/glossary.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

/// Draws the keys of a command, "1=fact 2=handle" as plain keys; returns the x behind them.
float draw_keys(const Painter& paint, float x, float middle, std::string_view keys) {
  while (!keys.empty()) {
    const std::size_t space = keys.find(' ');
    const std::string_view one = keys.substr(0, space);
    x = paint.keys(x, middle, one.substr(0, one.find('=', 1))) + paint.px(5);
    if (space == std::string_view::npos) break;
    keys.remove_prefix(space + 1);
  }
  return x;
}

/// A column of the sheet while it grows.
struct Column {
  const Painter& paint;
  float x, right, y;

  Rect row() {
    const Rect box{x, y, right, y + paint.px(25)};
    y = box.y1;
    return box;
  }
  void heading(std::string_view words) {
    y += paint.px(9);
    paint.label(row(), paint.theme().fonts.small_bold, paint.theme().mut, words);
  }
  void line(std::string_view left, bool keys, std::string_view words) {
    Rect box = row();
    const Rect first = box.cut_left(paint.px(156));
    if (keys)
      draw_keys(paint, first.x0, first.centre_y(), left);
    else
      paint.label(first, paint.theme().fonts.body_bold, paint.theme().text, left);
    paint.label(box, paint.theme().fonts.body, paint.theme().text, words);
  }
};

void groups(Column& column, std::span<const std::string_view> names) {
  for (const std::string_view name : names) {
    const auto has_keys = [&](const Command& one) {
      return one.group == name && !one.keys.empty();
    };
    if (std::ranges::none_of(commands(), has_keys)) continue;
    column.heading(name);
    for (const Command& command : commands()) {
      if (command.group == name && !command.keys.empty())
        column.line(command.keys, true, command.help);
    }
  }
}

void mouse(Column& column) {
  column.heading("Mouse");
  column.line("Click", false, "a task, a card or a line: everything follows");
  column.line("Drag the ruler", false, "moves the cursor through what was visited");
  column.line("Drag a lane", false, "moves the view");
  column.line("Double-click", false, "in a lane goes to that moment");
  column.line("Shift and drag", false, "in the timeline marks a range");
  column.line("Wheel", false, "zooms at the mouse");
  column.line("Rest", false, "on anything: a card tells what it is");
}

/// What the words mean, over the whole width.
void glossary_of(Column& column, const View& view) {
  column.heading("Words");
  const Theme& theme = view.theme;
  for (const Word& word : glossary()) {
    const float left = column.x + column.paint.px(156);
    column.paint.label(
        {column.x, column.y, left - column.paint.px(8), column.y + column.paint.px(22)},
        theme.fonts.body_bold, theme.text, word.word);
    const model::Sentence meaning{{model::Piece::Kind::Plain, std::string(word.meaning), 0, 0}};
    const SentenceStyle style{theme.fonts.body, theme.fonts.body_bold, theme.text,
                              column.paint.px(20)};
    const auto layout =
        draw_sentence(column.paint, meaning, left, column.y + column.paint.px(1), column.right,
                      style, [&](trace::TaskId) { return theme.text; });
    column.y += std::max(layout.height, column.paint.px(20)) + column.paint.px(5);
  }
}

}  // namespace

void draw_help(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter back(view.theme);
  const bool wide = window_room().width() > back.px(1080);
  const float wanted = back.px(wide ? 1080 : 600);
  const Rect sheet = draw_sheet(back, "Keys", wanted, back.px(wide ? 664 : 980), commands);
  const Rect text = sheet.inset(back.px(kSheetMargin), 0);

  begin_scroll("keys", sheet.inset(1, 1));
  const Painter paint(view.theme);
  if (const float by = std::exchange(ui.sheet_scroll, 0.f); by != 0) {
    const float there = ImGui::GetScrollY() + std::round(by * sheet.height());
    ImGui::SetScrollY(std::clamp(there, 0.f, ImGui::GetScrollMaxY()));
  }
  const float top = sheet.y0 - ImGui::GetScrollY();
  const float middle = (sheet.x0 + sheet.x1) * 0.5f + back.px(kSheetMargin);
  Column left{paint, text.x0, wide ? middle - paint.px(36) : text.x1, top};
  const std::vector<std::string_view> all = command_groups();
  groups(left, std::span(all).first(3));
  Column right = left;
  if (wide) right.x = middle, right.right = text.x1, right.y = top;
  groups(right, std::span(all).subspan(3));
  mouse(right);
  Column words{paint, text.x0, text.x1, std::max(left.y, right.y)};
  glossary_of(words, view);
  end_scroll(words.y - top + paint.px(12));
}

}  // namespace gui
