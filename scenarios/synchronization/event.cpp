// Waiting for an event
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> visitor(std::string name, Event& door) {
  print("{} waits", name);    // [1]
  co_await door.wait();       // [2]
  print("{} goes in", name);  // [3]
}

static Coro<> main_(Duration delay) {
  Event door{"door"};                                        // [4]
  Task<> cleo = create_task(visitor("Cleo", door), "Cleo");  // [5]
  Task<> ann = create_task(visitor("Ann", door), "Ann");     // [6]
  Task<> ben = create_task(visitor("Ben", door), "Ben");     // [7]
  co_await sleep(delay);                                     // [8]
  print("main opens the door");                              // [9]
  door.set();                                                // [10]
  print("main still has the turn");                          // [11]
  co_await cleo;                                             // [12]
  co_await ann;                                              // [13]
  co_await ben;                                              // [14]
  print("all are in");                                       // [15]
}

namespace scenarios {
Coro<> event(const Parameters& p) { return main_(p.seconds("delay")); }
}  // namespace scenarios
