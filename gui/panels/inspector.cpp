// The task in focus: its state and why, its await stack, what it remembers, how it ended; and the
// chain of causes in sentences.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/commands.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

/// Rows of "name  value", one under the other.
class Facts {
 public:
  Facts(const Painter& paint, Rect room, float& y) : paint_(paint), room_(room), y_(y) {}

  /// Draws a row and returns true if its value was clicked.
  bool row(std::string_view name, std::string_view value, Font font, ImU32 colour,
           bool link = false) {
    const Theme& theme = paint_.theme();
    const Rect line{room_.x0, y_, room_.x1, y_ + paint_.px(22)};
    const float names = name_width();
    paint_.label({line.x0, line.y0, line.x0 + names, line.y1}, theme.fonts.body, theme.mut, name);
    const Rect cell{line.x0 + names, line.y0, line.x1, line.y1};
    const float w = paint_.label(cell, font, colour, value);
    y_ += paint_.px(24);
    return link && pressed({cell.x0, cell.y0, cell.x0 + w, cell.y1});
  }
  bool row(std::string_view name, std::string_view value) {
    return row(name, value, paint_.theme().fonts.body, paint_.theme().text);
  }
  bool link(std::string_view name, std::string_view value) {
    return row(name, value, paint_.theme().fonts.body, paint_.theme().acc, true);
  }
  bool code(std::string_view name, std::string_view value, bool fresh) {
    return row(name, value, fresh ? paint_.theme().fonts.mono_bold : paint_.theme().fonts.mono,
               paint_.theme().text);
  }
  float name_width() const {
    return std::floor(std::clamp(room_.width() * 0.36f, paint_.px(76), paint_.px(92)));
  }

 private:
  const Painter& paint_;
  Rect room_;
  float& y_;
};

std::string when(const View& view, trace::Time time, std::uint32_t iteration) {
  return iteration == 0 ? view.seconds(time)
                        : fmt::format("{}, iteration {}", view.seconds(time), iteration);
}

void draw_created(const View& view, const model::TaskLane& lane, Facts& facts,
                  CommandQueue& commands) {
  const trace::TraceEvent& event = view.trace()[lane.created];
  std::string words = lane.parent != 0 ? view.timeline().label(lane.parent) : "the loop";
  words += ", " + view.seconds(event.time);
  if (facts.link("created by", words)) commands.seek(lane.created + 1);
}

void draw_alive(const View& view, const UiState& ui, const model::TaskLane& lane,
                const model::TaskView& task, Facts& facts, CommandQueue& commands) {
  const model::Timeline& timeline = view.timeline();
  if (facts.link("since", when(view, task.since_time, task.since_iteration)))
    commands.seek(task.since + 1);
  if (task.state == model::TaskState::Suspended) {
    const trace::Time sleeps = task.sleep_until - task.since_time;
    const std::string what = view.reason(task.wait, task.waits_for, sleeps);
    if (timeline.lane(task.waits_for) != nullptr) {
      if (facts.link("awaits", what)) commands.select(task.waits_for);
    } else {
      facts.row("awaits", what);
    }
    if (task.wait == trace::WaitKind::Sleep) facts.row("until", view.seconds(task.sleep_until));
  }
  if (const std::string place = view.place(task.location(), ui.language); !place.empty()) {
    facts.row("at", place);
  }
  draw_created(view, lane, facts, commands);
  if (task.cancel_requests > 0) {
    facts.row("cancel", task.cancel_requests == 1
                            ? "requested once"
                            : fmt::format("requested {} times", task.cancel_requests));
  }
  bool first = true;
  for (const model::Frame& frame : task.stack) {
    std::string words(view.text(frame.coroutine));
    if (const std::string place = view.place(frame.location, ui.language); !place.empty()) {
      words += "  " + place.substr(place.rfind(':'));
    }
    facts.code(first ? "await stack" : "", words, false);
    first = false;
  }
  first = true;
  for (const model::WatchedValue& value : task.watches) {
    const std::string words = fmt::format("{} = {}", view.text(value.name), view.text(value.value));
    const bool fresh = value.changed_at + 1 == view.cursor;
    facts.code(first ? "remembers" : "", words, fresh);
    first = false;
  }
}

void draw_ended(const View& view, const model::TaskLane& lane, Facts& facts,
                CommandQueue& commands) {
  const trace::TraceEvent& event = view.trace()[lane.ended];
  if (facts.link("since", view.seconds(event.time))) commands.seek(lane.ended + 1);
  switch (lane.outcome) {
    case trace::Outcome::Result:
      facts.code("result", lane.result.empty() ? "None" : lane.result, false);
      break;
    case trace::Outcome::Exception:
      facts.code("exception", lane.exception, false);
      if (!lane.result.empty()) facts.code("", lane.result, false);
      break;
    case trace::Outcome::Cancelled:
      facts.row("result", lane.result.empty() ? "cancelled" : "cancelled: " + lane.result);
      break;
    case trace::Outcome::Pending:
      facts.row("dropped", "while it was pending");
      break;
  }
  draw_created(view, lane, facts, commands);
}

