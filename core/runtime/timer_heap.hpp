// The armed timers, the next one in front: a heap of four children each, of 16 bytes an entry. The
// children of one stand in one cache line, so that a level costs one, and a million timers ten;
// where there are many, the next level is asked for while one is compared.
#pragma once

#include <algorithm>
#include <cstddef>
#include <new>
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
    for (std::size_t i = 0; i < size(); ++i) at(i).handle->release();
  }

  bool empty() const { return size() == 0; }
  std::size_t size() const { return timers_.size() - kRoot; }
  /// REQUIRES: not empty.
  const Timer& front() const { return timers_[kRoot]; }
  void push(Duration when, Ref<HandleState> handle) {
    timers_.push_back({when, handle.detach()});
    rise(size() - 1);
  }
  /// REQUIRES: not empty.
  Ref<HandleState> pop_front() {
    auto first = Ref<HandleState>::adopt(front().handle);
    const Timer last = timers_.back();
    timers_.pop_back();
    if (!empty()) sink(0, last);
    return first;
  }
  void drop_cancelled() {
    const auto gone = std::remove_if(timers_.begin() + kRoot, timers_.end(), [](const Timer& t) {
      const bool cancelled = t.handle->cancelled;
      if (cancelled) t.handle->release();
      return cancelled;
    });
    timers_.erase(gone, timers_.end());
    for (std::size_t i = size() / kChildren + 1; i-- > 0;) {
      if (i < size()) sink(i, at(i));
    }
  }
  /// In no order.
  auto begin() const { return timers_.begin() + kRoot; }
  auto end() const { return timers_.end(); }

 private:
  static constexpr std::size_t kChildren = 4;
  static constexpr std::size_t kRoot = kChildren - 1;  // where it stands; nothing does before
  static constexpr std::size_t kInCache = 16'384;      // no more than these are near anyhow
  static constexpr std::align_val_t kLine{kChildren * sizeof(Timer)};

  template <class T>
  struct LineAllocator {
    using value_type = T;
    T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), kLine)); }
    void deallocate(T* p, std::size_t) { ::operator delete(p, kLine); }
    friend bool operator==(LineAllocator, LineAllocator) { return true; }
  };

  Timer& at(std::size_t i) { return timers_[kRoot + i]; }
  void rise(std::size_t i) {
    const Timer timer = at(i);
    while (i > 0) {
      const std::size_t parent = (i - 1) / kChildren;
      if (!timer.before(at(parent))) break;
      at(i) = at(parent);
      i = parent;
    }
    at(i) = timer;
  }
  /// Puts `timer` at `i` or below it.
  void sink(std::size_t i, const Timer timer) {
    for (;;) {
      const std::size_t first = kChildren * i + 1;
      if (first >= size()) break;
      const std::size_t end = std::min(first + kChildren, size());
      if (size() > kInCache) {
        for (std::size_t child = first; child < end; ++child) {
          __builtin_prefetch(timers_.data() + kRoot + kChildren * child + 1);
        }
      }
      std::size_t least = first;
      for (std::size_t child = first + 1; child < end; ++child) {
        if (at(child).before(at(least))) least = child;
      }
      if (!at(least).before(timer)) break;
      at(i) = at(least);
      i = least;
    }
    at(i) = timer;
  }

  using Timers = std::vector<Timer, LineAllocator<Timer>>;
  Timers timers_ = Timers(kRoot);
};

}  // namespace aio
