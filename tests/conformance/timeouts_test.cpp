// Deadlines: timeout, timeout_at, wait_for.
#include "tests/conformance/conformance.hpp"

namespace conformance::n016 {

static Coro<> main_() {
  std::optional<Timeout> scope;
  try {
    scope = timeout(1.5s);
    co_await with(*scope, [&]() -> Coro<> {
      log("deadline", fixed(*scope->when()));
      co_await sleep(1s);
      log("step 1");
      co_await sleep(1s);
      log("not reached");
    });
  } catch (const TimeoutError&) {
    log("timeout, expired", yn(scope->expired()));
  }
  scope = timeout(10s);
  co_await with(*scope, []() -> Coro<> { co_await sleep(1s); });
  log("in time, expired", yn(scope->expired()));
}

TEST_CASE("016 timeout scope") { check("016_timeout_scope", main_()); }

}  // namespace conformance::n016

namespace conformance::n076 {

static Coro<> body() {
  log("never runs");
  co_return;
}

static Coro<std::string> quick() { co_return "q"; }

static Coro<> sleeps(Duration d) { co_await sleep(d); }

static Coro<> main_() {
  const Task<std::string> t = create_task(quick());
  co_await t;
  const std::string result = co_await wait_for(t, 0s);
  log(result);
  for (const Duration limit : {Duration(0s), Duration(-1s)}) {
    hop("call");
    try {
      co_await wait_for(body(), limit);
    } catch (const TimeoutError&) {
      hop("TimeoutError");
    }
  }
  const Task<> started = create_task(sleeps(5s));
  co_await sleep(1s);
  try {
    co_await wait_for(started, 0s);
  } catch (const TimeoutError&) {
    log("started task cancelled", yn(started.cancelled()));
  }
}

TEST_CASE("076 wait_for zero") { check("076_wait_for_zero", main_()); }

}  // namespace conformance::n076

namespace conformance::n079 {

static Coro<std::string> stubborn(Duration d) {
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    log("inner asked to stop");
  }
  co_await sleep(d);
  co_return "stubborn value";
}

static Coro<> converts() {
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    throw KeyError();
  }
}

static Coro<> main_() {
  const Task<std::string> t = create_task(stubborn(2s));
  const std::string result = co_await wait_for(t, 1s);
  log("result", result);
  try {
    co_await wait_for(create_task(converts()), 1s);
  } catch (const KeyError&) {
    log("got", caught(), "instead of TimeoutError");
  }
}

TEST_CASE("079 wait_for stubborn") { check("079_wait_for_stubborn", main_()); }

}  // namespace conformance::n079

namespace conformance::n082 {

static Coro<> attempt(Duration outer, Duration inner) {
  log("outer", fixed(outer, 2), "inner", fixed(inner, 2));
  const Timeout o = timeout(outer);
  std::optional<Timeout> i;
  try {
    co_await with(o, [&]() -> Coro<> {
      i = timeout(inner);
      try {
        co_await with(*i, []() -> Coro<> { co_await sleep(5s); });
      } catch (const TimeoutError&) {
        log("  inner TimeoutError");
      } catch (const CancelledError&) {
        log("  passing through: inner expired", yn(i->expired()));
        throw;
      }
      co_await sleep(0.25s);
      log("  after inner");
    });
  } catch (const TimeoutError&) {
    log("  outer TimeoutError, inner expired", yn(i->expired()));
  }
  log("  outer expired", yn(o.expired()), "count", current_task().cancelling());
}

static Coro<> main_() {
  co_await attempt(2s, 1s);
  co_await attempt(1s, 2s);
  co_await attempt(1s, 1s);
  co_await attempt(1.125s, 1s);
}

TEST_CASE("082 timeout nested") { check("082_timeout_nested", main_()); }

}  // namespace conformance::n082

namespace conformance::n085 {

static Coro<> main_() {
  const Timeout s = timeout(1s);
  co_await with(s, [&]() -> Coro<> {
    try {
      co_await sleep(5s);
    } catch (const CancelledError&) {
      log("swallowed, expired", yn(s.expired()));
    }
    co_await sleep(2s);
    log("body goes on");
  });
  log("left, expired", yn(s.expired()), "count", current_task().cancelling());
  try {
    co_await with(timeout(1s), []() -> Coro<> {
      try {
        co_await sleep(5s);
      } catch (const CancelledError&) {
        throw KeyError();
      }
    });
  } catch (const KeyError&) {
    log(caught(), "count", current_task().cancelling());
  }
}

TEST_CASE("085 timeout swallowed") { check("085_timeout_swallowed", main_()); }

}  // namespace conformance::n085

namespace conformance::n088 {

static Coro<> worker(std::string name) {
  try {
    co_await with(timeout_at(2s), []() -> Coro<> { co_await sleep(9s); });
  } catch (const TimeoutError&) {
    hop(name, "TimeoutError", fixed(now()));
  }
}

static Coro<> main_() {
  const Task<> a = create_task(worker("a"));
  co_await sleep(0s);
  loop().call_at(2s, [] { hop("timer"); });
  const Task<> b = create_task(worker("b"));
  co_await wait(list_of(a, b));
  hop("end");
}

TEST_CASE("088 timeout_at tie") { check("088_timeout_at_tie", main_()); }

}  // namespace conformance::n088

namespace conformance::n163 {

class ConnectionError : public Exception {
 public:
  using Exception::Exception;
};

static Coro<std::string> flaky(int& state) {
  state += 1;
  co_await sleep(0.25s);
  if (state < 4) throw ConnectionError("");
  co_return "ok after " + std::to_string(state);
}

static Coro<std::string> retry(int& state) {
  Duration delay = 500ms;
  while (true) {
    bool failed = false;
    try {
      const std::string result = co_await flaky(state);
      co_return result;
    } catch (const ConnectionError&) {
      log("attempt", state, "failed, next in", fixed(delay));
      failed = true;
    }
    if (failed) {
      co_await sleep(delay);
      delay = delay * 2;
    }
  }
}

static Coro<> main_() {
  for (const Duration limit : {Duration(10s), Duration(3s)}) {
    int state = 0;
    try {
      co_await with(timeout(limit), [&]() -> Coro<> {
        const std::string result = co_await retry(state);
        log(result);
      });
    } catch (const TimeoutError&) {
      log("gave up after", state, "attempts");
    }
  }
}

TEST_CASE("163 retry with backoff") { check("163_retry_with_backoff", main_()); }

}  // namespace conformance::n163

namespace conformance::n181 {

static Coro<> patient(Lock lock) {
  co_await lock.acquire();
  log("patient owns the lock");
  lock.release();
}

static Coro<> main_() {
  const Lock lock;
  co_await lock.acquire();
  Task<> p;
  try {
    co_await with(timeout(1s), [&]() -> Coro<> {
      p = create_task(patient(lock));
      co_await lock.acquire();
    });
  } catch (const TimeoutError&) {
    log("timed out, locked", yn(lock.locked()));
  }
  try {
    co_await wait_for(lock.acquire(), 1s);
  } catch (const TimeoutError&) {
    log("wait_for timed out too");
  }
  lock.release();
  co_await p;
  log("locked", yn(lock.locked()));
}

TEST_CASE("181 wait_for lock") { check("181_wait_for_lock", main_()); }

}  // namespace conformance::n181
