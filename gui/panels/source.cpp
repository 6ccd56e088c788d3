// The program in Python, in C++ or in both: where every live task is, the line of the task in focus
// lit; of the line that was chosen, how often it was reached and by whom.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/commands.hpp"
#include "gui/panels.hpp"
#include "gui/panels/source_parts.hpp"

namespace gui {
namespace {

/// The text of a language: of several the one that the task in focus is in.
const SourceText* text_in(const View& view, std::string_view language) {
  const SourceBook& book = view.run.sources();
  const trace::LocationId place = view.run.place(view.focus);
  for (const SourceText& text : book.texts()) {
    if (text.language == language && book.line_of(view.trace(), place, text) != 0) return &text;
  }
  return book.in(language);
}

/// A caption over each of two texts.
void draw_caption(const Painter& paint, Rect& room, const SourceText& text) {
  const Theme& theme = paint.theme();
  const Rect line = room.cut_top(paint.px(22));
  paint.fill(line, theme.raise);
  paint.label(line.inset(paint.px(12), 0), theme.fonts.small, theme.mut, text.name());
}

}  // namespace

void draw_visits(const View& view, const Painter& paint, const SourceText& text, int line,
                 Rect room, CommandQueue& commands) {
  const Theme& theme = paint.theme();
  paint.fill(room, theme.raise);
  paint.h_line(room.x0, room.x1, room.y0, theme.line);
  room = room.inset(paint.px(12), paint.px(4));
  const auto& all = view.run.visits(text, line);
  const auto before = [&](trace::EventIndex cursor) {
    return static_cast<std::size_t>(
        std::ranges::partition_point(all, [&](const auto& one) { return one.at < cursor; }) -
        all.begin());
  };
  const std::size_t seen = before(view.frontier), now = before(view.cursor);
  const bool here = now > 0 && all[now - 1].at + 1 == view.cursor;

  Rect top = room.cut_top(paint.px(24));
  const auto key = [&](const char* command, std::string_view words) {
    const std::string_view chord = first_key(command);
    const float width =
        paint.width(theme.fonts.small, words) + paint.px(6) + paint.keys_width(chord);
    const Rect box = top.cut_right(width);
    top.cut_right(paint.px(10));
    const ImU32 colour = hovered(box) ? theme.text : theme.acc;
    const float y = box.centre_y() - theme.fonts.small.size * 0.5f;
    paint.keys(paint.text(box.x0, y, theme.fonts.small, colour, words) + paint.px(6),
               box.centre_y(), chord);
    if (pressed(box)) commands.push(command);
  };
  key("line-next", "next");
  key("line-previous", "before");
  const std::string times = seen == 0   ? "not reached so far"
                            : here      ? fmt::format("time {} of {}", now, seen)
                            : seen == 1 ? std::string("reached once")
                                        : fmt::format("reached {} times", seen);
  const std::string number = fmt::format("Line {}", line);
  top.cut_left(paint.label(top, theme.fonts.small_bold, theme.text, number) + paint.px(8));
  paint.label(top, theme.fonts.small, theme.mut, times);

  // By whom, the last first: each task once, as many as there is room for.
  Rect row = room.cut_top(paint.px(22));
  std::vector<trace::TaskId> told;
  constexpr std::size_t kMost = 4096;  // visits looked at for that
  for (std::size_t i = seen; i > 0 && seen - i < kMost; --i) {
    const trace::TaskId task = all[i - 1].task;
    if (std::ranges::find(told, task) != told.end()) continue;
    const std::string name = task == 0 ? "a callback" : view.timeline().label(task);
    const float width = paint.px(14) + paint.width(theme.fonts.small, name);
    if (row.width() < width + paint.px(24)) {
      paint.label(row, theme.fonts.small, theme.dim, "…");
      break;
    }
    told.push_back(task);
    const Rect box = row.cut_left(width);
    row.cut_left(paint.px(12));
    paint.square(box.x0, box.centre_y(), paint.px(8), task == 0 ? theme.dim : view.colour_of(task));
    paint.label({box.x0 + paint.px(14), box.y0, box.x1 + 1, box.y1}, theme.fonts.small,
                hovered(box) ? theme.text : theme.mut, name);
    if (pressed(box)) commands.seek(all[i - 1].at + 1);
    if (hovered(box)) hint(paint, "Go to where " + name + " was here last");
  }
}

void draw_source(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  Rect room = window_room();
  const SourceText* python = text_in(view, "Python");
  const SourceText* cpp = text_in(view, "C++");
  const bool two = python != nullptr && cpp != nullptr;
  const bool both = two && ui.both_languages;
  const SourceText* shown = ui.language == Language::Python ? python : cpp;
  if (shown == nullptr) shown = python != nullptr ? python : cpp;
  if (shown == nullptr && !view.run.sources().texts().empty())
    shown = &view.run.sources().texts().front();
  const std::string file = shown == nullptr || both ? "" : std::string(shown->name());
  if (two) {
    const int chosen = draw_header(
        paint, room,
        {{"Python", !both && shown == python}, {"C++", !both && shown == cpp}, {"Both", both}},
        file);
    static constexpr const char* kTabs[]{"python", "cpp", "both"};
    if (chosen >= 0) commands.push("source", kTabs[chosen]);
  } else {
    draw_title(paint, room, shown == nullptr ? "Source" : shown->language, file);
  }
  if (shown == nullptr) {
    const Rect line = room.inset(paint.px(12), paint.px(8)).cut_top(paint.px(20));
    draw_nothing(paint, line, "This run came without its program text.");
    return;
  }
  const SourceBook& book = view.run.sources();
  if (const SourceText* text = book.find(ui.chosen_line.file);
      text != nullptr && ui.chosen_line.number > 0) {
    // Told of the line as it is numbered in what is shown, where that has it.
    const auto number = static_cast<std::uint32_t>(ui.chosen_line.number);
    const int line = both ? 0 : book.line_of(text->path, number, *shown);
    const Rect strip = room.cut_bottom(paint.px(54));
    if (line != 0)
      draw_visits(view, paint, *shown, line, strip, commands);
    else
      draw_visits(view, paint, *text, ui.chosen_line.number, strip, commands);
  }
  const bool due = ui.source_at != view.cursor;
  int link = 0;
  if (!both) {
    draw_lines(view, ui, *shown, room, due, link, commands);
  } else {
    const bool beside = room.width() > paint.px(760);
    const float half = std::floor((beside ? room.width() : room.height()) * 0.5f);
    Rect first = beside ? room.cut_left(half) : room.cut_top(half);
    if (beside) room.cut_left(1);
    for (const SourceText* text : {python, cpp}) {
      Rect part = text == python ? first : room;
      draw_caption(paint, part, *text);
      draw_lines(view, ui, *text, part, due, link, commands);
    }
    if (beside) paint.v_line(room.x0, room.y0, room.y1, view.theme.line);
  }
  ui.source_at = view.cursor;
  ui.source_fresh = false;
  ui.pointed_link = link;
}

}  // namespace gui
