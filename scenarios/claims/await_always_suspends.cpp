// await always suspends
#include <tuple>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> other(bool& ran) {
  ran = true;  // [1]
  co_return;
}

static void report(const char* what, bool ran) {
  print("{}: other {}", what, ran ? "had its turn" : "had no turn");  // [2]
}

static Coro<> main_() {
  bool ran = false;
  Task<> task = create_task(other(ran), "other");  // [3]
  Lock lock{"lock"};
  std::ignore = co_await lock.acquire();  // [4]
  report("a lock that is free", ran);     // [5]
  Queue<int> queue(0, "queue");
  queue.put_nowait(1);
  std::ignore = co_await queue.get();       // [6]
  report("a queue that has an item", ran);  // [7]
  Future<> future = loop().create_future<void>();
  future.set_result();
  co_await future;                       // [8]
  report("a future that is done", ran);  // [9]
  co_await sleep(0s);                    // [10]
  report("sleep(0)", ran);               // [11]
}

namespace scenarios {
Coro<> await_always_suspends(const Parameters&) { return main_(); }
}  // namespace scenarios
