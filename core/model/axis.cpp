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
  for (EventIndex i = positions_.size() - 1; i < timeline_.size(); ++i) {
    const double x = positions_.back();
    positions_.push_back(std::max(x, after(trace[i], x)));
    time_ = std::max(time_, trace[i].time);
  }
}

/// Where the cursor is after an event that happened at cursor position `x`.
double Axis::after(const trace::TraceEvent& e, double x) {
  if (kind_ == AxisKind::Time) return seconds_of(std::max(e.time, time_));
  const bool begins_run = e.kind == EventKind::TaskStepBegan || e.kind == EventKind::HandleRunBegan;
  if (in_run_ && (begins_run || e.kind == EventKind::IterationBegan)) {  // its end is missing
    x = std::max(x, run_end_);
    in_run_ = false;
  }
  if (begins_run) {
    in_run_ = true;
    facts_in_run_ = 0;
    const bool step = kind_ == AxisKind::Steps || e.kind == EventKind::TaskStepBegan;
    run_end_ = x + (step ? 1 : kCallback);
    return x;
  }
  if (in_run_) return inside_run(e, x);
  if (e.kind == EventKind::SelectEnded) {
    return x + (kind_ == AxisKind::Steps ? 1 : kLeastWait + compressed(seconds_of(Time(e.value))));
  }
  const bool apart = kind_ == AxisKind::Elastic && e.kind == EventKind::IterationBegan;
  return apart && x > 0 ? x + kBetweenIterations : x;
}

double Axis::inside_run(const trace::TraceEvent& e, double x) {
  if (kind_ == AxisKind::Steps) {
    x += (run_end_ - x) / 4;
  } else {
    x += kFact * kCrowd / (kCrowd + facts_in_run_++);
    if (e.time > time_) x += compressed(seconds_of(e.time) - seconds_of(time_));
  }
  if (ends_run(e.kind)) {
    in_run_ = false;
    return std::max(x, run_end_);
  }
  return x;
}

double Axis::position(EventIndex cursor) const {
  return positions_[std::min(cursor, positions_.size() - 1)];
}

double Axis::length() const { return positions_.back(); }

EventIndex Axis::cursor_at(double x) const {
  const auto after = std::upper_bound(positions_.begin(), positions_.end(), x);
  return after == positions_.begin()
             ? 0
             : static_cast<EventIndex>(std::distance(positions_.begin(), after)) - 1;
}

}  // namespace model
