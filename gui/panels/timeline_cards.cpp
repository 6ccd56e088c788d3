// The cards of what the mouse rests on in the timeline: spans, ends and wake-ups in the lanes, the
// names of tasks, iterations and waits. None tells anything beyond what was visited.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/model/causes.hpp"
#include "gui/app.hpp"
#include "gui/hover.hpp"
#include "gui/panels/timeline_marks.hpp"

namespace gui {
namespace {

using model::Span;
using model::TaskLane;
using model::TaskState;

void show(const View& view, const Painter& paint, const HoverCard& card) {
  show(paint, card, [&](trace::TaskId task) { return view.colour_of(task); });
}

/// As the log tells it: while a question is open, without what would answer it.
model::Sentence told(const View& view, trace::EventIndex event) {
  const model::Sentence& sentence = view.run.tell(event);
  if (!view.app.ui().prediction.secret()) return sentence;
  return without_effect(sentence, view.trace()[event].kind);
}

std::string turn_of(const View& view, trace::EventIndex event) {
  const model::Iteration* turn = view.timeline().iteration_at(event);
  if (turn == nullptr) return "before the first iteration";
  return fmt::format("iteration {}", view.timeline().index_of(*turn) + 1);
}

/// "1.000 s, iteration 4, fact 33".
std::string moment(const View& view, trace::EventIndex event) {
  return fmt::format("{}, {}, fact {}", view.seconds(view.trace()[event].time),
                     turn_of(view, event), event + 1);
}

HoverCard card_of(const View& view, const TaskLane& lane) {
  HoverCard card;
  card.title = lane.label;
  card.square = view.colour_of(lane.id);
  return card;
}

std::string some(std::size_t n, std::string_view noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

/// How long a span took: in time, and in what happened meanwhile.
std::string length(const View& view, trace::EventIndex begin, trace::EventIndex end) {
  const trace::Time took = model::elapsed(view.trace()[begin].time, view.trace()[end].time);
  std::string words = view.duration(took) + ", " + some(end - begin, "fact");
  const model::Timeline& timeline = view.timeline();
  const model::Iteration *first = timeline.iteration_at(begin), *last = timeline.iteration_at(end);
  if (last == nullptr) return words;
  const std::size_t from = first != nullptr ? timeline.index_of(*first) : 0;
  const std::size_t turns = timeline.index_of(*last) - from;
  return turns == 0 ? words + ", within one iteration"
                    : words + ", over " + some(turns + 1, "iteration");
}

void tell_span(const View& view, const Painter& paint, const TaskLane& lane, const Span& span) {
  HoverCard card = card_of(view, lane);
  card.state = span.state;
  if (span.state == TaskState::Suspended) {
    card.row("reason", view.reason(span.wait, span.waits_for, span.sleeps, span.holder));
  }
  const bool over = span.end < view.frontier;
  card.row("since", moment(view, span.begin));
  card.row("until", over ? moment(view, span.end) : "still so, as far as you have seen");
  const trace::EventIndex end = over ? span.end : std::max(view.frontier, span.begin + 1) - 1;
  card.row(over ? "for" : "so far", length(view, span.begin, end));
  // Who made it so.
  const bool running = span.state == TaskState::Running;
  if (span.state == TaskState::Suspended) {
    if (over) card.row("woken", told(view, span.end));
  } else {
    const trace::EventIndex woken =
        running ? model::cause_of(view.timeline(), span.begin) : span.begin;
    if (woken != trace::kNever) card.row("woken", told(view, woken));
  }
  show(view, paint, card);
}

std::string outcome_of(const TaskLane& lane) {
  switch (lane.outcome) {
    case trace::Outcome::Result:
      return lane.result.empty() ? "no result" : "result " + lane.result;
    case trace::Outcome::Exception:
      return lane.result.empty() ? lane.exception : lane.exception + ": " + lane.result;
    case trace::Outcome::Cancelled:
      return "cancelled";
    default:
      return "dropped while it was pending";
  }
}

void tell_end(const View& view, const Painter& paint, const TaskLane& lane) {
  HoverCard card = card_of(view, lane);
  card.state = lane.outcome == trace::Outcome::Pending ? TaskState::Destroyed : TaskState::Done;
  card.row("ended", moment(view, lane.ended));
  card.row("with", outcome_of(lane));
  card.row("lived", length(view, lane.created, lane.ended));
  show(view, paint, card);
}

void tell_task(const View& view, const Painter& paint, const TaskLane& lane) {
  HoverCard card = card_of(view, lane);
  const auto span = view.timeline().span_at(lane.id, view.cursor);
  if (span) card.state = span->state;
  if (!lane.coroutine.empty()) card.row("runs", "coroutine " + lane.coroutine);
  card.row("created", told(view, lane.created));
  card.row("at", moment(view, lane.created));
  if (lane.created >= view.cursor) card.row("now", "not created yet");
  std::size_t steps = 0;
  if (const model::TaskView* task = view.snapshot().task(lane.id)) steps = task->steps;
  if (steps > 0) card.row("so far", some(steps, "step"));
  if (lane.ended < view.frontier)
    card.row("ended", outcome_of(lane) + ", " + moment(view, lane.ended));
  show(view, paint, card);
}

void tell_wake_up(const View& view, const Painter& paint, const model::WakeUp& wake) {
  HoverCard card;
  const bool creation = view.trace()[wake.at].kind == trace::EventKind::TaskCreated;
  card.title = creation ? "creation" : "wake-up";
  card.row("what", told(view, wake.at));
  card.row("at", moment(view, wake.at));
  if (wake.resumed < view.frontier) {
    card.row("runs", moment(view, wake.resumed));
    card.row("after", length(view, wake.at, wake.resumed));
  } else {
    card.row("runs", "not yet, as far as you have seen");
  }
  show(view, paint, card);
}

/// The wake-up whose arrow is under the mouse; null if there is none.
const model::WakeUp* wake_up_at(const Chart& chart, ImVec2 mouse) {
  const View& view = chart.view;
  const bool readable = chart.axis.kind() == model::AxisKind::Time || chart.unit > 8;
  if (!readable) return nullptr;
  const float reach = 5 * view.theme.scale;
  const auto& all = view.timeline().wake_ups();
  const trace::EventIndex first = chart.visited_at(mouse.x - reach);
  auto one = std::partition_point(all.begin(), all.end(),
                                  [&](const model::WakeUp& wake) { return wake.at + 1 < first; });
  const auto row_of = [&](trace::TaskId task) {
    const TaskLane* lane = view.timeline().lane(task);
    return lane != nullptr ? chart.lanes.row_of(*lane) : std::nullopt;
  };
  for (int looked_at = 0; one != all.end() && one->at < view.frontier && looked_at < 64; ++one) {
    ++looked_at;
    const float x = chart.x(one->at + 1);
    if (x > mouse.x + reach) break;
    const bool creation = view.trace()[one->at].kind == trace::EventKind::TaskCreated;
    if (one->from == 0 || one->from == one->to || creation || x < mouse.x - reach) continue;
    const auto from = row_of(one->from), to = row_of(one->to);
    if (!from || !to || from == to) continue;
    // Between the two blocks, not on them.
    const float above = (chart.row - chart.bar) * 0.5f;
    const float y0 = chart.y(std::min(*from, *to)) + above + chart.bar;
    const float y1 = chart.y(std::max(*from, *to)) + above;
    if (mouse.y > y0 && mouse.y < y1) return &*one;
  }
  return nullptr;
}

}  // namespace

void draw_lane_cards(const Chart& chart, const Painter& paint, const ChartParts& parts) {
  const View& view = chart.view;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!hovered(parts.lanes) || mouse.x > chart.plot.x1) return;
  const double above = static_cast<double>(mouse.y) - chart.top;
  const double row = above / static_cast<double>(chart.row);
  if (row < 0 || row >= static_cast<double>(chart.lanes.rows().size())) return;
  const auto index = static_cast<std::size_t>(row);
  const TaskLane& lane = *chart.lanes.rows()[index].lane;
  if (mouse.x < chart.plot.x0) {
    if (hover().rests_on(thing("task", lane.id))) tell_task(view, paint, lane);
    return;
  }
  if (const model::WakeUp* wake = wake_up_at(chart, mouse)) {
    hover().point_to(wake->at + 1);
    if (hover().rests_on(thing("wake-up", wake->at))) tell_wake_up(view, paint, *wake);
    return;
  }
  if (std::abs(mouse.y - chart.y(index) - chart.row * 0.5f) > chart.bar * 0.5f) return;
  if (lane.ended < view.frontier) {
    const float x = chart.x(lane.ended + 1);
    if (mouse.x > x && mouse.x < x + paint.px(70)) {
      if (hover().rests_on(thing("end", lane.id))) tell_end(view, paint, lane);
      return;
    }
  }
  if (mouse.x > chart.seen_x) return;
  const auto span = view.timeline().span_at(lane.id, chart.visited_at(mouse.x));
  if (span && hover().rests_on(thing("span", lane.id, span->begin))) {
    tell_span(view, paint, lane, *span);
  }
}

void draw_ruler_cards(const Chart& chart, const Painter& paint, const ChartParts& parts) {
  const View& view = chart.view;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const Rect strip{chart.plot.x0, parts.gaps.y0, chart.plot.x1, parts.numbers.y1};
  if ((!hovered(strip) && !hovered(parts.loop_lane)) || mouse.x > chart.seen_x) return;
  const trace::EventIndex at = chart.visited_at(mouse.x);
  const model::Iteration* turn = at > 0 ? view.timeline().iteration_at(at - 1) : nullptr;
  if (turn == nullptr) return;
  HoverCard card;
  const bool waits = at == turn->begin + 1 && turn->waited.count() > 0;
  if (waits) {
    if (!hover().rests_on(thing("wait", turn->begin))) return;
    card.title = "Nothing runs";
    card.row("why", told(view, turn->begin));
    const bool over = turn->begin + 1 < view.frontier;
    card.row("since", view.seconds(view.trace()[turn->begin].time));
    card.row("for", over ? view.duration(turn->waited) : "as far as you have seen");
    show(view, paint, card);
    return;
  }
  if (!hover().rests_on(thing("iteration", turn->begin))) return;
  card.title = fmt::format("Iteration {}", view.timeline().index_of(*turn) + 1);
  card.row("began", fmt::format("{}, fact {}", view.seconds(view.trace()[turn->begin].time),
                                turn->begin + 1));
  if (turn->waited.count() > 0) card.row("waited", view.duration(turn->waited));
  std::string batch;
  std::size_t runs = 0;
  const auto& all = view.timeline().runs();
  auto run = std::partition_point(
      all.begin(), all.end(), [&](const model::HandleRun& one) { return one.begin < turn->begin; });
  const trace::EventIndex end = std::min(trace::EventIndex(turn->end), view.frontier - 1);
  for (; run != all.end() && run->begin <= end; ++run, ++runs) {
    if (runs >= 8) continue;
    if (!batch.empty()) batch += ", ";
    batch += run->task != 0 ? view.timeline().label(run->task) : "a callback";
  }
  if (runs > 8) batch += fmt::format(" and {} more", runs - 8);
  card.row("ran", runs == 0 ? "nothing yet" : batch);
  card.row("facts", std::to_string(end - turn->begin + 1));
  show(view, paint, card);
}

}  // namespace gui
