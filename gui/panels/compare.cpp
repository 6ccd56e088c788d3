// Two runs: one timeline under the other, with the same scale and one ruler of times; a line where
// they part. And the outline of one behind the lanes of another.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/app.hpp"
#include "gui/beside.hpp"
#include "gui/commands.hpp"
#include "gui/marks.hpp"
#include "gui/panels.hpp"
#include "gui/panels/chart.hpp"

namespace gui {
namespace {

using model::Span;
using model::TaskState;

// -- The outline

/// One task's spans: boxes without ground where it runs, a line under the lane where it waits.
class Outline {
 public:
  Outline(const Chart& chart, const Painter& paint, Run& run, const model::SharedAxis& shared)
      : chart_(chart),
        paint_(paint),
        axis_(run.axis(chart.axis.kind()), &shared, 1),
        frontier_(run.session().frontier()) {}

  void draw(const model::TaskLane& lane, float bar_top) const {
    const model::Spans& spans = lane.spans;
    const ImU32 ink = with_alpha(paint_.theme().mut, 0.9f);
    const float middle = bar_top + chart_.bar * 0.5f;
    const float half = chart_.bar * 0.5f + std::min(paint_.px(4), (chart_.row - chart_.bar) * 0.5f);
    float drawn = chart_.plot.x0 - 8;  // up to where something is drawn
    for (std::size_t i = 0; i < spans.size() && spans.begin_of(i) < frontier_; ++i) {
      const float b = x(std::min(spans.end_of(i), frontier_ - 1) + 1);
      if (b < drawn) continue;
      const float a = std::max(x(spans.begin_of(i) + 1), drawn);
      if (a > chart_.plot.x1) return;
      const bool runs = spans.state_of(i) == TaskState::Running;
      const float right = std::max(b, a + (runs ? kLeastSpan : 1.f));
      if (runs) {
        paint_.stroke({a, middle - half, right, middle + half}, ink, paint_.px(4));
      } else {
        paint_.h_line(a, right, std::floor(middle + half) - 1, ink);
      }
      drawn = right;
    }
  }

 private:
  float x(trace::EventIndex cursor) const {
    return chart_.plot.x0 +
           static_cast<float>((axis_.position(cursor, 0.4 / chart_.unit) - chart_.origin) *
                              chart_.unit);
  }

  const Chart& chart_;
  const Painter& paint_;
  ChartAxis axis_;
  trace::EventIndex frontier_;
};

}  // namespace

void draw_outline(const Chart& chart, const Painter& paint, Beside& before,
                  const model::SharedAxis& shared) {
  constexpr std::size_t kMost = 200;  // of more, each is too small to be seen
  const Outline outline(chart, paint, *before.run, shared);
  const auto& rows = chart.lanes.rows();
  const auto& old = before.run->session().timeline().lanes();
  if (rows.size() > kMost || old.size() > kMost) return;
  const float above = std::floor((chart.row - chart.bar) * 0.5f);
  paint.list().PushClipRect({chart.plot.x0, chart.plot.y0}, {chart.plot.x1, chart.plot.y1}, true);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto same = std::ranges::find(old, rows[i].lane->label, &model::TaskLane::label);
    if (same != old.end()) outline.draw(*same, chart.y(i) + above);
  }
  paint.list().PopClipRect();
}

void draw_outline_totals(const View& view, const UiState& ui, const Painter& paint, Rect title) {
  Beside* before = view.app.beside();
  if (before == nullptr || ui.comparing || ui.prediction.secret()) return;
  const Theme& theme = view.theme;
  const session::Session& old = before->run->session();
  if (before->names().second.empty()) return;
  std::string words = before->names().second;
  if (old.frontier() == old.trace().size()) {
    words += " it took " + view.seconds(old.timeline().end().time());
    if (view.run.complete() && view.frontier == view.trace().size()) {
      words += ", now " + view.seconds(view.timeline().end().time());
    }
  }
  title.x1 -= paint.px(200);  // the choice of the axis
  title.x0 += paint.width(theme.fonts.body_bold, "Timeline") + paint.px(16);
  const Rect sign{title.x0, title.centre_y() - paint.px(5), title.x0 + paint.px(18),
                  title.centre_y() + paint.px(5)};
  if (title.width() < paint.px(80)) return;
  paint.stroke(sign, theme.mut, paint.px(3));
  title.x0 = sign.x1 + paint.px(8);
  paint.label(title, theme.fonts.small, theme.mut, words);
}

