// AsyncGenerator: a coroutine that hands out values with co_yield, and may await between them.
//
// It runs inside the task of whoever asks for the next value: its awaits suspend that task, and a
// cancel is raised inside it. Leaving early does not close it; what is dropped unfinished is closed
// by a task of the loop, and run() closes what is left.   Python: asynchronous generators
#pragma once

#include <optional>
#include <utility>

#include "core/runtime/event_loop.hpp"

namespace aio {

/// The generator has ended: thrown by asend() and athrow().   Python: StopAsyncIteration
class StopAsyncIteration : public Exception {
 public:
  explicit StopAsyncIteration(const std::string& message = "") : Exception(message) {}
};

class GeneratorPromise : public PromiseBase {
 public:
  using PromiseBase::PromiseBase;
  void return_void() noexcept {}
  /// Suspends at co_yield: control goes back to who asked.
  void yielded() noexcept;

  bool has_value = false;
  bool at_end = false;
  std::exception_ptr thrown;  ///< raised at the yield when it goes on
};

/// Owns the frame of a generator; known to its loop from when it was first asked to its end.
class GeneratorState : public Counted {
 public:
  enum class Phase : std::uint8_t { Created, Suspended, Running, Ended };
  explicit GeneratorState(GeneratorPromise* promise) : promise_(promise) {}
  ~GeneratorState() override;

  Phase phase() const { return phase_; }
  /// From now on the loop closes it if it is left.
  void known_to(EventLoop& loop);
  /// Lets it go on inside `task`, awaited by `awaiting`. False if it cannot: it has ended.
  bool resume(TaskBase& task, PromiseBase& awaiting, std::exception_ptr thrown);
  /// After it gave control back: throws what escaped from it. True if it yielded a value.
  bool resumed();
  void end() noexcept;
  /// Throws if nothing may be raised at its yield now: it is running, or it ignored being closed.
  void begin_throw() const;
  /// Awaitable once: closes it.
  static Coro<> close(Ref<GeneratorState> s);
  /// Called when nobody can ask for more: its loop closes it.
  static void abandoned(const Ref<GeneratorState>& s);

 protected:
  GeneratorPromise& promise() { return static_cast<GeneratorPromise&>(*promise_); }

 private:
  PromiseBase* promise_;
  Phase phase_ = Phase::Created;
  bool closed_ = false;  // aclose() was called, which a yield in its clean-up may outlast
  EventLoop* loop_ = nullptr;
};

/// One resumption: results in true if it yielded.
class GeneratorStep {
 public:
  GeneratorStep(Ref<GeneratorState> state, std::exception_ptr thrown)
      : state_(std::move(state)), thrown_(std::move(thrown)) {}

  class Awaiter {
   public:
    Awaiter(Ref<GeneratorState> state, std::exception_ptr thrown, TaskBase& task)
        : state_(std::move(state)), thrown_(std::move(thrown)), task_(task) {}
    bool await_ready() const { return state_->phase() == GeneratorState::Phase::Ended; }
    template <class P>
    bool await_suspend(std::coroutine_handle<P> frame) {
      return state_->resume(task_, frame.promise(), std::exchange(thrown_, nullptr));
    }
    bool await_resume() { return state_->resumed(); }

   private:
    Ref<GeneratorState> state_;
    std::exception_ptr thrown_;
    TaskBase& task_;
  };
  Awaiter awaiter(TaskBase& task) const { return Awaiter(state_, thrown_, task); }

 private:
  Ref<GeneratorState> state_;
  std::exception_ptr thrown_;
};

template <class T, class Sent>
class AsyncGenerator;

template <class T, class Sent>
class YieldPromise final : public GeneratorPromise {
 public:
  YieldPromise(FunctionName name = FunctionName::current())  // NOLINT: never a conversion
      : GeneratorPromise(name) {}
  AsyncGenerator<T, Sent> get_return_object();

  class Yield {
   public:
    explicit Yield(YieldPromise& promise) : promise_(promise) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) noexcept { promise_.yielded(); }
    /// What asend() sent; none after next().
    std::optional<Sent> await_resume() {
      if (promise_.thrown) std::rethrow_exception(std::exchange(promise_.thrown, nullptr));
      return std::exchange(promise_.sent, std::nullopt);
    }

