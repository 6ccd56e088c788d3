// What a coroutine remembers
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<int> counter(std::string name, int step, Duration pause, std::int64_t rounds) {
  int total = 0;
  for (int n = 1; n <= rounds; ++n) {
    total += step;  // [1]
    watch("n", n);
    watch("total", total);
    print("{}: round {}, total {}", name, n, total);  // [2]
    co_await sleep(pause);                            // [3]
  }
  co_return total;  // [4]
}

static Coro<> main_(std::int64_t rounds, Duration pause_b) {
  Task<int> a = create_task(counter("A", 1, 1s, rounds), "A");        // [5]
  Task<int> b = create_task(counter("B", 10, pause_b, rounds), "B");  // [6]
  const int total_a = co_await a;                                     // [7]
  const int total_b = co_await b;                                     // [8]
  print("A has {}, B has {}", total_a, total_b);                      // [9]
}

namespace scenarios {
Coro<> what_it_remembers(const Parameters& p) {
  return main_(p.count("rounds"), p.seconds("pause_b"));
}
}  // namespace scenarios