// -- Two runs

namespace {

/// One of the two while it is drawn.
struct Half {
  View view;
  Lanes& lanes;
  float& scroll;
  Rect head, gaps, numbers, room;
  Chart chart;
};

/// What may be told of the run beside: all, unless something is still to come or to be guessed.
trace::EventIndex frontier_of(const View& view, const UiState& ui, const Run& other) {
  const session::Session& session = other.session();
  if (ui.presenting || ui.prediction.secret()) return session.cursor();
  return view.frontier == view.trace().size() ? session.trace().size() : session.cursor();
}

std::string totals_words(const View& view, const model::Totals& totals) {
  const auto some = [](std::size_t n, const char* noun) {
    return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
  };
  std::string words = some(totals.iterations, "iteration") + " · " + some(totals.steps, "step") +
                      " · " + some(totals.lines, "line");
  if (totals.longest_of != 0) words += " · longest step " + view.duration(totals.longest);
  return words;
}

/// Those in which it differs from the other run, where both are of one scenario.
std::string parameters_of(const Run& run, const Run& other) {
  const trace::Header& mine = run.session().trace().header;
  const trace::Header& its = other.session().trace().header;
  std::string words;
  for (const auto& parameter : mine.parameters) {
    const bool same = std::ranges::find(its.parameters, parameter) != its.parameters.end();
    if (same && mine.scenario == its.scenario) continue;
    words += (words.empty() ? "" : " · ") + parameter.first + " " + parameter.second;
  }
  return words;
}

/// Name and parameters at the left, totals at the right.
void draw_head(const Painter& paint, const Half& half, const Run& other, Beside& beside,
               bool second, bool longer) {
  const Theme& theme = paint.theme();
  const View& view = half.view;
  paint.fill(half.head, theme.raise);
  paint.h_line(half.head.x0, half.head.x1, half.head.y0, theme.line);
  Rect line = half.head.inset(paint.px(12), 0);
  const bool told = view.run.complete() && view.frontier == view.trace().size();
  if (told) {
    const model::Totals& totals = beside.totals(second);
    const std::string end = view.seconds(totals.end);
    const float width = paint.width(theme.fonts.mono_bold, end);
    paint.label(line.cut_right(width), theme.fonts.mono_bold, longer ? theme.warn : theme.text,
                end);
    line.cut_right(paint.px(12));
    const std::string words = totals_words(view, totals);
    const float beside_width = paint.width(theme.fonts.small, words);
    if (beside_width < line.width() * 0.6f) {
      paint.label(line.cut_right(beside_width), theme.fonts.small, theme.mut, words);
      line.cut_right(paint.px(12));
    }
  }
  const std::string title =
      view.scenario != nullptr ? view.scenario->title : std::string("A recorded program");
  line.cut_left(paint.label(line, theme.fonts.body_bold, theme.text, title) + paint.px(10));
  if (line.width() > paint.px(30)) {
    paint.label(line, theme.fonts.small, theme.mut, parameters_of(view.run, other));
  }
}

/// The sentence on where they part, and the key that goes there.
void draw_difference(const View& view, const UiState& ui, const Painter& paint, Rect strip,
                     Beside& beside, CommandQueue& commands) {
  const Theme& theme = view.theme;
  Rect line = strip.inset(paint.px(14), 0);
  const auto parted = beside.compared() ? beside.comparison().divergence() : std::nullopt;
  const bool ahead =
      parted && (ui.presenting || ui.prediction.secret()) && view.cursor <= parted->first;
  model::Sentence sentence;
  const std::string words = !beside.compared() ? "The runs are being compared."
                            : ahead            ? "So far both programs do the same."
                                               : beside.sentence();
  const Font font = theme.fonts.body;
  if (parted && !ahead) {
    sentence.push_back({.kind = model::Piece::Kind::Strong,
                        .text = "First difference, in " + beside.comparison().place() + ": "});
    const Rect keys = line.cut_right(paint.keys_width(first_key("divergence")));
    paint.keys(keys.x0, keys.centre_y(), first_key("divergence"));
    line.cut_right(paint.px(12));
    paint.fill({line.x0, line.centre_y() - paint.px(10), line.x0 + paint.px(3),
                line.centre_y() + paint.px(10)},
               theme.warn);
    line.cut_left(paint.px(12));
    if (pressed(strip)) commands.push("divergence");
  }
  sentence.push_back({.text = words});
  SentenceStyle style{font, theme.fonts.body_bold, theme.text, paint.px(19), true};
  const auto plain = [](trace::TaskId) { return ImU32(0); };
  const float height = draw_sentence(paint, sentence, line.x0, 0, line.x1, style, plain).height;
  style.measure = false;
  paint.list().PushClipRect(strip.min(), strip.max(), true);
  draw_sentence(paint, sentence, line.x0,
                std::max(strip.y0 + paint.px(3), line.centre_y() - height * 0.5f), line.x1, style,
                plain);
  paint.list().PopClipRect();
}

/// Where each time begins, for both.
void draw_times(const Painter& paint, const Chart& chart, const model::SharedAxis& shared,
                double frontier, Rect box) {
  const Theme& theme = paint.theme();
  paint.list().PushClipRect(box.min(), box.max(), true);
  float end = box.x0 - 1000;
  const auto& all = shared.instants();
  const double from = chart.origin - 200 / chart.unit;
  auto one = std::ranges::lower_bound(all, from, {}, &model::SharedAxis::Instant::begin);
  for (; one != all.end() && one->begin <= frontier; ++one) {
    float x = box.x0 + static_cast<float>((one->begin - chart.origin) * chart.unit);
    if (x > box.x1) break;
    if (x < end) continue;
    paint.v_line(x, box.y1 - paint.px(6), box.y1, theme.dim);
    const std::string words = chart.view.seconds(one->time);
    const float width = paint.width(theme.fonts.mono, words);
    const bool crossed = chart.now_x > x - paint.px(2) && chart.now_x < x + width + paint.px(6);
    if (crossed) x = chart.now_x + paint.px(3);
    paint.label({x + paint.px(3), box.y0, x + paint.px(200), box.y1}, theme.fonts.mono, theme.mut,
                words);
    end = x + width + paint.px(14);
  }
  paint.list().PopClipRect();
}

void choose_rows(const Painter& paint, Half& half) {
  static constexpr std::array<std::pair<float, float>, 4> kRows{
      {{46, 26}, {38, 24}, {30, 18}, {22, 12}}};
  const auto count = static_cast<float>(std::max<std::size_t>(half.lanes.rows().size(), 1));
  for (const auto& [row, bar] : kRows) {
    half.chart.row = paint.px(row);
    half.chart.bar = paint.px(bar);
    if (half.chart.row * count + paint.px(4) <= half.room.height()) break;
  }
}

void draw_half(Half& half, const Painter& paint, bool second, trace::EventIndex parted,
               CommandQueue& commands) {
  const Theme& theme = paint.theme();
  Chart& chart = half.chart;
  const float bottom = half.room.y1;
  draw_ruler(chart, paint, {half.gaps.x0, half.gaps.y0, half.gaps.x1, half.gaps.y0}, half.gaps,
             half.numbers, bottom);
  paint.label({half.room.x0 + paint.px(14), half.numbers.y0, chart.plot.x0, half.numbers.y1},
              theme.fonts.small, theme.mut, "iteration");
  const float wanted =
      begin_lanes(second ? "lanes below" : "lanes above", half.room, chart.plot.x0, chart.row);
  const Painter inner(theme);
  const float height = chart.row * static_cast<float>(half.lanes.rows().size()) + inner.px(4);
  half.scroll = std::floor(std::clamp(wanted, 0.f, std::max(0.f, height - half.room.height())));
  if (half.scroll != ImGui::GetScrollY()) ImGui::SetScrollY(half.scroll);
  chart.plot.y0 = half.room.y0;
  chart.plot.y1 = half.room.y1;
  chart.top = static_cast<double>(half.room.y0 - half.scroll);
  draw_lanes(chart, inner, commands);
  const auto line = [&](float x, ImU32 colour, float weight) {
    if (x < chart.plot.x0 - 1 || x > chart.plot.x1 + 1) return;
    inner.v_line(x, half.room.y0, half.room.y1, colour, weight);
  };
  if (parted != trace::kNever) line(chart.x(parted), theme.warn, 2);
  line(chart.now_x, theme.acc, 2);
  end_scroll(height);
  if (parted != trace::kNever && chart.x(parted) >= chart.plot.x0 - 1 &&
      chart.x(parted) <= chart.plot.x1) {
    const float x = chart.x(parted), y = half.gaps.y0;
    paint.v_line(x, y, half.room.y0, theme.warn, 2);
    const float side = paint.px(4);
    paint.list().AddQuadFilled({x, y - side}, {x + side, y}, {x, y + side}, {x - side, y},
                               theme.warn);
  }
  if (chart.now_x >= chart.plot.x0 - 1 && chart.now_x <= chart.plot.x1) {
    paint.v_line(chart.now_x, half.gaps.y0, half.room.y0, theme.acc, 2);
  }
}

/// What the lanes of the run beside ask for is about that run.
void translate(const View& view, CommandQueue& theirs, Beside& beside, CommandQueue& commands) {
  for (const Request& request : theirs.take()) {
    if (request.id == "seek") commands.push("seek-beside", request.argument);
    const auto& rows = beside.lanes.rows();
    const auto row = std::ranges::find_if(rows, [&](const Lanes::Row& one) {
      return "#" + std::to_string(one.lane->id) == request.argument;
    });
    if (row == rows.end()) continue;
    if (request.id == "fold") beside.lanes.fold(row->lane->id, row->hidden == 0);
    if (request.id != "select") continue;  // the task of that name has the focus in both
    const auto& mine = view.timeline().lanes();
    const auto same = std::ranges::find(mine, row->lane->label, &model::TaskLane::label);
    if (same != mine.end()) commands.select(same->id);
  }
}

/// A press in a ruler moves the cursors, one in the lanes the view.
void drag(const Half& upper, const Half& lower, Rect times, UiState& ui, CommandQueue& commands) {
  const ImGuiIO& io = ImGui::GetIO();
  const float left = upper.chart.plot.x0, right = upper.chart.plot.x1;
  const auto in = [&](Rect box) {
    return box.contains(io.MousePos) && io.MousePos.x >= left && io.MousePos.x < right;
  };
  const auto ruler_of = [](const Half& half) {
    return Rect{half.gaps.x0, half.gaps.y0, half.gaps.x1, half.numbers.y1};
  };
  const bool inside = ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows);
  const bool rulers = in(times) || in(ruler_of(upper)) || in(ruler_of(lower));
  const bool over = inside && (rulers || in(upper.room) || in(lower.room));
  obey_keys(upper.chart, ui, io.MousePos.x, over, upper.view.theme.scale);
  if (over && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    ui.drag = rulers ? Drag::Ruler : Drag::Pan;
    ui.drag_from = io.MousePos;
    ui.drag_origin = upper.chart.origin;
  }
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) ui.drag = Drag::None;
  if (ui.drag == Drag::Ruler) {
    const bool below = ui.drag_from.y >= lower.head.y0;
    const Chart& chart = below ? lower.chart : upper.chart;
    const trace::EventIndex there = chart.visited_at(io.MousePos.x);
    if (there != chart.view.cursor) {
      commands.push(below ? "seek-beside" : "seek", std::to_string(there));
    }
  }
  zoom_and_move(upper.chart, ui, over, upper.view.theme.scale);
}

}  // namespace

