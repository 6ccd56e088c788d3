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
  /// `value` and `part` are those of ObjectCreated.
  SyncState(trace::ObjectKind kind, std::string name, std::int64_t value = 0,
            trace::ObjectId part = 0);
  /// An inner part of another object: who waits in it waits for `whole`, as `why`; nothing else is
  /// told of it. REQUIRES: `whole` outlives all that wait.
  SyncState(SyncState& whole, trace::WaitKind why);
  ~SyncState() override;

  /// Its number in the trace of the present run; given at the first use in it.
  trace::ObjectId id() {
    return whole_ != nullptr || id_ == 0 || run_ != loop().run() ? new_id() : id_;
  }
  /// Records a fact of this object.
  void emit(trace::EventKind kind, std::int64_t value = 0, std::string_view text = {},
            std::string_view extra = {}) {
    if (whole_ == nullptr && EventLoop::has_current() && loop().traced()) {
      record(kind, value, text, extra);
    }
  }
  /// What somebody waits for in this object.
  WaitReason reason(trace::WaitKind why) { return {whole_ ? why_ : why, id()}; }

 private:
  trace::ObjectId new_id();
  void record(trace::EventKind kind, std::int64_t value, std::string_view text,
              std::string_view extra);

  trace::ObjectKind kind_ = trace::ObjectKind::Unknown;
  std::string name_;
  std::int64_t value_ = 0;
  trace::ObjectId part_ = 0;
  SyncState* whole_ = nullptr;
  trace::WaitKind why_ = trace::WaitKind::Nothing;
  trace::ObjectId id_ = 0;
  std::uint64_t run_ = 0;  // in which it has that number
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
