#include "gui/lanes.hpp"

#include <algorithm>

namespace gui {

void Lanes::reset() { *this = Lanes(); }

void Lanes::fold(trace::TaskId task, bool folded) {
  by_hand_[task] = folded;
  stale_ = true;
}

void Lanes::fold_all(bool folded) {
  all_ = folded;
  by_hand_.clear();
  stale_ = true;
}

bool Lanes::is_folded(const model::TaskLane& lane, std::size_t tasks) const {
  const auto it = by_hand_.find(lane.id);
  return it != by_hand_.end() ? it->second : all_.value_or(tasks > kMany) && lane.depth > 0;
}

void Lanes::update(const model::Timeline& timeline, trace::EventIndex frontier) {
  const auto& lanes = timeline.lanes();
  const auto unborn =
      std::partition_point(lanes.begin(), lanes.end(),
                           [&](const model::TaskLane& lane) { return lane.created < frontier; });
  const auto exist = static_cast<std::size_t>(unborn - lanes.begin());
  if (exist == known_ && !stale_) return;
  known_ = exist;
  stale_ = false;
  rows_.clear();
  any_folded_ = false;
  counted_at_ = trace::kNever;
  row_of_.assign(lanes.size(), 0);
  constexpr int kNone = -1;
  int folded_depth = kNone;  // of the folded row that the present lanes are below
  for (const trace::TaskId task : timeline.order()) {
    const model::TaskLane& lane = *timeline.lane(task);
    if (lane.created >= frontier) continue;
    const bool child = !rows_.empty() && lane.depth > rows_.back().lane->depth;
    if (child) rows_.back().parent = true;
    if (folded_depth != kNone && lane.depth > folded_depth) {
      ++rows_.back().hidden;
      any_folded_ = true;
    } else {
      folded_depth = is_folded(lane, exist) ? lane.depth : kNone;
      rows_.push_back({.lane = &lane});
    }
    row_of_[lane.index] = static_cast<std::uint32_t>(rows_.size() - 1);
  }
}

void Lanes::count(const model::Timeline& timeline, const model::Snapshot& snapshot) {
  if (counted_at_ == snapshot.cursor()) return;
  counted_at_ = snapshot.cursor();
  if (!any_folded_) return;
  crowds_.assign(rows_.size(), {});
  snapshot.tasks().each([&](trace::TaskId id, const model::TaskView& task) {
    const auto lane = timeline.lane_index(id);
    if (!lane || *lane >= known_) return;
    const std::size_t row = row_of_[*lane];
    if (rows_[row].lane->id == id) return;
    Crowd& crowd = crowds_[row];
    if (task.state == model::TaskState::Running) ++crowd.running;
    if (task.state == model::TaskState::Ready) ++crowd.ready;
    if (task.state == model::TaskState::Suspended) ++crowd.suspended;
  });
}

std::optional<std::size_t> Lanes::row_of(const model::TaskLane& lane) const {
  if (lane.index >= known_ || lane.index >= row_of_.size()) return std::nullopt;
  return row_of_[lane.index];
}

}  // namespace gui
