// Handle: one callback that was given to the loop. TimerHandle: the same with a deadline.
//
// Both are references: copies stand for the same callback, and dropping them cancels nothing.
// The ready queue and the timers own the callback; a handle runs at most once.
// asyncio: Handle, TimerHandle (events.py)
#pragma once

#include <functional>

#include "core/runtime/contextvars.hpp"
#include "core/runtime/duration.hpp"
#include "core/runtime/ref.hpp"
#include "core/trace/trace_event.hpp"

namespace aio {

class EventLoop;

/// What the loop keeps of a callback. `label` is what the screen calls it.
class HandleState final : public Counted {
 public:
  enum class Place : std::uint8_t { Armed, Queued, Gone };

  HandleState(trace::HandleId id_, const char* label_, std::function<void()> callback_)
      : id(id_), label(label_), callback(std::move(callback_)) {}

  const trace::HandleId id;
  const char* const label;
  std::function<void()> callback;
  ContextSlot context;  ///< it runs in this one
  Duration when;        ///< of a timer
  Place place = Place::Gone;
  bool cancelled = false;
  EventLoop* loop = nullptr;
};

/// What call_soon() returns.   asyncio: Handle
class Handle {
 public:
  Handle() = default;
  explicit Handle(Ref<HandleState> state) : state_(std::move(state)) {}

  /// The callback will not run, even if it is in the batch that is being run. Does nothing after
  /// it has run or for an empty handle.
  void cancel();
  /// True also if cancel() came after it had run.
  bool cancelled() const { return state_ && state_->cancelled; }
  explicit operator bool() const { return static_cast<bool>(state_); }

 protected:
  Ref<HandleState> state_;
};

/// What call_later() and call_at() return.   asyncio: TimerHandle
class TimerHandle : public Handle {
 public:
  using Handle::Handle;
  /// The deadline, by the loop's clock; 0s for an empty handle.
  Duration when() const { return state_ ? state_->when : Duration(); }
  trace::HandleId id() const { return state_ ? state_->id : 0; }
  /// REQUIRES: it is armed and not empty.
  void set_callback(std::function<void()> callback) { state_->callback = std::move(callback); }
};

}  // namespace aio
