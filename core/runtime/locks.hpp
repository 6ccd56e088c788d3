// Synchronisation between tasks of one loop. All waiters are served first come, first served; a
// woken waiter runs in the next iteration. Operations that need not wait never suspend.
//
// All of these are references: copies stand for the same object. A name is what the screen calls
// it. A waiter that is cancelled leaves its line; what it was woken for goes to the next one.
// They may be made before the loop. `enter` and `exit` are for with().   asyncio: locks.py
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/runtime/sync.hpp"

namespace aio {

/// A flag that tasks can wait for.   asyncio: Event
class Event {
 public:
  /// Not set.
  explicit Event(std::string name = "");
  bool is_set() const;
  /// Wakes all that wait, in the order in which they came. Nothing happens if it is set already.
  void set() const;
  /// Does not call back those that were woken: their wait() ends although the flag is not set.
  void clear() const;
  /// Suspends until the flag is set. Resumes one iteration after set(). Always true.
  auto wait() const { return Operation<Awaiter>(state_); }

 private:
  struct State;
  class Awaiter final : public LineAwaiter {
   public:
    using value_type = bool;
    static constexpr std::string_view kName = "wait";
    using LineAwaiter::LineAwaiter;
    inline bool await_ready() const;
    inline void await_suspend(std::coroutine_handle<>);
    bool await_resume() {
      resume();
      return true;
    }
  };
  inline State& state() const;
  Ref<SyncState> state_;
};

struct Event::State final : SyncState {
  using SyncState::SyncState;
  bool set = false;
  Line waiters;
};

inline Event::State& Event::state() const { return static_cast<State&>(*state_); }
inline bool Event::Awaiter::await_ready() const { return object<State>().set; }
inline void Event::Awaiter::await_suspend(std::coroutine_handle<>) {
  wait_in(object<State>().waiters, trace::WaitKind::Event);
}

/// Mutual exclusion, without an owner: any task may release. A scope for with().   asyncio: Lock
class Lock {
 public:
  /// Not locked.
  explicit Lock(std::string name = "");
  bool locked() const;
  /// Suspends while it is locked or others wait. Resumes one iteration after release(). Always
  /// true.
  auto acquire() const { return Operation<Awaiter>(state_); }
  /// Wakes the first waiter, which has it when it runs, one iteration later; until then it is
  /// unlocked, but nobody else can take it. Throws RuntimeError if it is not locked.
  void release() const;

  /// Releases the lock when it goes out of scope.
  class Guard;
  /// As acquire(): `auto guard = co_await lock.hold();`
  auto hold() const;

  auto enter() const { return acquire(); }
  NothingSwallowed exit(const std::exception_ptr& error) const;

 private:
  friend class Condition;
  friend class Barrier;
  struct State;
  class Awaiter : public LineAwaiter {
   public:
    using value_type = bool;
    static constexpr std::string_view kName = "acquire";
    using LineAwaiter::LineAwaiter;
    inline bool await_ready() const;
    inline void await_suspend(std::coroutine_handle<>);
    inline bool await_resume();
  };
  class Holder;
  explicit Lock(Ref<SyncState> state) : state_(std::move(state)) {}
  inline State& state() const;
  Ref<SyncState> state_;
};

struct Lock::State final : SyncState {
  using SyncState::SyncState;
  bool locked = false;
  Line waiters;

  void take() {
    locked = true;
    emit(trace::EventKind::Acquired);
  }
  void wake_first() {
    if (!waiters.empty()) waiters.front().wake();
  }
};

inline Lock::State& Lock::state() const { return static_cast<State&>(*state_); }
inline bool Lock::Awaiter::await_ready() const {
  const State& s = object<State>();
  return !s.locked && s.waiters.all_cancelled();
}
inline void Lock::Awaiter::await_suspend(std::coroutine_handle<>) {
  wait_in(object<State>().waiters, trace::WaitKind::Lock);
}
inline bool Lock::Awaiter::await_resume() {
  State& s = object<State>();
  leave();
  if (resumed_by_error() && !s.locked) s.wake_first();  // whoever is next must not miss it
  resume();
  s.take();
  return true;
}

/// Move-only. Does nothing if the lock was released by others meanwhile.
class Lock::Guard {
 public:
  explicit Guard(const Lock& lock) : lock_(lock) {}
  Guard(Guard&& other) noexcept : lock_(std::exchange(other.lock_, std::nullopt)) {}
  Guard& operator=(Guard&&) = delete;
  ~Guard();

