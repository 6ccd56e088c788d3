// What the objects that tasks wait for have in common: a number and a name in the trace, and a line
// of waiters. Inside the library; programs use locks.hpp, queues.hpp, ...
#pragma once

#include <optional>
#include <string>

#include "core/runtime/event_loop.hpp"

namespace aio {

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
  void emit(trace::EventKind kind, std::int64_t value = 0, trace::StringId text = 0,
            trace::StringId extra = 0) {
    if (whole_ != nullptr || !EventLoop::has_current()) return;
    if (EventLoop& here = loop(); here.traced()) record(here, kind, value, text, extra);
  }
  /// What somebody waits for in this object.
  WaitReason reason(trace::WaitKind why) { return {whole_ ? why_ : why, id()}; }

 private:
  trace::ObjectId new_id();
  void record(EventLoop& here, trace::EventKind kind, std::int64_t value, trace::StringId text,
              trace::StringId extra);

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
  Place(SyncState& object, trace::WaitKind why, Line& line)
      : object_(&object), reason_(object.reason(why)) {
    line.push_back(waiter_);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  class Woken {
   public:
    explicit Woken(Place& place) : place_(place) {}
    Woken& awaiter(TaskBase& task) {
      task_ = &task;
      return *this;
    }
    bool await_ready() const { return !place_.waiter_.waits(); }
    void await_suspend(std::coroutine_handle<>) { place_.waiter_.suspend(*task_, place_.reason_); }
    void await_resume() const { task_->resume(); }

   private:
    Place& place_;
    TaskBase* task_ = nullptr;
  };
  /// Await it: resumes when somebody wakes this waiter.
  Woken woken() { return Woken(*this); }

 private:
  Ref<SyncState> object_;  // the line is part of it
  WaitReason reason_;
  Waiter waiter_;
};

/// What the awaiters of an object's operations share. It waits in a line of the object, if at all.
class LineAwaiter : public Waiter {
 public:
  using Given = Ref<SyncState>;
  LineAwaiter(TaskBase& task, Ref<SyncState> object) : Waiter(task), object_(std::move(object)) {}
  ~LineAwaiter() { leave(); }  // while the object lives

 protected:
  void wait_in(Line& line, trace::WaitKind why, Again again = nullptr) {
    line.push_back(*this);
    suspend(object_->reason(why), again);
  }
  /// REQUIRES: the object is an S.
  template <class S>
  S& object() const {
    return static_cast<S&>(*object_);
  }
  bool resumed_by_error() const { return task()->has_error(); }
  /// For await_resume: out of the line; throws if the task was resumed by an exception.
  void resume() {
    leave();
    resumed();
    task()->resume();
  }

 private:
  Ref<SyncState> object_;  // the line is part of it
};

/// An operation that may have to wait: `co_await` does it without a coroutine of its own, at once
/// if nothing is in the way. It can be awaited, or made a task, once, like a coroutine; and like
/// one it is reported when it is dropped before. Converts to a Coro.
template <class A>
class [[nodiscard]] Operation {
 public:
  using value_type = typename A::value_type;
  using Given = typename A::Given;

  explicit Operation(Given given) : given_(std::move(given)) {}
  Operation(Operation&& other) noexcept
      : given_(std::move(other.given_)), open_(std::exchange(other.open_, false)) {}
  Operation& operator=(Operation&&) = delete;
  // Inlined wherever it is, so that one that was awaited takes no room in the frame.
  [[gnu::always_inline]] ~Operation() {
    if (open_) EventLoop::coroutine_dropped(A::kName);
  }

  A awaiter(TaskBase& task) { return A(task, take()); }
  Coro<value_type> coro() {
    Coro<value_type> made = library(perform(take()));
    made.rename(A::kName);
    return made;
  }
  operator Coro<value_type>() { return coro(); }  // NOLINT: it was one, to its users

 private:
  Given take() {
    if (!std::exchange(open_, false)) throw_reused();
    return std::move(given_);
  }
  /// The operation is made where it is awaited: a frame that never runs has none to report.
  static Coro<value_type> perform(Given given) {
    Operation operation(std::move(given));
    if constexpr (std::is_void_v<value_type>) {
      co_await operation;
    } else {
      value_type result = co_await operation;
      co_return std::move(result);
    }
  }

  Given given_;
  bool open_ = true;  // not awaited yet
};

/// What an exit that neither waits nor swallows results in: await it.
class [[nodiscard]] NothingSwallowed {
 public:
  using value_type = bool;
  NothingSwallowed awaiter(TaskBase&) const { return {}; }
  bool await_ready() const { return true; }
  void await_suspend(std::coroutine_handle<>) const {}
  bool await_resume() const { return false; }
};

}  // namespace aio
