// The lines of a program: numbers, breakpoints, the tasks that are there, and the code.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "gui/panels.hpp"
#include "gui/panels/source_parts.hpp"

namespace gui {
namespace {

/// Live tasks at a line: the first of them, and how many there are.
struct Crowd {
  static constexpr std::size_t kNamed = 12;
  std::vector<trace::TaskId> first;
  std::size_t count = 0;
  bool has_focus = false;
};
using Crowds = std::vector<Crowd>;  // by line

/// In order of creation; the task in focus is always among the first.
Crowds crowds_in(const View& view, const std::vector<int>& lines) {
  if (lines.empty()) return {};
  Crowds crowds(static_cast<std::size_t>(std::ranges::max(lines)) + 1);
  view.snapshot().tasks().each([&](trace::TaskId id, const model::TaskView& task) {
    const trace::LocationId place = task.location();
    const int line = place < lines.size() ? lines[place] : 0;
    if (line == 0) return;
    Crowd& crowd = crowds[static_cast<std::size_t>(line)];
    ++crowd.count;
    crowd.has_focus = crowd.has_focus || id == view.focus;
    auto& first = crowd.first;
    const bool full = first.size() == Crowd::kNamed;
    if (full && id > first.back()) return;
    if (full) first.pop_back();
    first.insert(std::ranges::upper_bound(first, id), id);
  });
  for (Crowd& crowd : crowds) {
    const bool left_out = crowd.has_focus && !std::ranges::count(crowd.first, view.focus);
    if (left_out) crowd.first.front() = view.focus;
  }
  return crowds;
}

std::string names_of(const View& view, const Crowd& crowd) {
  std::string names;
  for (std::size_t i = 0; i < crowd.first.size(); ++i) {
    if (i > 0) names += i + 1 == crowd.count ? " and " : ", ";
    names += view.timeline().label(crowd.first[i]);
  }
  if (crowd.count > crowd.first.size())
    names += fmt::format(" and {} more", crowd.count - crowd.first.size());
  return names + (crowd.count == 1 ? " is here" : " are here");
}

/// 7, 128, 10k
std::string short_count(std::size_t count) {
  if (count < 1000) return std::to_string(count);
  return fmt::format("{}k", count / 1000);
}

/// Where the columns of the gutter end, from the left edge of the text.
struct Gutter {
  float marks, numbers, code;
};

Gutter gutter_of(const Painter& paint, const SourceText& text) {
  const std::size_t digits = std::max<std::size_t>(2, std::to_string(text.lines.size()).size());
  const float digit = paint.width(paint.theme().fonts.mono, "0");
  const float marks = paint.px(34);
  const float numbers = std::ceil(marks + paint.px(4) + digit * static_cast<float>(digits));
  return {marks, numbers, numbers + paint.px(12)};
}

/// The lines of one text as they are drawn in this frame.
struct Lines {
  const View& view;
  const UiState& ui;
  const Painter& paint;
  const SourceText& text;
  CommandQueue& commands;
  Gutter gutter;
  Crowds crowds;
  float advance;  ///< of one character

