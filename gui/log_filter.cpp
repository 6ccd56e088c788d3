#include "gui/log_filter.hpp"

#include <algorithm>
#include <array>

namespace gui {

using trace::EventIndex;
using trace::EventKind;

namespace {
constexpr std::array<std::string_view, kFactGroups> kGroups{"all",     "tasks",  "timers",
                                                            "objects", "output", "loop"};
}

std::string_view word(FactGroup group) { return kGroups[static_cast<std::size_t>(group)]; }

std::optional<FactGroup> fact_group(std::string_view word) {
  const auto* found = std::ranges::find(kGroups, word);
  if (found == kGroups.end()) return std::nullopt;
  return static_cast<FactGroup>(found - kGroups.begin());
}

FactGroup group_of(EventKind kind) {
  switch (kind) {
    case EventKind::Printed:
    case EventKind::Noted:
    case EventKind::Watched:
      return FactGroup::Output;
    case EventKind::TimerArmed:
    case EventKind::TimerExpired:
    case EventKind::TimerCancelled:
    case EventKind::TimeoutExpired:
      return FactGroup::Timers;
    case EventKind::TaskCreated:
    case EventKind::TaskStepBegan:
    case EventKind::TaskSuspended:
    case EventKind::TaskYielded:
    case EventKind::TaskDone:
    case EventKind::TaskCancelRequested:
    case EventKind::CancelDelivered:
    case EventKind::TaskDestroyed:
    case EventKind::TaskRenamed:
    case EventKind::CoroEntered:
    case EventKind::CoroLeft:
    case EventKind::CoroDropped:
    case EventKind::ExceptionUnhandled:
    case EventKind::ExceptionRetrieved:
    case EventKind::BusyEnded:
      return FactGroup::Tasks;
    case EventKind::LoopStarted:
    case EventKind::IterationBegan:
    case EventKind::SelectEnded:
    case EventKind::BatchBegan:
    case EventKind::LoopStopped:
    case EventKind::DeadlockFound:
    case EventKind::LimitReached:
    case EventKind::HandleQueued:
    case EventKind::HandleRunBegan:
    case EventKind::HandleRunEnded:
    case EventKind::HandleCancelled:
    case EventKind::SlowCallback:
    case EventKind::LoopHeld:
      return FactGroup::Loop;
    default:
      return FactGroup::Objects;
  }
}

bool LogFilter::shows(const trace::TraceEvent& e) const {
  // What wakes a task is about it, though the loop does it.
  const bool wakes = e.kind == EventKind::HandleQueued && e.task != 0;
  const bool in_group = found_group_ == FactGroup::All || group_of(e.kind) == found_group_ ||
                        (wakes && found_group_ == FactGroup::Tasks);
  return in_group && (task_ == 0 || e.task == task_ || e.by == task_ || e.object == task_);
}

void LogFilter::go_on(const trace::Trace& trace, trace::TaskId focus, EventIndex frontier,
                      std::chrono::steady_clock::time_point enough) {
  const trace::TaskId wanted = focus_only ? focus : 0;
  if (group != found_group_ || wanted != task_ || frontier < looked_at_) {
    found_group_ = group;
    task_ = wanted;
    looked_at_ = 0;
    rows_.clear();
  }
  if (!active()) return;
  while (looked_at_ < frontier) {
    if (shows(trace[looked_at_])) rows_.emplace_back(looked_at_);
    if (++looked_at_ % 4096 == 0 && std::chrono::steady_clock::now() >= enough) return;
  }
}

std::size_t LogFilter::row_at(EventIndex event) const {
  const auto it = std::ranges::upper_bound(
      rows_, event, {}, [](model::PackedIndex one) { return static_cast<EventIndex>(one); });
  return it == rows_.begin() ? 0 : static_cast<std::size_t>(it - rows_.begin()) - 1;
}

}  // namespace gui
