#include "scenarios/gate.hpp"

#include <chrono>

namespace scenarios {

void Gate::pass(aio::EventLoop& loop, bool handle) {
  if (known_ && !closed_.load(std::memory_order_relaxed)) return;
  using Clock = std::chrono::steady_clock;
  std::unique_lock lock(mutex_);
  clock_ = &loop.clock();
  known_ = true;
  if (clock_->kind() == trace::ClockKind::Virtual || !closed_) return;
  const Clock::time_point start = Clock::now();
  const bool waits = steps_ == 0;
  if (waits) {
    clock_->hold();
    sender_.hold(true);
    sender_.say("held");
    changed_.wait(lock, [this] { return !closed_ || steps_ > 0; });
    sender_.say("going");
    sender_.hold(false);
    clock_->go_on();
  }
  if (handle && steps_ > 0) --steps_;
  lock.unlock();
  if (!waits) return;
  trace::TraceEvent e;
  e.kind = trace::EventKind::LoopHeld;
  e.value = std::chrono::nanoseconds(Clock::now() - start).count();
  loop.emit(e);
}

void Gate::loop_is_over() {
  const std::scoped_lock lock(mutex_);
  clock_ = nullptr;
}

void Gate::pause() { change(true, 0); }
void Gate::step() { change(true, 1); }
void Gate::go_on() { change(false, 0); }

void Gate::change(bool closed, int steps) {
  const std::scoped_lock lock(mutex_);
  closed_ = closed;
  steps_ = steps;
  changed_.notify_one();
  // A loop that waits for a timer would not notice.
  if (closed && steps == 0 && clock_ != nullptr && clock_->kind() == trace::ClockKind::Real) {
    clock_->wake();
  }
}

}  // namespace scenarios
