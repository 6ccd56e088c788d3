// Task: a Future that drives a Coro in steps, one resumption at a time.
//
// Invariants (asyncio's three states of a task that is not done):
//  1. It waits for a future that is not done: its step is not in the ready queue; one of that
//     future's callbacks wakes it.
//  2. It waits for nothing, or for a future that is done: its step is in the ready queue.
//  3. It is running: neither.
// What it waits for stays set after cancel() was passed on, up to the beginning of the step. There
// is never more than one step of a task in the ready queue.
// asyncio: tasks.py
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/runtime/coroutine.hpp"
#include "core/runtime/futures.hpp"
#include "core/runtime/handles.hpp"

namespace aio {

class TaskBase : public FutureBase {
 public:
  inline TaskBase(EventLoop& loop, trace::TaskId id, PromiseBase* root);
  ~TaskBase() override;

  /// Asks the task to stop: CancelledError is raised where it waits, never before the next
  /// iteration. False if it is done. Passed on to what it waits for, leaf first: in a chain of
  /// tasks the innermost one sees it one iteration later, each outer one an iteration after the
  /// next inner one ended. A task that has not begun never does; one that runs sees it at its next
  /// suspension; one that is ready gets it instead of the result that woke it. It may be caught:
  /// then the task goes on.   asyncio: cancel
  bool cancel(const std::string& message) override;
  TaskBase* as_task() override { return this; }

  trace::TaskId id() const { return reason().id; }
  std::string name() const;
  void set_name(std::string name);
  /// The name of its coroutine function.   asyncio: get_coro().__name__
  std::string_view coroutine() const { return {coroutine_, coroutine_size_}; }
  /// In which all its steps run; null as long as it holds nothing.
  const ContextSlot& context() const { return context_; }
  /// How often cancel() was accepted less how often uncancel() was called.
  unsigned cancelling() const { return rare_ ? rare_->cancel_count : 0; }
  /// Takes one accepted cancel() back and returns how many are left, never below 0. The last one is
  /// not raised any more if it has not been passed on to what the task waits for.
  unsigned uncancel();

  // -- For the loop
  /// Resumes the coroutine until it suspends or ends.
  void step();
  /// Its step in the ready queue; 0: none.
  trace::HandleId queued() const { return queued_; }
  /// The future that it waits for is done: its next step joins the ready queue.
  void wake(FutureWait& wait);
  /// What it waits for was dropped: it will never be woken by it.
  void future_dropped() { waits_ = Waits::No; }
  /// Ends a task that is not done and will never run again: its frames are destroyed.
  void abandon() noexcept override;
  void no_destroy_report() { report_destroyed_ = false; }

  // -- For awaiters
  void await_at(Location at) {
    file_ = at.file;
    line_ = at.line;
  }
  PromiseBase& leaf() const { return *leaf_; }
  void frame_entered(PromiseBase& frame) {
    leaf_ = &frame;
    if (frame.parent() == nullptr) return;  // the root: resumed by the first step
    goes_on_ = true;
    if (traced() && frame.shown == PromiseBase::Shown::Frame) tell_entered(frame);
  }
  void frame_left(PromiseBase& frame) noexcept {
    if (frame.parent() == nullptr) {
      waits_ = Waits::Ended;
      return;
    }
    leaf_ = frame.parent();
    goes_on_ = true;
    if (traced() && frame.shown == PromiseBase::Shown::Frame) tell_left();
  }
  /// Ends the step: the task waits for the future.
  void suspend_on(FutureWait& wait) {
    waits_ = Waits::Future;
    wait_ = &wait;
  }
  void suspend_in(Waiter& place) {
    waits_ = Waits::Line;
    place_ = &place;
  }
  /// Ends the step: the next one joins the ready queue at once.
  void yield() { waits_ = Waits::Turn; }
  /// For await_resume: throws if the task was resumed by an exception.
  void resume() {
    if (raising_) [[unlikely]] {
      raise();
    }
  }
  /// Whether that will throw.
  bool has_error() const { return raising_; }

