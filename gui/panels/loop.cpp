// One turn of the loop as a picture: its three phases, the one that is on lit; the running handle;
// the ready queue in order, with the mark where this batch ends; timers; who waits for what; the
// threads and their jobs.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/motion.hpp"
#include "gui/panels.hpp"
#include "gui/panels/loop_parts.hpp"

namespace gui {
namespace {

using model::LoopPhase;

/// What has room is told in full, else in fewer words.
using Wordings = std::vector<std::string>;

std::string_view fitting_words(const Painter& paint, Font font, const Wordings& wordings,
                               float room) {
  for (const std::string& words : wordings) {
    if (paint.width(font, words) <= room) return words;
  }
  return wordings.empty() ? std::string_view() : wordings.back();
}

struct Phase {
  LoopPhase phase;
  Wordings titles;
};
const std::array<Phase, 3>& phases() {
  static const std::array<Phase, 3> all{
      {{LoopPhase::Waiting, {"Wait for I/O or the next timer", "Wait for I/O, timers", "Wait"}},
       {LoopPhase::MovingTimers,
        {"Move due timers to the queue", "Move due timers", "Move timers", "Timers"}},
       {LoopPhase::RunningBatch, {"Run the batch", "Batch"}}}};
  return all;
}

/// The numbers under a phase; empty before it was reached in this iteration.
Wordings numbers(const View& view, LoopPhase phase) {
  const model::Snapshot& now = view.snapshot();
  const LoopPhase at = now.phase();
  if (at == LoopPhase::NotStarted || at == LoopPhase::Stopped) return {};
  if (phase == LoopPhase::Waiting) {
    if (at != LoopPhase::Waiting && now.waited().count() > 0) {
      return {"waited " + view.duration(now.waited())};
    }
    if (now.wait_limit().count() == 0) return {"0 s: work is ready", "0 s: work ready", "0 s"};
    if (now.wait_limit().count() < 0) {
      return {"without limit: no timer is armed", "without limit", "no limit"};
    }
    const std::string limit = view.duration(now.wait_limit());
    return {limit + ": next timer", limit};
  }
  if (at == LoopPhase::Waiting) return {};
  if (phase == LoopPhase::MovingTimers) {
    const std::size_t due = now.timers_moved() + now.timers_due();
    if (due == 0) return {"none is due"};
    return {fmt::format("{} {} due", due, due == 1 ? "is" : "are")};
  }
  if (at == LoopPhase::MovingTimers) return {};
  if (now.batch_begun() == 0) {
    return {
        fmt::format("{} handle{} ready", now.batch_size(), now.batch_size() == 1 ? " is" : "s are"),
        fmt::format("{} ready", now.batch_size())};
  }
  return {fmt::format("handle {} of {}", now.batch_begun(), now.batch_size()),
          fmt::format("{} of {}", now.batch_begun(), now.batch_size())};
}

void draw_phases(const View& view, const Painter& paint, Rect room, CommandQueue& commands) {
  const bool moves = view.enabled("move");
  const Theme& theme = paint.theme();
  const model::Snapshot& now = view.snapshot();
  const float least = paint.px(32);
  const float height = std::clamp(room.height() / 3 - paint.px(4), least, paint.px(50));
  const bool with_numbers = height > paint.px(46);
  int index = 1;
  for (const Phase& phase : phases()) {
    const Rect box = room.cut_top(height);
    room.cut_top(paint.px(4));
    const bool on = now.phase() == phase.phase;
    if (moves && phase.phase != LoopPhase::RunningBatch && pressed(box)) {
      commands.push("move", phase.phase == LoopPhase::Waiting ? "wait" : "move-timers");
    }
    if (on) {
      paint.fill(box, theme.hl, paint.px(6));
      paint.stroke(box, theme.acc, paint.px(6));
    }
    Rect inner = box.inset(paint.px(8), with_numbers ? paint.px(6) : paint.px(5));
    const float r = paint.px(11);
    const ImVec2 centre{inner.x0 + r, inner.y0 + r};
    if (on)
      paint.list().AddCircleFilled(centre, r, theme.acc, 32);
    else
      paint.list().AddCircle(centre, r - 0.5f, theme.line, 32, 1);
    paint.label({inner.x0, inner.y0, inner.x0 + 2 * r, inner.y0 + 2 * r}, theme.fonts.small,
                on ? theme.panel : theme.mut, std::to_string(index++), Align::Centre);
    inner.cut_left(2 * r + paint.px(12));
    paint.label(inner.cut_top(paint.px(20)), theme.fonts.body_bold, theme.text,
                fitting_words(paint, theme.fonts.body_bold, phase.titles, inner.width()));
    if (!with_numbers) continue;
    paint.label(inner.cut_top(paint.px(18)), theme.fonts.small, theme.mut,
                fitting_words(paint, theme.fonts.small, numbers(view, phase.phase), inner.width()));
  }
  if (room.height() < paint.px(18)) return;
  std::string_view words = room.width() < paint.px(216)
                               ? std::string_view("↑  and again")
                               : std::string_view("↑  and again, until main is done");
  if (now.phase() == LoopPhase::NotStarted) words = "not started yet";
  if (now.phase() == LoopPhase::Stopped) words = "the loop has stopped";
  room.cut_left(paint.px(12));
  const Rect again = room.cut_top(paint.px(18));
  paint.label(again, theme.fonts.small, moves ? theme.acc : theme.dim, words);
  if (moves && pressed(again)) commands.push("move", "new-iteration");
}

// -- The right column

/// "lock db, held by A" as "db", "gather: 1 of 3 done" as "1 of 3": what is waited for alone.
std::string brief(std::string_view reason) {
  const bool counts = reason.ends_with(" done");
  if (counts) reason.remove_suffix(5);
  reason = reason.substr(0, reason.find(','));
  const std::size_t space = reason.find(' ');
  return std::string(space == std::string_view::npos ? reason : reason.substr(space + 1));
}

void draw_row(const View& view, const Painter& paint, Rect line, trace::TaskId task,
              std::string_view name, std::string_view right, bool framed, CommandQueue& commands) {
  const Theme& theme = paint.theme();
  if (task != 0 && task == view.focus)
    paint.fill(line.inset(-paint.px(6), paint.px(1)), theme.hl, paint.px(4));
  if (pressed(line) && task != 0) commands.select(task);
  paint.square(line.x0, line.centre_y(), paint.px(8), task != 0 ? view.colour_of(task) : theme.dim);
  line.cut_left(paint.px(16));
  const float name_width = paint.width(theme.fonts.body, name);
  // A time is told whole: a name without its middle can still be known.
  const float least = paint.px(framed ? 40 : 50);
  const float most = std::max(least, line.width() - name_width - paint.px(8));
  // Where it has no room, the frame goes first, then the words that can be spared.
  std::string shorter;
  if (framed && paint.tag_width(right) > most) {
    framed = false;
    if (paint.width(theme.fonts.small, right) > most) {
      shorter = brief(right);
      right = shorter;
    }
  } else if (paint.width(theme.fonts.small, right) > most && right.starts_with("in ")) {
    right.remove_prefix(3);
  }
  const float wanted = framed ? paint.tag_width(right) : paint.width(theme.fonts.small, right);
  Rect cell = line.cut_right(std::min(wanted, most));
  if (framed) {
    const float h = paint.px(20), y = std::floor(cell.centre_y() - h * 0.5f);
    paint.stroke({cell.x0, y, cell.x1, y + h}, theme.line, paint.px(4));
    paint.label(cell.inset(paint.px(7), 0), theme.fonts.small, theme.text, right);
  } else {
    paint.label(cell, theme.fonts.small, theme.mut, right, Align::Right);
  }
  line.cut_right(paint.px(6));
  paint.name(line, theme.fonts.body, theme.text, name);
}

std::string wait_words(const View& view, const model::TaskView& task) {
  const model::ObjectView* object = view.snapshot().object(task.waits_for);
  if (task.wait == trace::WaitKind::Gather && object != nullptr) {
    return fmt::format("gather: {} of {} done", object->children_done, object->children.size());
  }
  return view.reason(task.wait, task.waits_for, trace::Time(0));
}

/// Which thread has which job, and how many jobs wait for one.
void draw_jobs(const View& view, const Painter& paint, Rect room, float row,
               CommandQueue& commands) {
  std::vector<const model::JobView*> jobs;
  view.snapshot().jobs().each(
      [&](trace::ObjectId, const model::JobView& job) { jobs.push_back(&job); });
  std::ranges::sort(jobs, {}, [](const model::JobView* job) {
    return std::pair(job->thread == 0, job->thread != 0 ? job->thread : job->id);
  });
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const model::JobView& job = *jobs[i];
    Rect line = room.cut_top(row);
    if (job.thread == 0 || (room.height() < row && i + 1 < jobs.size())) {
      line.cut_left(paint.px(16));
      const std::size_t left = jobs.size() - i;
      draw_nothing(
          paint, line,
          job.thread == 0 ? fmt::format("{} in line", left) : fmt::format("+ {} more", left));
      return;
    }
    draw_row(view, paint, line, job.by, fmt::format("thread {}", job.thread),
             view.timeline().label(job.id), true, commands);
  }
}

void draw_waits(const View& view, const Painter& paint, Rect room, Motion& motion, bool hide_timers,
                CommandQueue& commands) {
  const model::Snapshot& now = view.snapshot();
  const float row = paint.px(24);
  std::vector<const model::TaskView*> waiting, reading;
  now.tasks().each([&](trace::TaskId, const model::TaskView& task) {
    if (task.state != model::TaskState::Suspended || task.wait == trace::WaitKind::Sleep) return;
    (task.wait == trace::WaitKind::Read ? reading : waiting).push_back(&task);
  });
  const auto set_apart = [&](std::size_t lines) {
    if (lines == 0) return 0.f;
    return paint.px(34) + row * static_cast<float>(std::min<std::size_t>(2, lines));
  };
  const float for_reading = set_apart(reading.size());
  const float for_jobs = set_apart(now.jobs().size());
  const float spare = room.height() - 2 * paint.px(24) - paint.px(10) - for_reading - for_jobs;
  const auto rows = static_cast<std::size_t>(std::max(2.f, std::floor(spare / row)));
  for (auto* tasks : {&waiting, &reading}) {
    const auto sorted = static_cast<std::ptrdiff_t>(std::min(rows + 2, tasks->size()));
    std::ranges::partial_sort(*tasks, tasks->begin() + sorted, {}, &model::TaskView::id);
  }
  // Each list gets half of the rows, and what the other one leaves.
  const std::size_t left_over = rows - std::min(rows, std::max<std::size_t>(waiting.size(), 1));
  const std::size_t timers = std::max<std::size_t>(1, std::max(rows / 2, left_over));
  const auto more = [&](std::size_t count) {
    Rect line = room.cut_top(row);
    line.cut_left(paint.px(16));
    draw_nothing(paint, line, fmt::format("+ {} more", count));
  };

  draw_heading(paint, room, "Timers", hide_timers ? "" : "next first");
  if (hide_timers) draw_closed(paint, room.cut_top(row));
  if (now.timers_armed() == 0 && !hide_timers) {
    Rect line = room.cut_top(row);
    line.cut_left(paint.px(16));
    draw_nothing(paint, line, "none armed");
  }
  std::size_t shown = 0;
  for (const model::ArmedTimer& timer : now.timers(hide_timers ? 0 : timers)) {
    if (++shown == timers && now.timers_armed() > timers) {
      more(now.timers_armed() - shown + 1);
      break;
    }
    const std::string label(view.text(timer.label));
    const std::string name = timer.task != 0 ? view.timeline().label(timer.task) : label;
    const trace::Time left = timer.deadline - now.time();
    const std::string in = left.count() > 0 ? "in " + view.duration(left) : "due";
    const Rect line = room.cut_top(row);
    motion.record(Motion::handle(timer.id), line);
    draw_row(view, paint, line, timer.task, name, in, false, commands);
  }
  const auto draw_tasks = [&](const std::vector<const model::TaskView*>& tasks, float reserved) {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (room.height() - reserved < 2 * row && i + 1 < tasks.size()) {
        more(tasks.size() - i);
        break;
      }
      const Rect line = room.cut_top(row);
      motion.record(Motion::task(tasks[i]->id), line);
      draw_row(view, paint, line, tasks[i]->id, view.timeline().label(tasks[i]->id),
               wait_words(view, *tasks[i]), true, commands);
    }
  };
  room.cut_top(paint.px(10));
  draw_heading(paint, room, "Waiting");
  if (waiting.empty()) {
    Rect line = room.cut_top(row);
    line.cut_left(paint.px(16));
    draw_nothing(paint, line, "nobody");
  }
  draw_tasks(waiting, for_reading + for_jobs);
  if (!reading.empty()) {
    room.cut_top(paint.px(10));
    draw_heading(paint, room, "I/O");
    draw_tasks(reading, for_jobs);
  }
  if (now.jobs().empty()) return;
  room.cut_top(paint.px(10));
  draw_heading(paint, room, "Threads");
  draw_jobs(view, paint, room, row, commands);
}

}  // namespace

