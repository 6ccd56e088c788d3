// An async function is awaitable
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<int> answer() {
  print("answer runs");  // [1]
  co_return 42;          // [2]
}

static Coro<> main_() {
  Coro<int> coroutine = answer();        // [3]
  const int first = co_await coroutine;  // [4]
  print("the first await: {}", first);   // [5]
  try {
    const int second = co_await coroutine;  // [6]
    print("the second await: {}", second);  // [7]
  } catch (const RuntimeError& error) {
    print("the second await: {}", error.what());  // [8]
  }
  Task<int> task = create_task(answer(), "answer");  // [9]
  const int third = co_await task;                   // [10]
  const int fourth = co_await task;                  // [11]
  print("a task: {} and {}", third, fourth);         // [12]
}

namespace scenarios {
Coro<> awaitable_function(const Parameters&) { return main_(); }
}  // namespace scenarios
