#include "core/session/session.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/model/runaway.hpp"

namespace session {

using trace::EventKind;

Session::Session(std::unique_ptr<Feed> feed, EventIndex run_ahead)
    : feed_(std::move(feed)),
      run_ahead_(run_ahead),
      timeline_(trace_),
      findings_(timeline_),
      history_(trace_, keyframes_) {}

// -- More events

/// How many events may still be read ahead of the cursor.
EventIndex Session::room() const {
  const EventIndex ahead = trace_.size() - cursor_;
  return ahead < run_ahead_ ? run_ahead_ - ahead : 0;
}

bool Session::poll() {
  if (is_over()) return false;
  const EventIndex before = trace_.size();
  status_ = feed_->advance(trace_, std::min(room(), kAtOnce));
  timeline_.extend(&keyframes_, &findings_);
  return trace_.size() > before;
}

void Session::poll_all(const std::function<void()>& idle) {
  while (!settled()) {
    if (!poll() && !is_over()) idle();
  }
}

// -- The program behind the feed

namespace {
/// A handle that takes as long as this is one that a user wants to be told of.
constexpr trace::Time kBlocked = std::chrono::seconds(1);
}  // namespace

bool Session::blocked() const {
  const model::Snapshot& now = timeline_.end();
  return feed_->silent() >= kBlocked && (now.running_task() != 0 || now.running().id != 0);
}

std::string Session::remark() const {
  if (is_over()) {
    std::string sentence = feed_->ending();
    if (!sentence.empty() && stopped_in_ && !stopped_in_->empty()) sentence += " " + *stopped_in_;
    return sentence;
  }
  if (blocked()) {
    const double seconds = std::chrono::duration<double>(feed_->silent()).count();
    return fmt::format("The loop has been blocked for {:.1f} s by {}.", seconds,
                       model::who_runs(timeline_));
  }
  if (room() > 0) return {};
  const std::string what = model::without_end(timeline_);
  return what.empty() ? what
                      : fmt::format("Held back {} facts ahead: {}.", trace_.size() - cursor_, what);
}

void Session::ask(Order order) {
  if (order == Order::Stop && feed_->running() && !stopped_in_) stopped_in_ = remark();
  feed_->ask(order);
}

bool Session::settled() const {
  if (is_over()) return true;
  if (const auto file = reading()) return file->asks;
  return !stopped_in_ && (room() == 0 || blocked());
}

// -- The cursor

void Session::seek(EventIndex cursor) {
  cursor_ = std::min(cursor, trace_.size());
  frontier_ = std::max(frontier_, cursor_);
}

/// At the end of what is there the feed is asked first: what follows an event may be what tells
/// that its handle is complete.
Progress Session::travel(Direction direction, const std::function<bool(EventIndex)>& stop,
                         EventIndex most) {
  for (; most > 0; --most) {
    if (direction == Direction::Back) {
      if (cursor_ == 0) return Progress::Ended;
      seek(cursor_ - 1);
    } else {
      const EventIndex next = cursor_ + 1;
      while (next >= trace_.size() && poll()) {
      }
      if (next > trace_.size()) return is_over() ? Progress::Ended : Progress::Waiting;
      seek(next);
    }
    if (cursor_ > 0 && stop(cursor_)) return Progress::Arrived;
    if (direction == Direction::Forward && cursor_ == trace_.size()) {
      return is_over() ? Progress::Ended : Progress::Waiting;
    }
  }
  return Progress::Going;
}

bool Session::step(Direction direction, StepSize size, TaskId selected) {
  const EventIndex start = cursor_;
  const auto stop = [&](EventIndex cursor) { return is_stop(cursor, size, selected); };
  while (travel(direction, stop, kRunAhead) == Progress::Going) {
  }
  return cursor_ != start;
}

bool Session::is_stop(EventIndex cursor, StepSize size, TaskId selected) const {
  if (cursor == 0 || cursor >= trace_.size()) return true;
  const trace::TraceEvent& last = trace_[cursor - 1];
  switch (size) {
    case StepSize::Event:
      return true;
    case StepSize::Handle: {
      const model::HandleRun* run = timeline_.run_at(cursor - 1);
      return run != nullptr && run->end == cursor - 1;
    }
    case StepSize::Iteration:
      return trace_[cursor].kind == EventKind::IterationBegan &&
             timeline_.iteration_at(cursor - 1) != nullptr;
    case StepSize::Suspension:
      return (selected == 0 || last.task == selected) &&
             (last.kind == EventKind::TaskSuspended || last.kind == EventKind::TaskYielded ||
              last.kind == EventKind::TaskDone || last.kind == EventKind::TaskDestroyed);
    case StepSize::Timer:
      return last.kind == EventKind::TimerExpired;
    case StepSize::Output:
      return last.kind == EventKind::Printed;
  }
  return true;
}

}  // namespace session
