// TaskGroup: errors, cancellation, wrong states.
#include "tests/conformance/conformance.hpp"

namespace conformance::n094 {

static Coro<> fail() {
  co_await sleep(1s);
  throw ValueError();
}

static Coro<> main_() {
  try {
    co_await with(TaskGroup(), [](TaskGroup& tg) -> Coro<> {
      std::ignore = tg.create_task(fail());
      try {
        co_await sleep(5s);
      } catch (const CancelledError&) {
        log("body cancelled, count", current_task().cancelling());
        throw;
      }
    });
  } catch (...) {
    log("caught", caught(), "count", current_task().cancelling());
  }
  co_await sleep(1s);
  log("main goes on");
}

TEST_CASE("094 taskgroup: error interrupts the body") {
  check("094_tg_error_interrupts_body", main_());
}

}  // namespace conformance::n094

namespace conformance::n097 {

static Coro<> child(std::string name, Duration slow) {
  bool cancelled = false;
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    log(name, "cancelled");
    cancelled = true;
  }
  co_await sleep(slow);
  log(name, "clean");
  if (cancelled) throw CancelledError();
}

static Coro<> parent() {
  try {
    co_await with(TaskGroup(), [](TaskGroup& tg) -> Coro<> {
      std::ignore = tg.create_task(child("A", 1s));
      std::ignore = tg.create_task(child("B", 2s));
      log("body ends");
      co_return;
    });
  } catch (...) {
    log("parent", caught(), "count", current_task().cancelling());
    throw;
  }
}

static Coro<> main_() {
  const Task<> p = create_task(parent());
  co_await sleep(1s);
  p.cancel();
  co_await sleep(500ms);
  log("second cancel", yn(p.cancel()));
  co_await wait(list_of(p));
  log("cancelled", yn(p.cancelled()));
}

TEST_CASE("097 taskgroup: parent cancelled") { check("097_tg_parent_cancelled", main_()); }

}  // namespace conformance::n097

namespace conformance::n100 {

static Coro<> nothing() { co_return; }

static void attempt(const std::string& what, const TaskGroup& tg) {
  Coro<> c = nothing();
  try {
    std::ignore = tg.create_task(std::move(c));
    log(what, "ok");
  } catch (const RuntimeError&) {
    log(what, caught());
  }
}

static Coro<> late_creator(TaskGroup tg) {
  try {
    co_await sleep(5s);
  } catch (const CancelledError&) {
    attempt("while aborting", tg);
    throw;
  }
}

static Coro<> main_() {
  const TaskGroup tg;
  attempt("before entering", tg);
  try {
    co_await with(tg, [&]() -> Coro<> {
      attempt("inside", tg);
      std::ignore = tg.create_task(late_creator(tg));
      co_await sleep(1s);
      throw KeyError();
    });
  } catch (...) {
    log(caught());
  }
  attempt("after", tg);
}

TEST_CASE("100 taskgroup: create in the wrong state") {
  check("100_tg_create_in_wrong_state", main_());
}

}  // namespace conformance::n100

namespace conformance::n103 {

static Coro<> fail() {
  co_await sleep(1s);
  throw ValueError();
}

static Coro<> stubborn() {
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    log("stubborn swallows");
  }
  co_await sleep(2s);
  log("stubborn raises");
  throw KeyError();
}

static Coro<> main_() {
  try {
    co_await with(TaskGroup(), [](TaskGroup& tg) -> Coro<> {
      std::ignore = tg.create_task(stubborn());
      std::ignore = tg.create_task(fail());
      co_return;
    });
  } catch (...) {
    log(caught());
  }
}

TEST_CASE("103 taskgroup: stubborn child") { check("103_tg_stubborn_child", main_()); }

}  // namespace conformance::n103

