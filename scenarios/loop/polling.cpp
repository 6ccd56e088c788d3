// Are we there yet?
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> traveller(std::string mode, Event& there) {
  if (mode == "poll") {
    while (!there.is_set()) co_await sleep(0s);  // [1]
  } else {
    co_await there.wait();  // [2]
  }
  print("traveller: we are there");  // [3]
}

static Coro<> main_(std::string mode, Duration ride) {
  Event there{"there"};                                            // [4]
  Task<> task = create_task(traveller(mode, there), "traveller");  // [5]
  co_await sleep(ride);                                            // [6]
  print("main: the train stops");                                  // [7]
  there.set();                                                     // [8]
  co_await task;                                                   // [9]
}

namespace scenarios {
Coro<> polling(const Parameters& p) { return main_(p.choice("mode"), p.seconds("ride")); }
}  // namespace scenarios
