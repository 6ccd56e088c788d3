// Awaits without end and without depth: neither may need stack, in any build.
//
// Ideas for further tests: a ring of tasks, a million tasks that wait for one event.
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
