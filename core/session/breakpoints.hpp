// Where a run to a breakpoint stops: plain data, told of each event by what the trace and its
// timeline say. Forwards and backwards they stop at the same cursors.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/timeline.hpp"

namespace session {

enum class BreakKind : std::uint8_t {
  Line,        ///< a task comes to a line of the program
  Task,        ///< a task is suspended, woken, cancelled or ends
  Suspended,   ///< a task suspends
  Woken,       ///< a task joins the ready queue again
  Done,        ///< a task ends, in whatever way
  Cancelled,   ///< a task is asked to cancel, gets the CancelledError, or ends by it
  Object,      ///< any fact about a lock, a queue, an event ...
  Timer,       ///< a deadline has passed
  Exception,   ///< a task or future ends with an exception, or one is not handled
  ReadyDepth,  ///< the ready queue becomes longer than `limit`
  LongHandle,  ///< a handle ends that took longer than `limit` nanoseconds
};

struct Breakpoint {
  BreakKind kind = BreakKind::Line;
  trace::ObjectId subject = 0;  ///< the task or object; 0: any task
  std::string file = {};        ///< of a line, as in the trace's locations
  std::uint32_t line = 0;
  std::int64_t limit = 0;
  bool enabled = true;

  /// The same place or thing, whether enabled or not.
  bool same(const Breakpoint& other) const {
    return kind == other.kind && subject == other.subject && file == other.file &&
           line == other.line && limit == other.limit;
  }
};
using Breakpoints = std::vector<Breakpoint>;

/// The first enabled one that an event hits; null if none does.
/// REQUIRES: event < timeline.size().
const Breakpoint* hit(const Breakpoints& breakpoints, const model::Timeline& timeline,
                      trace::EventIndex event);

/// What it waits for: "B is cancelled", "any task ends", "two_workers.cpp:7 is reached".
std::string describe(const Breakpoint& breakpoint, const model::Timeline& timeline);
/// What has happened where it stopped: "B was cancelled".
/// REQUIRES: the event hits it.
std::string describe_hit(const Breakpoint& breakpoint, const model::Timeline& timeline,
                         trace::EventIndex event);

/// From words: "suspended B", "done", "object db", "depth 5", "long 0.01", "line file.cpp:7".
/// Empty, with a sentence in `error`, if they mean nothing in this run.
std::optional<Breakpoint> parse_breakpoint(std::string_view words, const model::Timeline& timeline,
                                           std::string& error);

}  // namespace session