namespace conformance::n106 {

static Coro<> fail() {
  co_await sleep(1s);
  throw ValueError();
}

static Coro<> main_() {
  try {
    co_await with(TaskGroup(), [](TaskGroup& tg) -> Coro<> {
      std::ignore = tg.create_task(fail());
      try {
        co_await sleep(5s);
      } catch (const CancelledError&) {
        log("swallowed");
      }
      co_await sleep(1s);
      log("body goes on");
    });
  } catch (...) {
    log(caught(), "count", current_task().cancelling());
  }
}

TEST_CASE("106 taskgroup: swallow in the body") { check("106_tg_swallow_in_body", main_()); }

}  // namespace conformance::n106

namespace conformance::n190 {

static Coro<> job(std::string name, Duration d, bool fail = false) {
  try {
    co_await sleep(d);
  } catch (const CancelledError&) {
    log("  ", name, "cancelled");
    throw;
  }
  log("  ", name, fail ? "raises" : "finishes");
  if (fail) throw ValueError();
}

static Coro<> with_gather() { co_await gather(job("a", 1s), job("b", 2s, true), job("c", 3s)); }

static Coro<> with_group() {
  co_await with(TaskGroup(), [](TaskGroup& tg) -> Coro<> {
    std::ignore = tg.create_task(job("a", 1s));
    std::ignore = tg.create_task(job("b", 2s, true));
    std::ignore = tg.create_task(job("c", 3s));
    co_return;
  });
}

static Coro<> main_() {
  for (const std::string name : {"gather", "group"}) {
    log(name);
    Coro<> f = name == "gather" ? with_gather() : with_group();
    try {
      co_await f;
    } catch (const std::exception&) {
      log(name, "raised", caught());
    }
  }
  co_await sleep(5s);
}

TEST_CASE("190 taskgroup vs gather") { check("190_taskgroup_vs_gather", main_()); }

}  // namespace conformance::n190

namespace conformance::n199 {

static Coro<std::vector<int>> bounded_map(Coro<int> (*f)(int, int), std::vector<int> items,
                                          int limit) {
  std::vector<int> results(items.size());
  std::size_t it = 0;
  auto worker = [&](int w) -> Coro<> {
    while (it < items.size()) {
      const std::size_t i = it++;
      const int result = co_await f(w, items[i]);
      results[i] = result;
    }
  };
  co_await with(TaskGroup(), [&](TaskGroup& tg) -> Coro<> {
    for (int w = 0; w < limit; ++w) std::ignore = tg.create_task(worker(w));
    co_return;
  });
  co_return results;
}

static Coro<int> job(int w, int x) {
  log("worker", w, "takes", x);
  co_await sleep(std::chrono::milliseconds(250 * x));
  co_return x* x;
}

static Coro<> main_() {
  const std::vector<int> items = {4, 1, 2, 6, 3};
  const std::vector<int> results = co_await bounded_map(job, items, 2);
  log(all_of(results));
}

TEST_CASE("199 map with a concurrency limit") { check("199_map_concurrency_limit", main_()); }

}  // namespace conformance::n199

namespace conformance::n208 {

static Coro<> saboteur(Task<> parent) {
  co_await sleep(1s);
  log("cancel parent", yn(parent.cancel()));
  try {
    co_await sleep(1s);
    log("saboteur finishes");
  } catch (const CancelledError&) {
    log("saboteur cancelled by the group");
    throw;
  }
}

static Coro<> owner(bool in_body) {
  try {
    co_await with(TaskGroup(), [&](TaskGroup& tg) -> Coro<> {
      std::ignore = tg.create_task(saboteur(current_task()));
      if (in_body) co_await sleep(10s);
    });
  } catch (const CancelledError&) {
    log("owner: CancelledError, count", current_task().cancelling());
  }
}

static Coro<> main_() {
  co_await create_task(owner(true));
  co_await create_task(owner(false));
}

TEST_CASE("208 taskgroup: child cancels the parent") {
  check("208_tg_child_cancels_parent", main_());
}

}  // namespace conformance::n208
