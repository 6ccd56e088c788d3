// Work for the processor
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> render(std::string where, int page) {
  if (where == "thread") {
    co_await to_thread([] { busy(1s); });  // [1]
  } else {
    for (int part = 0; part < 10; ++part) {
      busy(100ms);                                // [2]
      if (where == "chunks") co_await sleep(0s);  // [3]
    }
  }
  print("page {} is rendered", page);  // [4]
}

static Coro<> ping(Duration arrives) {
  co_await sleep(arrives);                                      // [5]
  const double late = (loop().time() - arrives).seconds();      // [6]
  print("ping of {}: answered {:.2f} s later", arrives, late);  // [7]
}

static Coro<> main_(std::string where) {
  auto pings = gather(ping(250ms), ping(1250ms));           // [8]
  auto pages = gather(render(where, 1), render(where, 2));  // [9]
  co_await pages;                                           // [10]
  co_await pings;                                           // [11]
}

namespace scenarios {
Coro<> cpu_heavy(const Parameters& p) { return main_(p.choice("where")); }
}  // namespace scenarios
