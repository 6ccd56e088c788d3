// Snapshots of a growing trace at any cursor: stored keyframes and a short fold from the nearest.
//
// Invariant: at(n) equals the fold of the first n events from zero, for every n.
#pragma once

#include <deque>
#include <memory>

#include "core/model/snapshot.hpp"

namespace model {

/// Snapshots of one trace that are kept, offered by whoever folds it. The heavier they are, the
/// farther they stand apart: so they cost at most kBytesPerEvent of memory for each event, half
/// of the event itself, and what a seek folds is in proportion to the snapshot that it
/// copies.
class Keyframes {
 public:
  /// Keeps a copy if one is due. Cheap if not.
  void offer(const Snapshot& snapshot) {
    if (snapshot.cursor() >= next_) consider(snapshot);
  }
  /// The last one at or before a cursor; null if there is none.
  const Snapshot* before(EventIndex cursor) const;

 private:
  static constexpr EventIndex kLeastDistance = 2048;
  static constexpr std::size_t kBytesPerEvent = 24;

  void consider(const Snapshot& snapshot);

  std::deque<Snapshot> kept_;  // by cursor
  EventIndex next_ = kLeastDistance;
};

class History {
 public:
  /// REQUIRES: `trace` outlives the history.
  explicit History(const trace::Trace& trace)
      : own_(std::make_unique<Keyframes>()), trace_(trace), keyframes_(*own_) {}
  /// With keyframes that others use, too. REQUIRES: they are of this trace and outlive the history.
  History(const trace::Trace& trace, Keyframes& shared) : trace_(trace), keyframes_(shared) {}

  /// The snapshot after the first `cursor` events. Near the last one asked for it costs one apply
  /// per event moved forwards; elsewhere a copy of the nearest keyframe and a fold from there. A
  /// few hundred events back from such a place cost a copy only.
  /// REQUIRES: cursor <= trace.size(). The reference is valid until the next call.
  const Snapshot& at(EventIndex cursor);

 private:
  /// So far before the place that was sought another snapshot is left, for steps back from there.
  static constexpr EventIndex kBehind = 512;

  std::unique_ptr<Keyframes> own_;
  const trace::Trace& trace_;
  Keyframes& keyframes_;
  Snapshot current_;
  Snapshot behind_;
};

}  // namespace model
