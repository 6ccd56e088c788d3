// Synchronisation between tasks of one loop. All waiters are served first come, first served; a
// woken waiter runs in the next iteration.   asyncio: locks.py
#pragma once

#include <deque>
#include <string>

#include "core/runtime/event_loop.hpp"

namespace aio {

/// A flag that tasks can wait for.   asyncio: Event
class Event {
 public:
  /// `name` is what the screen calls it.
  explicit Event(std::string name = "");

  bool is_set() const { return state_->set; }
  /// Wakes all that wait, in the order in which they came. Nothing happens if it is set already.
  void set();
  /// Does not call back those that were woken.
  void clear();

  class State final : public Counted {
   public:
    /// The number of the object in the trace; made at the first use in a loop.
    trace::ObjectId id();
    bool set = false;
    std::string name;
    std::deque<Ref<FutureState<void>>> waiters;

   private:
    trace::ObjectId id_ = 0;
  };

  /// What wait() returns: await it.
  class [[nodiscard]] Wait {
   public:
    explicit Wait(Ref<State> state) : state_(std::move(state)) {}

    class Awaiter {
     public:
      Awaiter(Ref<State> state, TaskBase& task) : state_(std::move(state)), task_(task) {}
      Awaiter(const Awaiter&) = delete;
      Awaiter& operator=(const Awaiter&) = delete;
      ~Awaiter() { leave(); }
      bool await_ready() const { return state_->set; }
      void await_suspend(std::coroutine_handle<>);
      /// Always true, as in asyncio.
      bool await_resume();

     private:
      void leave();
      Ref<State> state_;
      TaskBase& task_;
      FutureBase* waiter_ = nullptr;  // in state_->waiters, or null
    };
    Awaiter awaiter(TaskBase& task) const { return Awaiter(state_, task); }

   private:
    Ref<State> state_;
  };
  /// Suspends until the flag is set; does not suspend if it is. Resumes one iteration after set().
  Wait wait() const { return Wait(state_); }

 private:
  void emit(trace::EventKind kind);
  Ref<State> state_;
};

}  // namespace aio
