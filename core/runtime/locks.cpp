#include "core/runtime/locks.hpp"

#include <algorithm>

namespace aio {

using trace::EventKind;
using trace::ObjectKind;
using trace::WaitKind;

// -- Event

Event::Event(std::string name) : state_(new State(ObjectKind::Event, std::move(name))) {}
bool Event::is_set() const { return state().set; }

void Event::set() const {
  if (state().set) return;
  state().set = true;
  state().emit(EventKind::EventSet);
  for (Waiter& waiter : state().waiters) waiter.wake();
}

void Event::clear() const {
  if (!state().set) return;
  state().set = false;
  state().emit(EventKind::EventCleared);
}

// -- Lock

Lock::Lock(std::string name) : state_(new State(ObjectKind::Lock, std::move(name))) {}
bool Lock::locked() const { return state().locked; }

Lock::Guard Lock::Holder::await_resume() {
  Awaiter::await_resume();
  return Guard(Lock(Ref<SyncState>(&object<SyncState>())));
}

void Lock::release() const {
  if (!state().locked) throw RuntimeError("Lock is not acquired.");
  state().locked = false;
  state().emit(EventKind::Released);
  state().wake_first();
}

NothingSwallowed Lock::exit(const std::exception_ptr&) const {
  release();
  return {};
}

Lock::Guard::~Guard() {
  if (lock_ && lock_->locked()) lock_->release();
}

// -- Condition

struct Condition::State final : SyncState {
  State(const Lock& lock_, std::string name)
      : SyncState(ObjectKind::Condition, std::move(name), 0, number_of(lock_)), lock(lock_) {}
  State(SyncState& whole, WaitKind why, const Lock& lock_) : SyncState(whole, why), lock(lock_) {}
  static trace::ObjectId number_of(const Lock& lock) {
    return EventLoop::has_current() ? lock.state_->id() : 0;
  }
  Lock lock;
  Line waiters;

  void notify(std::size_t n) {
    std::size_t reached = 0;  // of a long line no more than these are looked at
    for (auto it = waiters.begin(); it != waiters.end() && reached < n; ++it) ++reached;
    emit(EventKind::Notified, static_cast<std::int64_t>(reached));
    for (Waiter& waiter : waiters) {
      if (n == 0) break;
      if (waiter.wake()) --n;
    }
  }

  static Coro<bool> wait(Ref<State> s) {
    if (!s->lock.locked()) throw RuntimeError("cannot wait on un-acquired lock");
    std::exception_ptr error;
    try {
      Place place(*s, WaitKind::Condition, s->waiters);
      s->lock.release();
      co_await place.woken();
    } catch (...) {
      error = std::current_exception();
    }
    for (bool held = false; !held;) {  // it must have the lock again, whatever happens
      try {
        co_await s->lock.acquire();
        held = true;
      } catch (const CancelledError&) {
        error = std::current_exception();
      }
    }
    if (error) {
      s->notify(1);  // it may have been notified: somebody else should be
      std::rethrow_exception(error);
    }
    co_return true;
  }

  static Coro<bool> wait_for(Ref<State> s, std::function<bool()> predicate) {
    while (!predicate()) {
      co_await library(wait(s));
    }
    co_return true;
  }
};

// Not moved: which argument is made first is up to the compiler.
Condition::Condition(std::string name)
    : Condition(Lock(name.empty() ? "" : name + ".lock"), name) {}
Condition::Condition(const Lock& lock, std::string name)
    : state_(new State(lock, std::move(name))) {}
const Lock& Condition::lock() const { return state_->lock; }
Coro<bool> Condition::wait() const { return library(State::wait(state_)); }
Coro<bool> Condition::wait_for(std::function<bool()> predicate) const {
  return library(State::wait_for(state_, std::move(predicate)));
}
void Condition::notify(std::size_t n) const {
  if (!locked()) throw RuntimeError("cannot notify on un-acquired lock");
  state_->notify(n);
}
void Condition::notify_all() const { notify(state_->waiters.size()); }

// -- Semaphore

struct Semaphore::State final : SyncState {
  State(int value_, std::optional<int> bound_, std::string name)
      : SyncState(ObjectKind::Semaphore, std::move(name), value_), value(value_), bound(bound_) {}
  static Ref<SyncState> made(int value, std::optional<int> bound, std::string name) {
    if (value < 0) throw ValueError("Semaphore initial value must be >= 0");
    return Ref<SyncState>(new State(value, bound, std::move(name)));
  }
  int value;
  std::optional<int> bound;
  Line waiters;

  bool locked() const { return value == 0 || !waiters.all_cancelled(); }

  /// Gives a permit to the first that was not woken yet.
  bool wake_next() {
    for (Waiter& waiter : waiters) {
      if (!waiter.waits()) continue;
      --value;
      waiter.wake();
      return true;
    }
    return false;
  }

