#include <memory>

#include "tests/canary/parts.hpp"

namespace canary {
namespace {

// -- Aggregates that own something, written inside an await expression

Coro<int> aggregate_argument() {
  int n = co_await sum_of(Agg{Obj(1), 2});
  co_return n;
}

Coro<int> aggregate_reference() {
  int n = co_await sum_of_ref(Agg{Obj(1), 2});
  co_return n;
}

Coro<int> aggregate_braces() {
  int n = co_await sum_of<Agg>({Obj(1), 2});
  co_return n;
}

Coro<int> aggregate_designated() {
  int n = co_await sum_of(Agg{.obj = Obj(1), .n = 2});
  co_return n;
}

Coro<int> aggregate_default_members() {
  int n = co_await sum_of(Defaulted{});
  co_return n;
}

struct AggregateAwaiter {
  Obj obj;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> frame) const { paused = frame; }
  int await_resume() const { return obj.value(); }
};

Coro<int> aggregate_awaiter() {
  int n = co_await AggregateAwaiter{Obj(3)};
  co_return n;
}

Coro<int> array_argument() {
  int n = co_await sum_of_array(std::array<Obj, 2>{Obj(1), Obj(2)});
  co_return n;
}

Coro<int> aggregate_of_awaits() {
  Agg agg{co_await make(1), co_await number(2)};
  co_return agg.obj.value() + agg.n;
}

Coro<int> aggregate_in_return() { co_return co_await sum_of(Agg{Obj(1), 2}); }

Coro<int> aggregate_in_yield() {
  co_yield Agg{Obj(1), 2};
  co_return 3;
}

// -- Lambdas that own something, written inside an await expression

Coro<int> lambda_by_value() {
  Obj obj(3);
  int n = co_await call([obj] { return obj.value(); });
  co_return n;
}

Coro<int> lambda_shared_pointer() {
  auto obj = std::make_shared<Obj>(2);
  int n = co_await call([obj] { return obj->value(); });
  co_return n + static_cast<int>(obj.use_count());
}

Coro<int> lambda_invoked() {
  Obj obj(3);
  int n = co_await [obj]() -> Coro<int> {
    co_await pause();
    co_return obj.value();
  }();
  co_return n;
}

// -- Conditional expressions of class type, together with an await

Coro<int> conditional_argument() {
  int n = co_await value_of(yes() ? Obj(3) : Obj(4));
  co_return n;
}

Coro<int> conditional_text() {
  const std::string text(40, 'a');
  int n = co_await length_of(yes() ? text + "b" : text + "cd");
  co_return n;
}

Coro<int> conditional_awaits() {
  Obj obj = yes() ? co_await make(3) : co_await make(4);
  co_return obj.value();
}

Coro<int> conditional_awaitable() {
  int n = co_await (yes() ? number(3) : number(4));
  co_return n;
}

// -- Conditions that declare nothing

Coro<int> if_await() {
  if (co_await answer(true)) co_return 1;
  co_return 2;
}

Coro<int> if_await_and_await() {
  if (co_await answer(true) && co_await answer(true)) co_return 1;
  co_return 2;
}

Coro<int> while_await() {
  while (co_await answer(rounds < 3)) ++rounds;
  co_return rounds;
}

Coro<int> do_while_await() {
  do {
    ++rounds;
  } while (co_await answer(rounds < 3));
  co_return rounds;
}

Coro<int> for_await() {
  for (; co_await answer(rounds < 3);) ++rounds;
  co_return rounds;
}

Coro<int> switch_await() {
  switch (co_await number(3)) {
    case 3:
      co_return 3;
    default:
      co_return 0;
  }
}

// -- What leaks when the coroutine is destroyed at the await

Coro<int> braces_of_awaits() {
  Pair pair{co_await make(1), co_await make(2)};
  co_return pair.first.value() + pair.second.value();
}

Coro<int> throw_await() {
  try {
    throw co_await make_error(3);
  } catch (const Error& error) {
    co_return error.obj.value();
  }
}

Coro<int> new_await() {
  std::unique_ptr<Obj> obj(new Obj(co_await make(3)));
  co_return obj->value();
}

#ifdef CANARY_HAS_INITIALIZER_LIST
constexpr auto kInitializerList = initializer_list;
#else
constexpr Coro<int> (*kInitializerList)() = nullptr;
#endif
#ifdef CANARY_HAS_VECTOR_OF_AWAITS
constexpr auto kVectorOfAwaits = vector_of_awaits;
#else
constexpr Coro<int> (*kVectorOfAwaits)() = nullptr;
#endif

}  // namespace

std::span<const Shape> forbidden_shapes() {
  static constexpr auto kShapes = std::to_array<Shape>({
      {"aggregate-argument", "co_await f(Agg{x, 1})", 3, aggregate_argument},
      {"aggregate-reference", "co_await f(Agg{x, 1}) taken as const&", 3, aggregate_reference},
      {"aggregate-braces", "co_await f({x, 1})", 3, aggregate_braces},
      {"aggregate-designated", "co_await f(Agg{.obj = x})", 3, aggregate_designated},
      {"aggregate-default-members", "co_await f(Agg{})", 3, aggregate_default_members},
      {"aggregate-awaiter", "co_await AggregateAwaiter{x}", 3, aggregate_awaiter},
      {"aggregate-of-awaits", "Agg a{co_await f(), co_await g()}", 3, aggregate_of_awaits},
      {"aggregate-in-return", "co_return co_await f(Agg{x, 1})", 3, aggregate_in_return},
      {"aggregate-in-yield", "co_yield Agg{x, 1}", 3, aggregate_in_yield},
      {"array-argument", "co_await f(std::array<T, 2>{x, y})", 3, array_argument},
      {"initializer-list", "co_await f({1, 2, 3})", 6, kInitializerList},
      {"vector-of-awaits", "std::vector<int> v{co_await f(), co_await g()}", 3, kVectorOfAwaits},
      {"lambda-by-value", "co_await f([x] {...})", 3, lambda_by_value},
      {"lambda-shared-pointer", "co_await f([p] {...})", 3, lambda_shared_pointer},
      {"lambda-invoked", "co_await [x]() -> Coro<int> {...}()", 3, lambda_invoked},
      {"conditional-argument", "co_await f(c ? T(3) : T(4))", 3, conditional_argument},
      {"conditional-text", "co_await f(c ? s + \"a\" : s + \"b\")", 41, conditional_text},
      {"conditional-awaits", "T x = c ? co_await f() : co_await g()", 3, conditional_awaits},
      {"conditional-awaitable", "co_await (c ? f() : g())", 3, conditional_awaitable},
      {"if-await", "if (co_await f()) co_return 1; co_return 2;", 1, if_await},
      {"if-await-and-await", "if (co_await f() && co_await g()) ...", 1, if_await_and_await},
      {"while-await", "while (co_await f()) ...", 3, while_await},
      {"do-while-await", "do ... while (co_await f());", 3, do_while_await},
      {"for-await", "for (; co_await f();) ...", 3, for_await},
      {"switch-await", "switch (co_await f())", 3, switch_await},
      {"braces-of-awaits", "T t{co_await f(), co_await g()}", 3, braces_of_awaits},
      {"throw-await", "throw co_await f()", 3, throw_await},
      {"new-await", "new T(co_await f())", 3, new_await},
  });
  return kShapes;
}

}  // namespace canary
