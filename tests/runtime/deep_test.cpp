// Awaits without end and without depth: neither may need stack, in any build.
//
// And many short tasks, which must leave nothing behind.
//
// Ideas for further tests: a ring of tasks, a million tasks that wait for one event.
#include <unistd.h>

#include <fstream>

#include "tests/support/story.hpp"

using namespace aio;

namespace {

Coro<int> at_once(int value) { co_return value; }

Coro<std::int64_t> sum_of_awaits(int count) {
  std::int64_t sum = 0;
  for (int i = 0; i < count; ++i) {
    const int one = co_await at_once(1);
    sum += one;
  }
  co_return sum;
}

Coro<int> deep(int depth, Duration at_the_bottom) {
  if (depth == 0) {
    co_await sleep(at_the_bottom);
    co_return 0;
  }
  const int below = co_await deep(depth - 1, at_the_bottom);
  co_return below + 1;
}

Coro<bool> cancel_deep(int depth) {
  const Task<int> t = create_task(deep(depth, 10s));
  co_await sleep(1s);
  t.cancel();
  bool cancelled = false;
  try {
    co_await t;
  } catch (const CancelledError&) {
    cancelled = true;
  }
  co_return cancelled;
}

Coro<int> chain_of_tasks(int depth) {
  if (depth == 0) {
    co_await sleep(10s);
    co_return 0;
  }
  const Task<int> next = create_task(chain_of_tasks(depth - 1));
  const int below = co_await next;
  co_return below + 1;
}

/// Creates `coro` as a task, lets it suspend, and destroys it with its loop.
void destroy_suspended(Coro<int> coro, int iterations) {
  EventLoop l(make_clock(trace::ClockKind::Virtual), nullptr);
  l.set_exception_handler([](EventLoop&, const ExceptionContext&) {});
  const Task<int> t = l.create_task(std::move(coro));
  for (int i = 0; i < iterations; ++i) l.run_once();
}

/// Bytes of this process that are in memory.
double resident() {
  std::size_t pages = 0, resident_pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident_pages;
  return static_cast<double>(resident_pages) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kKeepsFreedMemory = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kKeepsFreedMemory = true;
#else
constexpr bool kKeepsFreedMemory = false;
#endif
#else
constexpr bool kKeepsFreedMemory = false;
#endif

Coro<int> short_task(int value) {
  co_await sleep(0s);
  co_return value;
}

/// A million tasks, a thousand at a time; what is left of them when they have ended.
Coro<std::size_t> a_round() {
  for (int batch = 0; batch < 1000; ++batch) {
    std::vector<Coro<int>> coros;
    for (int i = 0; i < 1000; ++i) coros.push_back(short_task(i));
    co_await gather(std::move(coros));
  }
  co_return Measured::bytes();
}

struct Memory {
  std::size_t left = 0;  ///< bytes of frames, tasks and objects
  double resident = 0;   ///< bytes of the process
};

Coro<std::vector<Memory>> ten_rounds() {
  std::vector<Memory> after;
  after.reserve(10);
  while (after.size() < 10) {
    const std::size_t left = co_await a_round();
    after.push_back({left, resident()});
  }
  co_return after;
}

}  // namespace

TEST_SUITE("depth") {
  TEST_CASE("ten thousand awaits that complete at once") {
    CHECK(run(sum_of_awaits(10'000)) == 10'000);
  }
  TEST_CASE("an await 100,000 deep runs") { CHECK(run(deep(100'000, 0s)) == 100'000); }
  TEST_CASE("an await 100,000 deep is cancelled") { CHECK(run(cancel_deep(100'000))); }
  TEST_CASE("an await 100,000 deep is destroyed") { destroy_suspended(deep(100'000, 10s), 1); }
  TEST_CASE("a chain of 10,000 tasks is destroyed") {
    destroy_suspended(chain_of_tasks(10'000), 10'001);
  }
  TEST_CASE("a chain of 10,000 tasks is cancelled from the top") {
    auto cancel_chain = []() -> Coro<bool> {
      const Task<int> top = create_task(chain_of_tasks(10'000));
      co_await sleep(1s);
      top.cancel();
      bool cancelled = false;
      try {
        co_await top;
      } catch (const CancelledError&) {
        cancelled = true;
      }
      co_return cancelled;
    };
    CHECK(run(cancel_chain()));
  }
}

TEST_SUITE("slow") {
  TEST_CASE("ten rounds of a million short tasks leave nothing behind") {
    const std::vector<Memory> after = run(ten_rounds());
    for (const Memory& m : after) CHECK(m.left == after.front().left);
    if (kKeepsFreedMemory) return;
    for (const Memory& m : after) MESSAGE("resident: ", m.resident);
    CHECK(after.back().resident == doctest::Approx(after[1].resident).epsilon(0.01));
  }
  TEST_CASE("ten million awaits that complete at once") {
    CHECK(run(sum_of_awaits(10'000'000)) == 10'000'000);
  }
  TEST_CASE("an await a million deep runs") { CHECK(run(deep(1'000'000, 0s)) == 1'000'000); }
  TEST_CASE("an await a million deep is destroyed") { destroy_suspended(deep(1'000'000, 10s), 1); }
  TEST_CASE("an await a million deep is cancelled") { CHECK(run(cancel_deep(1'000'000))); }
  TEST_CASE("a chain of a million tasks is destroyed") {
    destroy_suspended(chain_of_tasks(1'000'000), 1'000'001);
  }
}
