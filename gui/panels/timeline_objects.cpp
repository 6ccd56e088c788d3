// Lanes for locks, semaphores, queues, events, conditions and barriers: who has them, who waits,
// what is left; under them the threads of the executor with their jobs. Up to the cursor in full
// and beyond it as a ghost.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/panels.hpp"
#include "gui/panels/chart.hpp"

namespace gui {
namespace {

using model::ObjectLane;
using model::ObjectSpan;
using model::ObjectState;
using trace::ObjectKind;

/// One lane while it is drawn.
struct Lane {
  Chart& chart;
  const Painter& paint;
  const ObjectLane& object;
  Rect bar;
  std::uint32_t whole;  ///< the amount that fills the bar: its size, or the most that was visited

  /// How full the bar of a counted object is, from 0 to 1; of a semaphore what is taken.
  float share(const ObjectSpan& span) const {
    const bool used = object.kind == ObjectKind::Semaphore;
    return static_cast<float>(used ? whole - span.amount : span.amount) / static_cast<float>(whole);
  }
};

constexpr float kGhost = 0.4f;  // of what is beyond the cursor

template <class Draw>
void in_two_parts(const Lane& lane, float a, float b, Draw&& draw) {
  const float now = lane.chart.now_x;
  if (a < now) draw(a, std::min(b, now), 1.f);
  if (b > now) draw(std::max(a, now), b, kGhost);
}

/// "lock db", "queue 2", "thread 1".
std::string name_of(const View& view, const ObjectLane& object) {
  if (object.thread != 0) return fmt::format("thread {}", object.thread);
  const std::string label = view.timeline().label(object.id);
  const std::string kind(trace::word(object.kind));
  return label.starts_with(kind) ? label : kind + " " + label;
}

/// "B waits", "B and C wait", "B, C and 3 more wait"; empty for nobody.
std::string waiters_of(const View& view, const ObjectSpan& span) {
  const auto name = [&](trace::TaskId task) { return view.timeline().label(task); };
  if (span.waiters == 0) return "";
  if (span.waiters == 1) return name(span.first) + " waits";
  if (span.waiters == 2) return name(span.first) + " and " + name(span.second) + " wait";
  return fmt::format("{}, {} and {} more wait", name(span.first), name(span.second),
                     span.waiters - 2);
}

std::string state_of(const View& view, const ObjectLane& object, const ObjectSpan& span) {
  switch (span.state) {
    case ObjectState::Held:
      return "held by " + (span.task != 0 ? view.timeline().label(span.task) : "a callback");
    case ObjectState::Promised:
      return "promised to " + view.timeline().label(span.task);
    case ObjectState::Runs:
      return view.timeline().label(span.first) +
             (span.task != 0 ? ", for " + view.timeline().label(span.task) : "");
    case ObjectState::Set:
      return "set";
    case ObjectState::Clear:
      return span.waiters > 0 ? "" : "not set";
    case ObjectState::Counted:
      if (object.kind == ObjectKind::Semaphore) {
        return fmt::format("{} of {} left", span.amount, std::max(object.size, span.amount));
      }
      if (object.kind == ObjectKind::Barrier) {
        return span.amount > 0 ? fmt::format("{} of {} are here", span.amount, object.size) : "";
      }
      if (span.amount == 0) return "empty";
      return object.size > 0 ? fmt::format("{} of {}", span.amount, object.size)
                             : fmt::format("{} item{}", span.amount, span.amount == 1 ? "" : "s");
    default:
      return "";
  }
}

std::string words_of(const View& view, const ObjectLane& object, const ObjectSpan& span) {
  std::string words = state_of(view, object, span);
  const std::string waiters = waiters_of(view, span);
  if (!words.empty() && !waiters.empty()) words += " · ";
  return words + waiters;
}

void draw_shape(const Lane& lane, const ObjectSpan& span, float a, float b) {
  const Painter& paint = lane.paint;
  const Theme& theme = paint.theme();
  const ImU32 colour = span.task != 0 ? lane.chart.view.colour_of(span.task) : theme.mut;
  const float solid = theme.kind == ThemeKind::Dark ? 0.5f : 0.55f;
  in_two_parts(lane, a, b, [&](float x0, float x1, float alpha) {
    const Rect box{x0, lane.bar.y0, x1, lane.bar.y1};
    if (span.state == ObjectState::Held || span.state == ObjectState::Runs) {
      paint.fill(box, mix(theme.panel, colour, solid * alpha));
    } else if (span.state == ObjectState::Set) {
      paint.fill(box, with_alpha(theme.mut, 0.35f * alpha), paint.px(2));
    } else if (span.state == ObjectState::Counted) {
      const float top = box.y1 - std::round(box.height() * lane.share(span));
      paint.fill({x0, top, x1, box.y1}, with_alpha(theme.mut, 0.4f * alpha));
    }
    const bool promised = span.state == ObjectState::Promised ||
                          (span.state == ObjectState::Counted && span.task != 0);
    if (promised && x1 - x0 > 3) paint.dashed(box, with_alpha(colour, alpha), 1.6f);
  });
}

void draw_words(const Lane& lane, const ObjectSpan& span, float a, float b) {
  const Painter& paint = lane.paint;
  const Theme& theme = paint.theme();
  // They stay in sight while a part of the span is.
  const float left = std::max(a, lane.chart.plot.x0) + paint.px(6);
  const float right = std::min(b, lane.chart.plot.x1) - paint.px(4);
  if (right - left < paint.px(28)) return;
  const std::string words = words_of(lane.chart.view, lane.object, span);
  const float wanted = paint.width(theme.fonts.small, words);
  if (words.empty() || right - left < std::min(wanted, paint.px(64))) return;
  const bool ahead = a >= lane.chart.now_x;
  const bool solid = span.state == ObjectState::Held || span.state == ObjectState::Runs;
  const bool quiet = !solid && span.waiters == 0;
  const bool on_line =
      !solid && span.state != ObjectState::Set && span.state != ObjectState::Counted;
  const Font font = theme.fonts.small;
  if (on_line && span.state != ObjectState::Promised) {  // the lifeline does not cross letters
    const float w = std::min(paint.width(font, words), right - left);
    paint.fill({left - paint.px(3), lane.bar.y0, left + w + paint.px(3), lane.bar.y1}, theme.panel);
  }
  paint.label({left, lane.bar.y0, right, lane.bar.y1}, font,
              ahead ? theme.dim : (quiet ? theme.mut : theme.text), words);
}

void draw_merged(const Lane& lane, float a, float b, std::size_t count) {
  const Painter& paint = lane.paint;
  const Theme& theme = paint.theme();
  b = std::max(b, a + kLeastSpan);
  const float inset = std::floor(lane.bar.height() * 0.25f);
  in_two_parts(lane, a, b, [&](float x0, float x1, float alpha) {
    paint.fill({x0, lane.bar.y0 + inset, x1, lane.bar.y1 - inset},
               with_alpha(theme.mut, 0.5f * alpha));
  });
  const std::string words = "×" + std::to_string(count);
  if (paint.width(theme.fonts.small, words) + paint.px(10) < b - a) {
    const float w = paint.width(theme.fonts.small, words) + paint.px(8);
    const float middle = (std::max(a, lane.chart.plot.x0) + std::min(b, lane.chart.plot.x1)) * 0.5f;
    const Rect box{middle - w * 0.5f, lane.bar.y0, middle + w * 0.5f, lane.bar.y1};
    paint.fill(box, theme.panel, paint.px(2));
    paint.label(box, theme.fonts.small, theme.mut, words, Align::Centre);
  }
}

void draw_object(const Lane& lane, trace::EventIndex frontier) {
  Chart& chart = lane.chart;
  const Theme& theme = lane.paint.theme();
  const ObjectLane& object = lane.object;
  const auto end_x = [&](std::size_t i) {
    const trace::EventIndex end = object.end_of(i);
    return end < frontier ? chart.x(end + 1) : chart.seen_x;
  };
  const std::size_t count = object.spans();
  std::size_t at = chart.first > 0 ? object.over_at(chart.first - 1) : 0;
  if (at >= count) return;
  const float born = chart.x(object.begin_of(0) + 1), gone = end_x(count - 1);
  // Amounts stand on the lifeline, states lie on it.
  const bool counted = object.span(0).state == ObjectState::Counted;
  lane.paint.h_line(std::max(born, chart.plot.x0), std::min(gone, chart.plot.x1),
                    std::floor(counted ? lane.bar.y1 : lane.bar.centre_y()), theme.line);
  float from = 0, to = 0;
  std::size_t merged = 0;
  const auto flush = [&] {
    if (merged > 0 && to - from > 0.5f) draw_merged(lane, from, to, merged);
    merged = 0;
  };
  while (at < count && object.begin_of(at) < frontier) {
    const float a = chart.x(object.begin_of(at) + 1);
    if (a > chart.plot.x1) break;
    const float b = end_x(at);
    if (b - a >= kLeastSpan) {
      flush();
      const ObjectSpan span = object.span(at);
      // A hair before the next one begins, but where only the waiters change.
      const bool has_next = at + 1 < count && object.begin_of(at + 1) < frontier;
      const bool goes_on = has_next && object.span(at + 1).task == span.task &&
                           object.span(at + 1).state == span.state;
      draw_shape(lane, span, a, goes_on ? b : b - 1);
      draw_words(lane, span, a, b);
      ++at;
      continue;
    }
    const bool followed = at + 1 < count && object.begin_of(at + 1) < frontier;
    if (b - a < 0.01f && followed) {  // nobody could have seen it
      const std::size_t next = at + 1;
      if (end_x(next) - b >= kLeastSpan) {
        at = next;
        continue;
      }
    }
    const std::size_t next =
        std::max(at + 1, object.over_at(std::min(chart.edge(a + kLeastSpan), frontier), at));
    if (merged == 0) from = a;
    to = end_x(next - 1);
    merged += next - at;
    at = next;
  }
  flush();
}

}  // namespace

ObjectRows object_rows(const View& view) {
  const model::ObjectLanes& all = view.run.objects();
  const auto born = [&](const std::deque<ObjectLane>& lanes) {
    const auto unborn =
        std::partition_point(lanes.begin(), lanes.end(),
                             [&](const ObjectLane& lane) { return lane.created < view.frontier; });
    return static_cast<std::size_t>(unborn - lanes.begin());
  };
  return {all.lanes(), all.threads(), born(all.lanes()), born(all.threads())};
}

void draw_object_lanes(Chart& chart, const Painter& paint, float top, float row,
                       const ObjectRows& rows, CommandQueue& commands) {
  const Theme& theme = paint.theme();
  const View& view = chart.view;
  const trace::EventIndex frontier = std::min(view.frontier, view.run.objects().size());
  const Rect window = window_room();
  paint.list().PushClipRect(window.min(), window.max(), true);
  auto i = static_cast<std::size_t>(std::max(0.f, (window.y0 - top) / row));
  for (; i < rows.size(); ++i) {
    const float y = top + static_cast<float>(i) * row;
    if (y > window.y1) break;
    const Rect band{window.x0, y, window.x1, y + row};
    const ObjectLane& object = rows[i];
    const Rect name{band.x0 + paint.px(14), band.y0, chart.plot.x0 - paint.px(6), band.y1};
    const float used = paint.name(name, theme.fonts.small, theme.mut, name_of(view, object));
    const float inset = std::floor((row - std::min(row - paint.px(4), paint.px(18))) * 0.5f);
    const std::size_t last = std::min(object.over_at(frontier), object.spans() - 1);
    const Lane lane{chart,
                    paint,
                    object,
                    {chart.plot.x0, y + inset, chart.plot.x1, y + row - inset},
                    std::max({object.size, object.most_until(last), 1u})};
    paint.list().PushClipRect({chart.plot.x0, y}, {chart.plot.x1, y + row}, true);
    draw_object(lane, frontier);
    paint.list().PopClipRect();
    if (!hovered(band)) continue;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (mouse.x < chart.plot.x0) {
      if (used >= name.width() - 1) hint(paint, name_of(view, object));
      continue;
    }
    const trace::EventIndex there = chart.visited_at(mouse.x);
    const std::size_t at = object.over_at(there);
    if (mouse.x > chart.seen_x || at >= object.spans() || object.begin_of(at) >= there) continue;
    const ObjectSpan span = object.span(at);
    std::string words = name_of(view, object);
    const std::string state = words_of(view, object, span);
    words += state.empty() ? "" : ": " + state;
    words += "\nfrom " + view.seconds(view.trace()[span.begin].time);
    if (span.end < frontier) words += " to " + view.seconds(view.trace()[span.end].time);
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) hint(paint, words);
    const ImVec2 moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 4 * theme.scale);
    const bool still = moved.x == 0 && moved.y == 0;
    if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) && still && span.task != 0) {
      commands.select(span.task);
    }
  }
  paint.list().PopClipRect();
}

}  // namespace gui
