// A stretch of the run that the user has marked, and what was counted in it.
#pragma once

#include <chrono>
#include <memory>

#include "core/model/range_use.hpp"
#include "gui/geometry.hpp"

namespace gui {

enum class RangeOrder : std::uint8_t { Busy, Ready, Suspended };

struct Range {
  trace::EventIndex from = 0, to = 0;  ///< cursors; equal: there is none
  trace::EventIndex anchor = 0;        ///< the end that a drag or the cursor leaves where it is
  bool open = false;                   ///< its other end goes with the cursor
  RangeOrder order = RangeOrder::Busy;
  bool fit_due = false;  ///< the next frame shows just the range
  Rect card;             ///< where what was counted was last drawn
  std::unique_ptr<model::RangeUse> use;

  bool empty() const { return from == to; }
  /// Between two cursors, whichever comes first.
  void set(trace::EventIndex one, trace::EventIndex other) {
    if (std::min(one, other) != from || std::max(one, other) != to) use.reset();
    from = std::min(one, other);
    to = std::max(one, other);
  }
  void clear() {
    set(0, 0);
    open = false;
  }
  /// Counts until then what is not counted yet.
  void count(const model::Timeline& timeline, std::chrono::steady_clock::time_point enough) {
    if (empty()) return;
    if (use == nullptr) use = std::make_unique<model::RangeUse>(timeline, from, to);
    while (!use->complete() && std::chrono::steady_clock::now() < enough) use->count(1024);
  }
  bool counting() const { return !empty() && (use == nullptr || !use->complete()); }
};

}  // namespace gui
