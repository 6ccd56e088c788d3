// Waiting for several: gather, wait, as_completed.
#include <algorithm>

#include "tests/conformance/conformance.hpp"

namespace conformance::n058 {

static Coro<> ok(std::string name, Duration d) {
  try {
    co_await sleep(d);
    log(name, "finished");
  } catch (const CancelledError&) {
    log(name, "cancelled");
    throw;
  }
}

static Coro<> fail(Duration d, std::exception_ptr exc) {
  co_await sleep(d);
  log("raise", kind(exc));
  std::rethrow_exception(exc);
}

static Coro<> main_() {
  const auto value_error = std::make_exception_ptr(ValueError());
  const auto key_error = std::make_exception_ptr(KeyError());
  auto g = gather(ok("A", 3s), fail(1s, value_error), fail(2s, key_error), ok("B", 1.5s));
  try {
    co_await g;
  } catch (const ValueError&) {
    log("main caught", caught(), "done", yn(g.done()));
  }
  log("cancel a finished gather ->", yn(g.cancel()));
  co_await sleep(4s);
}

TEST_CASE("058 gather first exception") { check("058_gather_first_exception", main_()); }

}  // namespace conformance::n058

namespace conformance::n061 {

static Coro<> child(std::string name, Duration delay_on_cancel) {
  bool cancelled = false;
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    cancelled = true;
  }
  log(name, "cancelled", yn(cancelled));
  co_await sleep(delay_on_cancel);
  log(name, "clean");
  throw CancelledError();
}

static Coro<> parent(bool flag) {
  try {
    if (flag) {
      auto r = co_await gather(return_exceptions, child("A", 1s), child("B", 2s));
      log("parent results", std::tuple_size_v<decltype(r)>);
    } else {
      auto r = co_await gather(child("A", 1s), child("B", 2s));
      log("parent results", std::tuple_size_v<decltype(r)>);
    }
  } catch (const CancelledError&) {
    log("parent CancelledError, return_exceptions", yn(flag));
  }
}

static Coro<> main_() {
  for (const bool flag : {true, false}) {
    const Task<> p = create_task(parent(flag));
    co_await sleep(1s);
    p.cancel();
    co_await p;
    co_await sleep(3s);
  }
}

TEST_CASE("061 gather cancel return exceptions") {
  check("061_gather_cancel_return_exceptions", main_());
}

}  // namespace conformance::n061

namespace conformance::n064 {

static Coro<int> leaf(int n) {
  co_await sleep(0s);
  hop("leaf", n);
  co_return n;
}

// Python evaluates the arguments from the left and makes tasks of coroutines when gather is called:
// the innermost gather's come first.
static Coro<> main_() {
  auto innermost = gather(leaf(3), leaf(4));
  auto inner = gather(leaf(2), innermost);
  auto [r0, r1, r2] = co_await gather(leaf(1), inner, leaf(5));
  const auto [r10, r11] = r1;
  hop("main", r0, r10, std::get<0>(r11), std::get<1>(r11), r2);
}

TEST_CASE("064 gather nested") { check("064_gather_nested", main_()); }

}  // namespace conformance::n064

namespace conformance::n067 {

static Coro<> fail(Duration d, std::exception_ptr exc) {
  co_await sleep(d);
  std::rethrow_exception(exc);
}

static Coro<> main_() {
  loop().set_exception_handler(print_handler);
  const auto value_error = std::make_exception_ptr(ValueError());
  const auto key_error = std::make_exception_ptr(KeyError());
  try {
    co_await gather(fail(1s, value_error), fail(2s, key_error));
  } catch (const ValueError&) {
    log("first");
  }
  co_await sleep(3s);
  log("end");
}

TEST_CASE("067 gather late child error") { check("067_gather_late_child_error", main_()); }

}  // namespace conformance::n067

namespace conformance::n070 {

static Coro<> job() {
  co_await sleep(3s);
  log("job finished");
}

static Coro<> waiter(Task<> t) {
  try {
    co_await wait(list_of(t));
  } catch (const CancelledError&) {
    log("waiter cancelled; job cancelled", yn(t.cancelled()), "done", yn(t.done()));
    throw;
  }
}

static Coro<> main_() {
  const Task<> t = create_task(job());
  const Task<> w = create_task(waiter(t));
  co_await sleep(1s);
  w.cancel();
  co_await wait(list_of(w, t));
}

TEST_CASE("070 wait cancelled") { check("070_wait_cancelled", main_()); }

}  // namespace conformance::n070

namespace conformance::n073 {

static Coro<std::string> job(std::string name, Duration d) {
  co_await sleep(d);
  co_return name;
}

static Coro<> main_() {
  std::vector<Task<std::string>> ts;
  ts.push_back(create_task(job("a", 2s)));
  ts.push_back(create_task(job("b", 1s)));
  ts.push_back(create_task(job("c", 2s)));
  ts.push_back(create_task(job("d", 0.5s)));
  ts.push_back(create_task(job("e", 1s)));
  for (Coro<std::string> c : as_completed(ts)) {
    const std::string name = co_await c;
    log(name);
  }
}

TEST_CASE("073 as_completed order") { check("073_as_completed_order", main_()); }

}  // namespace conformance::n073

namespace conformance::n166 {

class OSError : public Exception {
 public:
  using Exception::Exception;
};

static Coro<std::string> source(std::string name, Duration d, bool ok) {
  try {
    co_await sleep(d);
  } catch (const CancelledError&) {
    log(name, "cancelled");
    throw;
  }
  if (!ok) throw OSError(name);
  co_return name;
}

static Coro<std::string> first_success(std::vector<Task<std::string>> tasks) {
  std::vector<Task<std::string>> pending = std::move(tasks);
  while (!pending.empty()) {
    auto waited = co_await wait(pending, std::nullopt, FIRST_COMPLETED);
    pending = waited.pending;
    for (const Task<std::string>& t : waited.done) {
      if (!t.exception()) {
        for (const Task<std::string>& p : pending) p.cancel();
        co_await gather(return_exceptions, pending);
        co_return t.result();
      }
      log("failed:", message(t.exception()));
    }
  }
  co_return "none";
}

static Coro<> main_() {
  std::vector<Task<std::string>> tasks;
  tasks.push_back(create_task(source("a", 3s, true)));
  tasks.push_back(create_task(source("b", 1s, false)));
  tasks.push_back(create_task(source("c", 2s, true)));
  tasks.push_back(create_task(source("d", 4s, true)));
  const std::string first = co_await first_success(tasks);
  log("winner", first);
  const Task<std::string> x = create_task(source("x", 1s, false));
  const std::string second = co_await first_success(list_of(x));
  log("winner", second);
}

TEST_CASE("166 first success") { check("166_first_success", main_()); }

}  // namespace conformance::n166

namespace conformance::n178 {

static Coro<int> job(int d) {
  co_await sleep(std::chrono::seconds(d));
  co_return d;
}

static Coro<> main_() {
  std::vector<Task<int>> ts;
  for (const int d : {2, 1, 3}) ts.push_back(create_task(job(d)));
  const std::vector<std::string> names = {"two", "one", "three"};
  auto completed = as_completed(ts);
  while (auto t = co_await completed.next()) {
    const auto at = std::ranges::find(ts, t->state(), &Task<int>::state) - ts.begin();
    const int result = co_await *t;
    log(names[static_cast<std::size_t>(at)], result);
  }
}

TEST_CASE("178 as_completed async iter") { check("178_as_completed_async_iter", main_()); }

}  // namespace conformance::n178
