// Queues, streams, generators, contexts.
#include "tests/conformance/conformance.hpp"

namespace conformance::n019 {

using IntQueue = Queue<std::optional<int>>;

static Coro<> source(IntQueue out) {
  for (int i = 0; i < 4; ++i) {
    co_await out.put(i);
    log("src put", i);
  }
  co_await out.put(std::nullopt);
}

static Coro<> stage(std::string name, Duration d, IntQueue inp, std::optional<IntQueue> out) {
  while (true) {
    const std::optional<int> x = co_await inp.get();
    if (!x) break;
    co_await sleep(d);
    log(name, *x);
    if (out) co_await out->put(*x * 10);
  }
  if (out) co_await out->put(std::nullopt);
}

static Coro<> main_() {
  const IntQueue q1(1);
  const IntQueue q2(1);
  Coro<> a = stage("A", 0.5s, q1, q2);
  Coro<> b = stage("B", 1.25s, q2, std::nullopt);
  co_await gather(source(q1), std::move(a), std::move(b));
  log("finished");
}

TEST_CASE("019 pipeline") { check("019_pipeline", main_()); }

}  // namespace conformance::n019

namespace conformance::n127 {

static Coro<> getter(Queue<std::string> q, std::string name) {
  const std::string item = co_await q.get();
  hop(name, "got", item);
}

static Coro<> main_() {
  const Queue<std::string> q;
  std::vector<Task<>> ts;
  for (const char* n : {"g1", "g2", "g3"}) ts.push_back(create_task(getter(q, n)));
  co_await sleep(0s);
  q.put_nowait("x");
  q.put_nowait("y");
  hop("put two, size", q.qsize());
  co_await sleep(0s);
  hop("size", q.qsize());
  co_await q.put("z");
  co_await wait(ts);
  hop("end");
}

TEST_CASE("127 queue: getters are served in order") { check("127_queue_getters_fifo", main_()); }

}  // namespace conformance::n127

namespace conformance::n130 {

static Coro<> putter(Queue<std::string> q, std::string v) {
  try {
    co_await q.put(v);
    log("put", v);
  } catch (const CancelledError&) {
    log("cancelled", v);
    throw;
  }
}

static Coro<> main_() {
  const Queue<std::string> q(1);
  q.put_nowait("first");
  const Task<> a = create_task(putter(q, "a"));
  const Task<> b = create_task(putter(q, "b"));
  co_await sleep(1s);
  log("got", q.get_nowait());
  a.cancel();
  co_await wait(list_of(a, b));
  const std::string got = q.get_nowait();
  log("got", got, "empty", yn(q.empty()));
}

TEST_CASE("130 queue: put cancelled") { check("130_queue_put_cancelled", main_()); }

}  // namespace conformance::n130

namespace conformance::n133 {

static Coro<> main_() {
  const Queue<std::size_t> q(2);
  for (const std::string op : {"get", "put", "put", "put", "get", "put", "get", "get", "get"}) {
    try {
      if (op == "get") {
        log("get", q.get_nowait());
      } else {
        q.put_nowait(q.qsize());
        log("put, size", q.qsize(), "full", yn(q.full()));
      }
    } catch (const QueueEmpty&) {
      log(op, caught());
    } catch (const QueueFull&) {
      log(op, caught());
    }
  }
  log("maxsize", q.maxsize(), "infinite full", yn(Queue<int>().full()));
  co_return;
}

TEST_CASE("133 queue: nowait errors") { check("133_queue_nowait_errors", main_()); }

}  // namespace conformance::n133

namespace conformance::n142 {

static Coro<> main_() {
  const StreamReader r(8);
  r.feed_data("0123456789;rest;");
  try {
    co_await r.readuntil(";");
  } catch (const LimitOverrunError& e) {
    log(caught(), e.consumed());
  }
  std::string data = co_await r.readexactly(11);
  log(data);
  data = co_await r.readuntil(";");
  log(data);
  r.feed_data("a very long line\nshort\n");
  try {
    co_await r.readline();
  } catch (const ValueError&) {
    log(caught());
  }
  data = co_await r.readline();
  log(data.substr(0, data.find_last_not_of('\n') + 1));
  r.feed_data("no separator");
  r.feed_eof();
  try {
    co_await r.readuntil("#");
  } catch (const IncompleteReadError&) {
    log(caught());
  } catch (const LimitOverrunError&) {
    log(caught());
  }
}

TEST_CASE("142 stream reader limits") { check("142_stream_reader_limits", main_()); }

}  // namespace conformance::n142

namespace conformance::n154 {

static const ContextVar<std::string> var("var", "default");

static Coro<> child(std::string name) {
  log(name, "sees", var.get());
  var.set(name);
  co_await sleep(1s);
  log(name, "still", var.get());
}

static Coro<> set_inline() {
  var.set("from inline");
  co_return;
}

static Coro<> main_() {
  var.set("main");
  const Task<> a = create_task(child("a"));
  var.set("main2");
  const Task<> b = create_task(child("b"));
  var.set("main3");
  co_await gather(a, b);
  log("main", var.get());
  co_await set_inline();
  log("after inline await:", var.get());
}

TEST_CASE("154 contextvars and tasks") { check("154_contextvars_tasks", main_()); }

}  // namespace conformance::n154

namespace conformance::n157 {

static AsyncGenerator<int> countdown(int n) {
  log("gen starts in", current_task().get_name());
  const Finally cleanup([] { log("gen cleanup"); });
  while (n > 0) {
    co_await sleep(1s);
    co_yield n;
    n -= 1;
  }
}

static Coro<> main_() {
  current_task().set_name("main");
  const auto items = countdown(3);
  while (auto x = co_await items.next()) log("item", *x);
  std::vector<int> squares;
  const auto numbers = countdown(2);
  while (auto x = co_await numbers.next()) squares.push_back(*x * *x);
  log("squares", all_of(squares));
}

TEST_CASE("157 asyncgen basic") { check("157_asyncgen_basic", main_()); }

}  // namespace conformance::n157

namespace conformance::n160 {

static AsyncGenerator<std::string> gen() {
  const Finally cleanup([] { log("generator cleanup"); });
  try {
    co_yield "first";
    co_await sleep(10s);
    co_yield "never";
  } catch (const CancelledError&) {
    log("generator sees the cancel");
    throw;
  }
}

static Coro<> consumer() {
  const auto items = gen();
  while (auto x = co_await items.next()) log("item", *x);
}

static Coro<> main_() {
  const Task<> t = create_task(consumer());
  co_await sleep(1s);
  t.cancel();
  co_await wait(list_of(t));
  log("cancelled", yn(t.cancelled()));
}

TEST_CASE("160 asyncgen cancel") { check("160_asyncgen_cancel", main_()); }

}  // namespace conformance::n160
