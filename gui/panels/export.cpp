// The formats that the run can be written in, to choose from.
#include "gui/export.hpp"

#include "gui/panels.hpp"

namespace gui {

void draw_export(const View& view, UiState&, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  const float row = paint.px(36);
  const auto rows = static_cast<float>(export_kinds().size());
  const float height = paint.px(kSheetHead) + row * rows + paint.px(46);
  Rect sheet = draw_sheet(paint, "Export the run", paint.px(520), height, commands);
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
  paint.label(sheet.inset(paint.px(kSheetMargin), 0), theme.fonts.small, theme.dim,
              "All of it, whatever the cursor, into a new file in the present folder.");
}

}  // namespace gui