 protected:
  /// Moves the result out of the root frame and finishes with it.
  virtual void finish_from(PromiseBase& root) = 0;
  void drop_frames() noexcept;

 private:
  friend class EventLoop;
  friend class Inspector;
  friend class Waiter;
  /// What it waits for, or how its step ended.
  enum class Waits : std::uint8_t { No, Start, Turn, Future, Line, Ended };
  /// Null if it waits for something else.
  FutureBase* awaited() const { return waits_ == Waits::Future ? &wait_->future() : nullptr; }
  Waiter* place() const { return waits_ == Waits::Line ? place_ : nullptr; }
  WaitReason waits_for() const;
  /// Its step is being run; perhaps inside it that of a task it started eagerly.
  bool is_in_step() const;
  void tell_began(trace::HandleId handle);
  void tell_entered(const PromiseBase& frame);
  void tell_left() noexcept;
  void tell_suspended(WaitReason on);
  void tell_queued(trace::ObjectId cause);
  void tell_yielded();
  bool attend(Waits waited);
  void run_frames();
  void end_step();
  void complete();
  void wait_for_future();
  void wait_in_line();
  /// `self`: this task.
  inline void queue_step(Ref<TaskBase> self);
  void yield_at_once();
  /// `error` is raised in the next step.
  void raise_later(std::exception_ptr error);
  [[noreturn]] void raise();
  Location location() const { return {file_, line_}; }
  const std::string& message_of_cancel() const { return rare_ ? rare_->cancel_message : no_text(); }

  std::uint32_t number_ = 0;  // of the run's tasks
  PromiseBase* leaf_;         // innermost frame: resumed by the next step
  const char* coroutine_;
  const char* file_ = nullptr;  // of the last await
  ContextSlot context_;         // all its steps run in it
  union {
    FutureWait* wait_ = nullptr;  // of Waits::Future; the future is not owned: see futures.hpp
    Waiter* place_;               // of Waits::Line
  };
  std::uint32_t line_ = 0;
  trace::HandleId queued_ = 0;  // its step in the ready queue
  std::uint16_t coroutine_size_;
  Waits waits_ = Waits::Start;
  bool goes_on_ = false;      // another frame is to be resumed in this step
  bool attention_ = false;    // the next step may raise something
  bool raising_ : 1 = false;  // await_resume throws Rare::thrown in this step
  bool must_cancel_ : 1 = false;
  bool report_destroyed_ : 1 = true;
  bool named_ : 1 = false;  // by the program
};

template <class T>
class TaskState final : public TaskBase {
 public:
  using TaskBase::TaskBase;
  void* result_slot() override { return &value_; }

 private:
  void finish_from(PromiseBase& root) override {
    value_.emplace(static_cast<Promise<T>&>(root).take_result());
    drop_frames();
    finish(text_of(*value_));
  }
  std::optional<Stored<T>> value_;
};

// -- What frames tell their task

inline void PromiseBase::enter(TaskBase& task, PromiseBase* parent, PromiseBase** owner) {
  task_ = &task;
  parent_ = parent;
  owner_ = owner;
  task.frame_entered(*this);
}

inline void PromiseBase::leave() noexcept { task_->frame_left(*this); }

inline void PromiseBase::await_at(Location at) {
  if (shown != Shown::Nothing) task_->await_at(at);
}

/// A reference to a task. Dropping it does not stop the task: what it waits for keeps it alive, as
/// the ready queue does. A task that is lost all the same is reported: "Task was destroyed but it
/// is pending!". Awaiting, cancel(), result() and callbacks: see Future, TaskBase.   asyncio: Task
template <class T = void>
class [[nodiscard]] Task : public Future<T> {
 public:
  Task() = default;
  explicit Task(Ref<TaskBase> state) : Future<T>(Ref<FutureBase>(std::move(state))) {}

