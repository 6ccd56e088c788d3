// The card of a range: what each task and the loop did in it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "gui/commands.hpp"
#include "gui/marks.hpp"
#include "gui/panels.hpp"
#include "gui/panels/timeline_marks.hpp"

namespace gui {
namespace {

using model::RangeUse;
using model::TaskUse;

constexpr std::array<std::string_view, 3> kColumns{"busy", "ready", "suspended"};

/// By what the user chose; among equals the one that did it more often comes first.
std::vector<TaskUse> ordered(const RangeUse& use, RangeOrder order) {
  std::vector<TaskUse> tasks = use.tasks();
  const auto key = [&](const TaskUse& use) {
    switch (order) {
      case RangeOrder::Ready:
        return std::pair(use.ready, use.woken);
      case RangeOrder::Suspended:
        return std::pair(use.suspended, use.waits);
      default:
        return std::pair(use.busy, use.steps);
    }
  };
  std::ranges::sort(tasks, [&](const TaskUse& a, const TaskUse& b) {
    return key(a) != key(b) ? key(a) > key(b) : a.task < b.task;
  });
  return tasks;
}

/// "30 ms in 2", or how often where it took no time.
std::string cell(const View& view, trace::Time time, std::size_t times, std::string_view noun) {
  if (time.count() > 0 && times > 1) return fmt::format("{} in {}", view.duration(time), times);
  if (time.count() > 0) return view.duration(time);
  if (times == 0) return "-";
  return fmt::format("{} {}{}", times, noun, times == 1 ? "" : "s");
}

std::string totals(const View& view, const RangeUse& use) {
  const auto some = [](std::size_t n, std::string_view noun) {
    return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
  };
  std::string words = some(use.iterations(), "iteration") + " · " + some(use.steps(), "step");
  if (use.callbacks() > 0) words += " · " + some(use.callbacks(), "callback");
  if (use.idle().count() > 0) words += " · idle " + view.duration(use.idle());
  return words;
}

std::string longest(const View& view, const RangeUse& use) {
  if (!use.longest()) return "nothing ran";
  const std::string who = use.longest()->task != 0 ? view.timeline().label(use.longest()->task)
                                                   : std::string("a callback");
  if (use.longest_time().count() > 0) {
    return fmt::format("longest step: {}, {} in iteration {}", who,
                       view.duration(use.longest_time()), use.longest()->iteration);
  }
  return fmt::format("steps took no time on this clock; most facts in one: {}, {}", who,
                     use.longest_facts());
}

struct Columns {
  Rect name;
  std::array<Rect, 3> cells;
};

Columns columns_of(const Painter& paint, Rect row) {
  row = row.inset(paint.px(12), 0);
  Columns columns;
  for (std::size_t i = 3; i-- > 0;) columns.cells[i] = row.cut_right(paint.px(i == 0 ? 82 : 92));
  columns.name = row;
  return columns;
}

void draw_row(const View& view, const Painter& paint, const TaskUse& use, Rect row,
              CommandQueue& commands) {
  const Theme& theme = paint.theme();
  if (use.task == view.focus) paint.fill(row, theme.hl);
  if (hovered(row) && use.task != view.focus) paint.fill(row, with_alpha(theme.hl, 0.5f));
  if (pressed(row)) commands.select(use.task);
  Columns columns = columns_of(paint, row);
  paint.square(columns.name.x0, row.centre_y(), paint.px(8), view.colour_of(use.task));
  columns.name.cut_left(paint.px(16));
  paint.label(columns.name, theme.fonts.body, theme.text, view.timeline().label(use.task));
  const std::array<std::string, 3> words{cell(view, use.busy, use.steps, "step"),
                                         cell(view, use.ready, use.woken, "time"),
                                         cell(view, use.suspended, use.waits, "time")};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const ImU32 colour = words[i] == "-" ? theme.dim : theme.text;
    paint.label(columns.cells[i], theme.fonts.small, colour, words[i], Align::Right);
  }
}

void draw_head(const View& view, const Painter& paint, Rect& room, const RangeUse& use,
               CommandQueue& commands) {
  const Theme& theme = paint.theme();
  Rect line = room.cut_top(paint.px(32)).inset(paint.px(12), 0);
  const auto link = [&](std::string_view words, std::string_view key, std::string_view command) {
    const float w = paint.width(theme.fonts.small, words) + paint.keys_width(key) + paint.px(6);
    const Rect box = line.cut_right(w);
    paint.label(box, theme.fonts.small, hovered(box) ? theme.text : theme.mut, words);
    paint.keys(box.x1 - paint.keys_width(key), box.centre_y(), key);
    if (pressed(box)) commands.push(command);
    line.cut_right(paint.px(10));
  };
  link("close", "Esc", "close");
  link("zoom to it", first_key("range-fit"), "range-fit");
  const std::string span =
      use.length().count() > 0
          ? fmt::format("{} to {}", view.seconds(use.begin()), view.seconds(use.end()))
          : "at " + view.seconds(use.end());
  line.cut_left(paint.label(line, theme.fonts.body_bold, theme.text, span) + paint.px(8));
  if (use.length().count() > 0) {
    paint.label(line, theme.fonts.small, theme.mut, view.duration(use.length()));
  }
  for (const std::string& words : {totals(view, use), longest(view, use)}) {
    paint.label(room.cut_top(paint.px(18)).inset(paint.px(12), 0), theme.fonts.small, theme.mut,
                words);
  }
  room.cut_top(paint.px(4));
  const Rect names = room.cut_top(paint.px(22));
  const Columns columns = columns_of(paint, names);
  paint.label(columns.name, theme.fonts.small, theme.dim,
              use.complete() ? std::string("task") : std::string("counting ..."));
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const Rect box = columns.cells[i];
    const bool chosen = static_cast<std::size_t>(view.marks.range.order) == i;
    paint.label(box, chosen ? theme.fonts.small_bold : theme.fonts.small,
                chosen || hovered(box) ? theme.text : theme.mut, kColumns[i], Align::Right);
    if (pressed(box)) commands.push("range-order", kColumns[i]);
  }
  paint.h_line(names.x0, names.x1, names.y1 - 1, theme.line);
}

}  // namespace

