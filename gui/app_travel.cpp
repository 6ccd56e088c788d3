// The part of the app that moves the cursor by itself: travels that take many frames, playing, and
// the way back to where it was in the run before.
#include <algorithm>
#include <chrono>

#include "gui/app.hpp"

namespace gui {

void App::go_where_it_was() {
  if (!resume_at_) return;
  session::Session& session = run_->session();
  const trace::Trace& trace = session.trace();
  const bool reached = !trace.empty() && trace[trace.size() - 1].time > *resume_at_;
  if (!reached && !run_->complete()) return;
  trace::EventIndex low = 0, high = trace.size();
  while (low < high) {
    const trace::EventIndex middle = low + (high - low) / 2;
    if (trace[middle].time < *resume_at_)
      low = middle + 1;
    else
      high = middle;
  }
  session.seek(std::min(low + 1, trace.size()));
  resume_at_.reset();
}

void App::travel(Travel way) {
  set_playing(false);
  travel_ = way;
  travel_->from = run_->session().cursor();
  go_on();
}

void App::go_on() {
  using session::Progress;
  constexpr trace::EventIndex kPiece = 4096;
  constexpr std::chrono::milliseconds kLongest{8};
  session::Session& session = run_->session();
  const auto start = std::chrono::steady_clock::now();
  while (travel_ && std::chrono::steady_clock::now() - start < kLongest) {
    const Travel& way = *travel_;
    const auto stop = [&](trace::EventIndex cursor) {
      return way.size ? session.is_stop(cursor, *way.size, way.selected)
                      : session::hit(ui_.breakpoints, session.timeline(), cursor - 1) != nullptr;
    };
    const Progress progress = session.travel(way.direction, stop, kPiece);
    if (progress == Progress::Going) continue;
    if (progress == Progress::Waiting && !way.size) return;  // until more comes
    arrive(progress);
  }
}

/// The travel has come to a stop, or to an end.
void App::arrive(session::Progress progress) {
  session::Session& session = run_->session();
  if (progress == session::Progress::Arrived && --travel_->times > 0) {
    travel_->from = session.cursor();
    return;
  }
  const bool stuck = session.cursor() == travel_->from;
  if (travel_->size && stuck && travel_->direction == session::Direction::Forward &&
      session.held()) {
    session.ask(session::Order::Step);  // live, and held: the loop itself makes the step
  }
  if (!travel_->size) {
    ui_.stopped = "no breakpoint on the way";
    if (progress == session::Progress::Arrived) {
      const trace::EventIndex event = session.cursor() - 1;
      const session::Breakpoint one = run_->shown(
          *session::hit(ui_.breakpoints, session.timeline(), event), name_of(ui_.language));
      ui_.stopped = "stopped: " + session::describe_hit(one, session.timeline(), event);
    }
    ui_.stopped_at = session.cursor();
  }
  travel_.reset();
}

void App::set_playing(bool playing) {
  travel_.reset();
  ui_.playing = playing;
  ui_.play_cursor = trace::kNever;
}

void App::play(float seconds) {
  if (!ui_.playing) return;
  session::Session& session = run_->session();
  const model::Axis& axis = run_->axis(model::AxisKind::Elastic);
  if (ui_.play_cursor != session.cursor()) ui_.play_x = axis.position(session.cursor());
  ui_.play_x =
      std::min(ui_.play_x + static_cast<double>(ui_.pace) * std::min(seconds, 0.1f), axis.length());
  const trace::EventIndex there = axis.cursor_at(ui_.play_x);
  if (there > session.cursor()) session.seek(there);
  ui_.play_cursor = session.cursor();
  if (session.at_end() && run_->complete()) set_playing(false);
}

}  // namespace gui
