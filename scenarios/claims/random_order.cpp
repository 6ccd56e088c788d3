// The order of tasks is random
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> guest(std::string name, Lock& desk) {
  print("{} comes", name);                 // [1]
  co_await sleep(1s);                      // [2]
  print("{} is awake", name);              // [3]
  const auto turn = co_await desk.hold();  // [4]
  print("{} is served", name);             // [5]
  co_await sleep(100ms);                   // [6]
}

static Coro<> main_() {
  Lock desk{"desk"};                                       // [7]
  Task<> cleo = create_task(guest("Cleo", desk), "Cleo");  // [8]
  Task<> ann = create_task(guest("Ann", desk), "Ann");     // [9]
  Task<> ben = create_task(guest("Ben", desk), "Ben");     // [10]
  co_await gather(cleo, ann, ben);                         // [11]
}

namespace scenarios {
Coro<> random_order(const Parameters&) { return main_(); }
}  // namespace scenarios