std::string question(const model::TaskLane& lane, model::TaskState state) {
  switch (state) {
    case model::TaskState::Running:
      return "Why is " + lane.label + " running?";
    case model::TaskState::Done:
    case model::TaskState::Destroyed:
      return "Why has " + lane.label + " ended?";
    default:
      return "Why is " + lane.label + " not running?";
  }
}

float draw_why(const View& view, const Painter& paint, Rect room, float y,
               const std::vector<model::Sentence>& sentences, CommandQueue& commands) {
  const Theme& theme = paint.theme();
  const SentenceStyle style{theme.fonts.body, theme.fonts.body_bold, theme.text, paint.px(20)};
  const auto colour_of = [&](trace::TaskId task) { return view.colour_of(task); };
  int number = 1;
  for (const model::Sentence& sentence : sentences) {
    paint.text(room.x0, y + (paint.px(20) - theme.fonts.mono.size) * 0.5f, theme.fonts.mono,
               theme.dim, std::to_string(number++));
    const SentenceLayout layout =
        draw_sentence(paint, sentence, room.x0 + paint.px(24), y, room.x1, style, colour_of);
    commands.follow(layout.pressed);
    y += layout.height + paint.px(8);
  }
  return y;
}

}  // namespace

void draw_inspector(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  Rect room = window_room();
  const model::TaskLane* lane = view.timeline().lane(view.focus);
  if (lane == nullptr || lane->created >= view.frontier) {
    draw_title(paint, room, "Task");
    Rect text = room.inset(paint.px(12), paint.px(10));
    draw_nothing(paint, text.cut_top(paint.px(20)), "No task exists yet.");
    return;
  }
  const model::TaskView* task = view.snapshot().task(view.focus);
  model::TaskState state = model::TaskState::Undetermined;
  const bool unborn = lane->created >= view.cursor;
  if (task != nullptr)
    state = task->state;
  else if (lane->ended < view.cursor) {
    state = lane->outcome == trace::Outcome::Pending ? model::TaskState::Destroyed
                                                     : model::TaskState::Done;
  }

  Rect bar = room.cut_top(paint.px(32));
  paint.h_line(bar.x0, bar.x1, bar.y1 - 1, theme.line);
  bar = bar.inset(paint.px(12), 0);
  paint.square(bar.x0, bar.centre_y(), paint.px(8), view.colour_of(view.focus));
  bar.cut_left(paint.px(16));
  if (!unborn) bar.x1 = paint.state_tag(bar.x1, bar.centre_y(), state) - paint.px(8);
  bar.cut_left(paint.label(bar, theme.fonts.small_bold, theme.text, "Task " + lane->label) +
               paint.px(8));
  if (ui.selected != 0) {
    const bool wide = bar.width() > paint.width(theme.fonts.small, "follow the story");
    const std::string_view words = wide ? "follow the story" : "follow";
    const Rect link =
        bar.cut_right(std::min(bar.width(), paint.width(theme.fonts.small, words) + 1));
    paint.label(link, theme.fonts.small, theme.acc, words);
    if (pressed(link)) commands.push("deselect");
  }

  begin_scroll("inspector", room);
  const Painter inner(theme);
  const float top = room.y0 - ImGui::GetScrollY();
  const Rect column{room.x0 + paint.px(12), top, room.x1 - paint.px(12), room.y1};
  float y = top + paint.px(8);
  Facts facts(inner, column, y);
  if (unborn) {
    facts.row("not yet", "it will be created later");
  } else if (task != nullptr) {
    draw_alive(view, ui, *lane, *task, facts, commands);
  } else {
    draw_ended(view, *lane, facts, commands);
  }
  if (!unborn) {
    y += inner.px(6);
    if (ui.why_due) ImGui::SetScrollY(y - top);
    ui.why_due = false;
    const auto ask = [&](const std::string& words, std::string_view key, auto sentences) {
      const Rect head{room.x0, y, room.x1, y + inner.px(32)};
      inner.h_line(head.x0, head.x1, head.y0, theme.line);
      if (ui.why) inner.fill({head.x0, head.y0 + 1, head.x0 + inner.px(3), head.y1}, theme.acc);
      Rect line = head.inset(inner.px(12), 0);
      if (!key.empty()) {
        const Rect cap = line.cut_right(inner.keys_width(key));
        inner.keys(cap.x0, cap.centre_y(), key);
        if (pressed(head)) commands.push("why");
      }
      inner.label(line, theme.fonts.small_bold, theme.text, words);
      y = head.y1;
      inner.h_line(head.x0, head.x1, y - 1, theme.line);
      if (ui.prediction.secret()) {
        draw_closed(inner, {column.x0, y + inner.px(8), column.x1, y + inner.px(28)});
        y += inner.px(36);
      } else {
        y = draw_why(view, inner, column, y + inner.px(10), sentences(), commands);
      }
    };
    ask(question(*lane, state), ui.why ? "" : "E",
        [&]() -> const auto& { return view.run.why(view.focus); });
    if (ui.why && view.cursor > 0) {
      y += inner.px(6);
      ask("Why did this happen?", "E", [&]() -> const auto& { return view.run.why_fact(); });
    }
  }
  end_scroll(y - top);
}

}  // namespace gui