 private:
  std::optional<Lock> lock_;
};

class Lock::Holder final : public Awaiter {
 public:
  using value_type = Guard;
  static constexpr std::string_view kName = "hold";
  using Awaiter::Awaiter;
  Guard await_resume();
};

inline auto Lock::hold() const { return Operation<Holder>(state_); }

/// Tasks wait until others notify them; waiting releases the lock. A scope for with(): holds its
/// lock.   asyncio: Condition
class Condition {
 public:
  /// With a lock of its own.
  explicit Condition(std::string name = "");
  explicit Condition(const Lock& lock, std::string name = "");
  /// These three are the lock's.
  bool locked() const { return lock().locked(); }
  auto acquire() const { return lock().acquire(); }
  void release() const { lock().release(); }
  /// Releases the lock, suspends until notified, and has the lock again when it resumes, also when
  /// it is cancelled: one iteration after notify() if the lock is free then, else one iteration
  /// after the release() that gives it to this task. What it waited for may be over by then: check
  /// again. Always true. Throws RuntimeError if the lock is not locked.
  Coro<bool> wait() const;
  /// Waits, again and again, until `predicate()` is true; does not suspend if it is. Always true.
  Coro<bool> wait_for(std::function<bool()> predicate) const;
  /// Wakes the first `n` waiters; does not release the lock. Throws RuntimeError if that is not
  /// locked.
  void notify(std::size_t n = 1) const;
  /// Wakes all waiters; they get the lock one after the other. Throws as notify() does.
  void notify_all() const;

  auto enter() const { return acquire(); }
  NothingSwallowed exit(const std::exception_ptr& error) const { return lock().exit(error); }

 private:
  friend class Barrier;
  struct State;
  explicit Condition(Ref<State> state) : state_(std::move(state)) {}
  const Lock& lock() const;
  Ref<State> state_;
};

/// A number of permits. A scope for with().   asyncio: Semaphore
class Semaphore {
 public:
  /// Throws ValueError if `value` is negative.
  explicit Semaphore(int value = 1, std::string name = "");
  /// True if acquire() would wait.
  bool locked() const;
  /// Takes a permit; suspends while there is none or others wait. Resumes one iteration after
  /// release(). Always true.
  auto acquire() const { return Operation<Awaiter>(state_); }
  /// Hands the permit to the first waiter at once, who runs one iteration later: nobody can take it
  /// in between. May go above the initial value.
  void release() const;

  auto enter() const { return acquire(); }
  NothingSwallowed exit(const std::exception_ptr& error) const;

 protected:
  struct State;
  class Awaiter final : public LineAwaiter {
   public:
    using value_type = bool;
    static constexpr std::string_view kName = "acquire";
    using LineAwaiter::LineAwaiter;
    bool await_ready() const;
    void await_suspend(std::coroutine_handle<>);
    bool await_resume();
  };
  explicit Semaphore(Ref<SyncState> state) : state_(std::move(state)) {}
  State& state() const;
  Ref<SyncState> state_;
};

/// A Semaphore whose release() throws ValueError above the initial value.
/// asyncio: BoundedSemaphore
class BoundedSemaphore : public Semaphore {
 public:
  explicit BoundedSemaphore(int value = 1, std::string name = "");
};

/// Tasks wait for each other until `parties` of them have come, round after round. A scope for
/// with(): entering waits, leaving does nothing.   asyncio: Barrier
class Barrier {
 public:
  /// Throws ValueError if `parties` is less than 1.
  explicit Barrier(int parties, std::string name = "");
  /// Results in the number of those that came before: 0 to parties() - 1, twice the same if one was
  /// cancelled meanwhile. The last one does not suspend; the others resume one iteration later, in
  /// the order in which they came. Who comes while a round is left waits for that first. Throws
  /// BrokenBarrierError after abort(), or when abort() or reset() comes while it waits.
  Coro<int> wait() const;
  /// Those that wait get BrokenBarrierError, one iteration later; then it is as new.
  Coro<> reset() const;
  /// Those that wait get BrokenBarrierError, one iteration later, and all that come until reset().
  Coro<> abort() const;
  int parties() const;
  /// How many wait for the round to be complete.
  int n_waiting() const;
  /// After abort(), until reset().
  bool broken() const;

  Coro<int> enter() const { return wait(); }
  NothingSwallowed exit(const std::exception_ptr& error) const;

 private:
  struct State;
  static Coro<int> wait_for_all(Ref<State> s);
  static Coro<> change(Ref<State> s, bool abort);
  Ref<State> state_;
};

}  // namespace aio
