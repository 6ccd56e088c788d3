// A way from cause to effect that the user walked, or had drawn back to the start of the program.
#pragma once

#include <chrono>
#include <deque>

#include "core/model/causes.hpp"

namespace gui {

class Chain {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  /// To what caused the fact at `event`; kNever if nothing did. A fact that is not in the chain
  /// begins a new one.
  trace::EventIndex to_cause(const model::Timeline& timeline, trace::EventIndex event);
  /// To what it led to: back the way the chain came, else on to its main effect.
  trace::EventIndex to_effect(const model::Timeline& timeline, trace::EventIndex event);
  /// All causes of the fact at `event`, as grow() finds them.
  void begin_whole(trace::EventIndex event);
  /// Goes on with the whole chain until then.
  void grow(const model::Timeline& timeline, Deadline enough);
  bool growing() const { return growing_; }

  /// By time: the first cause first.
  const std::deque<trace::EventIndex>& links() const { return links_; }
  bool empty() const { return links_.empty(); }
  void clear() { *this = Chain(); }

 private:
  std::deque<trace::EventIndex> links_;
  bool growing_ = false;
};

}  // namespace gui
