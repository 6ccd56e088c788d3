#include "core/model/axis.hpp"

#include <algorithm>
#include <cmath>

namespace model {

using trace::EventKind;

namespace {

// Units of the elastic axis: a step of a task is 1 wide.
constexpr double kCallback = 0.45;  // readable, but narrow: it is not a step of a task
constexpr double kFact = 0.2;       // what the first facts of a step add to it
constexpr double kCrowd = 8;        // after so many facts the next ones stand closer
constexpr double kBetweenIterations = 0.1;
constexpr double kLeastWait = 0.6;  // room for the number in it

double seconds_of(Time time) { return std::chrono::duration<double>(time).count(); }

/// How wide a stretch of time is drawn: 1 ms a sixth, 1 s one and a half, 1 h more than three.
double compressed(double seconds) { return 0.5 * std::log10(1 + std::max(seconds, 0.0) * 1000); }

bool ends_run(EventKind kind) {
  return kind == EventKind::TaskSuspended || kind == EventKind::TaskYielded ||
         kind == EventKind::TaskDone || kind == EventKind::HandleRunEnded;
}

}  // namespace

std::string_view word(AxisKind kind) {
  return kind == AxisKind::Time ? "time" : kind == AxisKind::Steps ? "steps" : "elastic";
}

std::optional<AxisKind> axis_named(std::string_view name) {
  for (const AxisKind kind : {AxisKind::Elastic, AxisKind::Steps, AxisKind::Time}) {
    if (word(kind) == name) return kind;
  }
  return std::nullopt;
}

void Axis::extend() {
  const trace::Trace& trace = timeline_.trace();
  while (size_ < timeline_.size()) {
    move(last_, trace[size_]);
    if (++size_ % kBlock == 0) keep(last_);
  }
}

void Axis::keep(const Pen& pen) {
  kept_.push_back(pen);
  kept_x_.push_back(pen.x);
}

/// Takes in the next event: from before it to the cursor behind it.
void Axis::move(Pen& pen, const trace::TraceEvent& e) const {
  const double before = pen.x;
  if (kind_ == AxisKind::Time) {
    pen.x = seconds_of(std::max(e.time, pen.time));
  } else {
    const bool begins_run =
        e.kind == EventKind::TaskStepBegan || e.kind == EventKind::HandleRunBegan;
    if (pen.in_run && (begins_run || e.kind == EventKind::IterationBegan)) {  // its end is missing
      pen.x = std::max(pen.x, pen.run_end);
      pen.in_run = false;
    }
    if (begins_run) {
      pen.in_run = true;
      pen.facts_in_run = 0;
      const bool step = kind_ == AxisKind::Steps || e.kind == EventKind::TaskStepBegan;
      pen.run_end = pen.x + (step ? 1 : kCallback);
    } else if (pen.in_run) {
      move_in_run(pen, e);
    } else if (e.kind == EventKind::SelectEnded) {
      pen.x += kind_ == AxisKind::Steps ? 1 : kLeastWait + compressed(seconds_of(Time(e.value)));
    } else if (kind_ == AxisKind::Elastic && e.kind == EventKind::IterationBegan && pen.x > 0) {
      pen.x += kBetweenIterations;
    }
  }
  pen.x = std::max(pen.x, before);
  pen.time = std::max(pen.time, e.time);
}

void Axis::move_in_run(Pen& pen, const trace::TraceEvent& e) const {
  if (kind_ == AxisKind::Steps) {
    pen.x += (pen.run_end - pen.x) / 4;
  } else {
    pen.x += kFact * kCrowd / (kCrowd + pen.facts_in_run++);
    if (e.time > pen.time) pen.x += compressed(seconds_of(e.time) - seconds_of(pen.time));
  }
  if (ends_run(e.kind)) {
    pen.in_run = false;
    pen.x = std::max(pen.x, pen.run_end);
  }
}

const Axis::Block& Axis::block(EventIndex number) const {
  if (recent_.empty()) recent_.resize(kRecent);
  Block& block = recent_[number % kRecent];
  if (block.number == number) return block;
  Pen pen = kept_[number];
  block.x[0] = pen.x;
  for (EventIndex i = 1; i < kBlock; ++i) {
    move(pen, timeline_.trace()[number * kBlock + i - 1]);
    block.x[i] = pen.x;
  }
  block.number = number;
  return block;
}

double Axis::position(EventIndex cursor, double tolerance) const {
  if (cursor >= size_) return last_.x;
  const EventIndex number = cursor / kBlock;
  Pen pen = kept_[number];
  if (number + 1 < kept_.size()) {
    if (kept_[number + 1].x - pen.x <= tolerance) return pen.x;
    return block(number).x[cursor % kBlock];
  }
  for (EventIndex i = number * kBlock; i < cursor; ++i) move(pen, timeline_.trace()[i]);
  return pen.x;
}

double Axis::length() const { return last_.x; }

EventIndex Axis::cursor_at(double x, double tolerance) const {
  if (x >= last_.x) return size_;
  const std::size_t passed = kept_x_.count([&](std::size_t i) { return kept_[i].x; },
                                           [&](double kept) { return kept <= x; });
  if (passed == 0) return 0;
  const EventIndex number = passed - 1;
  if (passed < kept_.size()) {
    if (kept_[passed].x - kept_[number].x <= tolerance) return passed * kBlock - 1;
    const auto& positions = block(number).x;
    const auto beyond = std::ranges::upper_bound(positions, x);
    return number * kBlock + static_cast<EventIndex>(beyond - positions.begin()) - 1;
  }
  Pen pen = kept_[number];
  EventIndex cursor = number * kBlock;
  for (; cursor < size_; ++cursor) {
    move(pen, timeline_.trace()[cursor]);
    if (pen.x > x) break;
  }
  return cursor;
}

}  // namespace model
