#include <vector>

#include "tests/canary/canary.hpp"

namespace canary {

static Coro<int> make(int value) {
  co_await pause();
  co_return value;
}

Coro<int> vector_of_awaits() {
  std::vector<int> values{co_await make(1), co_await make(2)};
  co_return values[0] + values[1];
}

}  // namespace canary
