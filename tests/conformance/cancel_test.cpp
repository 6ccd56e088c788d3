// Cancelling tasks: delivery, counts, clean-up, shield.
#include <algorithm>

#include "tests/conformance/conformance.hpp"

namespace conformance::n040 {

static Coro<std::string> worker() {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await sleep(1s);
      log("slept", i);
    } catch (const CancelledError&) {
      log("CancelledError at", i, "cancelling", current_task().cancelling());
    }
  }
  co_return "survived";
}

static Coro<> main_() {
  const Task<std::string> t = create_task(worker());
  co_await sleep(500ms);
  const bool first = t.cancel();
  const bool second = t.cancel();
  log(yn(first), yn(second));
  const std::string result = co_await t;
  log("result", result, "cancelled", yn(t.cancelled()), "count", t.cancelling());
}

TEST_CASE("040 cancel twice") { check("040_cancel_twice", main_()); }

}  // namespace conformance::n040

namespace conformance::n043 {

static Coro<> cleanup() {
  log("cleanup begins");
  co_await sleep(2s);
  log("cleanup ends");
}

static Coro<> worker() {
  bool cancelled = false;
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    cancelled = true;
  }
  if (cancelled) {
    co_await cleanup();
    throw CancelledError();
  }
}

static Coro<> main_() {
  for (const bool second : {false, true}) {
    const Task<> t = create_task(worker());
    co_await sleep(1s);
    t.cancel();
    if (second) {
      co_await sleep(1s);
      t.cancel();
    }
    co_await wait(list_of(t));
    log("cancelled", yn(t.cancelled()), "count", t.cancelling());
  }
}

TEST_CASE("043 cancel in cleanup") { check("043_cancel_in_cleanup", main_()); }

}  // namespace conformance::n043

namespace conformance::n046 {

static Coro<> worker() {
  const Task<> me = current_task();
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    log("count", me.cancelling());
    const unsigned first = me.uncancel();
    const unsigned second = me.uncancel();
    const unsigned third = me.uncancel();
    log("uncancel ->", first, second, third);
  }
  co_await sleep(1s);
  log("continues");
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    log("again, count", me.cancelling());
    throw;
  }
}

static Coro<> main_() {
  const Task<> t = create_task(worker());
  co_await sleep(1s);
  t.cancel();
  t.cancel();
  co_await sleep(2s);
  t.cancel();
  co_await wait(list_of(t));
  log("cancelled", yn(t.cancelled()), "count", t.cancelling());
}

TEST_CASE("046 uncancel counts") { check("046_uncancel_counts", main_()); }

}  // namespace conformance::n046

namespace conformance::n049 {

static Coro<> child() { co_await sleep(10s); }

static Coro<std::string> parent(Task<> c) {
  try {
    co_await c;
  } catch (const CancelledError&) {
    log("parent: child cancelled", yn(c.cancelled()), "own count", current_task().cancelling());
  }
  co_await sleep(1s);
  co_return "parent lives";
}

static Coro<> main_() {
  const Task<> c = create_task(child());
  const Task<std::string> p = create_task(parent(c));
  co_await sleep(1s);
  c.cancel();
  const std::string result = co_await p;
  log(result);
}

TEST_CASE("049 cancel inner only") { check("049_cancel_inner_only", main_()); }

}  // namespace conformance::n049

namespace conformance::n052 {

static Coro<> target(Event ev) {
  try {
    co_await ev.wait();
    log("  target: released");
  } catch (const CancelledError&) {
    log("  target: cancelled");
  }
}

static Coro<> setter(Event ev) {
  log("  set");
  ev.set();
  co_return;
}

static Coro<> killer(Task<> t) {
  log("  cancel", yn(t.cancel()));
  co_return;
}

static Coro<> scenario(bool cancel_first) {
  log("cancel first", yn(cancel_first));
  const Event ev;
  const Task<> t = create_task(target(ev));
  co_await sleep(0s);
  std::vector<Coro<>> pair;
  pair.push_back(setter(ev));
  pair.push_back(killer(t));
  if (cancel_first) std::ranges::reverse(pair);
  std::vector<Task<>> ts{t};
  for (Coro<>& c : pair) ts.push_back(create_task(std::move(c)));
  co_await wait(ts);
}

static Coro<> main_() {
  co_await scenario(false);
  co_await scenario(true);
}

TEST_CASE("052 cancel same iteration order") { check("052_cancel_same_iteration_order", main_()); }

}  // namespace conformance::n052

namespace conformance::n055 {

static Coro<> waiter(std::string name, Future<> f) {
  try {
    co_await f;
    log(name, "ok");
  } catch (const CancelledError&) {
    log(name, "CancelledError, own count", current_task().cancelling());
  }
}

static Coro<> main_() {
  const Future<> f = loop().create_future();
  Task<> a = create_task(waiter("a", f));
  Task<> b = create_task(waiter("b", f));
  co_await sleep(1s);
  a.cancel();
  log("future cancelled at once", yn(f.cancelled()));
  co_await wait(list_of(a, b));
  const Future<> g = loop().create_future();
  a = create_task(waiter("a", shield(g)));
  b = create_task(waiter("b", shield(g)));
  co_await sleep(1s);
  a.cancel();
  co_await sleep(0s);
  g.set_result();
  co_await wait(list_of(a, b));
}

TEST_CASE("055 cancel one future waiter") { check("055_cancel_one_future_waiter", main_()); }

}  // namespace conformance::n055

namespace conformance::n091 {

static Coro<> save() {
  log("saving");
  co_await sleep(2s);
  log("saved");
}

static Coro<> worker() {
  const Task<> t = create_task(save());
  bool cancelled = false;
  try {
    co_await shield(t);
  } catch (const CancelledError&) {
    cancelled = true;
  }
  if (cancelled) {
    log("worker asked to stop, waits for save");
    co_await t;
    throw CancelledError();
  }
  log("worker done");
}

static Coro<> main_() {
  const Task<> w = create_task(worker());
  co_await sleep(1s);
  w.cancel();
  co_await wait(list_of(w));
  log("worker cancelled", yn(w.cancelled()));
}

TEST_CASE("091 shield then wait") { check("091_shield_then_wait", main_()); }

}  // namespace conformance::n091

namespace conformance::n151 {

// By reference: the future dies with main's variable, and with it the task that waits for it.
static Coro<> forever(const Future<>& f) { co_await f; }

static Coro<> main_() {
  loop().set_exception_handler(print_handler);
  Future<> f = loop().create_future();
  Task<> t = create_task(forever(f));
  co_await sleep(1s);
  log("drop");
  t = Task<>();
  f = Future<>();
  log("end, tasks alive", loop().all_tasks().size());
}

TEST_CASE("151 task destroyed pending") { check("151_task_destroyed_pending", main_()); }

}  // namespace conformance::n151

namespace conformance::n205 {

static Coro<> fail() {
  throw ValueError();
  co_return;
}

static Coro<> main_() {
  loop().set_exception_handler(print_handler);
  for (const bool cancel : {true, false}) {
    Task<> t = create_task(fail());
    co_await sleep(0s);
    co_await sleep(0s);
    if (cancel) log("cancel ->", yn(t.cancel()));
    log("drop");
    t = Task<>();
  }
  log("end");
}

TEST_CASE("205 cancel done marks retrieved") { check("205_cancel_done_marks_retrieved", main_()); }

}  // namespace conformance::n205
