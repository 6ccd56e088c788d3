// Three at once with gather
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<int> my_task(int x, Duration delay = 1s) {
  print("task {} started", x);   // [1]
  co_await sleep(delay);         // [2]
  print("task {} finished", x);  // [3]
  co_return x * 10;              // [4]
}

static Coro<> main_(Duration delay_1) {
  auto [a, b, c] = co_await gather(my_task(1, delay_1), my_task(2), my_task(3));  // [5]
  print("results: {}, {}, {}", a, b, c);                                          // [6]
}

namespace scenarios {
Coro<> gather_three(const Parameters& p) { return main_(p.seconds("delay_1")); }
}  // namespace scenarios