   private:
    YieldPromise& promise_;
  };
  Yield yield_value(T v) {
    value.emplace(std::move(v));
    return Yield(*this);
  }

  std::optional<T> value;
  std::optional<Sent> sent;
};

/// A function that returns this and says co_yield is an asynchronous generator. What it yields is
/// a T; what co_yield results in is an optional of what was sent, empty after next().
///
/// Copies stand for the same generator. When the last one goes while it is suspended at a yield, a
/// task that closes it is made one iteration later; its clean-up begins in the one after.
/// The functions below run it inside the awaiting task, without a hop of their own, and throw what
/// escapes from it; RuntimeError if it is running already.   Python: asynchronous generator
template <class T, class Sent = T>
class [[nodiscard]] AsyncGenerator {
 public:
  using promise_type = YieldPromise<T, Sent>;

  AsyncGenerator() = default;
  explicit AsyncGenerator(promise_type* promise)
      : owner_(new Owner(Ref<State>(new State(promise)))) {}

  /// The next value; null after the last: `while (auto x = co_await g.next())`.
  /// Python: `async for x in g`, anext
  Coro<std::optional<T>> next() const { return library(step(state(), std::nullopt, nullptr)); }
  /// Lets co_yield result in `value`; the next value. Throws StopAsyncIteration at the end, and
  /// TypeError before the first next(): there is no co_yield yet.   Python: asend
  Coro<T> asend(Sent value) const { return library(send(state(), std::move(value))); }
  /// Raises `error` at the yield; the next value. Throws StopAsyncIteration if that ends it; null
  /// if it had ended before. The body of a generator that has not begun never runs.   Python:
  /// athrow
  Coro<std::optional<T>> athrow(std::exception_ptr error) const {
    return library(raise(state(), std::move(error)));
  }
  template <class E>
    requires std::is_base_of_v<std::exception, E>
  Coro<std::optional<T>> athrow(E error) const {
    return athrow(std::make_exception_ptr(std::move(error)));
  }
  /// Raises GeneratorExit at the yield and waits for the clean-up. Throws RuntimeError if the
  /// generator yields instead. Does nothing if it has ended; the body of one that has not begun
  /// never runs.   Python: aclose
  Coro<> aclose() const { return library(GeneratorState::close(state())); }

 private:
  class State final : public GeneratorState {
   public:
    explicit State(promise_type* promise) : GeneratorState(promise) {}
    promise_type& yields() { return static_cast<promise_type&>(promise()); }
  };
  /// Dies with the last reference of the program, while the loop may still close the generator.
  struct Owner final : Counted {
    explicit Owner(Ref<State> s) : state(std::move(s)) {}
    ~Owner() override { GeneratorState::abandoned(state); }
    Ref<State> state;
  };

  const Ref<State>& state() const { return owner_->state; }

  static Coro<std::optional<T>> step(Ref<State> s, std::optional<Sent> sent,
                                     std::exception_ptr error) {
    if (s->phase() == GeneratorState::Phase::Ended) co_return std::nullopt;
    s->yields().sent = std::move(sent);
    const bool yielded = co_await GeneratorStep(s, std::move(error));
    if (!yielded) co_return std::nullopt;
    co_return std::exchange(s->yields().value, std::nullopt);
  }
  static Coro<T> send(Ref<State> s, Sent sent) {
    if (s->phase() == GeneratorState::Phase::Created) {
      s->known_to(loop());
      throw TypeError("can't send non-None value to a just-started async generator");
    }
    std::optional<T> value = co_await library(step(s, std::move(sent), nullptr));
    if (!value) throw StopAsyncIteration();
    co_return std::move(*value);
  }
  static Coro<std::optional<T>> raise(Ref<State> s, std::exception_ptr error) {
    if (s->phase() == GeneratorState::Phase::Ended) co_return std::nullopt;
    s->begin_throw();
    std::optional<T> value = co_await library(step(s, std::nullopt, std::move(error)));
    if (!value) throw StopAsyncIteration();
    co_return value;
  }

  Ref<Owner> owner_;
};

template <class T, class Sent>
AsyncGenerator<T, Sent> YieldPromise<T, Sent>::get_return_object() {
  static_assert(alignof(YieldPromise) <= 2 * sizeof(void*), "see PromiseBase::frame()");
  return AsyncGenerator<T, Sent>(this);
}

}  // namespace aio
