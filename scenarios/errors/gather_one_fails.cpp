// gather, and one fails
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<std::string> fetch(std::string name, Duration delay) {
  print("{} starts", name);                                      // [1]
  co_await sleep(delay);                                         // [2]
  if (name == "B") throw ValueError("the server of B is down");  // [3]
  print("{} is done", name);                                     // [4]
  co_return "page " + name;                                      // [5]
}

static Coro<> raise_the_first(Duration delay_b) {
  try {
    auto pages = gather(named("A", fetch("A", 2s)), named("B", fetch("B", delay_b)),
                        named("C", fetch("C", 3s)));  // [6]
    auto [a, b, c] = co_await pages;                  // [7]
    print("results: {}, {}, {}", a, b, c);            // [8]
  } catch (const ValueError& error) {
    print("main catches: {}", error.what());  // [9]
  }
}

static Coro<> keep_all(Duration delay_b) {
  auto pages = gather(return_exceptions, named("A", fetch("A", 2s)),
                      named("B", fetch("B", delay_b)), named("C", fetch("C", 3s)));  // [10]
  auto [a, b, c] = co_await pages;                                                   // [11]
  for (const auto& result : {a, b, c}) {
    print("result: {}", result.ok() ? result.value() : message(result.error()));  // [12]
  }
}

static Coro<> main_(std::string mode, Duration delay_b, Duration stay) {
  if (mode == "raise") {
    co_await raise_the_first(delay_b);  // [13]
  } else {
    co_await keep_all(delay_b);  // [14]
  }
  co_await sleep(stay);  // [15]
  print("main ends");    // [16]
}

namespace scenarios {
Coro<> gather_one_fails(const Parameters& p) {
  return main_(p.choice("mode"), p.seconds("delay_b"), p.seconds("stay"));
}
}  // namespace scenarios
