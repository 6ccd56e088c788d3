// Tasks that begin inside create_task.
#include "tests/conformance/conformance.hpp"

namespace conformance::n172 {

static Coro<int> val(int x) { co_return x; }

static Coro<int> slow(int x) {
  co_await sleep(0s);
  co_return x;
}

static Coro<int> fail() {
  throw ValueError();
  co_return 0;
}

static Coro<> main_() {
  loop().set_task_factory(eager_task_factory);
  auto [r1, r2] = co_await gather(val(1), val(2));
  hop(r1, r2);
  auto [r3, r4] = co_await gather(val(3), slow(4));
  hop(r3, r4);
  try {
    co_await gather(fail(), slow(5));
  } catch (const ValueError&) {
    hop(caught());
  }
  const Task<int> t = create_task(fail());
  hop("failed eagerly", yn(t.done()), kind(t.exception()));
}

TEST_CASE("172 eager gather") { check("172_eager_gather", main_()); }

}  // namespace conformance::n172

namespace conformance::n175 {

static Coro<int> quick(int n) {
  hop("quick", n);
  co_return n;
}

static Coro<int> slow(int n) {
  co_await sleep(1s);
  co_return n;
}

static Coro<> main_() {
  loop().set_task_factory(eager_task_factory);
  co_await with(TaskGroup(), [](TaskGroup& tg) -> Coro<> {
    std::vector<Task<int>> ts;
    for (int i = 0; i < 2; ++i) ts.push_back(tg.create_task(quick(i)));
    hop("body", yn(ts[0].done()), yn(ts[1].done()));
    co_return;
  });
  hop("left");
  Task<int> t;
  co_await with(TaskGroup(), [&](TaskGroup& tg) -> Coro<> {
    t = tg.create_task(slow(5));
    co_return;
  });
  log("slow", t.result());
}

TEST_CASE("175 eager taskgroup") { check("175_eager_taskgroup", main_()); }

}  // namespace conformance::n175