void draw_range_card(const Chart& chart, const ChartParts& parts, CommandQueue& commands) {
  const View& view = chart.view;
  Range& range = view.marks.range;
  range.card = {};
  if (range.empty() || range.use == nullptr) return;
  const Theme& theme = view.theme;
  const Painter outer(theme);
  const RangeUse& use = *range.use;
  const std::vector<TaskUse> tasks = ordered(use, range.order);
  const float row = outer.px(22), head = outer.px(32 + 36 + 4 + 22), gap = outer.px(8);
  const Rect lanes = parts.lanes;
  const float width = std::min(outer.px(420), lanes.width() - 2 * gap);
  const float wanted =
      head + row * static_cast<float>(std::max<std::size_t>(tasks.size(), 1)) + outer.px(6);
  const float height = std::min(wanted, parts.bottom - lanes.y0 - 2 * gap);
  if (width < outer.px(240) || height < head) return;
  // On the side where it hides less of the range.
  const float middle = (chart.plot.x0 + chart.plot.x1) * 0.5f;
  const bool left = (chart.x(range.from) + chart.x(range.to)) * 0.5f > middle;
  const float x = left ? chart.plot.x0 + gap : chart.plot.x1 - gap - width;
  const float y = parts.bottom - gap - height;
  Rect box{std::floor(x), std::floor(y), std::floor(x + width), std::floor(y + height)};
  range.card = box;
  ImGui::SetCursorScreenPos(box.min());
  ImGui::BeginChild(
      "##range", {box.width(), box.height()}, false,
      ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  const Painter paint(theme);
  paint.fill(box, theme.raise, paint.px(6));
  paint.stroke(box, theme.line, paint.px(6));
  Rect room = box;
  draw_head(view, paint, room, use, commands);
  room.cut_bottom(paint.px(4));
  begin_scroll("tasks", room.inset(1, 0));
  const Painter inner(theme);
  const float top = room.y0 - ImGui::GetScrollY();
  const auto first = static_cast<std::size_t>(std::max(0.f, ImGui::GetScrollY() / row));
  for (std::size_t i = first; i < tasks.size(); ++i) {
    const float line = top + static_cast<float>(i) * row;
    if (line > room.y1) break;
    draw_row(view, inner, tasks[i], {room.x0 + 1, line, room.x1 - 1, line + row}, commands);
  }
  if (tasks.empty()) {
    draw_nothing(inner, room.inset(paint.px(12), 0).cut_top(row), "no task was there");
  }
  end_scroll(row * static_cast<float>(tasks.size()));
  ImGui::EndChild();
}

}  // namespace gui
