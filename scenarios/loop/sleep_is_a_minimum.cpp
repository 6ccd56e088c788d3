// A sleep is at least as long as asked
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> sleeper() {
  co_await sleep(1s);                                       // [1]
  print("sleeper: it is {:g} s", loop().time().seconds());  // [2]
}

static Coro<> worker(std::string name, Duration work) {
  co_await sleep(1s);            // [3]
  busy(work);                    // [4]
  print("{} has worked", name);  // [5]
}

static Coro<> main_(Duration work) {
  Task<> a = create_task(worker("A", work), "A");   // [6]
  Task<> b = create_task(worker("B", work), "B");   // [7]
  Task<> late = create_task(sleeper(), "sleeper");  // [8]
  co_await gather(a, b, late);                      // [9]
}

namespace scenarios {
Coro<> sleep_is_a_minimum(const Parameters& p) { return main_(p.seconds("work")); }
}  // namespace scenarios
