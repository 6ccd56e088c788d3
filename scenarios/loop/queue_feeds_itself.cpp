// A queue that feeds itself
#include <functional>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static void again(std::int64_t left) {
  print("again: {} left", left);                                         // [1]
  if (left > 0) loop().call_soon([left] { again(left - 1); }, "again");  // [2]
}

static Coro<> main_(std::int64_t times, Duration delay) {
  loop().call_soon([times] { again(times); }, "again");               // [3]
  loop().call_later(delay, [] { print("the timer"); }, "the timer");  // [4]
  co_await sleep(0s);                                                 // [5]
  print("main: my turn");                                             // [6]
  co_await sleep(1s);                                                 // [7]
}

namespace scenarios {
Coro<> queue_feeds_itself(const Parameters& p) {
  return main_(p.count("times"), p.seconds("delay"));
}
}  // namespace scenarios
