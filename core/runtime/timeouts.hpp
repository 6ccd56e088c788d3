// timeout: a scope that cancels what it encloses at a deadline and turns that into TimeoutError.
//
// When several scopes enclose a wait, only those whose deadline has passed convert the error; a
// cancel from outside stays a cancel. Copies stand for the same scope.   asyncio: timeouts.py
#pragma once

#include <optional>

#include "core/runtime/sync.hpp"

namespace aio {

/// A scope for with(). In the iteration that finds the deadline passed the task is cancelled; one
/// iteration later the body sees CancelledError (later if it waits for tasks, which end first), and
/// when that leaves the body the scope throws TimeoutError, in the same step. A body that catches
/// it goes on, a body that never suspends is never interrupted; expired() tells.   asyncio: Timeout
class Timeout {
 public:
  explicit Timeout(std::optional<Duration> when);

  /// The deadline, by the loop's clock; none: it never expires.
  std::optional<Duration> when() const;
  /// A new deadline; none: it never expires. One that has passed expires in the next iteration.
  /// Throws RuntimeError unless the scope is entered and not expired.
  void reschedule(std::optional<Duration> when) const;
  /// True from the deadline on, if it came while the scope was entered.
  bool expired() const;

  /// Arms the deadline; one that has passed expires in the next iteration. Throws RuntimeError
  /// outside a task or when entered before.
  Coro<> enter() const;
  Coro<bool> exit(std::exception_ptr error) const;

 private:
  struct State;
  Ref<State> state_;
};

/// A scope whose deadline is `delay` after this call; none: it never expires.   asyncio: timeout
Timeout timeout(std::optional<Duration> delay);
template <class Rep, class Period>
Timeout timeout(std::chrono::duration<Rep, Period> delay) {
  return timeout(std::optional<Duration>(delay));
}
/// A scope whose deadline is `when`, by the loop's clock: loop().time().   asyncio: timeout_at
inline Timeout timeout_at(std::optional<Duration> when) { return Timeout(when); }

}  // namespace aio