  /// As given, else "Task-k": the k-th task of the run, main is the first.
  std::string get_name() const { return base().name(); }
  void set_name(std::string name) const { base().set_name(std::move(name)); }
  /// Cancel requests that no uncancel() has taken back.
  unsigned cancelling() const { return base().cancelling(); }
  /// See TaskBase::uncancel.
  unsigned uncancel() const { return base().uncancel(); }

 private:
  TaskBase& base() const { return static_cast<TaskBase&>(*this->state_); }
};

// -- Awaiting futures and tasks

/// Resumes one iteration after the future is done; at once, without suspending, if it is done.
template <class T>
class FutureAwaiter final : public FutureWait {
 public:
  using FutureWait::FutureWait;
  bool await_ready() const { return future().done(); }
  template <class P>
  void await_suspend(std::coroutine_handle<P> frame) {
    task = frame.promise().task();
    task->suspend_on(*this);
  }
  T await_resume() {
    if (task == nullptr) {  // it was done
      future().raise_if_failed();
      return Future<T>::value_of(future());
    }
    const Ref<FutureBase> done = take();
    task->resume();
    done->raise_if_failed();
    return Future<T>::value_of(*done);
  }
};

template <class T>
auto PromiseBase::await_transform(Future<T>&& future, Location at) {
  await_at(at);
  return FutureAwaiter<T>(*future.state(), future.state());
}

template <class T>
auto PromiseBase::await_transform(const Future<T>& future, Location at) {
  await_at(at);
  return FutureAwaiter<T>(*future.state(), Ref<FutureBase>());
}

// -- sleep

/// What sleep() returns: await it.
class [[nodiscard]] Sleep {
 public:
  Sleep(Duration duration, Location at) : duration_(duration), at_(at) {}

  class Awaiter {
   public:
    Awaiter(Duration duration, TaskBase& task) : task_(task), duration_(duration) {}
    Awaiter(const Awaiter&) = delete;
    Awaiter& operator=(const Awaiter&) = delete;
    ~Awaiter() {
      if (armed_) disarm();
    }
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) {
      if (duration_ <= Duration()) {
        task_.yield();
      } else {
        arm();
      }
    }
    void await_resume() {
      task_.resume();
      if (armed_) fired();
    }

   private:
    struct Armed {
      explicit Armed(TaskBase& task) : waiter(task) {}
      Waiter waiter;
      Handle timer;
    };
    void arm();
    void fired() noexcept;
    void disarm() noexcept;

    TaskBase& task_;
    bool armed_ = false;
    union {
      Duration duration_;  // before it is armed
      Armed timer_;        // then
    };
  };
  Awaiter awaiter(TaskBase& task) const { return Awaiter(duration_, task); }
  /// The await stands where the sleep was written.
  Location awaited_at() const { return at_; }
  /// A coroutine that does nothing else.
  Coro<> coro() const;

 private:
  Duration duration_;
  Location at_;
};

/// Suspends for at least `duration`. Its timer runs in the first iteration that finds it due, the
/// task one iteration later. Zero or less: in the next iteration, without a timer. Cancelling it
/// takes the timer away. Given to create_task, gather and the like it becomes a task.
/// asyncio: sleep
inline Sleep sleep(Duration duration, Location at = Location::current()) {
  return Sleep(duration, at);
}

template <class T>
Coro<T> sleep_with_result(Sleep nap, T result) {
  co_await nap;
  co_return std::move(result);
}
/// Results in `result`.   asyncio: sleep(delay, result)
template <class T>
  requires(!std::is_convertible_v<T, Location>)
Coro<T> sleep(Duration duration, T result, Location at = Location::current()) {
  return library(sleep_with_result<T>(Sleep(duration, at), std::move(result)));
}
// Without these, a plain number would pick POSIX's sleep.
Sleep sleep(int) = delete;
Sleep sleep(double) = delete;

}  // namespace aio
