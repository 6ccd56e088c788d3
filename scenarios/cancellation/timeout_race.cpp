// A timeout in a timeout
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> do_work(Duration duration, Duration limit) {
  try {
    auto body = [&]() -> Coro<> {
      co_await sleep(duration);  // [2]
      print("work is done");     // [3]
    };
    co_await with(timeout(limit), body);  // [1]
  } catch (const TimeoutError&) {
    print("inner timeout");  // [4]
  }
  print("work goes on");  // [5]
}

static Coro<> main_(Duration outer, Duration inner, Duration work) {
  try {
    auto body = [&]() -> Coro<> {
      co_await do_work(work, inner);  // [7]
    };
    co_await with(timeout(outer), body);  // [6]
  } catch (const TimeoutError&) {
    print("outer timeout");  // [8]
  }
  print("main ends");  // [9]
}

namespace scenarios {
Coro<> timeout_race(const Parameters& p) {
  return main_(p.seconds("outer"), p.seconds("inner"), p.seconds("work"));
}
}  // namespace scenarios
