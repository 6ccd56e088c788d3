// What is laid over the timeline: the range, chains of causes, the matches of a search, and where a
// link under the mouse leads.
#include "gui/panels/timeline_marks.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "gui/hover.hpp"
#include "gui/marks.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

/// A window over the lanes that catches no mouse, so that what is drawn lies on top.
void begin_overlay(const char* id, Rect box) {
  ImGui::SetCursorScreenPos(box.min());
  ImGui::BeginChild(id, {std::max(1.f, box.width()), std::max(1.f, box.height())}, false,
                    ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoScrollbar |
                        ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground);
}

// -- The chain

/// The y at which a fact happened: the lane of its task, or that of the loop; none out of sight.
std::optional<float> y_of(const Chart& chart, const ChartParts& parts, const trace::TraceEvent& e) {
  const trace::TaskId task = e.task != 0 ? e.task : e.by;
  if (task == 0) return parts.loop_lane.centre_y();
  const model::TaskLane* lane = chart.view.timeline().lane(task);
  const auto row = lane != nullptr ? chart.lanes.row_of(*lane) : std::nullopt;
  // Under the blocks, where it hides no reason.
  if (row) return chart.y(*row) + (3 * chart.row + chart.bar) * 0.25f;
  return std::nullopt;
}

struct Link {
  trace::EventIndex event = 0;
  ImVec2 at{0, 0};
};

/// The links that can be seen, one beyond each edge with them; crowds are drawn as one.
std::vector<Link> links_in_sight(const Chart& chart, const ChartParts& parts) {
  const View& view = chart.view;
  const auto& all = view.marks.chain.links();
  auto one = std::ranges::lower_bound(all, chart.first);
  if (one != all.begin()) --one;
  std::vector<Link> links;
  for (; one != all.end() && *one < view.frontier; ++one) {
    const auto y = y_of(chart, parts, view.trace()[*one]);
    const float x = chart.x(*one + 1);
    if (!y) continue;
    const bool same = !links.empty() && std::abs(links.back().at.x - x) < 0.5f &&
                      std::abs(links.back().at.y - *y) < 0.5f;
    if (!same) links.push_back({*one, {x, *y}});
    if (x > chart.plot.x1 || links.size() > 2000) break;
  }
  return links;
}

void draw_chain(const Chart& chart, const Painter& paint, const ChartParts& parts) {
  const View& view = chart.view;
  if (view.marks.chain.empty()) return;
  const Theme& theme = paint.theme();
  const std::vector<Link> links = links_in_sight(chart, parts);
  const float outline = paint.px(4), line = paint.px(2);
  // First the outlines, then the lines, so that no crossing is cut.
  for (const auto& [width, colour] :
       {std::pair{outline, theme.panel}, std::pair{line, theme.acc}}) {
    for (std::size_t i = 1; i < links.size(); ++i) {
      const ImVec2 a = links[i - 1].at, b = links[i].at;
      const float half = width * 0.5f;
      if (std::abs(b.x - a.x) > 0.5f)
        paint.fill({a.x - half, a.y - half, b.x + half, a.y + half}, colour);
      if (std::abs(b.y - a.y) > 0.5f) {
        const float from = std::min(a.y, b.y), to = std::max(a.y, b.y);
        paint.fill({b.x - half, from - half, b.x + half, to + half}, colour);
      }
    }
  }
  for (const Link& link : links) {
    const bool here = link.event + 1 == view.cursor;
    const float radius = paint.px(here ? 5 : 3);
    paint.list().AddCircleFilled(link.at, radius + paint.px(2), theme.panel, 16);
    paint.list().AddCircleFilled(link.at, radius, theme.acc, 16);
    if (here) paint.list().AddCircleFilled(link.at, paint.px(2), theme.panel, 12);
  }
}

// -- Where a link leads

/// A light at the edge behind which the moment is, or a thin line at the moment.
void draw_pointed(const Chart& chart, const Painter& paint, const ChartParts& parts) {
  const trace::EventIndex cursor = hover().points_to();
  if (cursor == trace::kNever || cursor > chart.view.frontier) return;
  const Theme& theme = paint.theme();
  const float x = chart.x(cursor), width = paint.px(28);
  const float y0 = parts.ruler.y0, y1 = parts.loop_lane.y1;
  const ImU32 strong = with_alpha(theme.acc, 0.45f), none = with_alpha(theme.acc, 0);
  const ImVec2 middle{0, parts.ruler.y1 - paint.px(24)};
  if (x < chart.plot.x0) {
    paint.list().AddRectFilledMultiColor({chart.plot.x0, y0}, {chart.plot.x0 + width, y1}, strong,
                                         none, none, strong);
    paint.caret(Caret::Left, {chart.plot.x0 + paint.px(10), middle.y}, theme.acc);
  } else if (x > chart.plot.x1) {
    paint.list().AddRectFilledMultiColor({chart.plot.x1 - width, y0}, {chart.plot.x1, y1}, none,
                                         strong, strong, none);
    paint.caret(Caret::Right, {chart.plot.x1 - paint.px(10), middle.y}, theme.acc);
  } else {
    for (float y = y0; y < y1; y += paint.px(6)) {
      paint.v_line(x, y, std::min(y + paint.px(3), y1), theme.acc, 1);
    }
  }
}