  void release() {
    if (bound && value >= *bound) throw ValueError("BoundedSemaphore released too many times");
    ++value;
    emit(EventKind::Released, value);
    wake_next();
  }
};

Semaphore::Semaphore(int value, std::string name)
    : state_(State::made(value, std::nullopt, std::move(name))) {}
BoundedSemaphore::BoundedSemaphore(int value, std::string name)
    : Semaphore(State::made(value, value, std::move(name))) {}
bool Semaphore::locked() const { return state().locked(); }
Semaphore::State& Semaphore::state() const { return static_cast<State&>(*state_); }

bool Semaphore::Awaiter::await_ready() const { return !object<State>().locked(); }
void Semaphore::Awaiter::await_suspend(std::coroutine_handle<>) {
  wait_in(object<State>().waiters, WaitKind::Semaphore);
}
bool Semaphore::Awaiter::await_resume() {
  State& s = object<State>();
  if (!suspended()) {
    --s.value;
  } else {
    if (resumed_by_error() && !cancelled()) ++s.value;  // its permit goes back
    leave();
    while (s.value > 0 && s.wake_next()) {
    }
    resume();
  }
  s.emit(EventKind::Acquired, s.value);
  return true;
}
void Semaphore::release() const { state().release(); }
NothingSwallowed Semaphore::exit(const std::exception_ptr&) const {
  release();
  return {};
}

// -- Barrier

/// Its lock and its condition are parts that nobody sees: who waits in them waits for the barrier.
struct Barrier::State final : SyncState {
  enum class Phase : std::uint8_t { Filling, Draining, Resetting, Broken };
  State(int parties_, std::string name)
      : SyncState(ObjectKind::Barrier, std::move(name), parties_),
        parties(parties_),
        changed(Ref<Condition::State>(new Condition::State(*this, WaitKind::Barrier, lock()))) {}
  Lock lock() { return Lock(Ref<SyncState>(new Lock::State(*this, WaitKind::Barrier))); }
  const int parties;
  Condition changed;
  Phase phase = Phase::Filling;
  int count = 0;

  Coro<> come() {
    const auto open = [this] { return phase != Phase::Draining && phase != Phase::Resetting; };
    co_await changed.wait_for(open);
    if (phase == Phase::Broken) throw BrokenBarrierError("Barrier aborted");
  }
  Coro<> stay() {
    co_await changed.wait_for([this] { return phase != Phase::Filling; });
    if (phase == Phase::Broken || phase == Phase::Resetting) {
      throw BrokenBarrierError("Abort or reset of barrier");
    }
  }
  void leave() {
    --count;
    if (count == 0) {
      if (phase == Phase::Resetting || phase == Phase::Draining) phase = Phase::Filling;
      changed.notify_all();
    }
  }
};

Barrier::Barrier(int parties, std::string name) {
  if (parties < 1) throw ValueError("parties must be > 0");
  state_ = Ref<State>(new State(parties, std::move(name)));
}
int Barrier::parties() const { return state_->parties; }
int Barrier::n_waiting() const {
  return state_->phase == State::Phase::Filling ? state_->count : 0;
}
bool Barrier::broken() const { return state_->phase == State::Phase::Broken; }

Coro<int> Barrier::wait_for_all(Ref<State> s) {
  using Phase = State::Phase;
  co_await s->changed.acquire();
  std::exception_ptr error;
  int index = 0;
  try {
    co_await library(s->come());
    index = s->count++;
    try {
      if (index + 1 == s->parties) {
        s->phase = Phase::Draining;
        s->emit(EventKind::BarrierTripped);
        s->changed.notify_all();
      } else {
        co_await library(s->stay());
      }
    } catch (...) {
      error = std::current_exception();
    }
    s->leave();
  } catch (...) {
    error = std::current_exception();
  }
  s->changed.release();
  if (error) std::rethrow_exception(error);
  co_return index;
}

Coro<> Barrier::change(Ref<State> s, bool abort) {
  using Phase = State::Phase;
  co_await s->changed.acquire();
  if (abort) {
    s->phase = Phase::Broken;
  } else {
    s->phase = s->count > 0 ? Phase::Resetting : Phase::Filling;
  }
  s->emit(abort ? EventKind::BarrierBroken : EventKind::BarrierReset);
  s->changed.notify_all();
  s->changed.release();
}

Coro<int> Barrier::wait() const { return library(wait_for_all(state_)); }
Coro<> Barrier::reset() const { return library(change(state_, false)); }
Coro<> Barrier::abort() const { return library(change(state_, true)); }
NothingSwallowed Barrier::exit(const std::exception_ptr&) const { return {}; }

}  // namespace aio
