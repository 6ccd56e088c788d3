// The program in Python or in C++: where every live task is, marked in its colour, and the line of
// the task in focus lit.
#include <algorithm>
#include <array>
#include <cmath>

#include "gui/panels.hpp"

namespace gui {
namespace {

struct Mark {
  int line;
  trace::TaskId task;
};

/// The lines at which the live tasks are, in order of creation.
std::vector<Mark> marks_in(const View& view, const SourceText& text) {
  std::vector<Mark> marks;
  for (const auto& [id, task] : view.snapshot().tasks()) {
    const int line = view.run.sources().line_of(view.trace(), task.location(), text);
    if (line != 0) marks.push_back({line, id});
  }
  return marks;
}

/// The line of the fact just shown, else that of the task in focus.
int line_in_focus(const View& view, const SourceText& text) {
  return view.run.sources().line_of(view.trace(), view.run.place(view.focus), text);
}

/// The number of a line, in the mark of a breakpoint if there is one. A click sets it or takes it
/// away.
void draw_number(const View& view, const UiState& ui, const Painter& paint, const SourceText& text,
                 int number, bool focus, Rect box, CommandQueue& commands) {
  const Theme& theme = paint.theme();
  const SourceBook& book = view.run.sources();
  const auto here = std::ranges::find_if(ui.breakpoints, [&](const session::Breakpoint& one) {
    return one.kind == session::BreakKind::Line && book.line_of(one.file, one.line, text) == number;
  });
  const bool set = here != ui.breakpoints.end();
  const bool over = hovered(box);
  const Rect mark{box.x0 + paint.px(2), box.y0 + paint.px(2), box.x1 + paint.px(6),
                  box.y1 - paint.px(2)};
  if (set && here->enabled) paint.fill(mark, theme.warn, paint.px(4));
  if (set && !here->enabled) paint.stroke(mark, theme.warn, paint.px(4));
  const std::string place = over ? book.place_of(view.trace(), text, number) : "";
  if (!set && !place.empty()) paint.stroke(mark, theme.dim, paint.px(4));
  const ImU32 colour = set && here->enabled ? theme.panel : focus ? theme.text : theme.dim;
  paint.label(box, set ? theme.fonts.mono_bold : theme.fonts.mono, colour, std::to_string(number),
              Align::Right);
  if (!place.empty()) {
    hint(paint,
         set ? "Breakpoint: click to take it away" : "Click to stop where this line is reached");
    if (pressed(box)) commands.push("break", "line " + place);
  }
}

bool is_keyword(std::string_view word, bool python) {
  static constexpr std::array kPython{"async",  "await", "def",    "for",     "while",  "if",
                                      "else",   "elif",  "in",     "with",    "return", "from",
                                      "import", "try",   "except", "finally", "raise",  "not",
                                      "and",    "or",    "pass",   "as",      "is",     "None",
                                      "True",   "False", "class",  "lambda",  "break",  "continue"};
  static constexpr std::array kCpp{
      "co_await", "co_return", "co_yield", "auto",      "for",     "while",    "if",
      "else",     "return",    "using",    "namespace", "static",  "const",    "constexpr",
      "struct",   "class",     "try",      "catch",     "throw",   "void",     "int",
      "bool",     "double",    "true",     "false",     "nullptr", "template", "enum",
      "switch",   "case",      "break",    "continue",  "default"};
  const auto equal = [&](const char* one) { return word == one; };
  return python ? std::any_of(kPython.begin(), kPython.end(), equal)
                : std::any_of(kCpp.begin(), kCpp.end(), equal) || word.starts_with("#include");
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '#';
}

/// Code in greys and weights: keywords strong, comments dim, the rest in between.
void draw_code(const Painter& paint, float x, float y, std::string_view code, bool python) {
  const Theme& theme = paint.theme();
  const Font plain = theme.fonts.mono, strong = theme.fonts.mono_bold;
  const float advance = paint.width(plain, "m");
  const std::string_view comment = python ? "#" : "//";
  std::size_t i = 0;
  char quote = 0;
  const auto put = [&](std::size_t from, std::size_t to, Font font, ImU32 colour) {
    paint.text(x + advance * static_cast<float>(from), y, font, colour,
               code.substr(from, to - from));
  };
  while (i < code.size()) {
    const bool include = !python && code.substr(i).starts_with("#include");
    if (quote == 0 && !include && code.substr(i).starts_with(comment)) {
      put(i, code.size(), plain, theme.dim);
      return;
    }
    if (quote != 0 || code[i] == '"' || code[i] == '\'') {
      std::size_t end = quote != 0 ? i : i + 1;
      const char mark = quote != 0 ? quote : code[i];
      while (end < code.size() && code[end] != mark) end += code[end] == '\\' ? 2 : 1;
      end = std::min(end + 1, code.size());
      put(i, end, plain, theme.mut);
      i = end;
      continue;
    }
    std::size_t end = i + 1;
    if (is_word(code[i])) {
      while (end < code.size() && is_word(code[end])) ++end;
      const std::string_view word = code.substr(i, end - i);
      const bool number = word.front() >= '0' && word.front() <= '9';
      const bool called = end < code.size() && code[end] == '(';
      if (is_keyword(word, python))
        put(i, end, strong, theme.text);
      else
        put(i, end, plain, called || number ? theme.text : theme.mut);
    } else {
      while (end < code.size() && !is_word(code[end]) && code[end] != '"' && code[end] != '\'' &&
             !code.substr(end).starts_with(comment)) {
        ++end;
      }
      put(i, end, plain, theme.mut);
    }
    i = end;
  }
}

void draw_text(const View& view, const UiState& ui, const Painter& paint, const SourceText& text,
               Rect room, float scroll_y, CommandQueue& commands) {
  const Theme& theme = paint.theme();
  const bool python = text.language == "Python";
  const std::vector<Mark> marks = marks_in(view, text);
  const int focus = line_in_focus(view, text);
  const float row = paint.px(20), gutter = paint.px(58);
  const auto first = static_cast<std::size_t>(std::max(0.f, scroll_y / row));
  for (std::size_t i = first; i < text.lines.size(); ++i) {
    const float y = room.y0 + paint.px(8) + static_cast<float>(i) * row - scroll_y;
    if (y > room.y1) break;
    const Rect line{room.x0, y, room.x1, y + row};
    const int number = static_cast<int>(i) + 1;
    if (number == focus) paint.fill(line, theme.hl);
    draw_number(view, ui, paint, text, number, number == focus,
                {line.x0 + paint.px(26), y, line.x0 + gutter - paint.px(12), y + row}, commands);
    // Who is here: a square each, the first creation leftmost; beyond three they overlap.
    const auto here =
        std::count_if(marks.begin(), marks.end(), [&](const Mark& m) { return m.line == number; });
    const float side = paint.px(8);
    const float pitch = here <= 2 ? side + paint.px(2) : paint.px(20) / static_cast<float>(here);
    float x = line.x0 + paint.px(6);
    for (const Mark& mark : marks) {
      if (mark.line != number) continue;
      const Rect square{x, y + (row - side) * 0.5f, x + side, y + (row + side) * 0.5f};
      if (here > 2) paint.square(x - 1, line.centre_y(), side + 2, theme.panel);
      paint.square(x, line.centre_y(), side, view.colour_of(mark.task));
      if (hovered(square)) hint(paint, view.timeline().label(mark.task) + " is here");
      if (pressed(square)) commands.select(mark.task);
      x += pitch;
    }
    draw_code(paint, line.x0 + gutter, y + (row - theme.fonts.mono.size) * 0.5f, text.lines[i].text,
              python);
  }
}

}  // namespace

void draw_source(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  Rect room = window_room();
  const SourceBook& book = view.run.sources();
  const SourceText* python = book.in("Python");
  const SourceText* cpp = book.in("C++");
  const SourceText* shown = ui.language == Language::Python ? python : cpp;
  if (shown == nullptr) shown = python != nullptr ? python : cpp;
  const std::string file = shown != nullptr ? std::string(shown->name()) : "";
  int chosen = -1;
  if (python != nullptr && cpp != nullptr) {
    chosen = draw_header(paint, room, {{"Python", shown == python}, {"C++", shown == cpp}}, file);
  } else {
    draw_title(paint, room, shown == nullptr ? "Source" : shown->language, file);
  }
  if (chosen == 0) commands.push("source", "python");
  if (chosen == 1) commands.push("source", "cpp");
  if (shown == nullptr) {
    const Rect line = room.inset(paint.px(12), paint.px(8)).cut_top(paint.px(20));
    draw_nothing(paint, line, "This run came without its program text.");
    return;
  }
  const float row = paint.px(20);
  const float height = row * static_cast<float>(shown->lines.size()) + paint.px(16);
  std::size_t longest = 0;
  for (const SourceLine& line : shown->lines) longest = std::max(longest, line.text.size());
  const float width =
      paint.px(58 + 12) + paint.width(view.theme.fonts.mono, "m") * static_cast<float>(longest);

  ImGui::SetNextWindowContentSize({width, height});
  ImGui::SetCursorScreenPos(room.min());
  ImGui::BeginChild(shown == python ? "python" : "cpp", {room.width(), room.height()}, false,
                    ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNav);
  const int focus = line_in_focus(view, *shown);
  if (ui.source_at != view.cursor && focus != 0) {
    ui.source_at = view.cursor;
    // Only as far as needed to bring the line into sight, with one line around it.
    const float top = paint.px(8) + row * static_cast<float>(focus - 1);
    const float now = ImGui::GetScrollY();
    if (top - row < now)
      ImGui::SetScrollY(std::max(0.f, top - row));
    else if (top + 2 * row > now + room.height())
      ImGui::SetScrollY(top + 2 * row - room.height());
  }
  const Painter inner(view.theme);
  const float scroll_x = ImGui::GetScrollX();
  draw_text(view, ui, inner, *shown, {room.x0 - scroll_x, room.y0, room.x1, room.y1},
            ImGui::GetScrollY(), commands);
  ImGui::EndChild();
}

}  // namespace gui
