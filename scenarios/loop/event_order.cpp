// Who is first?
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> task() {
  print("the task");  // [1]
  co_return;
}

static Coro<> main_(Duration delay) {
  loop().call_later(delay, [] { print("call_later"); }, "call_later");  // [2]
  loop().call_soon([] { print("call_soon"); }, "call_soon");            // [3]
  Task<> t = create_task(task(), "task");                               // [4]
  print("main");                                                        // [5]
  co_await sleep(0s);                                                   // [6]
  print("main, after sleep(0)");                                        // [7]
  co_await sleep(1s);                                                   // [8]
  print("main, after sleep(1)");                                        // [9]
}

namespace scenarios {
Coro<> event_order(const Parameters& p) { return main_(p.seconds("delay")); }
}  // namespace scenarios
