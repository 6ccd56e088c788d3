// The formats that the run can be written in, to choose from.
#include "gui/export.hpp"

#include "gui/panels.hpp"

namespace gui {

void draw_export(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  const float row = paint.px(36);
  const auto kinds = export_kinds();
  const float height =
      paint.px(kSheetHead) + row * static_cast<float>(kinds.size()) + paint.px(54 + kSheetFoot);
  Rect sheet = draw_sheet(paint, "Export the run", paint.px(520), height, commands);
  draw_hints(paint, draw_foot(paint, sheet), {{"Enter", "writes the file"}});
  sheet.cut_top(paint.px(8));
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const Rect box = sheet.cut_top(row).inset(paint.px(12), 0);
    if (draw_row(paint, ui, i, box)) commands.push("accept");
    Rect line = box.inset(paint.px(12), 0);
    paint.label(line.cut_left(paint.px(72)), theme.fonts.mono_bold, theme.text, kinds[i].extension);
    paint.label(line, theme.fonts.body, theme.mut, kinds[i].meaning);
  }
  paint.label(sheet.inset(paint.px(kSheetMargin), 0), theme.fonts.small, theme.dim,
              "All of it, whatever the cursor, into a new file in the present folder.");
}

}  // namespace gui
