// The coroutine that never ran
#include <string>
#include <tuple>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> save(std::string text) {
  print("saving {}", text);  // [1]
  co_await sleep(1s);        // [2]
  print("saved {}", text);   // [3]
}

static Coro<> main_(std::string mode) {
  if (mode == "called") {
    std::ignore = save("the report");  // [4]
  } else {
    co_await save("the report");  // [5]
  }
  print("main: the report is saved, is it not?");  // [6]
  co_await sleep(2s);                              // [7]
  print("main ends");                              // [8]
}

namespace scenarios {
Coro<> never_ran(const Parameters& p) { return main_(p.choice("mode")); }
}  // namespace scenarios
