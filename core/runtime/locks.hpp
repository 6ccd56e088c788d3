// Synchronisation between tasks of one loop. All waiters are served first come, first served; a
// woken waiter runs in the next iteration. Operations that need not wait never suspend.
//
// All of these are references: copies stand for the same object. A name is what the screen calls
// it. asyncio: locks.py
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "core/runtime/sync.hpp"

namespace aio {

/// A flag that tasks can wait for.   asyncio: Event
class Event {
 public:
  explicit Event(std::string name = "");
  bool is_set() const;
  /// Wakes all that wait, in the order in which they came. Nothing happens if it is set already.
  void set() const;
  /// Does not call back those that were woken.
  void clear() const;
  /// Suspends until the flag is set. Resumes one iteration after set(). Always true.
  Coro<bool> wait() const;

 private:
  struct State;
  Ref<State> state_;
};

/// Mutual exclusion, without an owner: any task may release.   asyncio: Lock
/// A scope for with().
class Lock {
 public:
  explicit Lock(std::string name = "");
  bool locked() const;
  /// Suspends while it is locked or others wait. Resumes one iteration after release(). Always
  /// true.
  Coro<bool> acquire() const;
  /// Wakes the first waiter, which has it when it runs. Throws RuntimeError if it is not locked.
  void release() const;

  /// Releases the lock when it goes out of scope.
  class Guard;
  /// `auto guard = co_await lock.hold();`
  Coro<Guard> hold() const;

  Coro<bool> enter() const { return acquire(); }
  Coro<bool> exit(const std::exception_ptr& error) const;

 private:
  friend class Condition;
  friend class Barrier;
  struct State;
  explicit Lock(Ref<State> state) : state_(std::move(state)) {}
  Ref<State> state_;
};

class Lock::Guard {
 public:
  explicit Guard(const Lock& lock) : lock_(lock) {}
  Guard(Guard&& other) noexcept : lock_(std::exchange(other.lock_, std::nullopt)) {}
  Guard& operator=(Guard&&) = delete;
  ~Guard();

 private:
  std::optional<Lock> lock_;
};

/// Tasks wait until others notify them; waiting releases the lock.   asyncio: Condition
/// A scope for with(): holds its lock.
class Condition {
 public:
  explicit Condition(std::string name = "");
  explicit Condition(const Lock& lock, std::string name = "");
  bool locked() const { return lock().locked(); }
  Coro<bool> acquire() const { return lock().acquire(); }
  void release() const { lock().release(); }
  /// Releases the lock, suspends until notified, and has the lock again when it resumes, also when
  /// it is cancelled. May resume without a notification: check again. Throws RuntimeError without
  /// the lock.
  Coro<bool> wait() const;
  /// Waits until `predicate()` is true.
  Coro<bool> wait_for(std::function<bool()> predicate) const;
  /// Wakes the first `n` waiters. Throws RuntimeError without the lock.
  void notify(std::size_t n = 1) const;
  void notify_all() const;

  Coro<bool> enter() const { return acquire(); }
  Coro<bool> exit(const std::exception_ptr& error) const { return lock().exit(error); }

 private:
  friend class Barrier;
  struct State;
  explicit Condition(Ref<State> state) : state_(std::move(state)) {}
  const Lock& lock() const;
  Ref<State> state_;
};

/// A number of permits.   asyncio: Semaphore
/// A scope for with().
class Semaphore {
 public:
  /// Throws ValueError if `value` is negative.
  explicit Semaphore(int value = 1, std::string name = "");
  /// True if acquire() would wait.
  bool locked() const;
  Coro<bool> acquire() const;
  /// Hands the permit to the first waiter at once, who runs one iteration later.
  void release() const;

  Coro<bool> enter() const { return acquire(); }
  Coro<bool> exit(const std::exception_ptr& error) const;

 protected:
  struct State;
  explicit Semaphore(Ref<State> state) : state_(std::move(state)) {}
  Ref<State> state_;
};

/// A Semaphore whose release() throws ValueError above the initial value.
/// asyncio: BoundedSemaphore
class BoundedSemaphore : public Semaphore {
 public:
  explicit BoundedSemaphore(int value = 1, std::string name = "");
};

/// Tasks wait for each other until `parties` of them have come.   asyncio: Barrier
/// A scope for with(): entering waits.
class Barrier {
 public:
  /// Throws ValueError if `parties` is less than 1.
  explicit Barrier(int parties, std::string name = "");
  /// Results in the number of those that came before. The last one does not suspend. Throws
  /// BrokenBarrierError after abort(), or when reset() comes while it waits.
  Coro<int> wait() const;
  Coro<> reset() const;
  Coro<> abort() const;
  int parties() const;
  int n_waiting() const;
  bool broken() const;

  Coro<int> enter() const { return wait(); }
  Coro<bool> exit(const std::exception_ptr& error) const;

 private:
  struct State;
  static Coro<int> wait_for_all(Ref<State> s);
  static Coro<> change(Ref<State> s, bool abort);
  Ref<State> state_;
};

}  // namespace aio