void draw_loop(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  Rect room = window_room();
  const std::string turn =
      view.cursor == 0 ? "" : fmt::format("iteration {}", view.snapshot().iteration());
  ui.cards.begin(room.min(), ImGui::GetIO().DeltaTime, ui.motion && view.motion);
  const int chosen =
      draw_header(paint, room, {{"The loop", !ui.waits}, {"Who waits", ui.waits}}, turn);
  if (chosen >= 0) commands.push("waits", chosen == 1 ? "on" : "off");
  if (ui.waits) {
    if (ui.prediction.secret()) {
      draw_closed(paint, room.inset(paint.px(12), paint.px(10)).cut_top(paint.px(24)));
    } else {
      draw_wait_graph(view, ui, room, commands);
    }
    ui.cards.end();
    return;
  }
  const bool tight = room.height() < paint.px(226);
  room = room.inset(paint.px(12), paint.px(tight ? 4 : 10));
  const float gap = room.width() > paint.px(700) ? paint.px(20) : paint.px(12);
  const float width = room.width();
  const auto column = [&](float share, float least, float most) {
    return std::floor(std::clamp(width * share, paint.px(least), paint.px(most)));
  };
  draw_phases(view, paint, room.cut_left(column(0.28f, 140, 256)), commands);
  room.cut_left(gap);
  if (width > paint.px(430)) {
    draw_waits(view, paint, room.cut_right(column(0.22f, 124, 224)), ui.cards,
               ui.prediction.hides_timers(), commands);
    room.cut_right(gap);
  }
  draw_heading(paint, room, "Running");
  Rect card = room.cut_top(paint.px(46));
  card.x1 = std::min(card.x1, card.x0 + paint.px(256));
  draw_running(view, paint, card, ui.cards, commands);
  room.cut_top(paint.px(tight ? 4 : 10));
  const std::size_t ready = view.snapshot().ready().size();
  const std::string beside =
      ready < 4 ? "front → back" : fmt::format("{} handles, front → back", ready);
  draw_heading(paint, room, "Ready queue", room.width() > paint.px(190) ? beside : "");
  if (ui.prediction.hides_queue()) {
    draw_closed(paint, room.cut_top(paint.px(24)));
  } else {
    draw_queue(view, paint, room, ui.cards, commands);
  }
  ui.cards.end();
}

}  // namespace gui
