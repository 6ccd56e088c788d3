// What a loop reads the time from, and how it waits.
//
// VirtualClock jumps to the next deadline when nothing is ready: a program that sleeps for an hour
// takes no time and every run is the same. RealClock waits in the selector.   asyncio: loop.time()
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "core/runtime/duration.hpp"
#include "core/trace/trace_event.hpp"

namespace aio {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual trace::ClockKind kind() const = 0;
  /// Time since the clock was made.
  virtual Duration now() const = 0;
  /// Returns at `deadline`, or earlier if something arrived from outside the loop; without a
  /// deadline only then. False if nothing can ever arrive: the wait would never end.
  virtual bool wait_until(std::optional<Duration> deadline) = 0;
  /// Waits in real time until wake(), or, on the real clock, until `deadline`. False if the
  /// deadline came first.
  virtual bool wait_for_wake(std::optional<Duration> deadline) = 0;
  /// From any thread: ends a wait, or the next one.
  virtual void wake() = 0;
  /// From the loop's thread: no time passes until go_on(). A clock that stands by itself ignores
  /// it.
  virtual void hold() {}
  virtual void go_on() {}
  /// Simulated work: `d` passes and nothing else happens.
  virtual void advance(Duration d) = 0;
};

/// Time stands still but for the jump to a deadline that is waited for, and for busy().
class VirtualClock final : public Clock {
 public:
  trace::ClockKind kind() const override { return trace::ClockKind::Virtual; }
  Duration now() const override { return now_; }
  bool wait_until(std::optional<Duration> deadline) override;
  bool wait_for_wake(std::optional<Duration> deadline) override;
  void wake() override;
  void advance(Duration d) override { now_ += d; }

 private:
  Duration now_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool wake_ = false;
};

/// Waits with libuv, whose timers have a resolution of 1 ms, as CPython's selectors do.
class RealClock final : public Clock {
 public:
  RealClock();
  ~RealClock() override;
  RealClock(const RealClock&) = delete;
  RealClock& operator=(const RealClock&) = delete;

  trace::ClockKind kind() const override { return trace::ClockKind::Real; }
  Duration now() const override;
  bool wait_until(std::optional<Duration> deadline) override;
  bool wait_for_wake(std::optional<Duration> deadline) override;
  void wake() override;
  void hold() override;
  void go_on() override;
  void advance(Duration d) override;

 private:
  struct Selector;
  std::unique_ptr<Selector> selector_;
};

/// A new clock, at 0s.
std::unique_ptr<Clock> make_clock(trace::ClockKind kind);

}  // namespace aio
