// Facts as sentences: what an event did, and why a task is where it is.
//
// A sentence is a list of pieces, so that the window can set names of tasks and objects in their
// colours and link moments; plain() joins them for the terminal.
#pragma once

#include <string>
#include <vector>

#include "core/model/timeline.hpp"

namespace model {

struct Piece {
  enum class Kind : std::uint8_t {
    Plain,
    Strong,  ///< a name that is neither task nor object, or a number that matters
    Task,    ///< id is the task
    Object,  ///< id is the object
    Moment,  ///< a link: cursor is where it leads
    Arrow,   ///< " -> " between cause and effect; the text is the arrow
  };
  Kind kind = Kind::Plain;
  std::string text;
  ObjectId id = 0;
  EventIndex cursor = 0;
};
using Sentence = std::vector<Piece>;

/// The words without colours and links.
std::string plain(const Sentence& sentence);

/// "0.000 s", "1.500 s", "0.000 001 s": seconds with at least three decimals.
std::string seconds(Time time);
/// "2 s", "0.5 s", "250 ms", "10 us": as short as it is exact.
std::string duration(Time time);

/// One sentence for the event at `index`: cause, arrow, effect. `before` is the snapshot at cursor
/// `index`, that is before the event. REQUIRES: before.cursor() == index < timeline.size().
Sentence tell(const Timeline& timeline, const Snapshot& before, EventIndex index);

/// What a suspended task waits for, short, as in its lane: "sleep 2 s", "event ready", "task A",
/// "lock db, held by B", "queue.get jobs". `holder`: who has the lock, 0 if that is not to be told.
std::string reason(const Timeline& timeline, trace::WaitKind wait, ObjectId waits_for, Time sleeps,
                   TaskId holder = 0);

/// Why the task is in its present state: the chain of causes, first things first. For Ready and
/// Suspended tasks it answers "why is it not running?". Empty for a task that is not known.
std::vector<Sentence> why(const Timeline& timeline, const Snapshot& now, TaskId task);

/// Why a fact happened: in which step, what made that step run, and so on back, as far as there is
/// room for; each sentence leads to its moment. REQUIRES: event < timeline.size().
std::vector<Sentence> why(const Timeline& timeline, EventIndex event);

}  // namespace model
