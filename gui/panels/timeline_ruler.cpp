// What stands around the lanes: times, waits, iteration numbers, the overview, the loop's own lane.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "gui/panels.hpp"
#include "gui/panels/chart.hpp"

namespace gui {
namespace {

using model::Iteration;

/// The first iteration that can be seen at the left edge, or the one before it.
std::size_t first_iteration(const Chart& chart) {
  const std::size_t begun = chart.view.timeline().iterations_before(chart.first + 1);
  return begun > 1 ? begun - 2 : 0;
}

/// The next iteration that begins at least `gap` pixels to the right of `x`.
std::size_t next_iteration(const Chart& chart, std::size_t index, float x, float gap) {
  // The last of those that begin up to there, since it may begin exactly there.
  const std::size_t begun = chart.view.timeline().iterations_before(chart.visited_at(x + gap));
  return std::max(index + 2, begun) - 1;
}

/// Whether a text that ends there fits before the next time begins, as far as that was visited.
bool fits_its_cluster(const Chart& chart, const Iteration& one, float end) {
  const auto& all = chart.view.timeline().iterations();
  const auto next =
      std::upper_bound(all.begin(), all.end(), one.time,
                       [](trace::Time time, const Iteration& other) { return time < other.time; });
  return next == all.end() || next->begin >= chart.view.frontier || chart.x(next->begin + 1) > end;
}

/// x where an iteration's work begins: behind its wait.
float work_begin(const Chart& chart, const Iteration& one) {
  const trace::EventIndex cursor = one.begin + (one.waited.count() > 0 ? 2 : 1);
  return chart.x(std::min(cursor, chart.view.frontier));
}

float work_end(const Chart& chart, std::size_t index) {
  const auto& all = chart.view.timeline().iterations();
  const bool has_next = index + 1 < all.size() && all[index + 1].begin < chart.view.frontier;
  return has_next ? chart.x(all[index + 1].begin + 1) : chart.seen_x;
}

/// Where an iteration's number begins: in the middle of its work, beside the cursor, in sight.
float number_x(const Chart& chart, float begin, float end, float width, const Painter& paint) {
  const float left = std::max(begin, chart.plot.x0);
  const float middle = (left + std::max(end, left)) * 0.5f;
  const float at =
      std::max(chart.plot.x0 + paint.px(2), std::min(middle - width * 0.5f, chart.plot.x1 - width));
  const bool under = std::abs(at + width * 0.5f - chart.now_x) < width * 0.5f + paint.px(4);
  return under ? chart.now_x + paint.px(6) : at;
}

}  // namespace

void draw_ruler(const Chart& chart, const Painter& paint, Rect times, Rect gaps, Rect numbers,
                float bottom) {
  const Theme& theme = paint.theme();
  const View& view = chart.view;
  const auto& all = view.timeline().iterations();
  const Iteration* now = view.cursor > 0 ? view.timeline().iteration_at(view.cursor - 1) : nullptr;
  paint.list().PushClipRect({chart.plot.x0 - 1, times.y0}, {chart.plot.x1, bottom}, true);

  float now_at = -1e9f, now_width = 0;
  if (now != nullptr) {
    const std::size_t index = view.timeline().index_of(*now);
    now_width = paint.width(theme.fonts.small_bold, std::to_string(index + 1));
    now_at = number_x(chart, work_begin(chart, *now), work_end(chart, index), now_width, paint);
  }
  const auto started = [&](const Iteration& one) {
    return view.trace()[one.begin].value == 0 || one.begin + 1 < view.frontier;
  };
  struct Place {
    std::size_t index;
    float x;  ///< where its work begins
  };
  std::vector<Place> in_sight;
  for (std::size_t i = first_iteration(chart); i < all.size();) {
    if (all[i].begin >= view.frontier) break;
    const float a = work_begin(chart, all[i]);
    if (a > chart.plot.x1) break;
    if (started(all[i])) in_sight.push_back({i, a});
    i = std::max(i + 1, next_iteration(chart, i, a, kLeastSpan));
  }
  const auto each = [&](auto&& draw) {
    for (const Place& place : in_sight) draw(place.index, place.x);
  };
  // The waits first: no number lies under one.
  each([&](std::size_t i, float a) {
    const Iteration& one = all[i];
    const float wait_begin = chart.x(one.begin + 1);
    if (a - wait_begin < kLeastSpan) return;
    const bool ahead = one.begin + 2 > view.cursor;
    const float alpha = ahead ? 0.4f : 0.75f;
    paint.fill({wait_begin, gaps.y0 - paint.px(4), a, bottom}, with_alpha(theme.raise, alpha));
    const std::string length = view.duration(one.waited);
    if (paint.width(theme.fonts.small, length) + paint.px(4) < a - wait_begin) {
      paint.label({wait_begin, gaps.y0, a, gaps.y1}, theme.fonts.small,
                  ahead ? theme.dim : theme.mut, length, Align::Centre);
    }
  });
  float label_end = chart.plot.x0 - 1000, number_end = label_end;
  trace::Time label_time{-1};
  each([&](std::size_t i, float a) {
    const Iteration& one = all[i];
    const float b = work_end(chart, i);
    // Its number, over its work, and a line where it begins.
    paint.v_line(a, numbers.y0, bottom, theme.line);
    const std::string number = std::to_string(i + 1);
    const bool current = &one == now;
    const float w = paint.width(theme.fonts.small_bold, number);
    const float at = number_x(chart, a, b, w, paint);
    // The present one goes before its neighbours.
    const bool in_the_way =
        !current && at + w > now_at - paint.px(4) && at < now_at + now_width + paint.px(4);
    if (current || (at > number_end && !in_the_way)) {
      const ImU32 ghost = one.begin >= view.cursor ? with_alpha(theme.dim, 0.75f) : theme.dim;
      paint.label({at, numbers.y0, at + w + 1, numbers.y1},
                  current ? theme.fonts.small_bold : theme.fonts.small, current ? theme.acc : ghost,
                  number);
      number_end = at + w + paint.px(4);
    }
    // The time, where it has changed.
    const std::string words = view.seconds(one.time);
    const float words_width = paint.width(theme.fonts.mono, words);
    const float edge = std::max(a, chart.plot.x0);  // stays in sight while its cluster is
    const bool sticks = a >= chart.plot.x0 ||
                        fits_its_cluster(chart, one, chart.plot.x0 + words_width + paint.px(10));
    if (times.height() <= 0 || !sticks || view.shown(one.time) == label_time || edge <= label_end)
      return;
    const bool crossed =
        chart.now_x > edge - paint.px(8) && chart.now_x < edge + words_width + paint.px(4);
    const float x = crossed ? chart.now_x + paint.px(8) : edge;
    const bool on = now != nullptr && view.shown(one.time) == view.shown(view.snapshot().time()) &&
                    view.cursor > one.begin;
    const ImU32 quiet = one.begin >= view.cursor ? theme.dim : theme.mut;
    paint.label({x, times.y0, x + paint.px(200), times.y1},
                on ? theme.fonts.mono_bold : theme.fonts.mono, on ? theme.text : quiet, words);
    label_end = x + words_width + paint.px(10);
    label_time = view.shown(one.time);
  });
  if (times.height() > 0 && view.frontier > view.cursor) {
    const float x = chart.now_x + paint.px(10);
    if (x > label_end) {
      paint.label({x, times.y0, x + paint.px(60), times.y1}, theme.fonts.small, theme.dim,
                  "not yet");
    }
  }
  paint.list().PopClipRect();
}

void draw_loop_lane(const Chart& chart, const Painter& paint, Rect box) {
  const Theme& theme = paint.theme();
  const View& view = chart.view;
  if (view.frontier == 0) return;
  paint.list().PushClipRect({chart.plot.x0, box.y0}, {chart.plot.x1, box.y1}, true);
  const float middle = box.centre_y(), half = paint.px(5);
  const auto bar = [&](float a, float b) {
    const float now = chart.now_x;
    b = std::max(b, a + 1);  // where time alone counts, work takes none
    paint.fill({a, middle - half, std::min(b, now), middle + half}, with_alpha(theme.mut, 0.7f),
               paint.px(2));
    paint.fill({std::max(a, now), middle - half, b, middle + half}, with_alpha(theme.mut, 0.35f),
               paint.px(2));
  };
  const auto& all = view.timeline().iterations();
  float begin = std::max(chart.plot.x0 - 10, chart.x(0));
  for (std::size_t i = first_iteration(chart); i < all.size();) {
    const Iteration& one = all[i];
    if (one.begin + 1 >= view.frontier) break;
    const float wait_begin = chart.x(one.begin + 1);
    if (wait_begin > chart.plot.x1) break;
    const float a = work_begin(chart, one);
    if (a - wait_begin >= kLeastSpan) {
      bar(begin, wait_begin);
      if (a - wait_begin > paint.width(theme.fonts.small, "waits") + paint.px(6)) {
        paint.label({wait_begin, box.y0, a, box.y1}, theme.fonts.small, theme.dim, "waits",
                    Align::Centre);
      }
      begin = a;
    }
    i = std::max(i + 1, next_iteration(chart, i, a, kLeastSpan));
  }
  bar(begin, std::min(chart.seen_x, chart.plot.x1 + 10));
  paint.list().PopClipRect();
}

}  // namespace gui
