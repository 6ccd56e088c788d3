#include "gui/break_list.hpp"

#include <algorithm>

#include "gui/app.hpp"

namespace gui {
namespace {

/// More objects than that are found by the command `break` only.
constexpr int kMostObjects = 24;

}  // namespace

std::vector<BreakRow> break_rows(const App& app, const model::Snapshot& now) {
  const session::Session& session = app.run().session();
  const model::Timeline& timeline = session.timeline();
  const session::Breakpoints& breakpoints = app.ui().breakpoints;
  std::vector<BreakRow> rows;
  for (const session::Breakpoint& one : breakpoints) {
    const session::Breakpoint shown = app.run().shown(one, name_of(app.ui().language));
    rows.push_back({"", "", session::describe(shown, timeline), true});
  }
  std::string heading;
  const auto add = [&](const std::string& words) {
    std::string error;
    const auto one = session::parse_breakpoint(words, timeline, error);
    if (!one) return;
    const bool set =
        std::ranges::any_of(breakpoints, [&](const auto& other) { return one->same(other); });
    rows.push_back({heading, words, session::describe(*one, timeline), set});
    heading.clear();
  };
  heading = "Stop where";
  for (const char* words : {"suspended", "woken", "done", "cancelled", "timer", "exception"}) {
    add(words);
  }
  const trace::TaskId focus = app.focus();
  const model::TaskLane* lane = timeline.lane(focus);
  if (lane != nullptr && lane->created < app.known()) {
    heading = "The task in focus";
    for (const char* words : {"task", "suspended", "woken", "done", "cancelled"}) {
      add(std::string(words) + " #" + std::to_string(focus));
    }
  }
  heading = "The loop";
  for (const char* words :
       {"depth 1", "depth 10", "depth 100", "long 0.001", "long 0.01", "long 0.1"}) {
    add(words);
  }
  heading = "Objects that are there now";
  int shown = 0;
  for (const auto& [id, object] : now.objects()) {
    if (shown++ == kMostObjects) break;
    add("object #" + std::to_string(id));
  }
  return rows;
}

}  // namespace gui
