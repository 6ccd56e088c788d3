#include "tests/canary/parts.hpp"

namespace canary {
namespace {

Coro<int> argument_with_constructor() {
  int n = co_await sum_of(Built(Obj(1), 2));
  co_return n;
}

Coro<int> argument_from_function() {
  int n = co_await sum_of(make_agg());
  co_return n;
}

Coro<int> argument_from_text() {
  co_return co_await length_of("more letters than any short string holds in place");
}

Coro<int> hoisted_aggregate() {
  Agg agg{Obj(1), 2};
  int n = co_await sum_of(std::move(agg));
  co_return n;
}

Coro<int> trivial_aggregate() {
  int n = co_await sum_of_point(Point{1, 2});
  co_return n;
}

Coro<int> hoisted_lambda() {
  Obj obj(3);
  auto callback = [obj] { return obj.value(); };
  int n = co_await call(std::move(callback));
  co_return n;
}

Coro<int> lambda_by_reference() {
  Obj obj(3);
  int n = co_await call([&] { return obj.value(); });
  co_return n;
}

Coro<int> lambda_of_numbers() {
  int three = 3;
  int n = co_await call([three] { return three; });
  co_return n;
}

Coro<int> coroutine_lambda_by_reference() {
  Obj outer(1);
  int n = co_await with(Obj(2), [&](Obj& scope) -> Coro<int> {
    co_await pause();
    co_return outer.value() + scope.value();
  });
  co_return n;
}

Coro<int> if_and_else() {
  Obj obj(0);
  if (yes()) {
    obj = co_await make(3);
  } else {
    obj = co_await make(4);
  }
  co_return obj.value();
}

Coro<int> conditional_number() {
  int n = yes() ? 3 : 4;
  co_return co_await number(n);
}

Coro<int> hoisted_condition() {
  bool ok = co_await answer(true);
  if (ok) co_return 1;
  co_return 2;
}

Coro<int> hoisted_loop_condition() {
  int rounds = 0;
  while (true) {
    bool more = co_await answer(rounds < 3);
    if (!more) break;
    ++rounds;
  }
  co_return rounds;
}

Coro<int> hoisted_switch() {
  int n = co_await number(3);
  switch (n) {
    case 3:
      co_return 3;
    default:
      co_return 0;
  }
}

Coro<int> condition_that_declares() {
  if (int n = co_await number(3)) co_return n;
  co_return 0;
}

Coro<int> loop_that_declares() {
  int left = 3, sum = 0;
  while (auto obj = co_await countdown(left)) sum += obj->value();
  co_return sum;
}

Coro<int> loop_over_await() {
  int sum = 0;
  for (auto&& obj : co_await make_list()) {
    int n = co_await value_of(obj);
    sum += n;
  }
  co_return sum;
}

Coro<int> structured_binding() {
  auto [a, b] = co_await make_two();
  co_return a.value() + b.value();
}

Coro<int> nested_awaits() {
  int n = co_await value_of(co_await make(3));
  co_return n;
}

Coro<int> sum_of_awaits() {
  int n = co_await number(1) + co_await number(2);
  co_return n;
}

Coro<int> both_of_awaits() {
  bool both = co_await answer(true) && co_await answer(true);
  if (both) co_return 1;
  co_return 2;
}

Coro<int> await_in_braces() {
  Obj obj{co_await make(3)};
  co_return obj.value();
}

Coro<int> hoisted_awaits() {
  Obj a = co_await make(1);
  Obj b = co_await make(2);
  Pair pair{std::move(a), std::move(b)};
  co_return pair.first.value() + pair.second.value();
}

Coro<int> hoisted_throw() {
  try {
    Error error = co_await make_error(3);
    throw error;
  } catch (const Error& error) {
    co_return error.obj.value();
  }
}

Coro<int> failing() {
  Obj local(1);
  co_await pause();
  throw Error(3);
}

Coro<int> await_after_handler() {
  std::exception_ptr error;
  try {
    co_await failing();
  } catch (...) {
    error = std::current_exception();
  }
  int n = co_await number(1);
  try {
    if (error) std::rethrow_exception(error);
  } catch (const Error& caught) {
    co_return caught.obj.value() + n;
  }
  co_return 0;
}

Coro<int> list_of_coroutines() {
  std::vector<Coro<int>> list;
  list.push_back(number(1));
  list.push_back(number(2));
  int sum = 0;
  for (auto& coro : list) {
    int n = co_await coro;
    sum += n;
  }
  co_return sum;
}

}  // namespace

std::span<const Shape> safe_shapes() {
  static constexpr auto kShapes = std::to_array<Shape>({
      {"argument-with-constructor", "co_await f(T(x, 1))", 3, argument_with_constructor},
      {"argument-from-function", "co_await f(make())", 3, argument_from_function},
      {"argument-from-text", "co_await f(\"text\")", 49, argument_from_text},
      {"hoisted-aggregate", "Agg a{x, 1}; co_await f(std::move(a))", 3, hoisted_aggregate},
      {"trivial-aggregate", "co_await f(Point{1, 2})", 3, trivial_aggregate},
      {"hoisted-lambda", "auto l = [x] {...}; co_await f(std::move(l))", 3, hoisted_lambda},
      {"lambda-by-reference", "co_await f([&] {...})", 3, lambda_by_reference},
      {"lambda-of-numbers", "co_await f([n] {...})", 3, lambda_of_numbers},
      {"coroutine-lambda-by-reference", "co_await with(x, [&](auto& s) -> Coro<int> {...})", 3,
       coroutine_lambda_by_reference},
      {"if-and-else", "if (c) x = co_await f(); else x = co_await g();", 3, if_and_else},
      {"conditional-number", "int n = c ? 3 : 4; co_await f(n)", 3, conditional_number},
      {"hoisted-condition", "bool ok = co_await f(); if (ok) ...", 1, hoisted_condition},
      {"hoisted-loop-condition", "bool more = co_await f(); if (!more) break;", 3,
       hoisted_loop_condition},
      {"hoisted-switch", "int n = co_await f(); switch (n)", 3, hoisted_switch},
      {"condition-that-declares", "if (int n = co_await f())", 3, condition_that_declares},
      {"loop-that-declares", "while (auto x = co_await f())", 6, loop_that_declares},
      {"loop-over-await", "for (auto&& x : co_await f()) co_await g(x)", 3, loop_over_await},
      {"structured-binding", "auto [a, b] = co_await f()", 3, structured_binding},
      {"nested-awaits", "co_await f(co_await g())", 3, nested_awaits},
      {"sum-of-awaits", "int n = co_await f() + co_await g()", 3, sum_of_awaits},
      {"both-of-awaits", "bool b = co_await f() && co_await g()", 1, both_of_awaits},
      {"await-in-braces", "T t{co_await f()}", 3, await_in_braces},
      {"hoisted-awaits", "T a = co_await f(); T b = co_await g(); Pair p{a, b}", 3, hoisted_awaits},
      {"hoisted-throw", "Error e = co_await f(); throw e;", 3, hoisted_throw},
      {"await-after-handler", "catch (...) { e = current_exception(); } co_await f()", 4,
       await_after_handler},
      {"list-of-coroutines", "list.push_back(f()); for (auto& c : list) co_await c", 3,
       list_of_coroutines},
  });
  return kShapes;
}

}  // namespace canary
