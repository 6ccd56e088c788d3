// What the objects that tasks wait for have in common: a number and a name in the trace, and a line
// of waiters. Inside the library; programs use locks.hpp, queues.hpp, ...
#pragma once

#include <deque>
#include <string>

#include "core/runtime/event_loop.hpp"

namespace aio {

using Waiter = Ref<FutureState<void>>;

/// Wakes a waiter; false if it was woken or cancelled before.
bool wake(const Waiter& waiter);

class SyncState : public Counted {
 public:
  SyncState(trace::ObjectKind kind, std::string name);

  /// Its number in the trace; given at the first use in a loop.
  trace::ObjectId id();
  /// Records a fact of this object.
  void emit(trace::EventKind kind, std::int64_t value = 0, const std::string& text = "");

 private:
  trace::ObjectKind kind_;
  std::string name_;
  trace::ObjectId id_ = 0;
};

/// A place in a line of waiters, left when it goes out of scope, also when its frame is destroyed.
class Place {
 public:
  Place(SyncState& object, trace::WaitKind why, std::deque<Waiter>& line);
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place();
  /// Await it: done when somebody wakes this waiter.
  Future<> woken() const { return Future<>(waiter_); }
  const Waiter& waiter() const { return waiter_; }

 private:
  Ref<SyncState> object_;  // the line is part of it
  std::deque<Waiter>& line_;
  Waiter waiter_;
};

}  // namespace aio
