// gather runs them simultaneously
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> job(std::string kind, int number) {
  print("job {} begins", number);  // [1]
  if (kind == "work") {
    busy(1s);  // [2]
  } else {
    co_await sleep(1s);  // [3]
  }
  print("job {} ends", number);  // [4]
}

static Coro<> main_(std::string kind) {
  co_await gather(job(kind, 1), job(kind, 2), job(kind, 3));  // [5]
  print("took {:g} s", loop().time().seconds());              // [6]
}

namespace scenarios {
Coro<> gather_is_simultaneous(const Parameters& p) { return main_(p.choice("kind")); }
}  // namespace scenarios
