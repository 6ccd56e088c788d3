// Tasks, timers, callbacks, the order of iterations.
#include "tests/conformance/conformance.hpp"

namespace conformance::n001 {

static Coro<std::string> worker(std::string name, Duration delay) {
  log(name, "start");
  co_await sleep(delay);
  log(name, "end");
  co_return name + "!";
}

static Coro<> main_() {
  auto [a, b] = co_await gather(worker("A", 2s), worker("B", 1s));
  log("results", a, b);
}

TEST_CASE("001 two workers") { check("001_two_workers", main_()); }

}  // namespace conformance::n001

namespace conformance::n004 {

static Coro<> child(int n) {
  log("child", n);
  co_return;
}

static Coro<> main_() {
  log("before");
  std::vector<Task<>> tasks;
  for (int i = 0; i < 4; ++i) tasks.push_back(create_task(child(i)));
  log("created");
  for (const Task<>& t : tasks) log("done?", yn(t.done()));
  co_await sleep(0s);
  for (const Task<>& t : tasks) log("done?", yn(t.done()));
}

TEST_CASE("004 task creation order") { check("004_task_creation_order", main_()); }

}  // namespace conformance::n004

namespace conformance::n007 {

static Coro<> boom() {
  co_await sleep(1s);
  throw ValueError("bad");
}

static Coro<> middle() {
  try {
    co_await boom();
  } catch (const KeyError&) {
    log("not reached");
  }
}

static Coro<> main_() {
  const Task<> t = create_task(middle());
  for (const int attempt : {1, 2}) {
    try {
      co_await t;
    } catch (const ValueError& e) {
      log("attempt", attempt, caught(), e.what());
    }
  }
  log("done", yn(t.done()), "cancelled", yn(t.cancelled()), "exception", kind(t.exception()));
}

TEST_CASE("007 exception propagation") { check("007_exception_propagation", main_()); }

}  // namespace conformance::n007

namespace conformance::n010 {

static void cb_a(const Future<>&) { log("a"); }
static void cb_b(const Future<>&) { log("b"); }

// Functions cannot be compared: C++ removes registrations, by their numbers.
static std::size_t remove(const Future<>& f, const std::vector<std::uint64_t>& registrations) {
  std::size_t removed = 0;
  for (const std::uint64_t id : registrations) removed += f.remove_done_callback(id);
  return removed;
}

static Coro<> main_() {
  const Future<> f = loop().create_future();
  std::vector<std::uint64_t> of_a;
  std::vector<std::uint64_t> of_b;
  of_a.push_back(f.add_done_callback(cb_a));
  of_b.push_back(f.add_done_callback(cb_b));
  of_a.push_back(f.add_done_callback(cb_a));
  of_a.push_back(f.add_done_callback(cb_a));
  log("removed", remove(f, of_a));
  log("removed", remove(f, of_a));
  f.set_result();
  log("too late", remove(f, of_b));
  co_await sleep(0s);
  log("end");
}

TEST_CASE("010 remove_done_callback") { check("010_remove_done_callback", main_()); }

}  // namespace conformance::n010

namespace conformance::n022 {

static Coro<> main_() {
  EventLoop& lp = loop();
  Handle h1 = lp.call_soon([] { log("h1 never"); });
  h1.cancel();
  std::vector<Handle> handles;
  lp.call_soon([&] {
    log("killer");
    handles[0].cancel();
  });
  handles.push_back(lp.call_soon([] { log("victim never"); }));
  lp.call_soon([] { log("survivor"); });
  co_await sleep(0s);
  log("cancelled flags", yn(h1.cancelled()), yn(handles[0].cancelled()));
  TimerHandle h = lp.call_later(1s, [] { log("late"); });
  log("when", fixed(h.when()));
  co_await sleep(2s);
  h.cancel();
  log("cancel after run", yn(h.cancelled()));
}

TEST_CASE("022 handle cancel") { check("022_handle_cancel", main_()); }

}  // namespace conformance::n022

