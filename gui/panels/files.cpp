// The sheets Open and Save: a field for a name, and what is in the folder. And the question whether
// a very large file is to be read to its end.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/panels.hpp"

namespace gui {
namespace {

/// A path that is too long loses its beginning.
std::string shortened(const Painter& paint, Font font, std::string path, float width) {
  bool cut = false;
  while (paint.width(font, path) > width && path.find('/', 1) != std::string::npos) {
    path.erase(0, path.find('/', 1));
    cut = true;
  }
  return cut ? "..." + path : path;
}

void draw_file(const Painter& paint, const FileRow& row, Rect box) {
  const Theme& theme = paint.theme();
  Rect line = box.inset(paint.px(12), 0);
  const bool folder = row.kind == FileRow::Kind::Folder;
  const std::string_view beside = row.missing ? "missing" : "";
  const std::string words = folder || row.missing ? std::string(beside) : size_words(row.size);
  paint.label(line.cut_right(paint.px(80)), theme.fonts.small, theme.mut, words, Align::Right);
  const Rect mark = line.cut_left(paint.px(20));
  if (folder) paint.caret(Caret::Right, {mark.x0 + paint.px(4), mark.centre_y()}, theme.acc);
  const ImU32 colour = row.missing ? theme.dim : theme.text;
  if (row.kind != FileRow::Kind::Recent) {
    paint.label(line, folder ? theme.fonts.body_bold : theme.fonts.body, colour, row.name);
    return;
  }
  line.cut_left(paint.label(line, theme.fonts.body, colour, row.path.filename().string()) +
                paint.px(12));
  paint.label(line, theme.fonts.small, theme.dim,
              shortened(paint, theme.fonts.small, row.path.parent_path().string(), line.width()));
}

}  // namespace

void draw_files(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter back(view.theme);
  const Theme& theme = view.theme;
  const bool opens = ui.overlay == Overlay::Open;
  Rect sheet = draw_sheet(back, opens ? "Open a recorded file" : "Save the run", back.px(720),
                          back.px(600), commands);
  sheet.cut_top(back.px(14));
  const Rect field = sheet.cut_top(back.px(36)).inset(back.px(kSheetMargin - 12), 0);
  const std::string typed = ui.line.text();
  const bool absolute = typed.starts_with('/') || typed.starts_with('~');
  std::string folder = absolute ? "" : ui.files.folder.string();
  if (!absolute && !folder.ends_with('/')) folder += '/';
  draw_field(back, ui.line, field, {.before = folder});
  const Rect told = sheet.cut_top(back.px(30)).inset(back.px(kSheetMargin), 0);
  const Rect foot = draw_foot(back, sheet);
  if (opens) {
    draw_hints(back, foot,
               {{"Enter", "opens"},
                {"Tab", "completes"},
                {"Backspace", "folder above"},
                {"F4", ui.files.all ? "traces only" : "all files"}});
  } else {
    draw_hints(back, foot,
               {{"Enter", "saves"}, {"Tab", "completes"}, {"Down", "a name from the list"}});
  }
  const bool fault = !ui.files.fault.empty();
  back.label(told, theme.fonts.small, fault ? theme.warn : theme.mut,
             fault          ? std::string_view(ui.files.fault)
             : ui.files.all ? "Files of any name."
                            : "Files named *.loopscope and *.jsonl.");

  begin_scroll("files", sheet.inset(1, 1));
  const Painter paint(theme);
  const float top = sheet.y0 - ImGui::GetScrollY();
  const Rect room = sheet.inset(paint.px(kSheetMargin - 12), 0);
  float y = top + paint.px(2);
  const FileRow* before = nullptr;
  for (std::size_t i = 0; i < ui.files.rows.size(); ++i) {
    const FileRow& row = ui.files.rows[i];
    const bool recent = row.kind == FileRow::Kind::Recent;
    const bool first_recent = recent && before == nullptr;
    const bool first_other = !recent && before != nullptr && before->kind == FileRow::Kind::Recent;
    if (first_recent || first_other) {
      paint.label({room.x0 + paint.px(12), y, room.x1, y + paint.px(30)}, theme.fonts.small_bold,
                  theme.mut, first_recent ? "Recent" : "In this folder");
      y += paint.px(30);
    }
    before = &row;
    const Rect box{room.x0, y, room.x1, y + paint.px(28)};
    y = box.y1;
    const bool seen = box.y1 > sheet.y0 && box.y0 < sheet.y1;
    if (!seen && !(ui.row_moved && ui.row == i)) continue;
    if (draw_row(paint, ui, i, box)) commands.push("accept");
    draw_file(paint, row, box);
  }
  if (ui.files.rows.empty()) {
    draw_nothing(
        paint, {room.x0 + paint.px(12), y, room.x1, y + paint.px(28)},
        typed.empty() ? "Nothing is here that can be opened." : "Nothing here is named so.");
  }
  end_scroll(y - top + paint.px(8));
}

void draw_large_file(const View& view, UiState&, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  const auto file = view.run.session().reading();
  if (!file) return commands.push("close");
  Rect sheet = draw_sheet(paint, "A very large file", paint.px(560), paint.px(236), commands);
  sheet = sheet.inset(paint.px(kSheetMargin), 0);
  sheet.cut_top(paint.px(14));
  const auto millions = [](double count) { return fmt::format("{:.1f} million", count / 1e6); };
  const auto read = static_cast<double>(view.trace().size());
  const auto all = static_cast<double>(file->all);
  const std::string lines[] = {
      fmt::format("It holds about {} facts; {} are read.", millions(all), millions(read)),
      fmt::format("All of them need about {:.1f} GB of memory, of which {:.1f} GB are in use.",
                  all * 2 * sizeof(trace::TraceEvent) / 1e9,
                  read * 2 * sizeof(trace::TraceEvent) / 1e9),
  };
  for (const std::string& line : lines) {
    paint.label(sheet.cut_top(paint.px(24)), theme.fonts.body, theme.text, line);
  }
  sheet.cut_top(paint.px(24));
  struct Answer {
    std::string_view key, words;
    const char* command;
    bool main;
  };
  Rect row = sheet.cut_top(paint.px(32));
  for (const Answer& one : {Answer{"Enter", "Open all", "read-on", true},
                            Answer{"Esc", "Keep what is read", "close", false}}) {
    const float width = paint.width(theme.fonts.body_bold, one.words) + paint.px(28);
    const Rect box = row.cut_left(width);
    paint.fill(box, one.main ? theme.acc : theme.raise, paint.px(6));
    if (!one.main) paint.stroke(box, hovered(box) ? theme.dim : theme.line, paint.px(6));
    paint.label(box, theme.fonts.body_bold, one.main ? theme.panel : theme.text, one.words,
                Align::Centre);
    if (pressed(box)) commands.push(one.command);
    row.cut_left(paint.px(6));
    row.x0 = paint.keys(row.x0, row.centre_y(), one.key) + paint.px(18);
  }
}

}  // namespace gui
