// Opening and closing with async with
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

struct Connection {
  std::string name;
  bool broken = false;

  Coro<> enter() {
    print("{} opens", name);                                  // [1]
    co_await sleep(1s);                                       // [2]
    if (broken) throw ValueError(name + " does not answer");  // [3]
    print("{} is open", name);                                // [4]
  }
  Coro<bool> exit(std::exception_ptr) {
    print("{} closes", name);     // [5]
    co_await sleep(500ms);        // [6]
    print("{} is closed", name);  // [7]
    co_return false;
  }
};

static Coro<> main_(std::string fails) {
  Connection db{"db"}, cache{"cache", fails == "enter"};
  auto inner = [&]() -> Coro<> {
    print("main works");                                                 // [10]
    co_await sleep(1s);                                                  // [11]
    if (fails == "body") throw ValueError("the answer makes no sense");  // [12]
    print("main has worked");                                            // [13]
  };
  auto outer = [&]() -> Coro<> {
    co_await with(cache, inner);  // [9]
  };
  try {
    co_await with(db, outer);  // [8]
  } catch (const ValueError& error) {
    print("main catches: {}", error.what());  // [14]
  }
  print("main ends");  // [15]
}

namespace scenarios {
Coro<> async_with(const Parameters& p) { return main_(p.choice("fails")); }
}  // namespace scenarios
