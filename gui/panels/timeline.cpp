// A lane per task, the ruler of iterations above them, the cursor through all: where everything
// happened, up to what was visited. Its parts are in timeline_lanes.cpp and timeline_ruler.cpp.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "gui/app.hpp"
#include "gui/beside.hpp"
#include "gui/marks.hpp"
#include "gui/panels.hpp"
#include "gui/panels/chart.hpp"
#include "gui/panels/findings.hpp"
#include "gui/panels/timeline_marks.hpp"

namespace gui {
namespace {

/// What stays free behind the cursor: the words at the end of a lane stand there.
float end_room(float width) { return std::max(width * 0.12f, 76.f); }

/// Pixels per unit that show a short run whole and a long one readably. Depends only on the run.
float automatic_unit(const ChartAxis& axis, float width, float least) {
  const double length = std::max(axis.length(), 1e-9);
  const float whole = static_cast<float>((width - end_room(width) - 2) / length);
  if (axis.kind() == model::AxisKind::Time) return std::max(whole, 1e-3f);
  return std::clamp(whole, least, 64.f);  // whole as long as steps are readable
}

}  // namespace

void choose_view(Chart& chart, UiState& ui, float scale, double also_seen, float least_unit) {
  const View& view = chart.view;
  const float width = std::max(1.f, chart.plot.width() / scale);
  const double at = ui.playing && ui.axis == model::AxisKind::Elastic
                        ? std::max(chart.axis.drawn(ui.play_x), chart.axis.position(view.cursor))
                        : chart.axis.position(view.cursor);
  const double seen_here = std::max(at, chart.axis.position(view.frontier));
  const double seen = std::max(seen_here, also_seen);
  if (ui.fit_due && seen > 0) ui.unit = static_cast<float>((width - end_room(width)) / seen);
  ui.fit_due = false;
  ui.drawn_unit = ui.unit > 0 ? ui.unit : automatic_unit(chart.axis, width, least_unit);
  chart.unit = static_cast<double>(ui.drawn_unit) * static_cast<double>(scale);
  if (ui.follow) {
    const double room = static_cast<double>(chart.plot.width()) / chart.unit;
    const double most = std::max(0.0, seen - static_cast<double>(width - end_room(width)) /
                                                 static_cast<double>(ui.drawn_unit));
    ui.origin = std::clamp(at - room * 0.7, 0.0, most);
  }
  chart.origin = ui.origin;
  chart.first = chart.visited_at(chart.plot.x0 - 1);
  chart.last = chart.visited_at(chart.plot.x1 + 1);
  chart.now_x = chart.plot.x0 + static_cast<float>((at - chart.origin) * chart.unit);
  chart.seen_x = chart.plot.x0 + static_cast<float>((seen_here - chart.origin) * chart.unit);
}

void draw_axis_choice(const Painter& paint, Rect bar, const UiState& ui, CommandQueue& commands) {
  const Theme& theme = paint.theme();
  static constexpr std::array<const char*, 3> kNames{"elastic", "steps", "time"};
  float x = bar.x1;
  for (std::size_t i = kNames.size(); i-- > 0;) {
    const bool chosen = static_cast<std::size_t>(ui.axis) == i;
    const float w = paint.tag_width(kNames[i]);
    const Rect box{x - w, bar.y0, x, bar.y1};
    if (chosen) {
      paint.tag(box.x0, box.centre_y(), kNames[i], theme.dim);
    } else {
      paint.label(box, theme.fonts.small, hovered(box) ? theme.text : theme.mut, kNames[i],
                  Align::Centre);
    }
    if (pressed(box)) commands.push("axis", kNames[i]);
    x -= w + paint.px(2);
  }
  bar.x1 = x - paint.px(6);
  if (bar.width() > paint.px(30)) {
    paint.label(bar, theme.fonts.small, theme.mut, "axis", Align::Right);
  }
}

namespace {

void draw_legend(const Painter& paint, Rect box) {
  const Theme& theme = paint.theme();
  struct Entry {
    std::string_view words, brief;
  };
  static constexpr std::array<Entry, 4> kEntries{{{"running", "running"},
                                                  {"ready: woken, waits for its turn", "ready"},
                                                  {"suspended, with the reason", "suspended"},
                                                  {"done", "done"}}};
  const auto total = [&](bool brief) {
    float sum = 0;
    for (const Entry& entry : kEntries) {
      sum += paint.width(theme.fonts.small, brief ? entry.brief : entry.words) + paint.px(52);
    }
    return sum;
  };
  const bool brief = total(false) > box.width();
  if (brief && total(true) > box.width() + paint.px(24)) return;
  float x = box.x0;
  const float middle = box.centre_y();
  for (std::size_t i = 0; i < kEntries.size(); ++i) {
    const Rect sign{x, middle - paint.px(6), x + paint.px(18), middle + paint.px(6)};
    if (i == 0) paint.fill(sign, theme.mut, paint.px(2));
    if (i == 1) paint.dashed(sign, theme.mut, 1.5f);
    if (i == 2) paint.hatch(sign, with_alpha(theme.mut, 0.8f), sign.x0);
    if (i == 3) paint.cap(Cap::Check, x + paint.px(3), middle, theme.mut);
    const std::string_view words = brief ? kEntries[i].brief : kEntries[i].words;
    x = paint.text(x + paint.px(26), middle - theme.fonts.small.size * 0.5f, theme.fonts.small,
                   theme.dim, words);
    x += paint.px(26);
  }
}

// -- Input

/// The position at `x` stays where it is.
void zoom_about(const Chart& chart, UiState& ui, float x, float factor, float scale) {
  const double at = chart.origin + static_cast<double>(x - chart.plot.x0) / chart.unit;
  ui.unit = std::clamp(ui.drawn_unit * factor, 1e-6f, 1e7f);
  const double unit = static_cast<double>(ui.unit) * static_cast<double>(scale);
  ui.origin = std::max(0.0, at - static_cast<double>(x - chart.plot.x0) / unit);
  ui.follow = false;
}

}  // namespace

void obey_keys(const Chart& chart, UiState& ui, float mouse_x, bool over, float scale) {
  const float factor = std::exchange(ui.zoom_due, 1.f);
  if (factor != 1 && !over && ui.follow) {
    ui.unit = std::clamp(ui.drawn_unit * factor, 1e-6f, 1e7f);
  } else if (factor != 1) {
    const bool in_sight = chart.now_x >= chart.plot.x0 && chart.now_x <= chart.plot.x1;
    const float middle = (chart.plot.x0 + chart.plot.x1) * 0.5f;
    zoom_about(chart, ui, over ? mouse_x : in_sight ? chart.now_x : middle, factor, scale);
  }
  const float pan = std::exchange(ui.pan_due, 0.f);
  if (pan == 0) return;
  const double width = static_cast<double>(chart.plot.width()) / chart.unit;
  ui.origin = std::max(0.0, chart.origin + static_cast<double>(pan) * width);
  ui.follow = false;
}

void zoom_and_move(const Chart& chart, UiState& ui, bool over, float scale) {
  const ImGuiIO& io = ImGui::GetIO();
  if (over && io.MouseWheel != 0 && !io.KeyCtrl) {
    if (io.KeyShift) {
      ui.origin = std::max(
          0.0, chart.origin - static_cast<double>(io.MouseWheel * 60 * scale) / chart.unit);
      ui.follow = false;
    } else {
      zoom_about(chart, ui, io.MousePos.x, std::pow(1.2f, io.MouseWheel), scale);
    }
  }
  if (ui.drag == Drag::Pan) {
    const float by = io.MousePos.x - ui.drag_from.x;
    if (std::abs(by) > 4 * scale) {
      ui.origin = std::max(0.0, ui.drag_origin - static_cast<double>(std::floor(by)) / chart.unit);
      ui.follow = false;
    }
  }
}

namespace {

void zoom_and_pan(const Chart& chart, UiState& ui, Rect ruler, float scale,
                  CommandQueue& commands) {
  const ImGuiIO& io = ImGui::GetIO();
  const Rect whole{chart.plot.x0, ruler.y0, chart.plot.x1, chart.plot.y1};
  const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
                    whole.contains(io.MousePos) &&
                    !chart.view.marks.range.card.contains(io.MousePos);
  obey_keys(chart, ui, io.MousePos.x, over, scale);
  if (over && !io.KeyShift && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    ui.drag = ruler.contains(io.MousePos) ? Drag::Ruler : Drag::Pan;
    ui.drag_from = io.MousePos;
    ui.drag_origin = chart.origin;
    ui.drag_scroll = ui.lanes_scroll;
  }
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) ui.drag = Drag::None;
  if (ui.drag == Drag::Ruler) {
    const trace::EventIndex there = chart.visited_at(io.MousePos.x);
    if (there != chart.view.cursor) commands.seek(there);
  }
  zoom_and_move(chart, ui, over, scale);
}

// -- Lanes that scroll

}  // namespace

