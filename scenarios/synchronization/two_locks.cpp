// Two locks, two tasks
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> worker(std::string name, Lock first, Lock second) {
  {
    auto one = co_await first.hold();      // [1]
    print("{} has its first lock", name);  // [2]
    co_await sleep(1s);                    // [3]
    auto two = co_await second.hold();     // [4]
    print("{} has both locks", name);      // [5]
    co_await sleep(500ms);                 // [6]
  }
  print("{} has released both", name);  // [7]
}

static Coro<> main_(std::string order, Duration delay_b) {
  const Lock red{"red"}, blue{"blue"};
  Task<> a = create_task(worker("A", red, blue), "A");  // [8]
  co_await sleep(delay_b);                              // [9]
  Task<> b;
  if (order == "opposite") {
    b = create_task(worker("B", blue, red), "B");  // [10]
  } else {
    b = create_task(worker("B", red, blue), "B");  // [11]
  }
  try {
    co_await wait_for(gather(a, b), 5s);  // [12]
    print("both are done");               // [13]
  } catch (const TimeoutError&) {
    print("main gives up");  // [14]
  }
}

namespace scenarios {
Coro<> two_locks(const Parameters& p) { return main_(p.choice("order"), p.seconds("delay_b")); }
}  // namespace scenarios
