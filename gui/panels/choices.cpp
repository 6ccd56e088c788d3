// The menu under a pill of the toolbar.
#include "gui/choices.hpp"

#include <algorithm>

#include "gui/panels.hpp"

namespace gui {

void draw_choices(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter back(view.theme);
  const Theme& theme = view.theme;
  const auto pill = std::ranges::find(ui.pills, ui.asked, &Spot::name);
  const std::vector<Choice> choices = choices_under(view.app, ui.asked);
  if (pill == ui.pills.end() || choices.empty()) return commands.push("close");
  const float row = back.px(26), pad = back.px(6);
  float width = std::max(back.px(160), pill->box.width()), height = 2 * pad;
  for (const Choice& choice : choices) {
    width = std::max(width, back.width(theme.fonts.small, choice.help) + back.px(28));
    height += row * static_cast<float>(choice.values.size() + 1);
  }
  const Rect window = window_room();
  width = std::min(width, window.width() - back.px(16));
  const float x = std::min(pill->box.x0, window.x1 - back.px(8) - width);
  const float y = pill->box.y1 + back.px(4);
  const float most = window.y1 - back.px(8) - y;
  const Rect box{x, y, x + width, y + std::min(height, most)};
  const float right = box.x1 - back.px(height > most ? 16 : 4);  // beside the scroll bar
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !box.contains(ImGui::GetIO().MousePos)) {
    // Another pill opens its own; this one, like any other place, closes it.
    const auto there = std::ranges::find_if(
        ui.pills, [](const Spot& one) { return one.box.contains(ImGui::GetIO().MousePos); });
    if (there != ui.pills.end())
      commands.push("settings", there->name);
    else
      commands.push("close");
  }
  back.fill(box, theme.panel, back.px(8));
  back.stroke(box, theme.line, back.px(8));
  begin_scroll("choices", box.inset(1, pad));
  const Painter paint(theme);
  const float top = box.y0 + pad - ImGui::GetScrollY();
  float line = top;
  std::size_t index = 0;
  for (const Choice& choice : choices) {
    paint.label({box.x0 + paint.px(14), line, box.x1 - paint.px(14), line + row}, theme.fonts.small,
                theme.mut, choice.help.empty() ? choice.name : choice.help);
    line += row;
    for (const Choice::Value& value : choice.values) {
      const Rect place{box.x0 + paint.px(4), line, right, line + row};
      line += row;
      if (draw_row(paint, ui, index++, place)) commands.push("accept");
      const bool now = value.shown == choice.shown;
      if (now) paint.cap(Cap::Check, place.x0 + paint.px(10), place.centre_y(), theme.acc);
      paint.label({place.x0 + paint.px(28), place.y0, place.x1, place.y1},
                  now ? theme.fonts.body_bold : theme.fonts.body, theme.text, value.shown);
    }
  }
  end_scroll(line - top);
}

}  // namespace gui
