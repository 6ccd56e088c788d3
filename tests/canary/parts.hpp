// What the shapes are made of: coroutines that suspend once, and the types they take.
#pragma once

#include <array>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/canary/canary.hpp"

namespace canary {

struct Agg {
  Obj obj;
  int n;
};

struct Defaulted {
  Obj obj{Obj(1)};
  int n = 2;
};

struct Point {
  int x, y;
};

/// As Agg, with a constructor: the cure.
class Built {
 public:
  Built(Obj obj_, int n_) : obj(std::move(obj_)), n(n_) {}
  Obj obj;
  int n;
};

class Pair {
 public:
  Pair(Obj first_, Obj second_) : first(std::move(first_)), second(std::move(second_)) {}
  Obj first, second;
};

class Error {
 public:
  explicit Error(int value) : obj(value) {}
  Obj obj;
};

/// True, and no compiler can know it.
bool yes();

inline Coro<int> number(int n) {
  co_await pause();
  co_return n;
}

inline Coro<bool> answer(bool result) {
  co_await pause();
  co_return result;
}

inline Coro<Obj> make(int value) {
  co_await pause();
  co_return Obj(value);
}

inline Coro<Error> make_error(int value) {
  co_await pause();
  co_return Error(value);
}

inline Coro<std::tuple<Obj, Obj>> make_two() {
  co_await pause();
  co_return std::tuple<Obj, Obj>(Obj(1), Obj(2));
}

inline Coro<std::vector<Obj>> make_list() {
  co_await pause();
  std::vector<Obj> list;
  list.push_back(Obj(1));
  list.push_back(Obj(2));
  co_return list;
}

/// 3, 2, 1, then nothing.
inline Coro<std::optional<Obj>> countdown(int& left) {
  co_await pause();
  std::optional<Obj> result;
  if (left > 0) result.emplace(left--);
  co_return result;
}

inline Coro<int> value_of(Obj obj) {
  co_await pause();
  co_return obj.value();
}

inline Coro<int> length_of(std::string text) {
  co_await pause();
  co_return static_cast<int>(text.size());
}

/// The sum of what the aggregate, or its cure, holds.
template <class A>
Coro<int> sum_of(A a) {
  co_await pause();
  co_return a.obj.value() + a.n;
}

template <class A>
Coro<int> sum_of_ref(const A& a) {
  co_await pause();
  co_return a.obj.value() + a.n;
}

inline Coro<int> sum_of_point(Point p) {
  co_await pause();
  co_return p.x + p.y;
}

inline Coro<int> sum_of_array(std::array<Obj, 2> a) {
  co_await pause();
  co_return a[0].value() + a[1].value();
}

template <class F>
Coro<int> call(F f) {
  co_await pause();
  co_return f();
}

/// Enters a scope, runs the body in it, leaves it: as the project's `with`.
template <class F>
Coro<int> with(Obj scope, F body) {
  co_await pause();
  int result = co_await body(scope);
  co_await pause();
  co_return result;
}

inline Agg make_agg() { return Agg{Obj(1), 2}; }

}  // namespace canary
