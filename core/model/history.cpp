#include "core/model/history.hpp"

#include <algorithm>
#include <cassert>

namespace model {

void Keyframes::consider(const Snapshot& snapshot) {
  const EventIndex last = kept_.empty() ? 0 : kept_.back().cursor();
  const EventIndex distance = std::max(kLeastDistance, snapshot.weight() / kBytesPerEvent);
  if (snapshot.cursor() - last >= distance) {
    kept_.push_back(snapshot);
    next_ = snapshot.cursor() + distance;
  } else {
    next_ = last + distance;
  }
}

const Snapshot* Keyframes::before(EventIndex cursor) const {
  const auto after = std::ranges::upper_bound(kept_, cursor, {}, &Snapshot::cursor);
  return after != kept_.begin() ? &*std::prev(after) : nullptr;
}

const Snapshot& History::at(EventIndex cursor) {
  assert(cursor <= trace_.size() && "nothing is known beyond the end of the trace");
  static const Snapshot kStart;
  const Snapshot* base = keyframes_.before(cursor);
  if (base == nullptr) base = &kStart;
  if (behind_.cursor() <= cursor && behind_.cursor() > base->cursor()) base = &behind_;
  if (cursor < current_.cursor() || current_.cursor() < base->cursor()) current_ = *base;
  const bool far = cursor - current_.cursor() > 2 * kBehind;
  while (current_.cursor() < cursor) {
    current_.apply(trace_[current_.cursor()]);
    keyframes_.offer(current_);
    if (far && current_.cursor() + kBehind == cursor) behind_ = current_;
  }
  return current_;
}

}  // namespace model
