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

template <class F, class S>
auto call_body(F& body, S& scope) {
  if constexpr (std::is_invocable_v<F&, S&>) {
    return body(scope);
  } else {
    return body();
  }
}

template <class S, class F, class T>
Coro<T> run_scope(S& scope, F body) {
  co_await scope.enter();
  std::exception_ptr error;
  std::optional<Stored<T>> value;
  try {
    Coro<T> inside = shown(PromiseBase::Shown::Lines, call_body(body, scope));
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

/// Enters `scope`, runs the coroutine `body(scope)` or `body()` inline, leaves the scope. Results
/// in what the body returns; what enter() results in is dropped. Throws what leaves the body,
/// unless exit() swallows or replaces it; RuntimeError if it swallows it and the body should have
/// had a result. REQUIRES: it is awaited in the statement that makes it, if `scope` is a temporary.
/// Python: async with
template <class S, class F>
auto with(S&& scope, F body) {
  using Scope = std::remove_reference_t<S>;
  using T = typename decltype(call_body(body, scope))::value_type;
  return library(run_scope<Scope, F, T>(scope, std::move(body)));
}

}  // namespace aio
