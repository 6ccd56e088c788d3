// Await does not give way
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<int> add(int a, int b) {
  co_return a + b;  // [1]
}

static Coro<> other() {
  print("other: my turn");  // [2]
  co_return;
}

static Coro<> main_(std::string give_way) {
  Task<> task = create_task(other(), "other");  // [3]
  int total = 0;
  for (int i = 1; i <= 3; ++i) {
    total = co_await add(total, i);                  // [4]
    print("main: the sum is {}", total);             // [5]
    if (give_way == "sleep(0)") co_await sleep(0s);  // [6]
  }
  co_await task;                 // [7]
  print("main: other is done");  // [8]
}

namespace scenarios {
Coro<> await_does_not_yield(const Parameters& p) { return main_(p.choice("give_way")); }
}  // namespace scenarios
