// The formats that the run can be written in, to choose from.
#include "gui/export.hpp"

#include <algorithm>
#include <cmath>

#include "gui/panels.hpp"

namespace gui {

void draw_export(const View& view, UiState&, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  const Rect window = window_room();
  const float row = paint.px(36);
  const auto rows = static_cast<float>(export_kinds().size());
  const float width = std::min(paint.px(520), window.width() - paint.px(48));
  const float height = paint.px(56) + row * rows + paint.px(46);
  const float x = std::floor((window.width() - width) * 0.5f);
  const float y = std::floor((window.height() - height) * 0.4f);
  Rect sheet{x, y, x + width, y + height};
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !sheet.contains(ImGui::GetIO().MousePos)) {
    commands.push("close");
  }
  paint.fill(sheet, theme.panel, paint.px(8));
  paint.stroke(sheet, theme.line, paint.px(8));
  const Rect head = sheet.cut_top(paint.px(56)).inset(paint.px(24), 0);
  paint.keys(head.x1 - paint.keys_width("Esc"), head.centre_y(), "Esc");
  paint.label(head, theme.fonts.now_bold, theme.text, "Export the run");
  paint.h_line(sheet.x0, sheet.x1, sheet.y0, theme.line);
  sheet.cut_top(paint.px(8));
  for (const ExportKind& kind : export_kinds()) {
    const Rect box = sheet.cut_top(row).inset(paint.px(12), 0);
    if (hovered(box)) paint.fill(box, theme.hl, paint.px(6));
    Rect line = box.inset(paint.px(12), 0);
    paint.label(line.cut_left(paint.px(72)), theme.fonts.mono_bold, theme.text, kind.extension);
    paint.label(line, theme.fonts.body, theme.mut, kind.meaning);
    if (!pressed(box)) continue;
    commands.push("close");  // first: it would be in the picture of the window
    commands.push("export", kind.name);
  }
  paint.label(sheet.inset(paint.px(24), 0), theme.fonts.small, theme.dim,
              "All of it, whatever the cursor, into a new file in the present folder.");
}

}  // namespace gui
