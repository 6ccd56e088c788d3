// A task that starts at once
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> fetch(std::string page, Duration delay) {
  print("{}: asked for", page);                     // [1]
  if (delay > Duration(0s)) co_await sleep(delay);  // [2]
  print("{}: here", page);                          // [3]
}

static Coro<> main_(std::string start) {
  if (start == "eager") loop().set_task_factory(eager_task_factory);  // [4]
  Task<> kept = create_task(fetch("kept", 0s), "kept");               // [5]
  print("main: kept is {}", kept.done() ? "done" : "not done");       // [6]
  Task<> far = create_task(fetch("far", 1s), "far");                  // [7]
  print("main: far is {}", far.done() ? "done" : "not done");         // [8]
  co_await kept;                                                      // [9]
  print("main: kept is awaited");                                     // [10]
  co_await far;                                                       // [11]
  print("main: far is awaited");                                      // [12]
}

namespace scenarios {
Coro<> eager_start(const Parameters& p) { return main_(p.choice("start")); }
}  // namespace scenarios
