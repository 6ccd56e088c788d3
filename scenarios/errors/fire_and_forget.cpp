// Fire and forget
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> save(Duration delay) {
  try {
    print("save begins");   // [1]
    co_await sleep(delay);  // [2]
    print("save is done");  // [3]
  } catch (const CancelledError&) {
    print("save is cut off");  // [4]
    throw;                     // [5]
  }
}

static Coro<> main_(std::string mode, Duration delay, Duration stay) {
  if (mode == "group") {
    auto body = [&](TaskGroup& group) -> Coro<> {
      Task<> task = group.create_task(save(delay), "save");  // [7]
      co_await sleep(stay);                                  // [8]
    };
    co_await with(TaskGroup(), body);  // [6]
  } else {
    Task<> task = create_task(save(delay), "save");  // [9]
    co_await sleep(stay);                            // [10]
    if (mode == "await") co_await task;              // [11]
  }
  print("main ends");  // [12]
}

namespace scenarios {
Coro<> fire_and_forget(const Parameters& p) {
  return main_(p.choice("mode"), p.seconds("delay"), p.seconds("stay"));
}
}  // namespace scenarios
