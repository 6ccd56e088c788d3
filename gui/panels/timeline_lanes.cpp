// The lanes: what every task did, up to the cursor in full, beyond it as a ghost, and nothing that
// was not visited. Spans too narrow to be seen are merged and counted.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/panels.hpp"
#include "gui/panels/chart.hpp"

namespace gui {
namespace {

using model::Span;
using model::TaskLane;
using model::TaskState;

/// One lane while it is drawn.
struct Lane {
  Chart& chart;
  const Painter& paint;
  const TaskLane& task;
  ImU32 colour;
  ImU32 behind;  ///< what reasons are written on
  Rect bar;      ///< x of the plot, y of a running block

  Rect thin(float a, float b) const {
    const float inset = (bar.height() - std::max(paint.px(10), bar.height() - paint.px(8))) * 0.5f;
    return {a, bar.y0 + inset, b, bar.y1 - inset};
  }
};

constexpr float kGhost = 0.55f;      // of outlines, hatches, marks and words
constexpr float kGhostFill = 0.16f;  // of blocks: what has not happened is hollow

/// Calls `draw(a, b, alpha)` for the part before the cursor and for the ghost behind it.
template <class Draw>
void in_two_parts(const Lane& lane, float a, float b, Draw&& draw) {
  const float now = lane.chart.now_x;
  if (a < now) draw(a, std::min(b, now), 1.f);
  if (b > now) draw(std::max(a, now), b, kGhost);
}

void draw_running(const Lane& lane, float a, float b) {
  const Painter& paint = lane.paint;
  // A block ends a hair before its neighbour begins.
  const float right = b - a > 5 ? b - 1 : std::max(b, a + kLeastSpan);
  in_two_parts(lane, a, right, [&](float x0, float x1, float alpha) {
    const Rect box{x0, lane.bar.y0, x1, lane.bar.y1};
    const float radius = std::min(paint.px(3), (x1 - x0) * 0.5f);
    const bool ghost = alpha < 1;
    paint.fill(box, with_alpha(lane.colour, ghost ? kGhostFill : 1), radius);
    if (ghost && x1 - x0 > 3) paint.stroke(box, with_alpha(lane.colour, kGhost), radius);
  });
}

void draw_ready(const Lane& lane, float a, float b) {
  in_two_parts(lane, a, b, [&](float x0, float x1, float alpha) {
    if (x1 - x0 <= 3) return;
    Rect box = lane.thin(x0 + 1, x1 - 1);
    lane.paint.dashed(box, with_alpha(lane.colour, alpha), 1.6f);
  });
}

void draw_suspended(const Lane& lane, const Span& span, float a, float b) {
  const Painter& paint = lane.paint;
  const Theme& theme = paint.theme();
  in_two_parts(lane, a, b, [&](float x0, float x1, float alpha) {
    const float ink = theme.kind == ThemeKind::Dark ? 0.75f : 0.7f;
    paint.hatch(lane.thin(x0, x1), with_alpha(lane.colour, ink * alpha), a);
  });
  // The reason stays in sight while a part of the span is.
  const float left = std::max(a, lane.chart.plot.x0) + paint.px(5);
  const float right = std::min(b, lane.chart.plot.x1) - paint.px(2);
  if (right - left < paint.px(24)) return;
  const std::string words =
      lane.chart.view.reason(span.wait, span.waits_for, span.sleeps, span.holder);
  const Font font = theme.fonts.small;
  const float w = std::min(paint.width(font, words) + paint.px(8), right - left);
  const float h = std::max(lane.thin(a, b).height() + 2, font.size);
  const float middle = lane.bar.centre_y();
  paint.fill({left, middle - h * 0.5f, left + w, middle + h * 0.5f}, lane.behind, paint.px(3));
  const bool ahead = a >= lane.chart.now_x && lane.chart.view.cursor < span.begin + 1;
  paint.label({left + paint.px(4), middle - h, left + w, middle + h}, font,
              ahead ? theme.dim : theme.text, words);
}

/// Several spans in one block, because each alone could not be seen.
void draw_merged(const Lane& lane, float a, float b, std::size_t count) {
  const Painter& paint = lane.paint;
  b = std::max(b, a + kLeastSpan);
  in_two_parts(lane, a, b, [&](float x0, float x1, float alpha) {
    paint.fill({x0, lane.bar.y0, x1, lane.bar.y1},
               with_alpha(lane.colour, alpha < 1 ? 2 * kGhostFill : 0.6f));
  });
  const std::string words = "×" + std::to_string(count);
  const Font font = paint.theme().fonts.small;
  if (paint.width(font, words) + paint.px(4) < b - a) {
    paint.label({a, lane.bar.y0, b, lane.bar.y1}, font, paint.theme().panel, words, Align::Centre);
  }
}

void draw_span(const Lane& lane, const Span& span, float a, float b) {
  switch (span.state) {
    case TaskState::Running:
      draw_running(lane, a, b);
      break;
    case TaskState::Ready:
    case TaskState::Created:
      draw_ready(lane, a, b);
      break;
    case TaskState::Suspended:
      draw_suspended(lane, span, a, b);
      break;
    default:
      break;
  }
}

/// Neighbouring spans that are too narrow to be drawn alone.
struct Merged {
  float from = 0, to = 0;
  std::size_t spans = 0;
  std::size_t steps = 0;  ///< how many of them are running; many are not counted exactly

