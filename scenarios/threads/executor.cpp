// Off to a thread
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static int read_report(Duration takes) {
  busy(takes);  // [1]
  return 42;    // [2]
}

static Coro<> ticker() {
  for (int i = 1; i <= 4; ++i) {
    co_await sleep(500ms);  // [3]
    print("tick {}", i);    // [4]
  }
}

static Coro<> main_(std::string where, Duration takes) {
  Task<> ticks = create_task(ticker(), "ticker");  // [5]
  int pages = 0;
  if (where == "thread") {
    pages = co_await to_thread(read_report, takes);  // [6]
  } else {
    pages = read_report(takes);  // [7]
  }
  print("main: {} pages", pages);  // [8]
  co_await ticks;                  // [9]
}

namespace scenarios {
Coro<> executor(const Parameters& p) { return main_(p.choice("where"), p.seconds("takes")); }
}  // namespace scenarios
