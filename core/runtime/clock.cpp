#include "core/runtime/clock.hpp"

#include <uv.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace aio {

std::string to_string(Duration d) {
  const std::int64_t ns = d.count();
  const std::uint64_t size =
      ns < 0 ? 0 - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
  std::string text = fmt::format("{}{}", ns < 0 ? "-" : "", size / 1'000'000'000);
  if (const auto rest = size % 1'000'000'000; rest != 0) {
    text += fmt::format(".{:09}", rest);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + "s";
}

bool VirtualClock::wait_until(std::optional<Duration> deadline) {
  if (!deadline) return false;
  now_ = std::max(now_, *deadline);
  return true;
}

/// Real time passes and virtual time does not: a thread is at work.
bool VirtualClock::wait_for_wake(std::optional<Duration>) {
  std::unique_lock lock(mutex_);
  woken_.wait(lock, [this] { return wake_; });
  wake_ = false;
  return true;
}

void VirtualClock::wake() {
  {
    const std::scoped_lock lock(mutex_);
    wake_ = true;
  }
  woken_.notify_one();
}

namespace {
constexpr std::chrono::nanoseconds kNotHeld{-1};
}  // namespace

struct RealClock::Selector {
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  uv_loop_t loop;
  uv_timer_t timer;
  uv_async_t async;
  bool woken = false;
  // Jobs of executors read the time, too. Both since `start`.
  std::atomic<std::chrono::nanoseconds> held_at{kNotHeld};
  std::atomic<std::chrono::nanoseconds> held{std::chrono::nanoseconds(0)};  ///< not counted
};

RealClock::RealClock() : selector_(std::make_unique<Selector>()) {
  uv_loop_init(&selector_->loop);
  uv_timer_init(&selector_->loop, &selector_->timer);
  selector_->async.data = selector_.get();
  uv_async_init(&selector_->loop, &selector_->async,
                [](uv_async_t* async) { static_cast<Selector*>(async->data)->woken = true; });
}

RealClock::~RealClock() {
  uv_close(reinterpret_cast<uv_handle_t*>(&selector_->timer), nullptr);
  uv_close(reinterpret_cast<uv_handle_t*>(&selector_->async), nullptr);
  uv_run(&selector_->loop, UV_RUN_DEFAULT);
  uv_loop_close(&selector_->loop);
}

Duration RealClock::now() const {
  const std::chrono::nanoseconds held_at = selector_->held_at;
  const std::chrono::nanoseconds passed = std::chrono::steady_clock::now() - selector_->start;
  return (held_at != kNotHeld ? held_at : passed) - selector_->held.load();
}

void RealClock::hold() { selector_->held_at = std::chrono::steady_clock::now() - selector_->start; }

void RealClock::go_on() {
  const std::chrono::nanoseconds held_at = selector_->held_at;
  if (held_at == kNotHeld) return;
  const std::chrono::nanoseconds passed = std::chrono::steady_clock::now() - selector_->start;
  selector_->held = selector_->held.load() + passed - held_at;
  selector_->held_at = kNotHeld;
}

bool RealClock::wait_until(std::optional<Duration> deadline) {
  if (!deadline) return false;  // no I/O, no thread at work: nothing else could end the wait
  wait_for_wake(deadline);
  return true;
}

bool RealClock::wait_for_wake(std::optional<Duration> deadline) {
  selector_->woken = false;
  uv_update_time(&selector_->loop);
  while (!selector_->woken) {
    if (deadline) {
      const std::int64_t left = (*deadline - now()).count();
      if (left <= 0) break;
      const auto ms = static_cast<std::uint64_t>((left + 999'999) / 1'000'000);
      // It repeats: libuv may run a timer that is due before it waits, and then waits for others.
      uv_timer_start(&selector_->timer, [](uv_timer_t*) {}, ms, 1);
    }
    uv_run(&selector_->loop, UV_RUN_ONCE);
  }
  uv_timer_stop(&selector_->timer);
  return selector_->woken;
}

void RealClock::wake() { uv_async_send(&selector_->async); }

void RealClock::advance(Duration d) { std::this_thread::sleep_for(d.chrono()); }

std::unique_ptr<Clock> make_clock(trace::ClockKind kind) {
  if (kind == trace::ClockKind::Real) return std::make_unique<RealClock>();
  return std::make_unique<VirtualClock>();
}

}  // namespace aio
