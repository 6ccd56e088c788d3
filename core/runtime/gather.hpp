// gather: waits for several awaitables at once; results in the order of the arguments.
//
// Coroutines become tasks at the call, in the order of the arguments. The future that is returned
// completes by the children's done callbacks, so an awaiter resumes two iterations after the last
// child ended. The first exception completes it at once; the other children go on. Cancelling it
// cancels every child; it completes through them.   asyncio: gather (tasks.py)
#pragma once

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/runtime/event_loop.hpp"

namespace aio {

/// First argument of gather(): errors become values, and all children are waited for.
struct ReturnExceptions {};
inline constexpr ReturnExceptions return_exceptions{};

/// A coroutine with a name for the task that gather() makes of it: see named().
template <class T>
class [[nodiscard]] NamedCoro {
 public:
  NamedCoro(std::string name_, Coro<T> coro_) : name(std::move(name_)), coro(std::move(coro_)) {}
  std::string name;
  Coro<T> coro;
};
/// `gather(named("A", worker()), named("B", worker()))`. No counterpart in asyncio, where the tasks
/// must be made before.
template <class T>
NamedCoro<T> named(std::string name, Coro<T> coro) {
  return NamedCoro<T>(std::move(name), std::move(coro));
}
template <MakesCoro A>
auto named(std::string name, A&& awaitable) {
  return named(std::move(name), std::forward<A>(awaitable).coro());
}

// -- What gather() takes, as futures. Coroutines take the line of the await that follows.

/// A task of a coroutine; a task or a future as it is.   asyncio: ensure_future
template <class T>
Future<T> ensure_future(Coro<T>&& coro, std::string_view name = "") {
  return loop().create_task(std::move(coro), name, Location());
}
template <MakesCoro A>
auto ensure_future(A&& awaitable) {
  return ensure_future(std::forward<A>(awaitable).coro());
}
template <class T>
Future<T> ensure_future(NamedCoro<T>&& named) {
  return ensure_future(std::move(named.coro), named.name);
}
template <class T>
Future<T> ensure_future(const Future<T>& future) {
  return future;
}

/// The same; a task that is made here may be dropped while it is pending without a report.
template <class A>
auto gather_child(A&& awaitable) {
  using Given = std::remove_cvref_t<A>;
  constexpr bool made_here = !std::is_base_of_v<FutureMark, Given>;
  auto future = ensure_future(std::forward<A>(awaitable));
  if constexpr (made_here) future.state()->as_task()->no_destroy_report();
  return future;
}

class GatherBase : public FutureBase {
 public:
  GatherBase(EventLoop& loop, trace::ObjectId id, bool keep_errors)
      : FutureBase(loop, WaitReason(trace::WaitKind::Gather, id)), keep_errors_(keep_errors) {}

  bool cancel(const std::string& message) override;
  /// Announces the children and waits for them; those that are done count at once.
  void watch(std::vector<Ref<FutureBase>> children);

 protected:
  /// Puts the children's results into the slot.
  virtual void collect() = 0;

 private:
  void child_done(FutureBase& child);

  std::vector<Ref<FutureBase>> children_;  // as given: who stands in it twice is cancelled twice
  std::size_t left_ = 0;
  bool keep_errors_;
  bool cancel_requested_ = false;
};

/// `Collect` makes the result of the children.
template <class Result, class Collect>
class GatherState final : public GatherBase {
 public:
  GatherState(EventLoop& loop, trace::ObjectId id, bool keep_errors, Collect collect)
      : GatherBase(loop, id, keep_errors), collect_(std::move(collect)) {}
  void* result_slot() override { return &value_; }

