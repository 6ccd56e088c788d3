// The line that a search is written into, and how much it found.
#include <fmt/format.h>

#include "gui/commands.hpp"
#include "gui/marks.hpp"
#include "gui/panels.hpp"
#include "gui/panels/timeline_marks.hpp"

namespace gui {
namespace {

std::string found(const View& view, const Search& search) {
  if (search.words().empty()) return "";
  std::string words;
  if (search.size() == 0) {
    words = search.complete(view.frontier) ? "nothing found" : "searching ...";
  } else {
    const bool on = view.cursor > 0 && search.matches(view.cursor - 1);
    words = on ? fmt::format("{} of {}", search.rank(view.cursor - 1), search.size())
               : fmt::format("{} found", search.size());
  }
  if (!search.complete(view.frontier)) {
    words += fmt::format(" · {:.0f} %", 100 * search.progress(view.frontier));
  }
  return words;
}

}  // namespace

void draw_search_line(const View& view, const Painter& paint, Rect bar, CommandQueue& commands) {
  const Theme& theme = paint.theme();
  Search& search = view.marks.search;
  const auto link = [&](std::string_view key, std::string_view command, std::string_view what) {
    const Rect box = bar.cut_right(paint.keys_width(key) + paint.px(2));
    paint.keys(box.x0, box.centre_y(), key);
    if (hovered(box)) hint(paint, std::string(what));
    if (pressed(box)) commands.push(command);
    bar.cut_right(paint.px(4));
  };
  link("Esc", "close", "Ends the search");
  if (bar.width() > paint.px(260)) {
    link("Enter", "search-next", "To the next match; Shift+Enter to the one before");
  }
  const std::string words = found(view, search);
  const float w = paint.width(theme.fonts.small, words);
  if (!words.empty() && bar.width() > w + paint.px(120)) {
    paint.label(bar.cut_right(w + paint.px(8)), theme.fonts.small, theme.mut, words, Align::Centre);
  }
  const Rect box = bar.inset(0, paint.px(4));
  draw_field(paint, search.line, box,
             {.empty = "tasks, objects, output, log, source", .takes_keys = search.typing});
  // Who clicks elsewhere goes on there: keys are commands again.
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) search.typing = hovered(box);
}

}  // namespace gui