float begin_lanes(const char* id, Rect box, float names_end, float row) {
  ImGui::SetCursorScreenPos(box.min());
  ImGui::BeginChild(id, {std::max(1.f, box.width()), std::max(1.f, box.height())}, false,
                    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  const ImGuiIO& io = ImGui::GetIO();
  float scroll = ImGui::GetScrollY();
  const bool over_names = io.MousePos.x < names_end || io.KeyCtrl;
  if (io.MouseWheel != 0 && over_names && ImGui::IsWindowHovered()) {
    scroll -= std::floor(io.MouseWheel * 3 * row);
  }
  return scroll;
}

namespace {

/// Scrolls as keys and drags ask for, and to the task in focus once it or the cursor has changed.
float scroll_lanes(const Chart& chart, UiState& ui, float scroll, float height, float content) {
  const View& view = chart.view;
  if (ui.drag == Drag::Pan) {
    const float by = ImGui::GetIO().MousePos.y - ui.drag_from.y;
    if (std::abs(by) > 4 * view.theme.scale) scroll = ui.drag_scroll - std::floor(by);
  }
  scroll += std::floor(std::exchange(ui.scroll_due, 0.f) * height);
  const model::TaskLane* focus = view.timeline().lane(view.focus);
  const auto row = focus != nullptr ? chart.lanes.row_of(*focus) : std::nullopt;
  const bool due = view.moved || ui.lane_in_sight != view.focus || ui.lanes_height != height;
  if (row && due && ui.drag == Drag::None) {
    ui.lane_in_sight = view.focus;
    ui.lanes_height = height;
    const float top = static_cast<float>(*row) * chart.row;
    if (top < scroll) scroll = top;
    if (top + chart.row > scroll + height) scroll = top + chart.row - height;
  }
  scroll = std::floor(std::clamp(scroll, 0.f, std::max(0.f, content - height)));
  ui.lanes_scroll = scroll;
  return scroll;
}

/// What stands above and below the lanes; it gives way, the legend first, where that lets every
/// lane be seen, and where there is room for few.
struct Furniture {
  bool tall = false;  ///< with air
  bool overview = false, long_steps = false, legend = false;
  std::size_t lanes = 1, objects = 0;

  static constexpr float kLoop = 28, kLeastRow = 22;  // lengths of the design, as all here
  float overview_height() const { return !overview ? 0 : long_steps && tall ? 36 : 24; }
  float above() const {
    return (overview ? 10.f : 4.f) + overview_height() + (tall ? 18.f : 4.f) + 18 + 16 + 16 + 2;
  }
  float below() const { return legend ? 32 : 4; }
  float objects_row() const { return tall ? 26 : 22; }
  /// Few enough stand whole under the tasks; of many a third of the room shows a part.
  float objects_height(float room) const {
    const float third = std::floor((room - kLoop) * 0.34f / objects_row()) * objects_row();
    return std::min(static_cast<float>(objects) * objects_row(), third);
  }
  bool holds_all(float height) const {
    const float room = height - above() - below();
    const float left = room - kLoop - objects_height(room);
    return static_cast<float>(lanes) * kLeastRow + 4 <= left;
  }
};

Furniture furnish(Furniture all, float height) {
  Furniture no_legend = all;
  no_legend.legend = false;
  Furniture least = no_legend;
  least.overview = false;
  for (const Furniture& one : {all, no_legend, least}) {
    if (one.holds_all(height)) return one;
  }
  return all.tall ? all : least;
}

}  // namespace

void draw_timeline(const View& view, UiState& ui, CommandQueue& commands) {
  if (ui.comparing) return draw_compare(view, ui, commands);
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  Rect room = window_room();
  Rect title = draw_title(paint, room, "Timeline");
  if (view.marks.search.open) {
    draw_search_line(view, paint, title, commands);
  } else {
    draw_axis_choice(paint, title, ui, commands);
    draw_outline_totals(view, ui, paint, title);
  }

  // The view follows again once the cursor was moved out of sight.
  ui.lanes.update(view.timeline(), view.frontier);
  ui.lanes.count(view.timeline(), view.snapshot());
  view.run.follow_objects();
  Beside* before = view.app.beside();
  // What was before tells how it goes on: closed while a question is open.
  if (before != nullptr && ui.prediction.secret()) before = nullptr;
  const model::SharedAxis* shared = before != nullptr ? before->axis(ui.axis) : nullptr;
  Chart chart{view, {view.run.axis(ui.axis), shared, 0}, ui.lanes, room};
  const float labels = paint.px(room.width() > paint.px(640) ? 148 : 104);
  chart.plot.x0 += labels;
  chart.plot.x1 -= paint.px(12);
  fit_to_range(chart, ui);
  double before_end = 0;
  if (shared != nullptr) {
    const Run& run = *before->run;
    before_end = shared->shared(1, before->run->axis(ui.axis).position(run.session().frontier()));
  }
  choose_view(chart, ui, theme.scale, before_end);
  if (view.moved && !ui.follow && ui.drag == Drag::None &&
      (chart.now_x < chart.plot.x0 || chart.now_x > chart.plot.x1)) {
    ui.follow = true;
    choose_view(chart, ui, theme.scale, before_end);
  }

  // -- From above and below, what is left is for the lanes.
  Rect left = room;
  const float height_in_design = room.height() / theme.scale;
  Furniture with;
  with.tall = with.legend = height_in_design > 250;
  with.overview = height_in_design > 190;
  with.long_steps = view.run.overview().longest_run(0, view.frontier).count() > 0;
  with.lanes = std::max<std::size_t>(ui.lanes.rows().size(), 1);
  const auto objects = object_rows(view);
  with.objects = objects.size();
  with = furnish(with, height_in_design);
  left.cut_top(paint.px(with.overview ? 10 : 4));
  Rect overview = left.cut_top(paint.px(with.overview_height()));
  left.cut_top(paint.px(with.tall ? 12 : 4));
  Rect times = left.cut_top(paint.px(18));
  left.cut_top(paint.px(with.tall ? 6 : 0));
  Rect gaps = left.cut_top(paint.px(16));
  Rect numbers = left.cut_top(paint.px(16));
  left.cut_top(paint.px(2));
  Rect legend = left.cut_bottom(paint.px(with.below()));
  legend.x0 = chart.plot.x0;
  if (with.legend) draw_legend(paint, legend);
  const float loop_height = paint.px(Furniture::kLoop);
  const float objects_row = paint.px(with.objects_row());
  const float objects_height = paint.px(with.objects_height(left.height() / theme.scale));
  const float lanes_room = left.height() - loop_height - objects_height;
  const auto count = static_cast<float>(with.lanes);
  static constexpr std::array<std::pair<float, float>, 4> kRows{
      {{46, 26}, {38, 24}, {30, 18}, {22, 12}}};
  for (const auto& [row, bar] : kRows) {
    chart.row = paint.px(row);
    chart.bar = paint.px(bar);
    if (chart.row * count + paint.px(4) <= lanes_room) break;
  }
  const float lanes_height = std::min(lanes_room, chart.row * count + paint.px(4));
  left.y1 = left.y0 + std::floor(lanes_height);
  const Rect object_lanes{left.x0, left.y1, left.x1, left.y1 + objects_height};
  Rect loop_lane{left.x0, object_lanes.y1, left.x1, object_lanes.y1 + loop_height};
  paint.h_line(left.x0, left.x1, left.y1, theme.line);
  chart.plot.y0 = left.y0;
  chart.plot.y1 = left.y1;

  const auto name = [&](Rect box, std::string_view words) {
    paint.label({room.x0 + paint.px(14), box.y0, chart.plot.x0 - paint.px(4), box.y1},
                theme.fonts.small, theme.mut, words);
  };
  if (with.overview) {
    Rect words = overview;
    if (with.long_steps && with.tall)
      name(words.cut_bottom(overview.height() * 0.42f), "longest step");
    name(words, "ready depth");
  }
  name(numbers, "iteration");
  name(loop_lane, "loop");
  overview.x0 = chart.plot.x0, overview.x1 = chart.plot.x1;
  times.x0 = gaps.x0 = numbers.x0 = loop_lane.x0 = chart.plot.x0;
  times.x1 = gaps.x1 = numbers.x1 = loop_lane.x1 = chart.plot.x1;

  const Rect ruler{chart.plot.x0, times.y0 - paint.px(8), chart.plot.x1, numbers.y1};
  const trace::EventIndex there =
      with.overview ? draw_overview(chart, paint, overview, ui.drag) : trace::kNever;
  if (there != trace::kNever && there != view.cursor) commands.seek(there);
  draw_ruler(chart, paint, times, gaps, numbers, loop_lane.y1);
  draw_loop_lane(chart, paint, loop_lane);
  const float bottom = room.y1 - paint.px(with.below());
  const ChartParts parts{ruler, gaps, numbers, left, loop_lane, bottom};
  draw_marks_below(chart, paint, parts);
  drag_range(chart, ui, parts);
  zoom_and_pan(chart, ui, ruler, theme.scale, commands);
  draw_finding_marks(chart, paint, gaps, ui, commands);

  // -- The lanes scroll; the cursor is drawn there too, over the blocks.
  float scroll = begin_lanes("lanes", left, chart.plot.x0, chart.row);
  const Painter inner(theme);
  const float height = chart.row * count + paint.px(4);
  scroll = scroll_lanes(chart, ui, scroll, left.height(), height);
  if (scroll != ImGui::GetScrollY()) ImGui::SetScrollY(scroll);
  if (ui.lanes.rows().empty()) {
    const Rect middle{chart.plot.x0, left.y0, chart.plot.x1, left.y1};
    inner.label(middle, theme.fonts.body, theme.dim,
                "Every task gets a lane here, once it is created.", Align::Centre);
  }
  chart.top = static_cast<double>(left.y0) - static_cast<double>(scroll);
  draw_lanes(chart, inner, commands);
  if (shared != nullptr) draw_outline(chart, inner, *before, *shared);
  draw_lane_cards(chart, inner, parts);
  const float x = chart.now_x;
  const bool visible = x >= chart.plot.x0 - 1 && x <= chart.plot.x1 + 1;
  if (visible) inner.v_line(x, left.y0, left.y1, theme.acc, 2);
  end_scroll(height);

  if (objects_height > 0) {
    const float names_end = chart.plot.x0;
    const float objects_scroll = begin_lanes("objects", object_lanes, names_end, objects_row);
    if (objects_scroll != ImGui::GetScrollY()) ImGui::SetScrollY(objects_scroll);
    const Painter below(theme);
    const float top = object_lanes.y0 - ImGui::GetScrollY();
    draw_object_lanes(chart, below, top, objects_row, objects, commands);
    if (visible) below.v_line(x, object_lanes.y0, object_lanes.y1, theme.acc, 2);
    end_scroll(static_cast<float>(objects.size()) * objects_row);
  }
  if (visible) {
    paint.v_line(x, times.y0 - paint.px(8), left.y0, theme.acc, 2);
    paint.v_line(x, object_lanes.y1, loop_lane.y1, theme.acc, 2);
    const float y = times.y0 - paint.px(8), w = paint.px(6);
    paint.list().AddTriangleFilled({x - w, y}, {x + w, y}, {x, y + paint.px(9)}, theme.acc);
  }
  draw_marks_above(chart, parts);
  draw_range_card(chart, parts, commands);
  draw_ruler_cards(chart, paint, parts);
}

}  // namespace gui
