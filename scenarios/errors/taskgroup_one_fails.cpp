// A TaskGroup, and one fails
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> fetch(std::string name, Duration delay, Duration cleanup) {
  print("{} starts", name);  // [1]
  std::exception_ptr cancelled;
  try {
    co_await sleep(delay);                                         // [2]
    if (name == "B") throw ValueError("the server of B is down");  // [3]
    print("{} is done", name);                                     // [4]
  } catch (const CancelledError&) {
    cancelled = std::current_exception();
  }
  if (!cancelled) co_return;
  print("{} is cancelled and cleans up", name);  // [5]
  co_await sleep(cleanup);                       // [6]
  print("{} has cleaned up", name);              // [7]
  std::rethrow_exception(cancelled);             // [8]
}

static Coro<> main_(Duration delay_b, Duration cleanup) {
  try {
    auto fetch_all = [&](TaskGroup& group) -> Coro<> {
      Task<> a = group.create_task(fetch("A", 2s, cleanup), "A");       // [10]
      Task<> b = group.create_task(fetch("B", delay_b, cleanup), "B");  // [11]
      Task<> c = group.create_task(fetch("C", 3s, cleanup), "C");       // [12]
      co_return;
    };
    co_await with(TaskGroup(), fetch_all);  // [9]
  } catch (const ExceptionGroup& group) {
    for (const auto& error : group.exceptions()) {
      print("main catches: {}", message(error));  // [13]
    }
  }
  print("main ends");  // [14]
}

namespace scenarios {
Coro<> taskgroup_one_fails(const Parameters& p) {
  return main_(p.seconds("delay_b"), p.seconds("cleanup"));
}
}  // namespace scenarios
