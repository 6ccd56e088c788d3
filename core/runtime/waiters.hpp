// Waiter: a task that waits in the line of an object, or for a timer, without a future.
//
// It is a part of the awaiter and so lies in the frame of the coroutine that waits: a wait takes no
// memory of its own. As long as it waits it keeps its task alive, as a future would by its
// callbacks.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "core/trace/trace_event.hpp"

namespace aio {

class TaskBase;

/// How a wait is told in the trace: for what, and its id (a sleep's is its timer).
struct WaitReason {
  trace::WaitKind kind = trace::WaitKind::Future;
  std::uint32_t id = 0;
  constexpr WaitReason(trace::WaitKind kind_, std::uint32_t id_) : kind(kind_), id(id_) {}
  /// The object that is waited for; 0 for a sleep.
  trace::ObjectId object() const { return kind == trace::WaitKind::Sleep ? 0 : id; }
};

/// A place in a ring of places, or in none.
class LinePlace {
 public:
  LinePlace() = default;
  LinePlace(const LinePlace&) = delete;
  LinePlace& operator=(const LinePlace&) = delete;
  /// Does nothing if it stands in no line.
  void leave() noexcept {
    if (next_ == nullptr) return;
    previous_->next_ = next_;
    next_->previous_ = previous_;
    next_ = nullptr;
  }

 protected:
  ~LinePlace() { leave(); }

 private:
  friend class Line;
  LinePlace* next_ = nullptr;  // null: in none
  LinePlace* previous_;
};

class Waiter : public LinePlace {
 public:
  enum class Stage : std::uint8_t { Waiting, Woken, Cancelled };

  Waiter() = default;
  explicit Waiter(TaskBase& task) : task_(&task) {}
  ~Waiter() {
    if (suspended_) end_early();
  }

  Stage stage() const { return stage_; }
  bool waits() const { return stage_ == Stage::Waiting; }
  bool cancelled() const { return stage_ == Stage::Cancelled; }
  WaitReason reason() const { return reason_; }
  TaskBase* task() const { return task_; }
  /// Whether it had to wait at all.
  bool suspended() const { return suspended_; }
  /// Greater than that of all waits of its loop that began before.
  std::uint32_t order() const { return order_; }

  /// Called when the task resumes after wake(); true if it has to wait on, for which it stands in
  /// line again: then the step ends at once.
  using Again = bool (*)(Waiter& waiter);

  /// Ends the step of its task, which waits. REQUIRES: waits().
  inline void suspend(WaitReason reason, Again again = nullptr);
  void suspend(TaskBase& task, WaitReason reason);
  /// Its task joins the ready queue. False if it was woken or cancelled before.
  inline bool wake();
  /// Likewise; CancelledError is raised in the task.
  bool cancel(const std::string& message);
  /// Its task runs again and needs it no more.
  void resumed() { suspended_ = false; }
  /// After it was woken: waits once more.
  void renew() { stage_ = Stage::Waiting; }

 private:
  friend class TaskBase;
  inline void end();
  void end_early() noexcept;

  TaskBase* task_ = nullptr;  // kept from suspend() to the end of the wait
  Again again_ = nullptr;
  WaitReason reason_{trace::WaitKind::Nothing, 0};
  std::uint32_t order_ = 0;
  Stage stage_ = Stage::Waiting;
  bool suspended_ = false;
};

/// Those that wait for an object, in the order in which they came. REQUIRES: it outlives them.
class Line {
 public:
  Line() { ring_.next_ = ring_.previous_ = &ring_; }
  bool empty() const { return ring_.next_ == &ring_; }
  /// REQUIRES: not empty.
  Waiter& front() const { return static_cast<Waiter&>(*ring_.next_); }
  void push_back(Waiter& waiter) {
    LinePlace& place = waiter;
    place.previous_ = ring_.previous_;
    place.next_ = &ring_;
    ring_.previous_->next_ = &place;
    ring_.previous_ = &place;
  }
  /// Takes the first one out of the line.
  Waiter& pop_front() {
    Waiter& first = front();
    first.leave();
    return first;
  }
  std::size_t size() const {
    std::size_t n = 0;
    for (const Waiter& waiter : *this) {
      static_cast<void>(waiter);
      ++n;
    }
    return n;
  }
  bool all_cancelled() const {
    for (const Waiter& waiter : *this) {
      if (!waiter.cancelled()) return false;
    }
    return true;
  }
  /// Wakes the first of those that were not woken yet, and leaves all in the line.
  bool wake_first_waiting() {
    for (Waiter& waiter : *this) {
      if (waiter.wake()) return true;
    }
    return false;
  }

  class Iterator {
   public:
    explicit Iterator(LinePlace* at) : at_(at) {}
    Waiter& operator*() const { return static_cast<Waiter&>(*at_); }
    Iterator& operator++() {
      at_ = at_->next_;
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    LinePlace* at_;
  };
  Iterator begin() const { return Iterator(ring_.next_); }
  Iterator end() const { return Iterator(&ring_); }

 private:
  struct Ends : LinePlace {
    ~Ends() = default;
  };
  mutable Ends ring_;  // between the last and the first
};

}  // namespace aio