  void draw_number(int number, bool strong, Rect box);
  void draw_crowd(int number, Rect box);
  void draw_code(const SourceRow& row, float x, float y) const;
};

/// The number of a line, in a ring if there is a breakpoint. A click sets it or takes it away.
void Lines::draw_number(int number, bool strong, Rect box) {
  const Theme& theme = paint.theme();
  const SourceBook& book = view.run.sources();
  const auto here = std::ranges::find_if(ui.breakpoints, [&](const session::Breakpoint& one) {
    return one.kind == session::BreakKind::Line && book.line_of(one.file, one.line, text) == number;
  });
  const bool set = here != ui.breakpoints.end();
  const bool stops = set && here->enabled;
  const std::string place = hovered(box) ? book.place_of(view.trace(), text, number) : "";
  const float digits =
      paint.width(theme.fonts.mono, "0") * static_cast<float>(std::to_string(number).size());
  const Rect ring{box.x1 - digits - paint.px(6), box.y0 + paint.px(1), box.x1 + paint.px(6),
                  box.y1 - paint.px(1)};
  if (stops) paint.stroke(ring, theme.text, paint.px(9), 2 * theme.scale);
  if (!stops && (set || !place.empty())) paint.stroke(ring, theme.dim, paint.px(9), theme.scale);
  paint.label(box, stops ? theme.fonts.mono_bold : theme.fonts.mono,
              strong || stops ? theme.text : theme.dim, std::to_string(number), Align::Right);
  if (place.empty()) return;
  hint(paint,
       set ? "Breakpoint: click to take it away" : "Click to stop where this line is reached");
  if (pressed(box)) commands.push("break", "line " + place);
}

/// Who is here: a square each for up to three, else one and a number, else the number alone.
void Lines::draw_crowd(int number, Rect box) {
  const auto line = static_cast<std::size_t>(number);
  if (line >= crowds.size() || crowds[line].count == 0) return;
  const Theme& theme = paint.theme();
  const Crowd& crowd = crowds[line];
  const float side = paint.px(8);
  const auto focus = std::ranges::find(crowd.first, view.focus);
  const trace::TaskId leader = focus != crowd.first.end() ? *focus : crowd.first.front();
  if (crowd.count <= 3) {
    float x = box.x0;
    for (const trace::TaskId task : crowd.first) {
      paint.square(x, box.centre_y(), side, view.colour_of(task));
      x += side + paint.px(1);
    }
  } else {
    const bool square = crowd.count <= 10;
    if (square) paint.square(box.x0, box.centre_y(), side, view.colour_of(leader));
    if (square) box.cut_left(side + paint.px(2));
    const std::string words =
        square ? fmt::format("+{}", crowd.count - 1) : short_count(crowd.count);
    paint.label(box, crowd.has_focus ? theme.fonts.small_bold : theme.fonts.small,
                crowd.has_focus ? theme.text : theme.mut, words);
  }
  if (hovered(box)) hint(paint, names_of(view, crowd));
  if (!pressed(box)) return;
  // A click goes round among those who have a name here.
  const std::size_t at =
      focus == crowd.first.end() ? 0 : static_cast<std::size_t>(focus - crowd.first.begin()) + 1;
  commands.select(crowd.first[at % crowd.first.size()]);
}

void Lines::draw_code(const SourceRow& row, float x, float y) const {
  const Theme& theme = paint.theme();
  const SourceLine& line = text.lines[row.line];
  x += advance * static_cast<float>(row.indent);
  for (const Token& token : line.tokens) {
    const std::size_t begin = std::max(token.begin, row.begin);
    const std::size_t end = std::min(token.end, row.end);
    if (begin >= end) continue;
    const bool strong = token.ink == Ink::Keyword;
    const ImU32 colour = strong || token.ink == Ink::Name ? theme.text
                         : token.ink == Ink::Comment      ? theme.dim
                                                          : theme.mut;
    x = paint.text(x, y, strong ? theme.fonts.mono_bold : theme.fonts.mono, colour,
                   std::string_view(line.text).substr(begin, end - begin));
  }
}

/// Scrolls by no more than is needed to bring the rows of a line into sight, with one around them;
/// a text that is new begins with the program proper.
void scroll_to(const UiState& ui, const SourceText& text, const std::vector<SourceRow>& rows,
               int line, float row, float pad, float height) {
  const auto top_of = [&](int number) {
    const auto first = std::ranges::find_if(rows, [&](const SourceRow& one) {
      return one.line + 1 >= static_cast<std::size_t>(number);
    });
    return pad + row * static_cast<float>(first - rows.begin());
  };
  float scroll = ImGui::GetScrollY();
  const float most = std::max(0.f, pad * 2 + row * static_cast<float>(rows.size()) - height);
  if (ui.source_fresh) {
    scroll = top_of(text.begin) - pad * 0.25f;
    if (scroll > most) scroll -= row * std::ceil((scroll - most) / row);  // no row is cut
  }
  if (line != 0) {
    const float top = top_of(line) - row, bottom = top_of(line + 1) + row;
    if (bottom > scroll + height) scroll = bottom - height;
    if (top < scroll) scroll = top;
  }
  ImGui::SetScrollY(std::floor(std::clamp(scroll, 0.f, most)));
}

}  // namespace

void draw_lines(const View& view, UiState& ui, const SourceText& text, Rect room, bool scroll_due,
                int& link_under_mouse, CommandQueue& commands) {
  const Theme& theme = view.theme;
  const SourceBook& book = view.run.sources();
  const float row = theme.px(20), pad = theme.px(8);
  const Painter outer(theme);
  const Gutter gutter = gutter_of(outer, text);
  const float advance = outer.width(theme.fonts.mono, "m");
  // Room for the scrollbar is always kept, so that nothing moves when it comes.
  const float columns = (room.width() - gutter.code - theme.px(12)) / advance;
  const std::vector<SourceRow> rows = wrap(text, static_cast<std::size_t>(std::max(0.f, columns)));
  const trace::Trace& trace = view.trace();
  const int focus = book.line_of(trace, view.run.place(view.focus), text);
  const int pointed =
      ui.pointed_at < trace.size() ? book.line_of(trace, trace[ui.pointed_at].location, text) : 0;
  const int chosen =
      book.line_of(ui.chosen_line.file, static_cast<std::uint32_t>(ui.chosen_line.number), text);

  ImGui::SetNextWindowContentSize({0, row * static_cast<float>(rows.size()) + 2 * pad});
  begin_scroll(text.path.c_str(), room);
  if (scroll_due) scroll_to(ui, text, rows, focus, row, pad, room.height());
  const Painter paint(theme);
  Lines lines{
      view,   ui, paint, text, commands, gutter, crowds_in(view, book.lines_at(trace, text)),
      advance};
  const float scroll = ImGui::GetScrollY();
  for (auto i = static_cast<std::size_t>(std::max(0.f, (scroll - pad) / row)); i < rows.size();
       ++i) {
    const float y = room.y0 + pad + static_cast<float>(i) * row - scroll;
    if (y > room.y1) break;
    const int number = static_cast<int>(rows[i].line) + 1;
    const int link = text.lines[rows[i].line].link;
    const Rect line{room.x0, y, room.x1, y + row};
    const Rect code{room.x0 + gutter.code - theme.px(6), y, room.x1, y + row};
    const bool twin = link != 0 && link == ui.pointed_link && ui.both_languages;
    if (number == focus)
      paint.fill(line, theme.hl);
    else if (number == pointed || twin || hovered(code))
      paint.fill(line, theme.raise);
    if (number == chosen) paint.fill({line.x0, line.y0, line.x0 + theme.px(3), line.y1}, theme.acc);
    if (rows[i].begin == 0) {
      lines.draw_number(number, number == focus,
                        {line.x0 + gutter.marks, y, line.x0 + gutter.numbers, y + row});
      lines.draw_crowd(number, {line.x0 + theme.px(6), y, line.x0 + gutter.marks, y + row});
    }
    lines.draw_code(rows[i], line.x0 + gutter.code, y + (row - theme.fonts.mono.size) * 0.5f);
    if (!hovered(code)) continue;
    if (link != 0) link_under_mouse = link;
    if (text.lines[rows[i].line].text.empty() || !pressed(code)) continue;
    commands.push("line", number == chosen ? "" : text.path + ":" + std::to_string(number));
  }
  ImGui::EndChild();
}

}  // namespace gui
