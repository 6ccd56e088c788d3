// Waiting for several futures, or for one with conditions: wait, wait_for, as_completed, shield.
// asyncio: tasks.py
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/runtime/gather.hpp"
#include "core/runtime/queues.hpp"
#include "core/runtime/timeouts.hpp"

namespace aio {

/// What wait() waits for: one that is done; one that failed (a cancelled one did not), or all; all.
enum class ReturnWhen : std::uint8_t { FirstCompleted, FirstException, AllCompleted };
inline constexpr ReturnWhen FIRST_COMPLETED = ReturnWhen::FirstCompleted;
inline constexpr ReturnWhen FIRST_EXCEPTION = ReturnWhen::FirstException;
inline constexpr ReturnWhen ALL_COMPLETED = ReturnWhen::AllCompleted;

/// Records that a wait or a shield watches `child`.
void wait_child_added(trace::ObjectId object, const FutureBase& child);
/// Suspends until enough of `futures` are done, or `limit` is over. Cancels nothing.
Coro<> wait_until_enough(std::vector<Ref<FutureBase>> futures, std::optional<Duration> limit,
                         ReturnWhen when);
/// Cancels `future` and suspends until it is done.
Coro<> cancel_and_wait(Ref<FutureBase> future);

/// What wait() results in, each in the order of the arguments.
template <class F>
struct Waited {
  std::vector<F> done, pending;
};

template <class F>
Coro<Waited<F>> wait_for_some(std::vector<F> futures, std::optional<Duration> limit,
                              ReturnWhen when) {
  if (futures.empty()) throw ValueError("Set of Tasks/Futures is empty.");
  std::vector<F> distinct;
  for (F& f : futures) {
    if (std::ranges::find(distinct, f) == distinct.end()) distinct.push_back(std::move(f));
  }
  co_await library(wait_until_enough(states_of(distinct), limit, when));
  Waited<F> result;
  for (F& f : distinct) (f.done() ? result.done : result.pending).push_back(std::move(f));
  co_return result;
}

/// Waits for futures or tasks; never raises TimeoutError, cancels nothing, also if it is cancelled
/// itself. Always suspends; resumes two iterations after the one that was enough ended, or one
/// after that which finds `timeout` over, and looks only then who is done. Throws ValueError for no
/// futures.   asyncio: wait
template <class F>
Coro<Waited<F>> wait(std::vector<F> futures, std::optional<Duration> timeout = std::nullopt,
                     ReturnWhen return_when = ALL_COMPLETED) {
  return library(wait_for_some(std::move(futures), timeout, return_when));
}

template <class T, class A>
Coro<T> wait_inside_timeout(A awaitable, std::optional<Duration> limit) {
  if (limit && *limit <= Duration()) {
    const Future<T> future = ensure_future(std::move(awaitable));
    if (!future.done()) {
      co_await library(cancel_and_wait(future.state()));
      if (future.cancelled()) throw TimeoutError();
    }
    co_return future.result();
  }
  Timeout scope = timeout(limit);
  co_await scope.enter();
  std::exception_ptr error;
  std::optional<Stored<T>> value;
  try {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(awaitable);
    } else {
      T result = co_await std::move(awaitable);
      value.emplace(std::move(result));
    }
  } catch (...) {
    error = std::current_exception();
  }
  co_await scope.exit(error);
  if (error) std::rethrow_exception(error);
  if constexpr (!std::is_void_v<T>) co_return std::move(*value);
}

/// Awaits it for at most `timeout`, then cancels it, waits until it has ended, and throws
/// TimeoutError; what it returns or throws instead goes through. A coroutine runs inline, without a
/// task of its own: no hop when it ends. No `timeout`: a plain await. Zero or less: what is not
/// done is cancelled at once, a coroutine never begins (TimeoutError three iterations later). Else
/// when the time is over it resumes as timeout() does.   asyncio: wait_for
template <class T>
Coro<T> wait_for(Coro<T> awaitable, std::optional<Duration> timeout) {
  return library(wait_inside_timeout<T>(std::move(awaitable), timeout));
}
/// A task or a future: resumes one iteration after it ended.
template <class T>
Coro<T> wait_for(const Future<T>& awaitable, std::optional<Duration> timeout) {
  return library(wait_inside_timeout<T>(awaitable, timeout));
}
template <MakesCoro A>
auto wait_for(A&& awaitable, std::optional<Duration> timeout) {
  return wait_for(std::forward<A>(awaitable).coro(), timeout);
}

/// The outer future of shield().
template <class T>
class ShieldState final : public FutureBase {
 public:
  using FutureBase::FutureBase;
  void* result_slot() override { return &value_; }

  void inner_done(FutureBase& inner) {
    if (cancelled()) {
      if (!inner.cancelled()) inner.exception();  // retrieved
    } else if (inner.cancelled()) {
      cancel_now("");
    } else if (const std::exception_ptr error = inner.exception()) {
      finish_with(error);
    } else {
      value_ = *static_cast<const std::optional<Stored<T>>*>(inner.result_slot());
      finish(0);
    }
  }

