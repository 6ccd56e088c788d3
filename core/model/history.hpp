// Snapshots of a growing trace at any cursor: stored keyframes and a short fold from the nearest.
//
// Invariant: at(n) equals the fold of the first n events from zero, for every n. The keyframes are
// as close as their budget of memory allows: when it is used up, every other one is given up.
#pragma once

#include <vector>

#include "core/model/snapshot.hpp"

namespace model {

class History {
 public:
  /// REQUIRES: `trace` outlives the history.
  explicit History(const trace::Trace& trace) : trace_(trace) {}

  /// The snapshot after the first `cursor` events. Near the last one asked for it costs one apply
  /// per event moved forwards; elsewhere at most one keyframe interval.
  /// REQUIRES: cursor <= trace.size(). The reference is valid until the next call.
  const Snapshot& at(EventIndex cursor);

 private:
  static constexpr EventIndex kFirstInterval = 2048;
  static constexpr std::size_t kBudget = 64u << 20;  // bytes

  void keep();

  const trace::Trace& trace_;
  Snapshot current_;
  EventIndex interval_ = kFirstInterval;
  std::vector<Snapshot> keyframes_;  // keyframes_[i] is at cursor (i + 1) * interval_
  std::size_t weight_ = 0;           // of all keyframes, in bytes
};

}  // namespace model
