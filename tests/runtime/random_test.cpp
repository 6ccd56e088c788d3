// Ideas for further tests: how evenly the numbers fall.
#include <doctest/doctest.h>

#include <vector>

#include "core/aio.hpp"

using namespace aio;

namespace {

Coro<std::vector<std::uint64_t>> three_numbers() {
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < 3; ++i) numbers.push_back(loop().random().next());
  co_return numbers;
}

std::vector<std::uint64_t> numbers_of(std::uint64_t seed) {
  return run(three_numbers(), RunOptions{.seed = seed});
}

}  // namespace

TEST_SUITE("runtime: random numbers") {
  TEST_CASE("the seed of a run decides its numbers, in every build") {
    // The first three of splitmix64, as its author publishes them.
    CHECK(numbers_of(1234567) == std::vector<std::uint64_t>{6457827717110365317U,
                                                            3203168211198807973U,
                                                            9817491932198370423U});
    CHECK(numbers_of(0) == numbers_of(0));
    CHECK(numbers_of(0) != numbers_of(1));
  }

  TEST_CASE("times are whole milliseconds within their bounds") {
    Random random(0);
    Duration least = 1h, most, total;
    bool whole = true;
    for (int i = 0; i < 1000; ++i) {
      const Duration uniform = random.uniform(100ms, 109ms);
      const Duration exponential = random.exponential(200ms);
      whole = whole && uniform.count() % 1'000'000 == 0 && exponential.count() % 1'000'000 == 0;
      least = std::min(least, uniform);
      most = std::max(most, uniform);
      total += exponential;
    }
    CHECK(whole);
    CHECK(least == Duration(100ms));
    CHECK(most == Duration(109ms));
    CHECK(total > Duration(180s));
    CHECK(total < Duration(220s));
    CHECK(random.uniform(2s, 1s) == Duration(2s));
  }

  TEST_CASE("a chance of none never comes, and one of all always") {
    Random random(7);
    int none = 0, all = 0, half = 0;
    for (int i = 0; i < 1000; ++i) {
      none += random.chance(0);
      all += random.chance(1);
      half += random.chance(0.5);
    }
    CHECK(none == 0);
    CHECK(all == 1000);
    CHECK(half > 450);
    CHECK(half < 550);
  }
}
