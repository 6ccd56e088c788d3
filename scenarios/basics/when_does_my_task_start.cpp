// When does my task start?
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> worker() {
  print("worker: I start");    // [1]
  co_await sleep(1s);          // [2]
  print("worker: I am done");  // [3]
}

static Coro<> main_(Duration work) {
  Task<> task = create_task(worker(), "worker");  // [4]
  print("main: the task is created");             // [5]
  busy(work);                                     // [6]
  print("main: I still have the turn");           // [7]
  co_await task;                                  // [8]
  print("main: the task is done");                // [9]
}

namespace scenarios {
Coro<> when_does_my_task_start(const Parameters& p) { return main_(p.seconds("work")); }
}  // namespace scenarios
