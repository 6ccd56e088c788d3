// with: Python's `async with` for scopes whose exit may wait, swallow an error or replace it.
//
// A scope has `enter()`, which is awaited, and `exit(std::exception_ptr)`, which is awaited with
// what leaves the body (null if nothing) and results in true if it swallowed that. C++ cannot await
// in a destructor, nor in a catch block. Both run in the same task, without a hop of their own.
// Scopes: TaskGroup, timeout, Lock, Condition, Semaphore, Barrier, and the program's own.
#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include "core/runtime/event_loop.hpp"

namespace aio {

/// What enter() results in, where that is a Coro of something.
template <class S>
struct EnterResult {
  using type = None;
};
template <class S>
  requires requires(S& s) { typename decltype(s.enter())::value_type; }
struct EnterResult<S> {
  using type = Stored<typename decltype(std::declval<S&>().enter())::value_type>;
};

template <class F, class S, class X>
auto call_body(F& body, S& scope, const X& entered) {
  if constexpr (std::is_invocable_v<F&, S&, const X&>) {
    return body(scope, entered);
  } else if constexpr (std::is_invocable_v<F&, S&>) {
    return body(scope);
  } else {
    return body();
  }
}

template <class S, class F, class T>
Coro<T> run_scope(S& scope, F body) {
  using Entered = typename EnterResult<S>::type;
  Entered entered{};
  if constexpr (std::is_same_v<Entered, None>) {
    co_await scope.enter();
  } else {
    entered = co_await scope.enter();
  }
  std::exception_ptr error;
  std::optional<Stored<T>> value;
  try {
    Coro<T> inside = shown(PromiseBase::Shown::Lines, call_body(body, scope, entered));
    if constexpr (std::is_void_v<T>) {
      co_await inside;
    } else {
      T result = co_await inside;
      value.emplace(std::move(result));
    }
  } catch (...) {
    error = std::current_exception();
  }
  const bool swallowed = co_await scope.exit(error);
  if (error && !swallowed) std::rethrow_exception(error);
  if constexpr (!std::is_void_v<T>) {
    if (!value) throw RuntimeError("the scope swallowed an error: its body has no result");
    co_return std::move(*value);
  }
}

/// Enters `scope`, runs the coroutine `body(scope)`, `body()` or `body(scope, entered)`, with what
/// enter() resulted in, inline, and leaves the scope. Results in what the body returns. Throws what
/// leaves the body, unless exit() swallows or replaces it; RuntimeError if it swallows it and the
/// body should have had a result. REQUIRES: it is awaited in the statement that makes it, if
/// `scope` is a temporary. Python: async with
template <class S, class F>
auto with(S&& scope, F body, Location at = Location::current()) {
  using Scope = std::remove_reference_t<S>;
  using Entered = typename EnterResult<Scope>::type;
  using T = typename decltype(call_body(body, scope, std::declval<const Entered&>()))::value_type;
  Coro<T> entered = library(run_scope<Scope, F, T>(scope, std::move(body)));
  entered.await_here(at);
  return entered;
}

}  // namespace aio
