// Three at once with gather
//
// Question: gather gets three coroutines, and each of them sleeps for 1 second. How long does it
// take until all three results are there, and in which order do they come?
//
// Watch: gather makes a task of each coroutine, in the order of its arguments. main waits for the
// gather, not for one of them. Set `delay_1` to 2: task 1 is then the last to end.
//
// Lesson: gather runs its coroutines at once and gives the results in the order of the arguments.
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<int> my_task(int x, Duration delay = 1s) {
  print("task {} started", x);   // [1]
  co_await sleep(delay);         // [2]
  print("task {} finished", x);  // [3]
  co_return x * 10;              // [4]
}

static Coro<> main_(Duration delay_1) {
  auto [a, b, c] = co_await gather(my_task(1, delay_1), my_task(2), my_task(3));  // [5]
  print("results: {}, {}, {}", a, b, c);                                          // [6]
}

Coro<> scenarios::gather_three(const Parameters& p) { return main_(p.seconds("delay_1")); }
