// Who waits for whom: the tasks that could end a task's wait, and the rings in which each waits for
// the next, so that none of them ever goes on.
#pragma once

#include <string>
#include <vector>

#include "core/model/phrase.hpp"
#include "core/model/snapshot.hpp"

namespace model {

/// The tasks on which the wait of `task` hangs, as far as the facts tell: the one it awaits, those
/// that hold what it wants, the children of its gather or group. Empty where anyone could end it
/// (an event, a future, a queue) and for a task that does not wait.
std::vector<TaskId> awaited_tasks(const Snapshot& now, TaskId task);

/// Suspended tasks each of which waits for the next one, the last for the first; the oldest task
/// comes first. Empty if there is no ring.
std::vector<TaskId> wait_ring(const Snapshot& now);

/// "A waits for lock left, held by B; B waits for lock right, held by A": a ring as words.
Sentence tell_ring(const Timeline& timeline, const Snapshot& now, const std::vector<TaskId>& ring);

/// The ring at the first deadlock of a run, as one line; empty if there was none.
std::string deadlock_ring(const trace::Trace& trace);

}  // namespace model
