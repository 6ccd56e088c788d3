#include "core/model/range_use.hpp"

#include <algorithm>

namespace model {

namespace {

/// The place of the first element that is not over before an event.
template <class T>
std::size_t first_from(const std::deque<T>& all, EventIndex event) {
  const auto it =
      std::partition_point(all.begin(), all.end(), [&](const T& one) { return one.end < event; });
  return static_cast<std::size_t>(it - all.begin());
}

}  // namespace

RangeUse::RangeUse(const Timeline& timeline, EventIndex from, EventIndex to)
    : timeline_(timeline), from_(from), to_(to), at_(first_from(timeline.runs(), from)) {}

Time RangeUse::time_at(EventIndex cursor) const {
  return cursor == 0 ? Time(0) : timeline_.trace()[cursor - 1].time;
}

void RangeUse::count(std::size_t most) {
  for (; most > 0 && part_ != Part::None; --most) {
    const bool more = part_ == Part::Runs         ? count_run()
                      : part_ == Part::Iterations ? count_iteration()
                                                  : count_span();
    if (more) continue;
    part_ = static_cast<Part>(static_cast<int>(part_) + 1);
    at_ = part_ == Part::Iterations ? first_from(timeline_.iterations(), from_) : 0;
    // The order of the lanes is only worked out where it is needed.
  }
}

bool RangeUse::count_run() {
  const auto& all = timeline_.runs();
  if (at_ == all.size() || all[at_].begin >= to_) return false;
  const HandleRun& run = all[at_++];
  if (run.begin >= from_) ++(run.task != 0 ? steps_ : callbacks_);
  const EventIndex first = std::max(EventIndex(run.begin), from_);
  const EventIndex last = std::min(EventIndex(run.end), to_ - 1);
  const Time begin = run.begin < from_ ? time_at(from_) : timeline_.trace()[first].time;
  const Time took = elapsed(begin, timeline_.trace()[last].time);
  const std::size_t facts = last - first + 1;
  if (!longest_ || took > longest_time_ || (took == longest_time_ && facts > longest_facts_)) {
    longest_ = run;
    longest_time_ = took;
    longest_facts_ = facts;
  }
  return true;
}

bool RangeUse::count_iteration() {
  const auto& all = timeline_.iterations();
  if (at_ == all.size() || all[at_].begin >= to_) return false;
  const Iteration& one = all[at_++];
  if (one.begin >= from_) ++iterations_;
  const Time wait_begin = std::max(one.time - one.waited, begin());
  const Time wait_end = std::min(one.time, end());
  if (wait_end > wait_begin) idle_ += wait_end - wait_begin;
  return true;
}

bool RangeUse::count_span() {
  const auto& order = timeline_.order();
  if (at_ == order.size()) return false;
  const TaskLane& lane = *timeline_.lane(order[at_]);
  const bool begins = tasks_.empty() || tasks_.back().task != lane.id;
  if (begins) {
    if (lane.created >= to_ || lane.ended < from_) {
      ++at_;
      return true;
    }
    tasks_.push_back({.task = lane.id});
    span_ = lane.spans.over_at(from_);
  }
  const Span span = span_ < lane.spans.size() ? lane.spans[span_] : Span{.begin = to_};
  if (span.begin >= to_) {
    ++at_;
    return true;
  }
  ++span_;
  TaskUse& use = tasks_.back();
  const Time begin = span.begin < from_ ? time_at(from_) : timeline_.trace()[span.begin].time;
  const Time end = span.end >= to_ ? time_at(to_) : timeline_.trace()[span.end].time;
  const Time length = std::max(elapsed(begin, end), Time(0));
  const std::size_t one = span.begin >= from_ ? 1 : 0;
  switch (span.state) {
    case TaskState::Running:
      use.busy += length;
      use.steps += one;
      break;
    case TaskState::Created:
    case TaskState::Ready:
      use.ready += length;
      use.woken += one;
      break;
    case TaskState::Suspended:
      use.suspended += length;
      use.waits += one;
      break;
    default:
      break;
  }
  return true;
}

}  // namespace model