 private:
  void collect() override { value_.emplace(collect_()); }
  Collect collect_;
  std::optional<Result> value_;
};

/// The result of a child that has one; None for void.
template <class T>
Stored<T> result_of(const Future<T>& child) {
  if constexpr (std::is_void_v<T>) {
    return None();
  } else {
    return child.result();
  }
}

template <class T>
Outcome<T> outcome_of(const Future<T>& child) {
  if (child.cancelled()) {
    const CancelledError error(child.state()->cancel_message());
    return Outcome<T>::failed(std::make_exception_ptr(error));
  }
  if (const std::exception_ptr error = child.state()->failure()) return Outcome<T>::failed(error);
  return Outcome<T>::of(result_of(child));
}

template <class Collect>
auto gather_children(std::vector<Ref<FutureBase>> children, bool keep_errors, Collect collect) {
  using Result = decltype(collect());
  EventLoop& l = loop();
  const trace::ObjectId id = l.next_object();
  l.object_created(id, trace::ObjectKind::Gather, "");
  const Ref<GatherBase> outer(
      new GatherState<Result, Collect>(l, id, keep_errors, std::move(collect)));
  outer->watch(std::move(children));
  return Future<Result>(outer);
}

template <class... F>
std::vector<Ref<FutureBase>> states_of(const std::tuple<F...>& futures) {
  return std::apply([](const auto&... f) { return std::vector<Ref<FutureBase>>{f.state()...}; },
                    futures);
}
template <class F>
std::vector<Ref<FutureBase>> states_of(const std::vector<F>& futures) {
  std::vector<Ref<FutureBase>> states;
  states.reserve(futures.size());
  for (const F& f : futures) states.push_back(f.state());
  return states;
}

/// A future of the tuple of results; void results are None. Arguments are coroutines, named()
/// coroutines, tasks and futures. Of one that comes twice the result does, too. The first
/// exception, a child's CancelledError included, is the future's. Awaiting it does not suspend if
/// all children are done at the call; else it resumes two iterations after the last one ended, or
/// the first one failed.   asyncio: gather
template <class... A>
auto gather(A&&... awaitables) {
  std::tuple futures{gather_child(std::forward<A>(awaitables))...};  // braces: left to right
  return gather_children(states_of(futures), false, [futures] {
    return std::apply([](const auto&... f) { return std::tuple{result_of(f)...}; }, futures);
  });
}

/// The same, of Outcomes: waits for all children and has no exception of its own, but for the
/// CancelledError of a gather that was cancelled.   asyncio: gather(..., return_exceptions=True)
template <class... A>
auto gather(ReturnExceptions, A&&... awaitables) {
  std::tuple futures{gather_child(std::forward<A>(awaitables))...};
  return gather_children(states_of(futures), true, [futures] {
    return std::apply([](const auto&... f) { return std::tuple{outcome_of(f)...}; }, futures);
  });
}

template <class E>
auto ensure_futures(std::vector<E> awaitables) {
  std::vector<decltype(ensure_future(std::move(awaitables.front())))> futures;
  for (E& a : awaitables) futures.push_back(ensure_future(std::move(a)));
  return futures;
}

template <class E>
auto gather_all(std::vector<E> awaitables) {
  std::vector<decltype(ensure_future(std::move(awaitables.front())))> futures;
  futures.reserve(awaitables.size());
  for (E& a : awaitables) futures.push_back(gather_child(std::move(a)));
  return futures;
}

/// A future of the vector of results; of nothing, it is done at once.   asyncio: gather(*list)
template <class E>
auto gather(std::vector<E> awaitables) {
  auto futures = gather_all(std::move(awaitables));
  auto states = states_of(futures);
  return gather_children(std::move(states), false, [futures = std::move(futures)] {
    std::vector<decltype(result_of(futures.front()))> results;
    results.reserve(futures.size());
    for (const auto& f : futures) results.push_back(result_of(f));
    return results;
  });
}

/// A future of the vector of Outcomes.
template <class E>
auto gather(ReturnExceptions, std::vector<E> awaitables) {
  auto futures = gather_all(std::move(awaitables));
  auto states = states_of(futures);
  return gather_children(std::move(states), true, [futures = std::move(futures)] {
    std::vector<decltype(outcome_of(futures.front()))> results;
    results.reserve(futures.size());
    for (const auto& f : futures) results.push_back(outcome_of(f));
    return results;
  });
}

}  // namespace aio