void draw_compare(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  Beside& beside = *view.app.beside();
  Rect room = window_room();
  const Rect title =
      draw_title(paint, room, "Compare",
                 room.width() > paint.px(560) ? "Shift+C swaps, Esc leaves" : "Esc leaves");
  draw_axis_choice(paint, title, ui, commands);
  const model::SharedAxis* shared = beside.axis(ui.axis);
  if (shared == nullptr) {
    const bool complete = view.run.complete() && beside.run->complete();
    paint.label(room, theme.fonts.body, theme.dim,
                complete ? "These runs have too many facts to be laid over each other."
                         : "Both runs are shown here once they are complete.",
                Align::Centre);
    return;
  }

  // -- Both, with the same scale
  session::Session& other = beside.run->session();
  const model::TaskLane* focus = view.timeline().lane(view.focus);
  trace::TaskId focus_below = 0;
  for (const model::TaskLane& lane : other.timeline().lanes()) {
    if (focus != nullptr && lane.label == focus->label) focus_below = lane.id;
    if (lane.index > 1000) break;
  }
  View below = {view.app,       *beside.run,
                theme,          scenarios::find(beside.run->spec().scenario),
                other.cursor(), frontier_of(view, ui, *beside.run),
                view.motion,    view.moved,
                focus_below,    view.marks};
  ui.lanes.update(view.timeline(), view.frontier);
  ui.lanes.count(view.timeline(), view.snapshot());
  beside.lanes.update(below.timeline(), below.frontier);
  beside.lanes.count(below.timeline(), below.snapshot());
  const Rect difference = room.cut_top(paint.px(room.width() > paint.px(700) ? 48 : 62));
  Rect times = room.cut_top(paint.px(20));
  Half halves[2] = {{view,
                     ui.lanes,
                     beside.scroll[0],
                     {},
                     {},
                     {},
                     {},
                     Chart{view, {view.run.axis(ui.axis), shared, 0}, ui.lanes, room}},
                    {below,
                     beside.lanes,
                     beside.scroll[1],
                     {},
                     {},
                     {},
                     {},
                     Chart{below, {beside.run->axis(ui.axis), shared, 1}, beside.lanes, room}}};
  // Each gets the room that its lanes ask for, as far as there is enough for both.
  const float furniture = paint.px(26 + 2 + 16 + 16 + 2);
  const float lanes_room = std::max(0.f, room.height() - 2 * furniture - paint.px(8));
  float wanted[2];
  for (std::size_t i = 0; i < 2; ++i) {
    wanted[i] =
        paint.px(46) * static_cast<float>(std::max<std::size_t>(halves[i].lanes.rows().size(), 1)) +
        paint.px(8);
  }
  const float fair = lanes_room * 0.5f;
  const float upper_height = std::floor(
      wanted[0] + wanted[1] <= lanes_room ? wanted[0] + (lanes_room - wanted[0] - wanted[1]) * 0.5f
      : wanted[0] < fair                  ? wanted[0]
      : wanted[1] < fair                  ? lanes_room - wanted[1]
                                          : fair);
  const float labels = paint.px(room.width() > paint.px(640) ? 148 : 104);
  const auto parted = beside.compared() ? beside.comparison().divergence() : std::nullopt;
  const auto position = [&](const Half& half) {
    return half.chart.axis.position(half.view.frontier);
  };
  for (std::size_t i = 0; i < 2; ++i) {
    Half& half = halves[i];
    Rect box = i == 0 ? room.cut_top(furniture + upper_height) : room;
    if (i == 1) box.cut_bottom(paint.px(8));
    half.head = box.cut_top(paint.px(26));
    box.cut_top(paint.px(2));
    half.gaps = box.cut_top(paint.px(16));
    half.numbers = box.cut_top(paint.px(16));
    box.cut_top(paint.px(2));
    half.room = box;
    half.chart.plot = {box.x0 + labels, box.y0, box.x1 - paint.px(12), box.y1};
    half.gaps.x0 = half.numbers.x0 = half.chart.plot.x0;
    half.gaps.x1 = half.numbers.x1 = half.chart.plot.x1;
  }
  const double seen = std::max(position(halves[0]), position(halves[1]));
  constexpr float kLeastUnit = 12;  // rather both whole than steps that can be read
  choose_view(halves[0].chart, ui, theme.scale, seen, kLeastUnit);
  if (ui.follow) {  // the cursor that is further on is in sight, too
    const Chart& chart = halves[0].chart;
    const double at = halves[1].chart.axis.position(below.cursor);
    const double room_of = static_cast<double>(chart.plot.width()) / chart.unit;
    const double mine = chart.axis.position(view.cursor);
    ui.origin =
        std::min(std::max(ui.origin, at - room_of * 0.9), std::max(0.0, mine - room_of * 0.1));
  }
  for (Half& half : halves) {
    // Both look at the same part: where the first one is.
    Chart& chart = half.chart;
    chart.unit = halves[0].chart.unit;
    chart.origin = ui.origin;
    chart.now_x = chart.x(half.view.cursor);
    chart.seen_x = chart.x(half.view.frontier);
    chart.first = chart.visited_at(chart.plot.x0 - 1);
    chart.last = chart.visited_at(chart.plot.x1 + 1);
    choose_rows(paint, half);
  }
  const Chart& smaller = halves[halves[1].chart.row < halves[0].chart.row ? 1 : 0].chart;
  const float row = smaller.row, bar = smaller.bar;
  // Who waits meanwhile has no fact at this time; the cursor is there all the same.
  for (std::size_t i = 0; i < 2; ++i) {
    Half& half = halves[i];
    half.chart.row = row;
    half.chart.bar = bar;
    const bool waits = half.view.snapshot().time() < halves[1 - i].view.snapshot().time() &&
                       half.view.cursor < half.view.trace().size();
    if (!waits) continue;
    half.chart.now_x = std::max(half.chart.now_x, halves[1 - i].chart.now_x);
    half.chart.seen_x = std::max(half.chart.seen_x, half.chart.now_x);
  }
  draw_difference(view, ui, paint, difference, beside, commands);
  times.x0 = halves[0].chart.plot.x0;
  times.x1 = halves[0].chart.plot.x1;
  draw_times(paint, halves[0].chart, *shared, seen, times);
  CommandQueue theirs;
  for (std::size_t i = 0; i < 2; ++i) {
    Half& half = halves[i];
    const trace::Time mine = beside.totals(i == 1).end, its = beside.totals(i == 0).end;
    draw_head(paint, half, halves[1 - i].view.run, beside, i == 1, mine > its);
    // The line stands before the facts that are not the same.
    const trace::EventIndex at = !parted ? trace::kNever : i == 0 ? parted->first : parted->second;
    const trace::EventIndex told = half.view.frontier;
    const bool known = at != trace::kNever && (at < told || told == half.view.trace().size());
    draw_half(half, paint, i == 1, known ? at : trace::kNever, i == 0 ? commands : theirs);
  }
  translate(view, theirs, beside, commands);
  const float x = halves[0].chart.now_x;
  if (x >= times.x0 - 1 && x <= times.x1) {
    paint.v_line(x, times.y0, times.y1, theme.acc, 2);
  }
  drag(halves[0], halves[1], times, ui, commands);
}

}  // namespace gui