  void draw(const Lane& lane) {
    if (steps == 1 && spans <= 3) {  // one narrow step is still a step
      draw_running(lane, from, std::max(to, from + kLeastSpan));
    } else if (spans > 1 || (spans == 1 && to - from > 0.5f)) {
      draw_merged(lane, from, to, spans);
    }
    *this = {};
  }
};

void draw_spans(const Lane& lane) {
  Chart& chart = lane.chart;
  const trace::EventIndex frontier = chart.view.frontier;
  const auto& spans = lane.task.spans;
  const auto end_x = [&](std::size_t i) {
    const trace::EventIndex end = spans.end_of(i);
    return end < frontier ? chart.x(end + 1) : chart.seen_x;
  };
  std::size_t at = chart.first > 0 ? spans.over_at(chart.first - 1) : 0;
  Merged merged;
  while (at < spans.size() && spans.begin_of(at) < frontier) {
    const float a = chart.x(spans.begin_of(at) + 1);
    if (a > chart.plot.x1) break;
    const float b = end_x(at);
    const bool running = spans.state_of(at) == TaskState::Running;
    if (b - a >= kLeastSpan) {
      merged.draw(lane);
      draw_span(lane, spans[at], a, b);
      ++at;
      continue;
    }
    // Ready and running at the same place: its step says it.
    const bool next_is_wide = at + 1 < spans.size() && spans.begin_of(at + 1) < frontier &&
                              end_x(at + 1) - b >= kLeastSpan;
    if (!running && b - a < 0.01f && next_is_wide) {
      ++at;
      continue;
    }
    // All that end within the least width, without looking at each.
    const std::size_t over = spans.over_at(std::min(chart.edge(a + kLeastSpan), frontier), at);
    const std::size_t next = std::max(at + 1, over);
    if (merged.spans == 0) merged.from = a;
    merged.to = end_x(next - 1);
    merged.spans += next - at;
    if (next - at > 8) merged.steps += 2;
    for (; at < next && next - at <= 8; ++at) {
      merged.steps += spans.state_of(at) == TaskState::Running ? 1 : 0;
    }
    at = next;
  }
  merged.draw(lane);
}

/// Says of a lane without anything in sight on which side of it the task lived.
void draw_elsewhere(const Lane& lane, std::string_view ending) {
  const Chart& chart = lane.chart;
  const Painter& paint = lane.paint;
  const Theme& theme = paint.theme();
  const Rect room = lane.bar.inset(paint.px(18), 0);
  const float middle = lane.bar.centre_y();
  if (!ending.empty()) {
    paint.caret(Caret::Left, {lane.bar.x0 + paint.px(10), middle}, theme.dim);
    paint.label(room, theme.fonts.small, theme.dim, ending);
  } else if (chart.x(lane.task.created + 1) > chart.plot.x1) {
    paint.caret(Caret::Right, {lane.bar.x1 - paint.px(10), middle}, theme.dim);
    paint.label(room, theme.fonts.small, theme.dim, "created later", Align::Right);
  }
}

void draw_end(const Lane& lane) {
  const Chart& chart = lane.chart;
  if (lane.task.ended >= chart.view.frontier) return draw_elsewhere(lane, "");
  const Painter& paint = lane.paint;
  const Theme& theme = paint.theme();
  const float x = chart.x(lane.task.ended + 1) + paint.px(6);
  if (x > chart.plot.x1) return draw_elsewhere(lane, "");
  const float alpha = lane.task.ended >= chart.view.cursor ? kGhost : 1.f;
  Cap cap = Cap::Check;
  std::string_view words = "done";
  if (lane.task.outcome == trace::Outcome::Exception) cap = Cap::Cross, words = "failed";
  if (lane.task.outcome == trace::Outcome::Cancelled) cap = Cap::Slash, words = "cancelled";
  if (lane.task.outcome == trace::Outcome::Pending) cap = Cap::Cross, words = "dropped";
  if (x < chart.plot.x0 - paint.px(4)) {
    const trace::Time at = chart.view.trace()[lane.task.ended].time;
    return draw_elsewhere(lane, fmt::format("{} at {}", words, chart.view.seconds(at)));
  }
  paint.cap(cap, x, lane.bar.centre_y(), with_alpha(lane.colour, alpha));
  const Rect box{x + paint.px(18), lane.bar.y0, x + paint.px(100), lane.bar.y1};
  const float end = box.x0 + paint.width(theme.fonts.small, words) + paint.px(3);
  if (chart.now_x > x && chart.now_x < end) return;  // the cursor does not cross letters
  paint.label(box, theme.fonts.small, with_alpha(theme.mut, alpha), words);
}

// -- Wake-ups

/// More of them would hide what they lie on.
constexpr std::ptrdiff_t kMostArrows = 400;

void draw_wake_up(const Chart& chart, const Painter& paint, const model::WakeUp& wake) {
  const View& view = chart.view;
  const Theme& theme = paint.theme();
  const TaskLane* by = view.timeline().lane(wake.from);
  const TaskLane* woken = view.timeline().lane(wake.to);
  const auto from = by != nullptr ? chart.lanes.row_of(*by) : std::nullopt;
  const auto to = woken != nullptr ? chart.lanes.row_of(*woken) : std::nullopt;
  if (!from || !to || from == to) return;
  const float x = chart.x(wake.at + 1);
  const float above = std::floor((chart.row - chart.bar) * 0.5f);
  const float a = chart.y(*from) + above, b = chart.y(*to) + above;
  const Rect window = window_room();
  if (std::max(a, b) + chart.bar < window.y0 || std::min(a, b) > window.y1) return;
  const bool just_now = wake.at + 1 == view.cursor;
  const float thin = (chart.bar - std::max(paint.px(10), chart.bar - paint.px(8))) * 0.5f;
  const float left = x - paint.px(4), right = x + paint.px(4);
  const float alpha = wake.at >= view.cursor ? kGhost : 1.f;
  const ImU32 colour = just_now ? theme.acc : with_alpha(theme.mut, alpha);
  const float weight = just_now ? 2.f : 1.4f;
  if (b > a)
    paint.arrow({left, a + chart.bar}, {right, b + thin}, colour, weight);
  else
    paint.arrow({left, a}, {right, b + chart.bar - thin}, colour, weight);
}

void draw_wake_ups(const Chart& chart, const Painter& paint) {
  const View& view = chart.view;
  const auto& all = view.timeline().wake_ups();
  const auto first_at = [&](trace::EventIndex event) {
    return std::partition_point(all.begin(), all.end(),
                                [&](const model::WakeUp& wake) { return wake.at < event; });
  };
  const auto begin = first_at(chart.first > 0 ? chart.first - 1 : 0);
  const auto end = first_at(std::min(chart.last + 1, view.frontier));
  const bool readable = chart.axis.kind() == model::AxisKind::Time || chart.unit > 8;
  if (readable && end - begin <= kMostArrows) {
    for (auto one = begin; one != end; ++one) {
      const bool creation = view.trace()[one->at].kind == trace::EventKind::TaskCreated;
      if (one->from != 0 && !creation) draw_wake_up(chart, paint, *one);
    }
  }
  if (view.cursor == 0) return;
  // The one that happened just now is always there, and lies on top.
  const auto now = first_at(view.cursor - 1);
  if (now != all.end() && now->at + 1 == view.cursor && now->from != 0) {
    draw_wake_up(chart, paint, *now);
  }
}

}  // namespace

trace::EventIndex Chart::edge(float at) {
  const float column = std::ceil(at - plot.x0);
  if (column < 0) return first;
  const auto index = static_cast<std::size_t>(column);
  if (index >= edges.size()) {
    edges.resize(std::max(index, static_cast<std::size_t>(plot.width())) + 1, trace::kNever);
  }
  trace::EventIndex& cursor = edges[index];
  if (cursor == trace::kNever) {
    cursor = axis.cursor_at(origin + static_cast<double>(column) / unit, 0.4 / unit);
  }
  return cursor;
}

namespace {

/// The name, behind a triangle if the task has created others. Returns whether that was pressed.
bool draw_name(const Chart& chart, const Painter& paint, const Lanes::Row& row, Rect band,
               ImU32 colour) {
  const Theme& theme = paint.theme();
  const float indent = paint.px(14) * static_cast<float>(std::min(row.lane->depth, 4));
  const Rect name{band.x0 + paint.px(18) + indent, band.y0, chart.plot.x0 - paint.px(6), band.y1};
  bool folds = false;
  if (row.parent) {
    const Rect box{name.x0 - paint.px(16), band.y0, name.x0, band.y1};
    const ImVec2 centre{box.x0 + paint.px(8), band.centre_y()};
    paint.caret(row.hidden > 0 ? Caret::Right : Caret::Down, centre,
                hovered(box) ? theme.text : theme.dim);
    folds = pressed(box);
  }
  paint.square(name.x0, band.centre_y(), paint.px(8), colour);
  const Rect words{name.x0 + paint.px(16), name.y0, name.x1, name.y1};
  paint.name(words, theme.fonts.body_bold, theme.text, row.lane->label);
  const bool cut = paint.width(theme.fonts.body_bold, row.lane->label) > words.width();
  if (cut && hovered(words)) hint(paint, row.lane->label);
  return folds;
}

/// What is folded into a row, in words at the right end of the plot.
void draw_crowd(const Chart& chart, const Painter& paint, std::size_t index, Rect bar,
                ImU32 behind) {
  const Theme& theme = paint.theme();
  const Lanes::Row& row = chart.lanes.rows()[index];
  const Lanes::Crowd& crowd = chart.lanes.crowd(index);
  std::string words = fmt::format("{} task{}", row.hidden, row.hidden == 1 ? "" : "s");
  if (crowd.running > 0) words += fmt::format(" · {} running", crowd.running);
  if (crowd.ready > 0) words += fmt::format(" · {} ready", crowd.ready);
  if (crowd.suspended > 0) words += fmt::format(" · {} suspended", crowd.suspended);
  const Font font = theme.fonts.small;
  const float width = paint.width(font, words) + paint.px(16);
  const float half = std::min(chart.row - paint.px(4), paint.px(20)) * 0.5f;
  const Rect box{chart.plot.x1 - width, bar.centre_y() - half, chart.plot.x1,
                 bar.centre_y() + half};
  if (box.x0 < chart.plot.x0) return;
  paint.fill(box, behind, paint.px(4));
  paint.stroke(box, theme.line, paint.px(4));
  paint.label(box, font, theme.mut, words, Align::Centre);
}

void draw_lane(Chart& chart, const Painter& paint, std::size_t index, Rect band,
               CommandQueue& commands) {
  const Lanes::Row& row = chart.lanes.rows()[index];
  const Theme& theme = paint.theme();
  const TaskLane& task = *row.lane;
  const float above = std::floor((chart.row - chart.bar) * 0.5f);
  const TaskLane* focused = chart.view.timeline().lane(chart.view.focus);
  const bool focus = focused != nullptr && chart.lanes.row_of(*focused) == index;
  if (focus) paint.fill(band.inset(0, std::min(above, paint.px(4))), with_alpha(theme.hl, 0.8f));
  const ImU32 colour = theme.task(task.index);
  if (draw_name(chart, paint, row, band, colour)) {
    commands.push("fold", "#" + std::to_string(task.id));
    return;
  }
  const Lane lane{chart,
                  paint,
                  task,
                  colour,
                  focus ? mix(theme.panel, theme.hl, 0.8f) : theme.panel,
                  {chart.plot.x0, band.y0 + above, chart.plot.x1, band.y0 + above + chart.bar}};
  paint.list().PushClipRect({chart.plot.x0, band.y0}, {chart.plot.x1, band.y1}, true);
  draw_spans(lane);
  draw_end(lane);
  if (row.hidden > 0) draw_crowd(chart, paint, index, lane.bar, lane.behind);
  paint.list().PopClipRect();
  if (!hovered(band)) return;
  // A press that became a drag moved the view; a click chooses.
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const ImVec2 moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 4 * theme.scale);
  const bool still = moved.x == 0 && moved.y == 0;
  if (mouse.x < chart.plot.x0) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) && still) commands.select(task.id);
  if (mouse.x < chart.plot.x0) return;
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    commands.seek(chart.visited_at(mouse.x));
  }
}

}  // namespace

void draw_lanes(Chart& chart, const Painter& paint, CommandQueue& commands) {
  const Rect window = window_room();
  paint.list().PushClipRect(window.min(), window.max(), true);
  const auto& rows = chart.lanes.rows();
  const double above =
      (static_cast<double>(window.y0) - chart.top) / static_cast<double>(chart.row);
  for (auto i = static_cast<std::size_t>(std::max(0.0, std::floor(above))); i < rows.size(); ++i) {
    const float y = chart.y(i);
    if (y > window.y1) break;
    draw_lane(chart, paint, i, {window.x0, y, window.x1, y + chart.row}, commands);
  }
  paint.list().PushClipRect({chart.plot.x0, window.y0}, {chart.plot.x1, window.y1}, true);
  draw_wake_ups(chart, paint);
  paint.list().PopClipRect();
  paint.list().PopClipRect();
}

}  // namespace gui
