// Threads: the executor, and calls from other threads.
#include "tests/conformance/conformance.hpp"

namespace conformance::n136 {

static int work(int x) {
  if (x < 0) throw ValueError("negative");
  return x * x;
}

static Coro<> main_() {
  EventLoop& lp = loop();
  const int first = co_await run_in_executor(lp, [] { return work(7); });
  log(first);
  try {
    co_await run_in_executor(lp, [] { return work(-1); });
  } catch (const ValueError& e) {
    log(caught(), e.what());
  }
  const int second = co_await to_thread(work, 5);
  log(second);
  std::vector<Coro<int>> works;
  for (int i = 0; i < 4; ++i) works.push_back(to_thread(work, i));
  const std::vector<int> r = co_await gather(std::move(works));
  log(all_of(r));
}

TEST_CASE("136 executor basic") { check("136_executor_basic", main_()); }

}  // namespace conformance::n136

namespace conformance::n139 {

static Coro<int> twice(int x) {
  log("double runs in the loop");
  co_return 2 * x;
}

static Coro<> main_() {
  EventLoop& lp = loop();
  const Future<std::string> f = lp.create_future<std::string>();
  auto thread = [&] {
    const int r = run_coroutine_threadsafe(twice(21), lp).get();
    lp.call_soon_threadsafe([&] { f.set_result("from thread"); });
    return r;
  };
  const Future<int> job = run_in_executor(lp, thread);
  const int result = co_await job;
  log("result", result);
  const std::string word = co_await f;
  log(word);
}

TEST_CASE("139 threadsafe wakeup") { check("139_threadsafe_wakeup", main_()); }

}  // namespace conformance::n139