namespace conformance::n025 {

static Coro<> busy() {
  block(1s);
  hop("busy until 1.0");
  loop().call_soon([] { hop("soon from busy"); });
  co_return;
}

static Coro<> main_() {
  EventLoop& lp = loop();
  lp.call_later(500ms, [] { hop("timer 0.5"); });
  lp.call_later(250ms, [] { hop("timer 0.25"); });
  const Task<> t = create_task(busy());
  co_await t;
  hop("main after busy");
  co_await sleep(0s);
  hop("end");
}

TEST_CASE("025 ready before timers") { check("025_ready_before_timers", main_()); }

}  // namespace conformance::n025

namespace conformance::n031 {

class ZeroDivisionError : public Exception {
 public:
  using Exception::Exception;
};

static void bad() { throw ZeroDivisionError("x"); }

static Coro<> main_() {
  EventLoop& lp = loop();
  lp.set_exception_handler(print_handler);
  lp.call_soon([] { log("before"); });
  lp.call_soon(bad);
  lp.call_soon([] { log("after"); });
  const Future<> f = lp.create_future();
  f.add_done_callback([](const Future<>&) { bad(); });
  f.add_done_callback([](const Future<>&) { log("second callback still runs"); });
  f.set_result();
  co_await sleep(0s);
  log("main alive");
}

TEST_CASE("031 callback exception") { check("031_callback_exception", main_()); }

}  // namespace conformance::n031

namespace conformance::n034 {

static Coro<> sleeper(std::string name, Duration d) {
  co_await sleep(d);
  hop(name, "resumes", fixed(now()));
}

static Coro<> main_() {
  EventLoop& lp = loop();
  lp.call_later(1s, [] { hop("plain timer"); });
  const Task<> t = create_task(sleeper("s", 1s));
  co_await t;
  hop("main resumes");
  co_await sleep(1s);
  hop("lone sleep");
  co_await sleep(0s);
  hop("sleep(0)");
  co_await sleep(-1s);
  hop("sleep(-1)");
}

TEST_CASE("034 hops sleep") { check("034_hops_sleep", main_()); }

}  // namespace conformance::n034

namespace conformance::n037 {

static Coro<std::string> selfish() {
  const Task<> me = current_task();
  try {
    co_await me;
  } catch (const RuntimeError&) {
    hop("selfish", caught());
  }
  co_return "ok";
}

static Coro<> main_() {
  const Task<std::string> t = create_task(selfish());
  const std::string result = co_await t;
  hop(result);
}

TEST_CASE("037 self await") { check("037_self_await", main_()); }

}  // namespace conformance::n037

namespace conformance::n169 {

static Coro<> spinner(const std::vector<std::string>& flag) {
  int n = 0;
  while (flag.empty()) {
    n += 1;
    co_await sleep(0s);
  }
  hop("spinner stopped after", n);
}

static Coro<> main_() {
  std::vector<std::string> flag;
  const Task<> t = create_task(spinner(flag));
  loop().call_later(1s, [] { hop("timer at", "1.0"); });
  for (int i = 0; i < 5; ++i) co_await sleep(0s);
  flag.emplace_back("stop");
  hop("main sets flag", fixed(now()));
  co_await t;
  co_await sleep(2s);
  hop("end", fixed(now()));
}

TEST_CASE("169 starvation") { check("169_starvation", main_()); }

}  // namespace conformance::n169

namespace conformance::n184 {

static Coro<> main_() {
  EventLoop& lp = loop();
  std::function<void(int, Duration)> grid = [&](int k, Duration when) {
    log("grid", k);
    block(250ms);
    if (k < 3) lp.call_at(when + 1s, [&grid, k, when] { grid(k + 1, when + 1s); });
  };
  std::function<void(int)> drift = [&](int k) {
    log("drift", k);
    block(250ms);
    if (k < 3) lp.call_later(1s, [&drift, k] { drift(k + 1); });
  };
  lp.call_at(1s, [&] { grid(0, 1s); });
  co_await sleep(6s);
  lp.call_later(1s, [&] { drift(0); });
  co_await sleep(6s);
  log("end");
}

TEST_CASE("184 periodic no drift") { check("184_periodic_no_drift", main_()); }

}  // namespace conformance::n184
