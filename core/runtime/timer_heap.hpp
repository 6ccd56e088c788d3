// The armed timers, the next one in front: a heap of four children each, of 16 bytes an entry, so
// that a level costs one cache line, and a million timers ten of them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "core/runtime/handles.hpp"

namespace aio {

class TimerHeap {
 public:
  struct Timer {
    Duration when;
    HandleState* handle = nullptr;
    /// By the deadline; equal ones in the order of arming, which their numbers tell.
    bool before(const Timer& other) const {
      return when != other.when ? when < other.when : handle->id < other.handle->id;
    }
  };

  TimerHeap() = default;
  TimerHeap(const TimerHeap&) = delete;
  TimerHeap& operator=(const TimerHeap&) = delete;
  ~TimerHeap() {
    for (const Timer& t : timers_) t.handle->release();
  }

  bool empty() const { return timers_.empty(); }
  std::size_t size() const { return timers_.size(); }
  /// REQUIRES: not empty.
  const Timer& front() const { return timers_.front(); }
  void push(Duration when, Ref<HandleState> handle) {
    timers_.push_back({when, handle.detach()});
    rise(timers_.size() - 1);
  }
  /// REQUIRES: not empty.
  Ref<HandleState> pop_front() {
    auto first = Ref<HandleState>::adopt(timers_.front().handle);
    const Timer last = timers_.back();
    timers_.pop_back();
    if (!timers_.empty()) sink(0, last);
    return first;
  }
  void drop_cancelled() {
    std::erase_if(timers_, [](const Timer& t) {
      const bool gone = t.handle->cancelled;
      if (gone) t.handle->release();
      return gone;
    });
    for (std::size_t i = timers_.size() / kChildren + 1; i-- > 0;) {
      if (i < timers_.size()) sink(i, timers_[i]);
    }
  }
  /// In no order.
  auto begin() const { return timers_.begin(); }
  auto end() const { return timers_.end(); }

 private:
  static constexpr std::size_t kChildren = 4;

  void rise(std::size_t at) {
    const Timer timer = timers_[at];
    while (at > 0) {
      const std::size_t parent = (at - 1) / kChildren;
      if (!timer.before(timers_[parent])) break;
      timers_[at] = timers_[parent];
      at = parent;
    }
    timers_[at] = timer;
  }
  /// Puts `timer` at `at` or below it.
  void sink(std::size_t at, const Timer timer) {
    for (;;) {
      const std::size_t first = kChildren * at + 1;
      if (first >= timers_.size()) break;
      const std::size_t end = std::min(first + kChildren, timers_.size());
      std::size_t least = first;
      for (std::size_t child = first + 1; child < end; ++child) {
        if (timers_[child].before(timers_[least])) least = child;
      }
      if (!timers_[least].before(timer)) break;
      timers_[at] = timers_[least];
      at = least;
    }
    timers_[at] = timer;
  }

  std::vector<Timer> timers_;
};

}  // namespace aio
