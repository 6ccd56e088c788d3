// Future: a result to come. Pending, then for good finished or cancelled.
//
// Invariants:
//  1. Only a pending future can change.
//  2. Done callbacks go through the ready queue, in the order of registration; none ever runs
//     inside the call that completes the future.
//  3. Awaiting a future that is done does not suspend. A woken task reads the outcome when it
//     resumes, not when it is woken.
// A pending future owns its callbacks and keeps the tasks that wait for it alive; a task that waits
// does not own the future. A future that is dropped while pending drops its waiters.
// asyncio: futures.py
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/runtime/contextvars.hpp"
#include "core/runtime/exceptions.hpp"
#include "core/runtime/ref.hpp"
#include "core/runtime/values.hpp"
#include "core/runtime/waiters.hpp"
#include "core/trace/trace_event.hpp"

namespace aio {

class EventLoop;
class FutureBase;
class TaskBase;

/// Who is told when a future is done: a task, which is woken, or a callback, which joins the ready
/// queue.
struct Waiting {
  Waiting* next = nullptr;  // null: in no line; the last one's is the first
  Waiting* previous = nullptr;
  TaskBase* task = nullptr;  // null: a callback
};

/// A task that waits for a future: a part of the awaiter, as Waiter is. As long as it waits it
/// keeps its task alive.
class FutureWait : public Waiting {
 public:
  /// `keep`: empty, or the future.
  FutureWait(FutureBase& future, Ref<FutureBase> keep) : future_(&future), keep_(std::move(keep)) {}
  FutureWait(const FutureWait&) = delete;
  FutureWait& operator=(const FutureWait&) = delete;
  ~FutureWait() {
    if (next != nullptr) leave();
  }
  FutureBase& future() const { return *future_; }
  /// The future is done: keeps it until the task has seen that.
  void keep() { keep_ = Ref<FutureBase>(future_); }
  Ref<FutureBase> take() { return std::move(keep_); }

 private:
  void leave() noexcept;
  FutureBase* future_;  // while it is not done, not owned, unless a temporary was awaited
  Ref<FutureBase> keep_;
};

/// What all futures share, whatever their result.
class FutureBase : public Counted {
 public:
  enum class State : std::uint8_t { Pending, Finished, Failed, Cancelled };
  using Callback = std::function<void(FutureBase&)>;

  inline FutureBase(EventLoop& loop, WaitReason reason);
  ~FutureBase() override;

  bool done() const { return state_ != State::Pending; }
  bool cancelled() const { return state_ == State::Cancelled; }
  /// Asks for cancellation: see Future::cancel. False if it was done already.
  virtual bool cancel(const std::string& message);

  /// Null if it has a result. Marks the exception as retrieved.
  /// Throws InvalidStateError while pending, CancelledError if cancelled.
  std::exception_ptr exception();
  /// Throws InvalidStateError if it is done.
  void set_exception(std::exception_ptr error);
  /// Throws what awaiting it would throw; does nothing if it has a result.
  void raise_if_failed() {
    if (failed()) std::rethrow_exception(failure());
  }
  /// It is done and has no result.
  bool failed() const { return state_ >= State::Failed; }
  /// What awaiting it would throw; null if it has a result. Marks it as retrieved.
  std::exception_ptr failure();

  /// `label`, a string literal, is what the screen calls the callback. Returns a number for
  /// remove_done_callback.
  std::uint64_t add_done_callback(Callback callback, const char* label = "done callback");
  std::uint64_t add_done_callback(Callback callback, const char* label, ContextSlot context);
  /// The same for `(self.*F)(future)`, without a function object: T derives from Counted.
  template <auto F, class T>
  std::uint64_t add_done_call(T& self, const char* label) {
    return add_done_call(
        DoneCall{Ref<Counted>(&self),
                 [](Counted& to, FutureBase& done) { (static_cast<T&>(to).*F)(done); }},
        label, copy_of_current_context());
  }
  /// Whether the last one that was added, and has not been called, is a call of `self`.
  bool last_calls(const Counted& self) const;
  /// How many were removed: 1, or 0 if it is not waiting any more.
  std::size_t remove_done_callback(std::uint64_t id);
  /// Removes those of which `same` is true.
  std::size_t remove_done_callbacks(const std::function<bool(const Callback&)>& same);

  EventLoop& loop() const { return *loop_; }
  WaitReason reason() const { return {kind_, id_}; }
  trace::ObjectId object() const { return reason().object(); }
  virtual TaskBase* as_task() { return nullptr; }
  /// Whether a program may give it its result: a future of create_future().
  virtual bool takes_result() const { return false; }
  /// Throws RuntimeError unless it does.
  void require_takes_result(const char* what) const;
  /// Whether the loop records what happens.
  bool traced() const { return traced_; }
  /// The std::optional<T> that holds the result of a Future<T>.
  virtual void* result_slot() = 0;

