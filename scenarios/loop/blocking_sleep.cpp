// A sleep that stops everybody
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> alarm_clock(double seconds) {
  co_await sleep(std::chrono::duration<double>(seconds));         // [1]
  const double late = loop().time().seconds() - seconds;          // [2]
  print("alarm for {:g} s: rings {:.2f} s late", seconds, late);  // [3]
}

static Coro<> main_(std::string mode, Duration hold) {
  Task<> first = create_task(alarm_clock(1), "first");      // [4]
  Task<> second = create_task(alarm_clock(1.5), "second");  // [5]
  Task<> third = create_task(alarm_clock(2), "third");      // [6]
  co_await sleep(750ms);                                    // [7]
  print("main: I sleep");                                   // [8]
  if (mode == "blocking") {
    busy(hold);  // [9]
  } else {
    co_await sleep(hold);  // [10]
  }
  print("main: I am awake");              // [11]
  co_await gather(first, second, third);  // [12]
}

namespace scenarios {
Coro<> blocking_sleep(const Parameters& p) { return main_(p.choice("mode"), p.seconds("hold")); }
}  // namespace scenarios
