#include "core/model/overview.hpp"

#include <algorithm>

namespace model {

namespace {
constexpr Time kMost = std::chrono::hours(1);
constexpr std::chrono::microseconds kUnit{1};
}  // namespace

void Overview::extend() {
  while (depths_.size() <= timeline_.size()) {
    depths_.push_back(static_cast<std::uint16_t>(timeline_.ready_depth(depths_.size())));
  }
  // The last one may still go on.
  const auto& runs = timeline_.runs();
  while (runs_.size() + 1 < runs.size()) {
    runs_.push_back(
        static_cast<std::uint32_t>(length(runs[runs_.size()], timeline_.size()) / kUnit));
  }
}

Time Overview::length(const HandleRun& run, EventIndex last) const {
  if (last <= run.begin) return Time(0);
  const trace::Trace& trace = timeline_.trace();
  const EventIndex end = std::min<EventIndex>({run.end, last - 1, trace.size() - 1});
  return std::clamp(elapsed(trace[run.begin].time, trace[end].time), Time(0), kMost);
}

std::size_t Overview::most_ready(EventIndex first, EventIndex last) const {
  return depths_.in(first, last + 1);
}

Time Overview::longest_run(EventIndex first, EventIndex last) const {
  if (last == 0) return Time(0);
  // From the run that is on at `first` to the one that is on at `last`.
  const auto& runs = timeline_.runs();
  std::size_t from = timeline_.runs_before(first);
  const std::size_t to = timeline_.runs_before(last);
  if (to == 0) return Time(0);
  if (from > 0 && runs[from - 1].end >= first) --from;
  if (from >= to) return Time(0);
  return std::max<Time>(kUnit * runs_.in(from, to - 1), length(runs[to - 1], last));
}

const std::vector<Overview::Column>& Overview::columns(const std::vector<EventIndex>& ends) {
  if (columns_size_ == timeline_.size() && columns_ends_ == ends) return columns_;
  columns_size_ = timeline_.size();
  columns_ends_ = ends;
  columns_.clear();
  EventIndex from = 0;
  for (const EventIndex to : ends) {
    columns_.push_back({most_ready(from, to), longest_run(from, to)});
    from = to;
  }
  return columns_;
}

}  // namespace model
