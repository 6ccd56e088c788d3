// Shield and the orphan
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> pay() {
  try {
    print("the payment begins");   // [1]
    co_await sleep(3s);            // [2]
    print("the payment is done");  // [3]
  } catch (const CancelledError&) {
    print("the payment is cut off");  // [4]
    throw;                            // [5]
  }
}

static Coro<> main_(std::string mode, Duration limit, Duration stay) {
  Task<> payment = create_task(pay(), "payment");  // [6]
  try {
    if (mode == "shield") {
      co_await wait_for(shield(payment), limit);  // [7]
    } else {
      co_await wait_for(payment, limit);  // [8]
    }
    print("main has the receipt");  // [9]
  } catch (const TimeoutError&) {
    print("main waits no longer");  // [10]
  }
  co_await sleep(stay);  // [11]
  print("main ends");    // [12]
}

namespace scenarios {
Coro<> shield_orphan(const Parameters& p) {
  return main_(p.choice("mode"), p.seconds("limit"), p.seconds("stay"));
}
}  // namespace scenarios
