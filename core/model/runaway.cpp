#include "core/model/runaway.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/model/explain.hpp"

namespace model {
namespace {

using trace::EventKind;

constexpr std::size_t kLatest = 4096;  // facts
constexpr std::size_t kOften = kLatest / 16;

/// "event.cpp:12"; empty for nowhere.
std::string place(const trace::Trace& trace, LocationId location) {
  const trace::Location at = trace.location(location);
  if (at.line == 0) return {};
  const std::string_view file = trace.text(at.file);
  return fmt::format("{}:{}", file.substr(file.rfind('/') + 1), at.line);
}

/// "task main at event.cpp:12", where it was seen last.
std::string where(const Timeline& timeline, TaskId task) {
  const TaskView* view = timeline.end().task(task);
  const std::string at = view == nullptr ? "" : place(timeline.trace(), view->location());
  return fmt::format("task {}{}{}", timeline.label(task), at.empty() ? "" : " at ", at);
}

struct Latest {
  explicit Latest(const trace::Trace& trace) {
    std::unordered_map<TaskId, std::size_t> facts_by;
    std::size_t facts_of_tasks = 0;
    for (EventIndex i = trace.size() - kLatest; i < trace.size(); ++i) {
      ++kinds[static_cast<std::size_t>(trace[i].kind)];
      const TaskId task = trace[i].by != 0 ? trace[i].by : trace[i].task;
      if (task == 0) continue;
      ++facts_by[task];
      ++facts_of_tasks;
    }
    std::size_t most = 0;  // facts of the busiest
    for (const auto& [task, facts] : facts_by) {
      if (facts > most || (facts == most && task < busiest)) busiest = task, most = facts;
    }
    alone = most > facts_of_tasks / 2;
    time_stands = trace[trace.size() - kLatest].time == trace[trace.size() - 1].time;
  }
  std::size_t count(EventKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }

  std::array<std::size_t, trace::kEventKinds> kinds{};
  TaskId busiest = 0;        ///< who did most of it; 0: callbacks
  bool alone = false;        ///< and more than all others
  bool time_stands = false;  ///< no time passed
};

}  // namespace

std::string who_runs(const Timeline& timeline) {
  const Snapshot& now = timeline.end();
  if (const TaskId task = now.running_task(); task != 0) {
    return where(timeline, task);
  }
  if (now.running().id == 0) return {};
  const std::string_view label = timeline.trace().text(now.running().label);
  return label.empty() ? "a callback" : fmt::format("a callback ({})", label);
}

std::string without_end(const Timeline& timeline) {
  const trace::Trace& trace = timeline.trace();
  if (trace.size() < 2 * kLatest) return {};
  const Latest latest(trace);
  const std::string who = latest.alone ? where(timeline, latest.busiest) : "the program";
  const std::size_t alive = timeline.end().tasks().size();
  if (latest.count(EventKind::TaskCreated) > kOften && alive > kLatest) {
    return fmt::format("{} creates tasks without end: {} are alive", who, alive);
  }
  if (latest.count(EventKind::Printed) > kOften) return fmt::format("{} prints without end", who);
  const bool one_handle = timeline.end().running_task() != 0 || timeline.end().running().id != 0;
  if (one_handle && latest.count(EventKind::BatchBegan) == 0) {
    return fmt::format("{} never gives the loop a turn", who);
  }
  const bool is_virtual = trace.header.clock == trace::ClockKind::Virtual;
  if (is_virtual && latest.time_stands && latest.count(EventKind::IterationBegan) > kOften) {
    return fmt::format("{} keeps the loop busy without end, so that time stands still at {}", who,
                       seconds(trace[trace.size() - 1].time));
  }
  return fmt::format("{} goes on without end", who);
}

}  // namespace model
