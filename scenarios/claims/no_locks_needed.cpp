// One thread, so no locks are needed
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> buy(std::string name, int& tickets, std::string pay) {
  if (tickets == 0) {
    print("{}: sold out", name);  // [1]
    co_return;
  }
  if (pay == "first") co_await sleep(1s);             // [2]
  --tickets;                                          // [3]
  print("{}: has a ticket, {} left", name, tickets);  // [4]
  if (pay == "later") co_await sleep(1s);             // [5]
}

static Coro<> main_(std::string pay) {
  int tickets = 1;
  Task<> ann = create_task(buy("Ann", tickets, pay), "Ann");  // [6]
  Task<> ben = create_task(buy("Ben", tickets, pay), "Ben");  // [7]
  co_await gather(ann, ben);                                  // [8]
}

namespace scenarios {
Coro<> no_locks_needed(const Parameters& p) { return main_(p.choice("pay")); }
}  // namespace scenarios
