// What the run can be compared with: its counterparts first, then the last run, then all scenarios.
#include <algorithm>

#include "gui/actions_compare.hpp"
#include "gui/app.hpp"
#include "gui/panels.hpp"

namespace gui {

void draw_compare_list(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter back(view.theme);
  const Theme& theme = view.theme;
  const std::string title = "Compare " + view.run.spec().scenario + " with";
  Rect sheet = draw_sheet(back, title, back.px(640), back.px(520), commands);
  sheet.cut_top(back.px(14));
  const Rect field = sheet.cut_top(back.px(36)).inset(back.px(kSheetMargin - 12), 0);
  draw_field(back, ui.line, field, {.empty = "a few letters of a scenario"});
  const std::vector<CompareRow> rows = compare_rows(view.app, ui.line.text());
  if (rows.empty()) {
    back.label(sheet.cut_top(back.px(30)).inset(back.px(kSheetMargin), 0), theme.fonts.small,
               theme.mut, "No run is named so.");
  } else {
    sheet.cut_top(back.px(8));
  }
  begin_scroll("compare list", sheet.inset(1, 1));
  const Painter paint(theme);
  const float top = sheet.y0 - ImGui::GetScrollY();
  const Rect room = sheet.inset(paint.px(kSheetMargin - 12), 0);
  float y = top + paint.px(2);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Rect box{room.x0, y, room.x1, y + paint.px(30)};
    y = box.y1;
    if (draw_row(paint, ui, i, box)) commands.push("accept");
    Rect line = box.inset(paint.px(12), 0);
    const Rect name = line.cut_left(line.width() * 0.5f);
    paint.label(name, theme.fonts.body_bold, theme.text, rows[i].title);
    paint.label(line, theme.fonts.body, theme.mut, rows[i].detail);
  }
  end_scroll(y - top + paint.px(8));
}

}  // namespace gui
