// The lost exception
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> save() {
  co_await sleep(1s);                    // [1]
  throw ValueError("the disk is full");  // [2]
}

static Coro<> main_(std::string mode) {
  loop().set_exception_handler([](EventLoop&, const ExceptionContext& context) {
    print("the loop reports: {}", context.message);  // [3]
  });
  Task<> task = create_task(save(), "save");  // [4]
  co_await sleep(2s);                         // [5]
  print("main has noticed nothing");          // [6]
  if (mode == "await") {
    try {
      co_await task;  // [7]
    } catch (const ValueError& error) {
      print("main catches: {}", error.what());  // [8]
    }
  } else if (mode == "drop") {
    task = Task<>();  // [9]
  }
  co_await sleep(1s);  // [10]
  print("main ends");  // [11]
}

namespace scenarios {
Coro<> lost_exception(const Parameters& p) { return main_(p.choice("mode")); }
}  // namespace scenarios
