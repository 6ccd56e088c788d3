// Who waits for whom at a cursor, as a picture: tasks and objects in columns, and the arrows
// between them, in units of columns and rows.
//
// The same snapshot gives the same picture, and a step moves little: a task stands in the column of
// its depth in the tree of creators, its oldest sibling on top, and objects stand in the last
// column, each under the older ones. What a gather, a group, a wait or a shield waits for is drawn
// as arrows from task to task. Where a column has no room, tasks that are alike become one node.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/model/explain.hpp"
#include "core/model/findings.hpp"
#include "core/model/snapshot.hpp"

namespace model {

struct WaitNode {
  enum class Kind : std::uint8_t { Task, Object, Tasks };
  Kind kind = Kind::Task;
  ObjectId id = 0;                         ///< of Tasks: the first of them
  std::size_t count = 1;                   ///< of Tasks: how many
  TaskState state = TaskState::Suspended;  ///< of tasks
  std::string title;                       ///< "A", "lock db", "4,312 tasks"
  std::string detail;                      ///< how it stands: "sleep 2 s", "held by B", "ready"
  std::size_t column = 0;
  double row = 0;  ///< columns stand in the middle, beside the longest
  bool in_ring = false;
  bool idle = false;  ///< of objects: nobody has it and nobody waits for it
};

struct WaitEdge {
  enum class Kind : std::uint8_t {
    Waits,  ///< a task for a task or an object
    Held,   ///< an object by a task: that is whom its waiters wait for
  };
  Kind kind = Kind::Waits;
  std::size_t from = 0, to = 0;  ///< nodes
  std::size_t count = 1;         ///< tasks that wait so
  bool in_ring = false;
};

struct WaitLayout {
  std::vector<WaitNode> nodes;  ///< by column and row
  std::vector<WaitEdge> edges;
  std::size_t columns = 0, rows = 0;
  Sentence ring;  ///< in words; empty if there is none
};

/// The ring that closed last before the cursor and in which all still wait; empty if there is none.
std::vector<TaskId> standing_ring(const Findings& findings, const Snapshot& now);

/// `rows`: how many a column may have before tasks that are alike become one. `keep`: a task that
/// is not to be lost among others; 0 if none.
WaitLayout lay_out_waits(const Timeline& timeline, const Snapshot& now,
                         const std::vector<TaskId>& ring, std::size_t rows, TaskId keep = 0);

}  // namespace model
