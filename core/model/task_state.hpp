// The states of a task and the table of legal transitions between them.
//
// Ready is a state of its own: woken and queued, but not yet run. That is where starvation shows.
// The fold, the tests and the legend of the timeline all use this one table.
#pragma once

#include <cstdint>
#include <string_view>

namespace model {

enum class TaskState : std::uint8_t {
  Undetermined,  ///< its beginning was not recorded
  Created,       ///< exists, its first step is not queued yet
  Ready,         ///< its next step is in the ready queue
  Running,       ///< its step is being run
  Suspended,     ///< waits for something; not in the ready queue
  Done,          ///< ended with a result, an exception or cancelled
  Destroyed,     ///< dropped while pending; never runs again
};
inline constexpr int kTaskStates = 7;

/// True if a task may go from `from` to `to` by one event.
bool is_legal(TaskState from, TaskState to);

/// "ready", "running", ...: the word on screen.
std::string_view word(TaskState state);
/// One sentence for the legend and the glossary.
std::string_view meaning(TaskState state);

}  // namespace model
