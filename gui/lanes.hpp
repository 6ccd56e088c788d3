// Which lanes the timeline shows, from top to bottom: the tasks that exist as far as the run was
// visited, without those that are folded into the row of a task above them.
//
// Rows are worked out anew only when a task was created, or something was folded; a frame asks for
// the few that it can see.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/model/timeline.hpp"

namespace gui {

class Lanes {
 public:
  struct Row {
    const model::TaskLane* lane = nullptr;
    std::uint32_t hidden = 0;  ///< tasks below it in the tree that have no row of their own
    bool parent = false;       ///< it has created tasks
  };
  /// What the tasks that are folded into a row do.
  struct Crowd {
    std::uint32_t running = 0, ready = 0, suspended = 0;
  };

  /// Takes in what the timeline has, up to `frontier`.
  void update(const model::Timeline& timeline, trace::EventIndex frontier);
  /// Of another run from now on: nothing is folded by hand any more.
  void reset();
  /// Counts what the folded tasks do at the snapshot's cursor.
  void count(const model::Timeline& timeline, const model::Snapshot& snapshot);

  const std::vector<Row>& rows() const { return rows_; }
  /// Where a task is shown: in its own row, or in the one it is folded into; none if it does not
  /// exist yet.
  std::optional<std::size_t> row_of(const model::TaskLane& lane) const;
  /// At the cursor that was counted last. REQUIRES: tasks are folded into this row.
  const Crowd& crowd(std::size_t row) const { return crowds_[row]; }
  /// Folds all that a task has created into its row, or shows it again.
  void fold(trace::TaskId task, bool folded);
  /// Folds every group below the first level, or none.
  void fold_all(bool folded);
  bool any_folded() const { return any_folded_; }

 private:
  /// Beyond so many tasks, groups below the first level are folded until somebody opens them.
  static constexpr std::size_t kMany = 300;

  bool is_folded(const model::TaskLane& lane, std::size_t tasks) const;

  std::optional<bool> all_;  // folded, or shown; none: as kMany says
  std::unordered_map<trace::TaskId, bool> by_hand_;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> row_of_;  // by TaskLane::index
  std::size_t known_ = 0;              // tasks that exist
  bool stale_ = false;
  bool any_folded_ = false;
  std::vector<Crowd> crowds_;  // by row
  trace::EventIndex counted_at_ = trace::kNever;
};

}  // namespace gui
