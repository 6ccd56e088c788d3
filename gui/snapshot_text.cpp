#include "gui/snapshot_text.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string_view>

#include "core/model/explain.hpp"

namespace gui {
namespace {

std::string handle_name(const model::Timeline& timeline, trace::TaskId task,
                        trace::StringId label) {
  if (task != 0) return timeline.label(task);
  return fmt::format("'{}'", timeline.trace().text(label));
}

}  // namespace

std::string snapshot_text(const model::Timeline& timeline, const model::Snapshot& now) {
  static constexpr std::array<std::string_view, 5> kPhases{
      "not started", "waiting", "moving timers", "running the batch", "stopped"};
  std::string out;
  const auto end = std::back_inserter(out);
  fmt::format_to(end, "fact {}\ntime {}\niteration {}\nphase {}\nbatch {} of {}, {} left\n",
                 now.cursor(), model::seconds(now.time()), now.iteration(),
                 kPhases[static_cast<std::size_t>(now.phase())], now.batch_begun(),
                 now.batch_size(), now.batch_left());
  if (now.running().id != 0) {
    fmt::format_to(end, "running #{} {}\n", now.running().id,
                   handle_name(timeline, now.running().task, now.running().label));
  }
  for (const model::ReadyHandle& handle : now.ready()) {
    fmt::format_to(end, "ready #{} {}{}\n", handle.id,
                   handle_name(timeline, handle.task, handle.label),
                   handle.cancelled ? " cancelled" : "");
  }
  for (const model::ArmedTimer& timer : now.timers()) {
    fmt::format_to(end, "timer #{} {} at {}\n", timer.id,
                   handle_name(timeline, timer.task, timer.label), model::seconds(timer.deadline));
  }
  for (const auto& [id, task] : now.tasks()) {
    fmt::format_to(end, "task {} {} {} since fact {}\n", id, timeline.label(id),
                   model::word(task.state), trace::EventIndex(task.since));
  }
  for (const auto& [id, object] : now.objects()) {
    std::string holders;
    for (const trace::TaskId holder : object.holders) {
      holders += (holders.empty() ? ", held by " : " and ") + timeline.label(holder);
    }
    fmt::format_to(end, "object {} {}{}{}, {} waiting\n", id, timeline.label(id),
                   object.is_set ? " set" : "", holders, object.waiters.size());
  }
  for (const auto& [id, job] : now.jobs()) {
    fmt::format_to(end, "job {} {} in thread {}\n", id, timeline.label(id), job.thread);
  }
  return out;
}

}  // namespace gui