  // -- For tasks and the library
  /// What it was cancelled with; empty for a task that raised its CancelledError itself.
  const std::string& cancel_message() const { return rare_ ? rare_->message : no_text(); }
  /// Wakes its task when this is done: through the ready queue, at once if it is done already.
  void add_waiter(FutureWait& wait);
  /// Forgets whom it would have woken and called: it will never be done.
  virtual void abandon() noexcept;
  /// Cancels it without asking those who produce the result.
  bool cancel_now(const std::string& message);

 protected:
  /// The result stands in its slot; `text` is how the trace shows it.
  void finish(trace::StringId text);
  /// See EventLoop::text_of.
  template <class T>
  trace::StringId text_of(const T& value) const;
  static const std::string& no_text();
  void finish_with(std::exception_ptr error);
  void finish_cancelled(std::string message, std::exception_ptr original);
  void require_pending() const;
  void mark_retrieved();

  /// What few futures and tasks have.
  struct Rare : Measured {
    std::exception_ptr error;  ///< of a failed one, or the original CancelledError of a task
    std::string message;       ///< of a cancelled one
    // Of tasks
    std::string name;              ///< given by the program
    std::string cancel_message;    ///< of the CancelledError that it will see
    std::exception_ptr thrown;     ///< raised in the next step, or in this one
    unsigned cancel_count = 0;     ///< less uncancel()s
    unsigned cancel_requests = 0;  ///< all of them
  };
  Rare& rare() {
    if (!rare_) rare_ = std::make_unique<Rare>();
    return *rare_;
  }

  // The small ones first: they fit into what the count leaves free.
  State state_ = State::Pending;
  bool report_unretrieved_ = false;
  const bool traced_;
  const trace::WaitKind kind_;
  EventLoop* loop_;
  std::unique_ptr<Rare> rare_;  // null: all is empty

 private:
  friend class FutureWait;
  /// The trace tells of it: it is a future that a program can hold, not only a place in a line.
  bool announced() const;
  /// What is called when it is done.
  struct DoneCall {
    Ref<Counted> self;
    void (*function)(Counted& self, FutureBase& done) = nullptr;
  };
  struct FunctionCall;
  class DoneHandle;
  /// In the order in which they came. Keeps the tasks of those that wait, and owns the callbacks.
  class Line {
   public:
    Line() = default;
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line() { clear(); }
    void clear() noexcept {
      while (!empty()) drop(pop_front());
    }
    bool empty() const { return first_ == nullptr; }
    /// REQUIRES of these two: not empty.
    Waiting& first() const { return *first_; }
    Waiting& last() const { return *first_->previous; }
    /// Who comes after `w`; null after the last.
    Waiting* after(const Waiting& w) const { return w.next == first_ ? nullptr : w.next; }
    void push_back(Waiting& w) {
      if (first_ == nullptr) {
        first_ = w.next = w.previous = &w;
        return;
      }
      w.next = first_;
      w.previous = first_->previous;
      first_->previous = w.previous->next = &w;
    }
    void remove(Waiting& w) {
      if (first_ == &w) first_ = after(w);
      w.previous->next = w.next;
      w.next->previous = w.previous;
      w.next = nullptr;
    }
    /// The caller has what it kept. REQUIRES: not empty.
    Waiting& pop_front() {
      Waiting& first = *first_;
      remove(first);
      return first;
    }
    /// How many there were.
    template <class P>
    std::size_t erase_if(P&& gone) {
      std::size_t count = 0;
      Line doomed;  // what they let go of may change this line
      for (Waiting *w = first_, *next = nullptr; w != nullptr; w = next) {
        next = after(*w);
        if (!gone(*w)) continue;
        remove(*w);
        doomed.push_back(*w);
        ++count;
      }
      return count;
    }

   private:
    static void drop(Waiting& waiting) noexcept;
    Waiting* first_ = nullptr;
  };
  std::uint64_t add_done_call(DoneCall call, const char* label, ContextSlot context);
  void run_callbacks();
  void queue_call(Ref<DoneHandle> call);
  std::exception_ptr take_cancelled_error();
  void tell_done(trace::Outcome outcome, trace::StringId text);

  friend class EventLoop;
  friend class Inspector;
  FutureBase* next_pending_ = nullptr;  // the loop's list, in order of creation
  FutureBase* previous_pending_ = nullptr;
  Line waiting_;
  const std::uint32_t id_;
};

template <class T>
class FutureState final : public FutureBase {
 public:
  using FutureBase::FutureBase;
  void* result_slot() override { return &value_; }
  bool takes_result() const override { return true; }
  void set_result(Stored<T> value) {
    require_pending();
    value_.emplace(std::move(value));
    finish(text_of(*value_));
  }

