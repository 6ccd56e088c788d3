// Two workers
#include <cmath>
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> worker(std::string name, Duration delay) {
  print("{} started", name);   // [1]
  co_await sleep(delay);       // [2]
  print("{} finished", name);  // [3]
}

static Coro<> main_(std::string mode, Duration delay_a, Duration delay_b) {
  const Duration start = loop().time();
  if (mode == "tasks") {
    Task<> a = create_task(worker("A", delay_a), "A");  // [4]
    Task<> b = create_task(worker("B", delay_b), "B");  // [5]
    co_await a;                                         // [6]
    co_await b;                                         // [7]
  } else {
    co_await worker("A", delay_a);  // [8]
    co_await worker("B", delay_b);  // [9]
  }
  const double took = (loop().time() - start).seconds();
  print("took {:g} s", std::round(took * 10) / 10);  // [10]
}

namespace scenarios {
Coro<> two_workers(const Parameters& p) {
  return main_(p.choice("mode"), p.seconds("delay_a"), p.seconds("delay_b"));
}
}  // namespace scenarios
