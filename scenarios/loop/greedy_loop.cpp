// The loop that keeps the turn
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> cruncher(std::string give_way, std::int64_t chunks) {
  for (std::int64_t i = 1; i <= chunks; ++i) {
    busy(250ms);                                     // [1]
    print("cruncher: {} of {}", i, chunks);          // [2]
    if (give_way == "sleep(0)") co_await sleep(0s);  // [3]
  }
}

static Coro<> visitor(Duration arrives) {
  co_await sleep(arrives);                                      // [4]
  print("visitor: served at {:g} s", loop().time().seconds());  // [5]
}

static Coro<> main_(std::string give_way, std::int64_t chunks) {
  Task<> guest = create_task(visitor(600ms), "visitor");              // [6]
  Task<> work = create_task(cruncher(give_way, chunks), "cruncher");  // [7]
  co_await guest;                                                     // [8]
  co_await work;                                                      // [9]
  print("main: both are done");                                       // [10]
}

namespace scenarios {
Coro<> greedy_loop(const Parameters& p) { return main_(p.choice("give_way"), p.count("chunks")); }
}  // namespace scenarios
