// Coro<T>: a lazy coroutine object. Nothing runs until it is awaited or made a task.
//
// Awaiting a Coro runs it inside the same task, at once and without a hop, as a function call does.
// There is no symmetric transfer: a coroutine that awaits or ends stores what is to run next in its
// task and returns, and the task's step resumes in a loop. So the stack never grows with the depth
// of awaits, in any build. A suspended chain is destroyed leaf first, for the same reason.
// asyncio: a coroutine object.  SEMANTICS: plain awaits.
#pragma once

#include <coroutine>
#include <cstdint>
#include <exception>
#include <optional>
#include <utility>

#include "core/runtime/exceptions.hpp"
#include "core/runtime/location.hpp"
#include "core/runtime/ref.hpp"
#include "core/runtime/values.hpp"

namespace aio {

class TaskBase;
template <class T>
class Coro;
template <class T>
class Future;
template <class T>
class Task;

/// Throws RuntimeError: "cannot reuse already awaited coroutine".
[[noreturn]] void throw_reused();

/// What all coroutine frames share. Linked from the innermost one (the leaf) outwards.
class PromiseBase : public Measured {
 public:
  explicit PromiseBase(FunctionName name) { rename(name.text()); }
  PromiseBase(const PromiseBase&) = delete;
  PromiseBase& operator=(const PromiseBase&) = delete;

  std::suspend_always initial_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }

  /// Hands control to what awaits this frame, after its locals are gone.
  struct FinalAwaiter {
    bool await_ready() const noexcept { return false; }
    template <class P>
    void await_suspend(std::coroutine_handle<P> frame) const noexcept {
      frame.promise().leave();
    }
    void await_resume() const noexcept {}
  };
  FinalAwaiter final_suspend() const noexcept { return {}; }

  // Everything that can stand behind co_await. The place is where the await is written.
  template <class T>
  auto await_transform(Coro<T>&& coro, Location at = Location::current());
  template <class T>
  auto await_transform(Coro<T>& coro, Location at = Location::current());
  template <class T>
  auto await_transform(Future<T>&& future, Location at = Location::current());
  template <class T>
  auto await_transform(const Future<T>& future, Location at = Location::current());
  /// The library's own awaitables make their awaiter from the task that awaits.
  template <class A>
    requires requires(A&& a, TaskBase& task) { std::forward<A>(a).awaiter(task); }
  auto await_transform(A&& awaitable, Location at = Location::current());

  std::string_view name() const { return {name_, name_size_}; }
  /// REQUIRES: a string literal.
  void rename(std::string_view name) {
    name_ = name.data();
    name_size_ = static_cast<std::uint16_t>(name.size());
  }
  TaskBase* task() const { return task_; }
  /// REQUIRES: it was entered.
  PromiseBase* parent() const { return parent_; }
  /// REQUIRES of what derives from this: its alignment is at most that of a frame's head, two
  /// pointers; then the promise is always as far from the head.
  std::coroutine_handle<> frame() {
    return std::coroutine_handle<PromiseBase>::from_promise(*this);
  }

  /// Makes this the innermost frame of `task`, to be resumed next. `owner` is cleared if the chain
  /// is destroyed from the leaf.
  void enter(TaskBase& task, PromiseBase* parent, PromiseBase** owner);
  /// Destroys this frame and those that it is awaited by, innermost first.
  static void destroy_chain(PromiseBase* leaf) noexcept;
  /// Gives control back to the frame that awaits this one.
  void leave() noexcept;

  std::exception_ptr error;  ///< what escaped from the body

  /// How much of a frame the trace tells. Of a scope's body and of what the library is made of it
  /// tells no frame, of the latter no lines either: the program's own line stays the current one.
  enum class Shown : std::uint8_t { Frame, Lines, Nothing };
  /// The task stands at `at` from now on, unless this frame's lines are not shown.
  void await_at(Location at);

 private:
  friend class CoroBase;

  const char* name_;
  TaskBase* task_ = nullptr;
  union {
    PromiseBase* parent_ = nullptr;
    const char* awaited_file_;  // until it is entered; see CoroBase::await_here()
  };
  PromiseBase** owner_ = nullptr;
  std::uint32_t awaited_line_ = 0;
  std::uint16_t name_size_;

 public:
  Shown shown = Shown::Frame;
};

template <class T>
class Promise : public PromiseBase {
 public:
  // A default argument, since only there the compiler knows which coroutine this is for.
  Promise(FunctionName name = FunctionName::current())  // NOLINT: never a conversion
      : PromiseBase(name) {}
  Coro<T> get_return_object();
  template <class V>
  void return_value(V&& value) {
    result_.emplace(std::forward<V>(value));
  }
  /// REQUIRES: it has returned.
  T take_result() { return std::move(*result_); }

 private:
  std::optional<T> result_;
};

template <>
class Promise<void> : public PromiseBase {
 public:
  Promise(FunctionName name = FunctionName::current())  // NOLINT: never a conversion
      : PromiseBase(name) {}
  Coro<void> get_return_object();
  void return_void() {}
  None take_result() { return None(); }
};

