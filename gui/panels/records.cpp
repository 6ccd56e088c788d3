// What the program printed, and the log of every fact as a sentence: a click on a line goes there.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/hover.hpp"
#include "gui/marks.hpp"
#include "gui/panels.hpp"
#include "gui/panels/findings.hpp"

namespace gui {
namespace {

/// "1.000": the time without its unit, as in a column of times.
std::string short_time(const View& view, trace::Time time) {
  std::string words = view.seconds(time);
  if (words.ends_with(" s")) words.resize(words.size() - 2);
  return words;
}

struct Rows {
  std::size_t first = 0, last = 0;  ///< to be drawn
  float top = 0;                    ///< y of the first
};

/// Which rows of a long list are in sight. `current` is brought into sight when the cursor is not
/// the one that the list was last scrolled for.
Rows rows_in_sight(const View& view, const Painter& paint, Rect room, std::size_t count,
                   std::size_t current, trace::EventIndex& scrolled_for) {
  const float row = paint.px(20), pad = paint.px(6);
  const float height = static_cast<float>(count) * row + 2 * pad;
  if (scrolled_for != view.cursor) {
    scrolled_for = view.cursor;
    // The current row stands in the middle, so that the same cursor always looks the same.
    const float wanted = pad + (static_cast<float>(current) + 0.5f) * row - room.height() * 0.5f;
    ImGui::SetScrollY(std::floor(std::clamp(wanted, 0.f, std::max(0.f, height - room.height()))));
  }
  const float scroll = ImGui::GetScrollY();
  Rows rows;
  rows.first = static_cast<std::size_t>(std::max(0.f, std::floor((scroll - pad) / row)));
  rows.last = std::min(count, rows.first + static_cast<std::size_t>(room.height() / row) + 2);
  rows.top = room.y0 + pad + static_cast<float>(rows.first) * row - scroll;
  return rows;
}

/// The mark of a line that a search has found.
void draw_match(const View& view, const Painter& paint, Rect box, trace::EventIndex event) {
  const Search& search = view.marks.search;
  if (search.words().empty() || !search.matches(event)) return;
  paint.fill(box, with_alpha(paint.theme().acc, 0.12f));
  paint.fill({box.x0, box.y0, box.x0 + paint.px(3), box.y1}, paint.theme().acc);
}

void draw_output(const View& view, UiState& ui, Rect room, CommandQueue& commands) {
  const auto& output = view.timeline().output();
  const auto up_to = [&](trace::EventIndex cursor) {
    return static_cast<std::size_t>(
        std::partition_point(output.begin(), output.end(),
                             [&](const model::OutputLine& line) { return line.at < cursor; }) -
        output.begin());
  };
  const std::size_t printed = up_to(view.cursor), count = up_to(view.frontier);
  const float row = view.theme.px(20);
  ImGui::SetNextWindowContentSize({0, static_cast<float>(count) * row + view.theme.px(12)});
  begin_scroll("output", room);
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  if (count == 0) {
    draw_nothing(paint, room.inset(paint.px(12), paint.px(6)).cut_top(row),
                 "Nothing was printed yet.");
  }
  const Rows rows =
      rows_in_sight(view, paint, room, count, printed == 0 ? 0 : printed - 1, ui.output_at);
  for (std::size_t i = rows.first; i < rows.last; ++i) {
    const model::OutputLine& line = output[i];
    const float y = rows.top + static_cast<float>(i - rows.first) * row;
    Rect box{room.x0, y, room.x1, y + row};
    const bool ghost = i >= printed;
    if (line.at + 1 == view.cursor) paint.fill(box, theme.hl);
    if (hovered(box)) ui.pointing_at = line.at;
    if (pressed(box)) commands.seek(line.at + 1);
    if (hovered(box)) hover().point_to(line.at + 1);
    draw_match(view, paint, box, line.at);
    box = box.inset(paint.px(12), 0);
    box.cut_left(paint.label(box, theme.fonts.mono, theme.dim, short_time(view, line.time)) +
                 paint.px(12));
    paint.label(box, theme.fonts.mono, ghost ? with_alpha(theme.dim, 0.7f) : theme.text, line.text);
  }
  ImGui::EndChild();
}

void draw_log(const View& view, UiState& ui, Rect room, CommandQueue& commands) {
  const LogFilter& filter = view.marks.log;
  const bool all = !filter.active();
  const std::size_t count = all ? view.frontier : filter.rows();
  const float row = view.theme.px(20);
  ImGui::SetNextWindowContentSize({0, static_cast<float>(count) * row + view.theme.px(12)});
  begin_scroll("log", room);
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  if (count == 0) {
    draw_nothing(paint, room.inset(paint.px(12), paint.px(6)).cut_top(row),
                 view.frontier == 0 ? "Nothing has happened yet." : "No such fact so far.");
  }
  const trace::EventIndex last = view.cursor == 0 ? 0 : view.cursor - 1;
  const Rows rows =
      rows_in_sight(view, paint, room, count, all ? last : filter.row_at(last), ui.log_at);
  const float numbers =
      paint.width(theme.fonts.mono, std::to_string(std::max<std::size_t>(view.frontier, 100)));
  const auto colour_of = [&](trace::TaskId task) { return view.colour_of(task); };
  for (std::size_t index = rows.first; index < rows.last; ++index) {
    const trace::EventIndex i = all ? index : filter.row(index);
    const float y = rows.top + static_cast<float>(index - rows.first) * row;
    Rect box{room.x0, y, room.x1, y + row};
    const bool ghost = i >= view.cursor;
    if (i + 1 == view.cursor) paint.fill(box, theme.hl);
    if (hovered(box)) ui.pointing_at = i;
    if (pressed(box)) commands.seek(i + 1);
    if (hovered(box)) hover().point_to(i + 1);
    draw_match(view, paint, box, i);
    box = box.inset(paint.px(12), 0);
    paint.label(box.cut_left(numbers), theme.fonts.mono, theme.dim, std::to_string(i + 1),
                Align::Right);
    box.cut_left(paint.px(10));
    const trace::TraceEvent& event = view.trace()[i];
    const trace::TaskId actor = event.by != 0 ? event.by : event.task;
    if (actor != 0) paint.square(box.x0, box.centre_y(), paint.px(8), view.colour_of(actor));
    box.cut_left(paint.px(16));
    SentenceStyle style{theme.fonts.body, theme.fonts.body_bold, theme.mut, row};
    if (ghost) style.alpha = 0.55f;
    model::Sentence sentence = view.run.tell(i);
    if (ui.prediction.secret()) sentence = model::without_effect(sentence, event.kind);
    paint.list().PushClipRect({box.x0, room.y0}, {box.x1, room.y1}, true);
    const float width = draw_sentence(paint, sentence, box.x0, y, 1e9f, style, colour_of).width;
    if (width > box.width()) {
      const float dots = paint.width(theme.fonts.body, "…");
      const Rect end{box.x1 - dots - paint.px(2), y, box.x1, y + row};
      paint.fill(end, i + 1 == view.cursor ? theme.hl : theme.panel);
      paint.label(end, theme.fonts.body, with_alpha(theme.mut, style.alpha), "…", Align::Right);
      if (hovered(box)) hint(paint, model::plain(sentence));
    }
    paint.list().PopClipRect();
  }
  ImGui::EndChild();
}

/// Which facts the log shows: a click on a word shows only those.
void draw_filter(const View& view, const Painter& paint, Rect& room, CommandQueue& commands) {
  const Theme& theme = paint.theme();
  const LogFilter& filter = view.marks.log;
  Rect bar = room.cut_top(paint.px(28));
  paint.h_line(bar.x0, bar.x1, bar.y1 - 1, theme.line);
  bar = bar.inset(paint.px(6), 0);
  const auto chip = [&](std::string_view words, bool chosen, std::string_view command,
                        std::string_view argument) {
    const float w = paint.tag_width(words) - paint.px(2);
    if (bar.width() < w) return;
    const Rect box = bar.cut_left(w);
    if (chosen)
      paint.tag(box.x0, box.centre_y(), words, theme.dim);
    else
      paint.label(box, theme.fonts.small, hovered(box) ? theme.text : theme.mut, words,
                  Align::Centre);
    if (pressed(box)) commands.push(command, argument);
  };
  for (int i = 0; i < kFactGroups; ++i) {
    const auto group = static_cast<FactGroup>(i);
    chip(word(group), filter.group == group, "log", word(group));
  }
  const model::TaskLane* lane = view.timeline().lane(view.focus);
  if (lane == nullptr || lane->created >= view.frontier) return;  // its name is not known yet
  const std::string name = "only " + lane->label;
  chip(name, filter.focus_only, "log-focus", "");
}

}  // namespace

void draw_records(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  Rect room = window_room();
  const RecordTab tab = ui.records_tab;
  const int chosen = draw_header(paint, room,
                                 {{"Output", tab == RecordTab::Output},
                                  {"Log", tab == RecordTab::Log},
                                  findings_tab(view, tab == RecordTab::Findings)},
                                 tab == RecordTab::Log ? fmt::format("fact {}", view.cursor) : "");
  if (chosen == 0) commands.push("records", "output");
  if (chosen == 1) commands.push("records", "log");
  if (chosen == 2) commands.push("records", "findings");
  if (tab == RecordTab::Output) draw_output(view, ui, room, commands);
  if (tab == RecordTab::Log) draw_filter(view, paint, room, commands);
  if (tab == RecordTab::Log) draw_log(view, ui, room, commands);
  if (tab == RecordTab::Findings) draw_findings(view, ui, room, commands);
}

}  // namespace gui
