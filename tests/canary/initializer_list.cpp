#include <initializer_list>
#include <vector>

#include "tests/canary/canary.hpp"

namespace canary {

static Coro<int> sum(std::vector<int> values) {
  co_await pause();
  int result = 0;
  for (int value : values) result += value;
  co_return result;
}

Coro<int> initializer_list() {
  int n = co_await sum({1, 2, 3});
  co_return n;
}

}  // namespace canary
