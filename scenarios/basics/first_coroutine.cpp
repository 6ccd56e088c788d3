// The first coroutine
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> greet(std::string name, Duration delay) {
  print("hello, {}", name);    // [1]
  co_await sleep(delay);       // [2]
  print("goodbye, {}", name);  // [3]
}

static Coro<> main_(Duration delay) {
  Coro<> coroutine = greet("Ada", delay);  // [4]
  print("greet() was called");             // [5]
  co_await coroutine;                      // [6]
  print("greet() has ended");              // [7]
}

namespace scenarios {
Coro<> first_coroutine(const Parameters& p) { return main_(p.seconds("delay")); }
}  // namespace scenarios