/// The owner of a coroutine frame.
class CoroBase {
 public:
  CoroBase() = default;
  CoroBase(CoroBase&& other) noexcept : promise_(std::exchange(other.promise_, nullptr)) {}
  CoroBase& operator=(CoroBase&& other) noexcept {
    std::swap(promise_, other.promise_);
    return *this;
  }
  ~CoroBase() {
    if (promise_ != nullptr) drop();
  }

  /// False once it was awaited, made a task or moved away.
  explicit operator bool() const { return promise_ != nullptr; }
  /// The function's name; empty for an empty one.   Python: __name__
  std::string_view name() const { return promise_ ? promise_->name() : ""; }
  /// Gives the frame up to a task.
  PromiseBase* take() { return std::exchange(promise_, nullptr); }
  void show(PromiseBase::Shown what) { promise_->shown = what; }
  void rename(std::string_view literal) { promise_->rename(literal); }
  /// Where it is awaited, if whoever made it knows: compilers disagree about an await that stands
  /// on several lines. REQUIRES: it is not empty.
  void await_here(Location at) {
    promise_->awaited_file_ = at.file;
    promise_->awaited_line_ = at.line;
  }
  /// What await_here() said, else `otherwise`.
  Location awaited_at(Location otherwise) const {
    if (promise_ == nullptr || promise_->awaited_line_ == 0) return otherwise;
    return {promise_->awaited_file_, promise_->awaited_line_};
  }
  /// Destroys the frame without a word, as if it had been awaited.   Python: coro.close()
  void close() noexcept;

 protected:
  explicit CoroBase(PromiseBase* promise) : promise_(promise) {}
  void start(TaskBase& task, PromiseBase* parent) { promise_->enter(task, parent, &promise_); }
  PromiseBase* promise_ = nullptr;

 private:
  void drop() noexcept;  // REQUIRES: it is not empty
};

/// What a coroutine function returns: its call, not yet begun. It can be moved, and awaited or made
/// a task once; a second time throws RuntimeError. `co_await` runs it inside the awaiting task and
/// resumes in the step in which it ends, with what it returned or threw. Dropped before that, it is
/// reported: "coroutine 'f' was never awaited".   Python: coroutine object
template <class T = void>
class [[nodiscard]] Coro : public CoroBase {
 public:
  using promise_type = Promise<T>;
  using value_type = T;

  Coro() = default;
  explicit Coro(Promise<T>* promise) : CoroBase(promise) {}
  Coro(Coro&&) noexcept = default;
  Coro& operator=(Coro&&) noexcept = default;

 private:
  template <class>
  friend class CoroAwaiter;
};

/// Runs the Coro inline; resumes, in the same step, when it ends.
template <class T>
class CoroAwaiter {
 public:
  explicit CoroAwaiter(Coro<T>&& coro) : coro_(std::move(coro)) {}
  bool await_ready() const noexcept { return !coro_; }
  template <class P>
  void await_suspend(std::coroutine_handle<P> frame) {
    coro_.start(*frame.promise().task(), &frame.promise());
  }
  T await_resume() {
    if (!coro_) throw_reused();
    auto& promise = static_cast<Promise<T>&>(*coro_.promise_);
    if (promise.error) [[unlikely]] {
      std::rethrow_exception(std::move(promise.error));
    }
    if constexpr (!std::is_void_v<T>) return promise.take_result();
  }

 private:
  Coro<T> coro_;
};

// -- Definitions

template <class T>
Coro<T> Promise<T>::get_return_object() {
  static_assert(alignof(Promise) <= 2 * sizeof(void*), "see PromiseBase::frame()");
  return Coro<T>(this);
}

inline Coro<void> Promise<void>::get_return_object() { return Coro<void>(this); }

/// Marks a coroutine that the library is made of.
template <class T>
Coro<T> shown(PromiseBase::Shown what, Coro<T> coro) {
  coro.show(what);
  return coro;
}
template <class T>
Coro<T> library(Coro<T> coro) {
  return shown(PromiseBase::Shown::Nothing, std::move(coro));
}

/// What is awaited without a coroutine of its own, and made one where a task is made of it:
/// sleep(), event.wait(), queue.get() and the like.
template <class A>
concept MakesCoro = requires(A&& awaitable) { std::forward<A>(awaitable).coro(); };

template <class T>
auto PromiseBase::await_transform(Coro<T>&& coro, Location at) {
  await_at(coro.awaited_at(at));
  return CoroAwaiter<T>(std::move(coro));
}

template <class T>
auto PromiseBase::await_transform(Coro<T>& coro, Location at) {
  return await_transform(std::move(coro), at);
}

template <class A>
  requires requires(A&& a, TaskBase& task) { std::forward<A>(a).awaiter(task); }
auto PromiseBase::await_transform(A&& awaitable, Location at) {
  if constexpr (requires { awaitable.awaited_at(); }) {
    await_at(awaitable.awaited_at());
  } else {
    await_at(at);
  }
  return std::forward<A>(awaitable).awaiter(*task_);
}

}  // namespace aio
