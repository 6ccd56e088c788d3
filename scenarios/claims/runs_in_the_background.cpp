// create_task runs it in the background
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> save() {
  print("save: begins");  // [1]
  co_await sleep(1s);     // [2]
  print("save: done");    // [3]
}

static Coro<> main_(Duration stay) {
  Task<> task = create_task(save(), "save");  // [4]
  co_await sleep(stay);                       // [5]
  print("main: ends");                        // [6]
}

namespace scenarios {
Coro<> runs_in_the_background(const Parameters& p) { return main_(p.seconds("stay")); }
}  // namespace scenarios
