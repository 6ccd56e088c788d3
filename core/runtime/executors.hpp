// Work on other threads: run_in_executor, to_thread, run_coroutine_threadsafe.
//
// The loop goes on while a job runs; the result comes back through the ready queue. On the virtual
// clock jobs run on real threads: time does not jump while one runs, busy(d) inside a job completes
// it d later, and completions are taken in the order of (time, submission), so runs repeat.
// asyncio: run_in_executor, threads.py
#pragma once

#include <future>
#include <memory>
#include <type_traits>
#include <utility>

#include "core/runtime/event_loop.hpp"

namespace aio {

/// One job: the loop's until it begins, the worker's while it runs.
class Job {
 public:
  Job(std::function<void()> work, trace::ObjectId id, const Clock& clock)
      : work_(std::move(work)),
        id_(id),
        clock_(&clock),
        real_(clock.kind() == trace::ClockKind::Real) {}

  /// In the loop's thread, before a worker runs it.
  void begin() { end_ = clock_->now(); }
  /// In the worker's thread.
  void run();
  /// Its future's.
  trace::ObjectId id() const { return id_; }
  /// When it ends, by the loop's clock: moved on by busy(). Valid once it has run.
  Duration end() const { return end_; }
  /// Whether end() is a moment of that clock, which is a virtual one.
  bool is_timed_by(const Clock& clock) const { return !real_ && clock_ == &clock; }
  /// The job that this thread runs; null in others.
  static Job* current();
  void busy(Duration d);

 private:
  std::function<void()> work_;
  trace::ObjectId id_;
  const Clock* clock_;  // the loop's
  bool real_;
  Duration end_;
};

/// A future of a job's result. Cancelling it withdraws a job that has not begun.
template <class R>
class JobFuture final : public FutureBase {
 public:
  JobFuture(EventLoop& loop, WaitReason reason) : FutureBase(loop, reason) {}
  void* result_slot() override { return &value_; }
  bool cancel(const std::string& message) override {
    if (done()) return false;
    const Ref<FutureBase> self(this);  // the job may be all that keeps it
    loop_->withdraw_job(object());
    return cancel_now(message);
  }
  void take(std::optional<Stored<R>>& value, const std::exception_ptr& error) {
    if (done()) return;  // cancelled meanwhile: the outcome is ignored
    if (error) return finish_with(error);
    value_ = std::move(value);
    finish(text_of(*value_));
  }

 private:
  std::optional<Stored<R>> value_;
};

/// Runs `work()` on a thread of the loop's pool, at once if one is free (32 at most), else when the
/// loop was told that another job ended; without the present context. A future of its result, or of
/// what it throws; an awaiter resumes one iteration after the loop was told that the job ended.
/// Cancelling the future withdraws a job that has not begun; one that runs goes on, and its outcome
/// is ignored. Throws RuntimeError on a closed loop.
/// asyncio: loop.run_in_executor(None, work)
template <class F>
auto run_in_executor(EventLoop& l, F work) {
  using R = std::invoke_result_t<F&>;
  struct Shared {
    std::optional<Stored<R>> value;
    std::exception_ptr error;
  };
  const auto shared = std::make_shared<Shared>();
  const WaitReason reason(trace::WaitKind::Future, l.next_object());
  const Ref<JobFuture<R>> future(new JobFuture<R>(l, reason));
  l.submit(
      reason.id,
      [shared, work = std::move(work)]() mutable {
        try {
          if constexpr (std::is_void_v<R>) {
            work();
            shared->value.emplace();
          } else {
            shared->value.emplace(work());
          }
        } catch (...) {
          shared->error = std::current_exception();
        }
      },
      [shared, future] { future->take(shared->value, shared->error); });
  return Future<R>(future);
}

template <class R>
Coro<R> await_future(Future<R> future) {
  if constexpr (std::is_void_v<R>) {
    co_await future;
  } else {
    R result = co_await future;
    co_return result;
  }
}

template <class R, class F>
Coro<R> run_in_thread(F work) {
  auto in_context = [work = std::move(work), context = copy_context()]() mutable {
    return context.run([&] { return work(); });
  };
  if constexpr (std::is_void_v<R>) {
    co_await run_in_executor(loop(), std::move(in_context));
  } else {
    R result = co_await run_in_executor(loop(), std::move(in_context));
    co_return result;
  }
}

/// Runs `work(args...)` on a thread, in a copy of the present context, once it is awaited; resumes
/// and throws as run_in_executor() does.   asyncio: to_thread
template <class F, class... A>
auto to_thread(F work, A... args) {
  auto call = [work = std::move(work), ... args = std::move(args)]() mutable {
    return work(std::move(args)...);
  };
  using R = decltype(call());
  return library(run_in_thread<R>(std::move(call)));
}

/// From another thread: makes a task of `coro` when the loop next looks for I/O, in an empty
/// context. The thread's future gets its result or what it threw, CancelledError among that; it
/// cannot cancel the task. If the loop goes first: std::future_error.
/// asyncio: run_coroutine_threadsafe
template <class T>
std::future<T> run_coroutine_threadsafe(Coro<T> coro, EventLoop& l) {
  auto promise = std::make_shared<std::promise<T>>();
  std::future<T> result = promise->get_future();
  // Callbacks are copied around; the coroutine can only be moved: it travels in a box.
  auto box = std::make_shared<Coro<T>>(std::move(coro));
  l.call_soon_threadsafe([promise, box, &l] {
    const Future<T> task = l.create_task(std::move(*box));
    task.add_done_callback([promise](const Future<T>& done) {
      try {
        if constexpr (std::is_void_v<T>) {
          done.result();
          promise->set_value();
        } else {
          promise->set_value(done.result());
        }
      } catch (...) {
        promise->set_exception(std::current_exception());
      }
    });
  });
  return result;
}

}  // namespace aio
