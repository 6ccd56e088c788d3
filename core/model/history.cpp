#include "core/model/history.hpp"

#include <algorithm>
#include <cassert>

namespace model {

const Snapshot& History::at(EventIndex cursor) {
  assert(cursor <= trace_.size() && "nothing is known beyond the end of the trace");
  const std::size_t keyframe = std::min(cursor / interval_, keyframes_.size());
  if (cursor < current_.cursor() || current_.cursor() < keyframe * interval_) {
    current_ = keyframe == 0 ? Snapshot() : keyframes_[keyframe - 1];
  }
  while (current_.cursor() < cursor) {
    current_.apply(trace_[current_.cursor()]);
    if (current_.cursor() == (keyframes_.size() + 1) * interval_) keep();
  }
  return current_;
}

void History::keep() {
  keyframes_.push_back(current_);
  weight_ += current_.weight();
  while (weight_ > kBudget && keyframes_.size() > 1) {
    weight_ = 0;
    std::vector<Snapshot> fewer;
    for (std::size_t i = 1; i < keyframes_.size(); i += 2) {
      weight_ += keyframes_[i].weight();
      fewer.push_back(std::move(keyframes_[i]));
    }
    keyframes_ = std::move(fewer);
    interval_ *= 2;
  }
}

}  // namespace model