void draw_ticks(const Chart& chart, const Painter& paint, const ChartParts& parts) {
  const View& view = chart.view;
  const Search& search = view.marks.search;
  if (search.size() == 0) return;
  const Theme& theme = paint.theme();
  const float y1 = parts.ruler.y1 + paint.px(3), y0 = y1 - paint.px(5);
  trace::EventIndex match = search.after(chart.first > 1 ? chart.first - 2 : trace::kNever);
  while (match < view.frontier) {
    const float x = chart.x(match + 1);
    if (x > chart.plot.x1) break;
    const bool here = match + 1 == view.cursor;
    if (x >= chart.plot.x0 - 1) {
      paint.fill({x - paint.px(1), here ? y0 - paint.px(4) : y0, x + paint.px(1), y1}, theme.acc);
    }
    // The next one that does not lie on this one.
    const trace::EventIndex beyond = chart.cursor_at(x + paint.px(3));
    match = search.after(std::max(match, beyond > 1 ? beyond - 2 : 0));
  }
}

}  // namespace

// -- The range

void fit_to_range(Chart& chart, UiState& ui) {
  Range& range = chart.view.marks.range;
  if (!std::exchange(range.fit_due, false) || range.empty()) return;
  const double a = chart.axis.position(range.from), b = chart.axis.position(range.to);
  const double width = static_cast<double>(chart.plot.width());
  const double scale = static_cast<double>(chart.view.theme.scale);
  const double margin = 0.04;  // of the width, on either side
  const double unit = width * (1 - 2 * margin) / std::max(b - a, 1e-9);
  ui.unit = static_cast<float>(std::clamp(unit / scale, 0.001, 1e6));
  ui.origin = std::max(0.0, a - margin * width / (static_cast<double>(ui.unit) * scale));
  ui.follow = false;
}

void drag_range(const Chart& chart, UiState& ui, const ChartParts& parts) {
  const ImGuiIO& io = ImGui::GetIO();
  Range& range = chart.view.marks.range;
  const Rect whole{chart.plot.x0, parts.ruler.y0, chart.plot.x1, parts.loop_lane.y1};
  const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
                    whole.contains(io.MousePos) && !range.card.contains(io.MousePos);
  // In a window too small for it the plot ends before it begins.
  const trace::EventIndex here =
      chart.visited_at(std::max(chart.plot.x0, std::min(io.MousePos.x, chart.plot.x1)));
  if (over && io.KeyShift && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    ui.drag = Drag::Range;
    range.clear();
    range.anchor = here;
  }
  if (ui.drag == Drag::Range) range.set(range.anchor, here);
}

void draw_marks_below(const Chart& chart, const Painter& paint, const ChartParts& parts) {
  const Theme& theme = paint.theme();
  const Range& range = chart.view.marks.range;
  paint.list().PushClipRect({chart.plot.x0, parts.ruler.y0},
                            {chart.plot.x1 + 1, parts.loop_lane.y1}, true);
  if (!range.empty()) {
    const float a = chart.x(range.from), b = std::max(chart.x(range.to), a + 2);
    paint.fill({a, parts.ruler.y0, b, parts.loop_lane.y1}, with_alpha(theme.acc, 0.13f));
    for (const float x : {a, b}) paint.v_line(x, parts.ruler.y0, parts.loop_lane.y1, theme.acc, 1);
  }
  draw_ticks(chart, paint, parts);
  paint.list().PopClipRect();
}

void draw_marks_above(const Chart& chart, const ChartParts& parts) {
  const bool pointed = hover().points_to() != trace::kNever;
  if (chart.view.marks.chain.empty() && !pointed) return;
  const Rect box{chart.plot.x0, parts.ruler.y0, chart.plot.x1, parts.loop_lane.y1};
  begin_overlay("##marks", box);
  const Painter paint(chart.view.theme);
  paint.list().PushClipRect({box.x0, parts.lanes.y0}, box.max(), true);
  draw_chain(chart, paint, parts);
  paint.list().PopClipRect();
  draw_pointed(chart, paint, parts);
  ImGui::EndChild();
}

}  // namespace gui
