#include "core/runtime/timeouts.hpp"

namespace aio {

struct Timeout::State final : SyncState {
  enum class Phase : std::uint8_t { Created, Entered, Expiring, Expired, Exited };
  explicit State(std::optional<Duration> when_)
      : SyncState(trace::ObjectKind::Timeout, ""), when(when_) {}

  std::optional<Duration> when;
  Phase phase = Phase::Created;
  Handle handle;
  Ref<TaskBase> task;
  unsigned cancelling = 0;

  void arm() {
    handle.cancel();
    handle = Handle();
    if (!when) return;
    const auto expire = [self = Ref<State>(this)] { self->expire(); };
    handle = *when <= loop().time() ? loop().call_soon(expire, "timeout")
                                    : loop().call_at(*when, expire, "timeout");
  }

  void expire() {
    handle = Handle();
    trace::TraceEvent e;
    e.kind = trace::EventKind::TimeoutExpired;
    e.object = id();
    e.task = task->id();
    loop().emit(e);
    task->cancel("");
    phase = Phase::Expiring;
  }

  static Coro<> enter(Ref<State> s) {
    if (s->phase != Phase::Created) throw RuntimeError("Timeout has already been entered");
    TaskBase* const task = loop().current_task();
    if (task == nullptr) throw RuntimeError("Timeout should be used inside a task");
    s->phase = Phase::Entered;
    s->task = Ref<TaskBase>(task);
    s->cancelling = task->cancelling();
    s->arm();
    co_return;
  }

  static Coro<bool> exit(Ref<State> s, std::exception_ptr error) {
    s->handle.cancel();
    s->handle = Handle();
    if (s->phase == Phase::Expiring) {
      s->phase = Phase::Expired;
      const bool only_ours = s->task->uncancel() <= s->cancelling;
      if (only_ours && is_cancelled_error(error)) throw TimeoutError();
    } else {
      s->phase = Phase::Exited;
    }
    s->task = Ref<TaskBase>();
    co_return false;
  }
};

Timeout::Timeout(std::optional<Duration> when) : state_(new State(when)) {}
std::optional<Duration> Timeout::when() const { return state_->when; }

void Timeout::reschedule(std::optional<Duration> when) const {
  using Phase = State::Phase;
  if (state_->phase == Phase::Created) throw RuntimeError("Timeout has not been entered");
  if (state_->phase != Phase::Entered) {
    throw RuntimeError("Cannot change state of a Timeout that has expired or was left");
  }
  state_->when = when;
  state_->arm();
}

bool Timeout::expired() const {
  return state_->phase == State::Phase::Expiring || state_->phase == State::Phase::Expired;
}

Coro<> Timeout::enter() const { return library(State::enter(state_)); }
Coro<bool> Timeout::exit(std::exception_ptr error) const {
  return library(State::exit(state_, std::move(error)));
}

Timeout timeout(std::optional<Duration> delay) {
  if (!delay) return Timeout(std::nullopt);
  return Timeout(loop().time() + *delay);
}

}  // namespace aio
