// The wake-up nobody heard
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

struct Door {
  bool open = false;
  Event event{"opened"};
  Condition condition{"door"};
};

static Coro<> wait_at(Door& door, std::string mode) {
  if (mode == "event") {
    co_await door.event.wait();  // [1]
    co_return;
  }
  auto wait = [&]() -> Coro<> {
    if (mode == "condition") {
      co_await door.condition.wait();  // [3]
    } else {
      while (!door.open) co_await door.condition.wait();  // [4]
    }
  };
  co_await with(door.condition, wait);  // [2]
}

static Coro<> guest(Door& door, std::string mode, Duration arrives) {
  co_await sleep(arrives);  // [5]
  print("guest comes");     // [6]
  try {
    co_await wait_for(wait_at(door, mode), 3s);  // [7]
    print("guest goes in");                      // [8]
  } catch (const TimeoutError&) {
    print("guest goes home");  // [9]
  }
}

static Coro<> main_(std::string mode, Duration arrives) {
  Door door;
  Task<> visit = create_task(guest(door, mode, arrives), "guest");  // [10]
  co_await sleep(1s);                                               // [11]
  door.open = true;                                                 // [12]
  door.event.set();                                                 // [13]
  auto notify = [&]() -> Coro<> {
    door.condition.notify();  // [15]
    co_return;
  };
  co_await with(door.condition, notify);  // [14]
  print("main opens the door");           // [16]
  co_await visit;                         // [17]
}

namespace scenarios {
Coro<> lost_wake_up(const Parameters& p) { return main_(p.choice("mode"), p.seconds("arrives")); }
}  // namespace scenarios
