// Handle: one callback that was given to the loop. TimerHandle: the same with a deadline.
//
// Both are references: copies stand for the same callback, and dropping them cancels nothing.
// The ready queue and the timers own the callback; a handle runs at most once.
// asyncio: Handle, TimerHandle (events.py)
#pragma once

#include <functional>
#include <utility>

#include "core/runtime/contextvars.hpp"
#include "core/runtime/duration.hpp"
#include "core/runtime/ref.hpp"
#include "core/trace/trace_event.hpp"

namespace aio {

class EventLoop;

/// What the loop keeps of a callback.
class HandleState : public Counted {
 public:
  enum class Place : std::uint8_t { Armed, Queued, Gone };

  explicit HandleState(const char* label_) : label(label_) {}
  virtual void run() = 0;
  /// Lets go of what it owns: it will not run (again).
  virtual void drop() noexcept = 0;
  /// It will run soon: asks for the memory that it will touch first.
  virtual void fetch() const noexcept {}

  trace::HandleId id = 0;
  const char* const label;  ///< what the screen calls it
  EventLoop* loop = nullptr;
  ContextSlot context;  ///< it runs in this one
  Place place = Place::Gone;
  bool cancelled = false;
};

/// One that calls a function.
class FunctionHandle final : public HandleState {
 public:
  FunctionHandle(const char* label_, std::function<void()> callback)
      : HandleState(label_), callback_(std::move(callback)) {}
  void run() override { callback_(); }
  void drop() noexcept override { const auto gone = std::exchange(callback_, nullptr); }

  Duration when;  ///< of a timer

 private:
  std::function<void()> callback_;
};

/// What call_soon() returns.   asyncio: Handle
class Handle {
 public:
  Handle() = default;
  explicit Handle(Ref<HandleState> state) : state_(std::move(state)) {}

  /// The callback will not run, even if it is in the batch that is being run. Does nothing after
  /// it has run or for an empty handle.
  void cancel() {
    if (state_ && !state_->cancelled) cancel_now();
  }
  /// True also if cancel() came after it had run.
  bool cancelled() const { return state_ && state_->cancelled; }
  explicit operator bool() const { return static_cast<bool>(state_); }

 protected:
  Ref<HandleState> state_;

 private:
  void cancel_now();
};

/// What call_later() and call_at() return.   asyncio: TimerHandle
class TimerHandle : public Handle {
 public:
  TimerHandle() = default;
  explicit TimerHandle(Ref<FunctionHandle> state) : Handle(std::move(state)) {}
  /// The deadline, by the loop's clock; 0s for an empty handle.
  Duration when() const {
    return state_ ? static_cast<const FunctionHandle&>(*state_).when : Duration();
  }
  trace::HandleId id() const { return state_ ? state_->id : 0; }
};

}  // namespace aio
