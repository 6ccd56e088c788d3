// Asking the loop to run
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<int> answer() {
  print("answer: I run");  // [1]
  co_await sleep(1s);      // [2]
  co_return 42;            // [3]
}

static Coro<> main_() {
  Task<int> task = create_task(answer(), "answer");  // [4]
  try {
    const int result = loop().run_until_complete(task);  // [5]
    print("run_until_complete: {}", result);             // [6]
  } catch (const RuntimeError& error) {
    print("error: {}", error.what());  // [7]
  }
  const int result = co_await task;  // [8]
  print("await: {}", result);        // [9]
}

namespace scenarios {
Coro<> get_event_loop(const Parameters&) { return main_(); }
}  // namespace scenarios