 private:
  std::optional<Stored<T>> value_;
};

/// What all Future<T> are, whatever T.
struct FutureMark {
  friend bool operator==(const FutureMark&, const FutureMark&) = default;
};

/// A reference to a future; copies stand for the same one. Empty when default-constructed: then
/// only bool, == and assignment are allowed.
///
/// `co_await future` results in result(). It does not suspend if the future is done; else it
/// resumes one iteration after that, behind the callbacks and tasks that came before. If the
/// awaiting task is cancelled, so is the future, for all that wait for it: see shield().
/// asyncio: Future
template <class T = void>
class [[nodiscard]] Future : public FutureMark {
 public:
  Future() = default;
  explicit Future(Ref<FutureBase> state) : state_(std::move(state)) {}

  /// It has a result or an exception, or was cancelled.
  bool done() const { return state_->done(); }
  /// True also for a task that CancelledError left, whoever raised that.
  bool cancelled() const { return state_->cancelled(); }
  /// Cancels it; `message` goes into CancelledError. False if it is done. A plain future is done at
  /// once. A task is only asked to stop (see TaskBase::cancel), of a gather every child is.
  bool cancel(const std::string& message = "") const { return state_->cancel(message); }
  /// The exception it ended with, retrieved by that; null if it has a result. Throws CancelledError
  /// if cancelled, InvalidStateError while pending.
  std::exception_ptr exception() const { return state_->exception(); }

  /// The result; throws the exception it ended with, CancelledError, or InvalidStateError while it
  /// is pending. A result that cannot be copied can be taken once.
  T result() const {
    if (!done()) throw InvalidStateError("Result is not set.");
    state_->raise_if_failed();
    return value_of(*state_);
  }
  /// Completes it: what waits for it joins the ready queue, in order. Throws InvalidStateError if
  /// it is done, also if it was cancelled; RuntimeError for a task, whose result is not the
  /// program's to set, and here also for gather, shield and jobs.
  template <class... V>
  void set_result(V&&... value) const {
    state_->require_takes_result("set_result");
    static_cast<FutureState<T>&>(*state_).set_result(Stored<T>(std::forward<V>(value)...));
  }
  /// Likewise. Reported when the last reference goes and nobody has retrieved it: "Future exception
  /// was never retrieved".
  void set_exception(std::exception_ptr error) const {
    state_->require_takes_result("set_exception");
    state_->set_exception(std::move(error));
  }
  template <class E>
    requires std::is_base_of_v<std::exception, E>
  void set_exception(E error) const {
    set_exception(std::make_exception_ptr(std::move(error)));
  }
  /// asyncio: get_loop
  EventLoop& get_loop() const { return state_->loop(); }

  /// `callback` takes the Future and runs one iteration after that is done, never inside this call;
  /// if it is done, in the next iteration. It runs in a copy of the present context. `label` is
  /// what the screen calls it. Returns a number for remove_done_callback().
  template <class F>
  std::uint64_t add_done_callback(F callback, const char* label = "done callback") const {
    return state_->add_done_callback(DoneCallback<F>{std::move(callback)}, label);
  }
  /// The same; it runs in `context`.
  template <class F>
  std::uint64_t add_done_callback(F callback, const Context& context) const {
    return state_->add_done_callback(DoneCallback<F>{std::move(callback)}, "done callback",
                                     context.state());
  }
  /// `id`: what add_done_callback returned. Returns how many were removed: none once it is done.
  std::size_t remove_done_callback(std::uint64_t id) const {
    return state_->remove_done_callback(id);
  }
  /// Removes all that were added with this function: an equal one where it can be compared (a plain
  /// function), else one of the same type, which for a lambda is the same place in the program.
  template <class F>
    requires std::is_invocable_v<F&, Future>
  std::size_t remove_done_callback(const F& callback) const {
    return state_->remove_done_callbacks([&](const FutureBase::Callback& other) {
      const auto* added = other.template target<DoneCallback<std::decay_t<F>>>();
      if (added == nullptr) return false;
      if constexpr (std::equality_comparable<std::decay_t<F>>) {
        const std::decay_t<F> wanted = callback;
        return added->callback == wanted;
      } else {
        return true;
      }
    });
  }

  /// Its number in the trace.
  trace::ObjectId id() const { return state_->object(); }
  const Ref<FutureBase>& state() const { return state_; }
  explicit operator bool() const { return static_cast<bool>(state_); }
  friend bool operator==(const Future&, const Future&) = default;

 protected:
  template <class>
  friend class FutureAwaiter;
  template <class F>
  struct DoneCallback {
    F callback;
    void operator()(FutureBase& done) { callback(Future(Ref<FutureBase>(&done))); }
  };
  /// REQUIRES: it has a result.
  static T value_of(FutureBase& future) {
    if constexpr (!std::is_void_v<T>) {
      auto& slot = *static_cast<std::optional<Stored<T>>*>(future.result_slot());
      if constexpr (std::is_copy_constructible_v<T>) {
        return *slot;
      } else {
        return std::move(*slot);
      }
    }
  }

  Ref<FutureBase> state_;
};

}  // namespace aio
