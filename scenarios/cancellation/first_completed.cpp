// The first answer is enough
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> ask(std::string mirror, Duration delay) {
  print("{} is asked", mirror);  // [1]
  co_await sleep(delay);         // [2]
  print("{} answers", mirror);   // [3]
}

static Coro<> main_(std::string losers, Duration east, Duration stay) {
  std::vector<Task<>> tasks;
  tasks.push_back(create_task(ask("east", east), "east"));                        // [4]
  tasks.push_back(create_task(ask("west", 2s), "west"));                          // [5]
  tasks.push_back(create_task(ask("north", 3s), "north"));                        // [6]
  auto [done, pending] = co_await wait(tasks, std::nullopt, FIRST_COMPLETED);     // [7]
  print("main goes on: {} done, {} still running", done.size(), pending.size());  // [8]
  if (losers == "cancel") {
    for (const Task<>& task : pending) task.cancel();  // [9]
  }
  co_await sleep(stay);  // [10]
  print("main ends");    // [11]
}

namespace scenarios {
Coro<> first_completed(const Parameters& p) {
  return main_(p.choice("losers"), p.seconds("east"), p.seconds("stay"));
}
}  // namespace scenarios
