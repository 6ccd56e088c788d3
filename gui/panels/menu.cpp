// The menu: the groups of the table of commands at the left, the commands of one at the right.
#include <algorithm>
#include <cmath>

#include "gui/palette.hpp"
#include "gui/panels.hpp"

namespace gui {

void draw_menu(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter back(view.theme);
  const Theme& theme = view.theme;
  const Rect window = window_room();
  const std::vector<std::string_view> groups = menu_groups();
  ui.group = std::min(ui.group, groups.size() - 1);
  std::size_t longest = groups.size();
  for (std::size_t i = 0; i < groups.size(); ++i) {
    longest = std::max(longest, menu_offers(view.app, i).size());
  }
  const float row = back.px(30);
  const float width = std::min(back.px(720), window.width() - back.px(16));
  const float height =
      std::min(static_cast<float>(longest) * row + back.px(17), window.height() - back.px(56));
  Rect sheet{window.x0 + back.px(8), window.y0 + back.px(44), 0, 0};
  sheet.x1 = sheet.x0 + width, sheet.y1 = sheet.y0 + height;
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !sheet.contains(ImGui::GetIO().MousePos)) {
    commands.push("close");
  }
  back.fill(sheet, theme.panel, back.px(8));
  back.stroke(sheet, theme.line, back.px(8));
  sheet = sheet.inset(back.px(8), back.px(8));
  Rect left = sheet.cut_left(std::min(back.px(120), width * 0.3f));
  back.v_line(sheet.x0 + back.px(4), sheet.y0, sheet.y1, theme.line);
  sheet.cut_left(back.px(9));
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Rect box = left.cut_top(row);
    const bool chosen = ui.group == i;
    if (chosen || hovered(box)) back.fill(box, chosen ? theme.hl : theme.raise, back.px(6));
    back.label(box.inset(back.px(12), 0), theme.fonts.body_bold, chosen ? theme.text : theme.mut,
               groups[i]);
    if (pressed(box)) ui.group = i, ui.row = 0;
  }
  begin_scroll("menu", sheet);
  const Painter paint(theme);
  const float top = sheet.y0 - ImGui::GetScrollY();
  float y = top + paint.px(1);
  const std::vector<Offer> all = menu_offers(view.app, ui.group);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Rect box{sheet.x0, y, sheet.x1 - paint.px(4), y + row};
    y = box.y1;
    if (draw_row(paint, ui, i, box)) commands.push("accept");
    draw_offer(paint, all[i], box, paint.px(190));
  }
  end_scroll(y - top);
}

}  // namespace gui