 private:
  std::optional<Stored<T>> value_;
};

/// A future that follows `inner`, but that can be cancelled without cancelling `inner`. An awaiter
/// resumes two iterations after `inner` ended, one after it is cancelled itself. `inner` itself if
/// it is done. T must be copyable.   asyncio: shield
template <class T>
Future<T> shield(const Future<T>& inner) {
  if (inner.done()) return inner;
  EventLoop& l = inner.state()->loop();
  const trace::ObjectId id = l.next_object();
  l.object_created(id, trace::ObjectKind::Shield, "");
  wait_child_added(id, *inner.state());
  const Ref<ShieldState<T>> outer(new ShieldState<T>(l, WaitReason(trace::WaitKind::Shield, id)));
  const auto link = inner.state()->add_done_callback(
      [outer](FutureBase& done) { outer->inner_done(done); }, "shield: the inner one ended");
  outer->add_done_callback(
      [inner = inner.state(), link](FutureBase&) {
        if (!inner->done()) inner->remove_done_callback(link);
      },
      "shield: the outer one ended");
  return Future<T>(outer);
}
/// Makes a task of `coro`.
template <class T>
Future<T> shield(Coro<T> coro) {
  return shield(ensure_future(std::move(coro)));
}
template <MakesCoro A>
auto shield(A&& awaitable) {
  return shield(ensure_future(std::forward<A>(awaitable)));
}

/// Results as they come: `for (auto next : as_completed(v)) co_await next` is the plain form,
/// `while (auto done = co_await it.next())` the asynchronous one, which gives the futures. Each
/// resumes two iterations after the next one ended, and does not suspend if that is past.
/// When the timeout is over each that is open throws TimeoutError; nothing is cancelled.
template <class T>
class AsCompleted {
 public:
  AsCompleted(std::vector<Future<T>> futures, std::optional<Duration> limit) : state_(new State) {
    for (Future<T>& f : futures) {
      if (std::ranges::find(state_->todo, f) == state_->todo.end()) state_->todo.push_back(f);
    }
    state_->left = state_->todo.size();
    for (Future<T>& f : state_->todo) {
      state_->links.push_back(f.add_done_callback(
          [s = state_](const Future<T>& done) { s->completed(done); }, "as_completed: one ended"));
    }
    if (limit && state_->left > 0) {
      state_->timer =
          loop().call_later(*limit, [s = state_] { s->timed_out(); }, "as_completed: timeout");
    }
  }

  /// How many are still to be handed out.
  std::size_t left() const { return state_->left; }
  /// The result of the next one that ends. Throws what it ended with, or TimeoutError.
  Coro<T> next_result() const {
    --state_->left;
    return library(result_of_next(state_));
  }
  /// The next one that ends, done; null after the last. Throws TimeoutError.
  Coro<std::optional<Future<T>>> next() const { return library(next_done(state_)); }

  class Iterator {
   public:
    explicit Iterator(const AsCompleted* all) : all_(all) {}
    Coro<T> operator*() const { return all_->next_result(); }
    Iterator& operator++() { return *this; }
    friend bool operator!=(const Iterator& it, std::nullptr_t) { return it.all_->left() > 0; }

   private:
    const AsCompleted* all_;
  };
  Iterator begin() const { return Iterator(this); }
  std::nullptr_t end() const { return nullptr; }

 private:
  struct State final : Counted {
    std::vector<Future<T>> todo;
    std::vector<std::uint64_t> links;  // of todo, in its order
    std::size_t left = 0;
    Queue<Future<T>> done;
    TimerHandle timer;

    void completed(const Future<T>& f) {
      const auto at = std::ranges::find(todo, f);
      if (at == todo.end()) return;
      links.erase(links.begin() + (at - todo.begin()));
      todo.erase(at);
      done.put_nowait(f);
      if (todo.empty()) timer.cancel();
    }
    void timed_out() {
      for (std::size_t i = 0; i < todo.size(); ++i) {
        todo[i].remove_done_callback(links[i]);
        done.put_nowait(Future<T>());
      }
      todo.clear();
      links.clear();
    }
  };
  static Coro<T> result_of_next(Ref<State> s) {
    const Future<T> f = co_await s->done.get();
    if (!f) throw TimeoutError();
    co_return f.result();
  }
  static Coro<std::optional<Future<T>>> next_done(Ref<State> s) {
    if (s->left == 0) co_return std::nullopt;
    --s->left;
    const Future<T> f = co_await s->done.get();
    if (!f) throw TimeoutError();
    co_return f;
  }

  Ref<State> state_;
};

/// Elements are coroutines, which become tasks at this call, tasks or futures. The `timeout` is for
/// all together, from this call.   asyncio: as_completed
template <class E>
auto as_completed(std::vector<E> awaitables, std::optional<Duration> timeout = std::nullopt) {
  auto futures = ensure_futures(std::move(awaitables));
  using T = decltype(futures.front().result());
  return AsCompleted<T>(std::move(futures), timeout);
}

}  // namespace aio
