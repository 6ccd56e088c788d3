// Every kind of finding: a program that has it, and one that almost has it. Ideas for further
// tests: recorded Python programs; findings of a run that was paused.
#include "core/model/findings.hpp"

#include <doctest/doctest.h>

#include "core/aio.hpp"
#include "tests/support/story.hpp"
#include "tests/support/trace_builder.hpp"

using namespace aio;

namespace {

Lines findings_in(const trace::Trace& trace) {
  model::Timeline timeline(trace);
  model::Findings findings(timeline);
  timeline.extend(nullptr, &findings);
  Lines lines;
  for (const model::Finding& one : findings.all()) {
    const std::size_t times = one.times(trace.size());
    lines.push_back(fmt::format("{}: {}{}", model::id_of(one.kind), model::plain(one.sentence),
                                times > 1 ? fmt::format(" ({} times)", times) : ""));
  }
  return lines;
}

/// What is found in a run of `main`, which may fail.
template <class... Arguments>
Lines found(Coro<> (*main)(Arguments...), Arguments... arguments) {
  trace::Trace trace;
  trace::Recorder recorder(trace);
  RunOptions options;
  options.recorder = &recorder;
  options.print = [](std::string_view) {};
  options.log = [](std::string_view) {};
  try {
    run(main(arguments...), options);
  } catch (...) {
  }
  return findings_in(trace);
}

const Lines kNothing;

// -- Coroutines, tasks and exceptions

Coro<> fetch() { co_await sleep(1s); }

Coro<> fails(Duration delay) {
  co_await sleep(delay);
  throw ValueError("no");
}

Coro<> forgets_to_await() {
  for (int i = 0; i < 3; ++i) {
    auto coro = fetch();
    co_await sleep(1s);
  }
}

Coro<> awaits_later() {
  auto coro = fetch();
  co_await sleep(1s);
  co_await std::move(coro);
}

Coro<> never_asks() {
  {
    auto task = create_task(fails(1s), "job");
    co_await sleep(2s);
  }
  co_await sleep(1s);
}

Coro<> asks_at_last() {
  {
    auto task = create_task(fails(1s), "job");
    co_await sleep(2s);
    (void)task.exception();
  }
  co_await sleep(1s);
}

Coro<> callback_fails() {
  loop().call_later(1s, [] { throw ValueError("no"); }, "tick");
  co_await sleep(2s);
}

Coro<> waits_for(const Future<>& future) { co_await future; }

Coro<> drops() {
  Future<> answer = loop().create_future();
  {
    auto task = create_task(waits_for(answer), "job");
    co_await sleep(1s);
  }
  answer = Future<>();
  co_await sleep(1s);
}

Coro<> drops_a_sleeper() {  // the timer keeps it alive
  (void)create_task(fetch(), "job");
  co_await sleep(3s);
}

// -- Turns

Coro<> ticks(int times) {
  for (int i = 0; i < times; ++i) co_await sleep(100ms);
}

Coro<> works(Duration length, int times) {
  for (int i = 0; i < times; ++i) {
    busy(length);
    co_await sleep(1s);
  }
}

Coro<> blocks(Duration length) {
  auto ticker = create_task(ticks(3), "ticker");
  auto worker = create_task(works(length, 2), "worker");
  co_await ticker;
  co_await worker;
}

Coro<> crunches(Duration length) { co_return busy(length); }

Coro<> crowd(Duration length) {
  std::vector<Task<>> tasks;
  for (int i = 0; i < 60; ++i) tasks.push_back(create_task(crunches(length)));
  for (auto& task : tasks) co_await task;
}

Coro<> takes_all(Queue<int> queue, int items) {
  for (int i = 0; i < items; ++i) co_await queue.get();
}

Coro<> greedy(int items) {
  Queue<int> queue(0, "jobs");
  for (int i = 0; i < items; ++i) queue.put_nowait(i);
  auto consumer = create_task(takes_all(queue, items), "consumer");
  auto other = create_task(ticks(1), "other");
  co_await consumer;
  co_await other;
}

Coro<> polls(int times) {
  auto other = create_task(ticks(1), "other");
  for (int i = 0; i < times; ++i) co_await sleep(Duration{});
  co_await other;
}

// -- Cancellation

Coro<> swallows() {
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
  }
}

Coro<> will_not_stop() {
  for (int i = 0; i < 200; ++i) {
    try {
      co_await sleep(1s);
    } catch (const CancelledError&) {
    }
  }
  throw ValueError("late");
}

Coro<> cleans_up() {
  std::exception_ptr cancelled;
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    cancelled = std::current_exception();
  }
  co_await sleep(1s);
  if (cancelled) std::rethrow_exception(cancelled);
}

Coro<> cancels(Coro<> (*child)()) {
  auto task = create_task(child(), "job");
  co_await sleep(1s);
  task.cancel();
  try {
    co_await task;
  } catch (const CancelledError&) {
  } catch (const ValueError&) {
  }
}

Coro<> body_of_timeout() { co_await sleep(10s); }

Coro<> times_out() {
  try {
    co_await with(timeout(1s), [](auto) { return body_of_timeout(); });
  } catch (const TimeoutError&) {
  }
}

Coro<> in_group(TaskGroup group) {
  (void)group.create_task(fails(1s), "bad");
  (void)group.create_task(fetch(), "good");
  co_await sleep(10s);
}

Coro<> group_fails() {
  try {
    co_await with(TaskGroup(), [](TaskGroup group) { return in_group(group); });
  } catch (const ExceptionGroup&) {
  }
}

// -- Locks and queues

Coro<> takes_both(Lock first, Lock second, Duration start, Duration between) {
  co_await sleep(start);
  co_await first.acquire();
  co_await sleep(between);
  co_await second.acquire();
  second.release();
  first.release();
}

Coro<> two_orders(Duration start, Duration between) {
  Lock left("left"), right("right");
  auto a = create_task(takes_both(left, right, 10ms, between), "A");
  auto b = create_task(takes_both(right, left, start, between), "B");
  co_await a;
  co_await b;
}

Coro<> guarded(Lock gate, Lock first, Lock second, Duration start) {
  co_await sleep(start);
  co_await gate.acquire();
  co_await takes_both(first, second, 1ms, 1ms);
  gate.release();
}

Coro<> two_orders_behind_a_gate() {
  Lock gate("gate"), left("left"), right("right");
  auto a = create_task(guarded(gate, left, right, 1ms), "A");
  auto b = create_task(guarded(gate, right, left, 20ms), "B");
  co_await a;
  co_await b;
}

Coro<> one_after_the_other() {
  Lock left("left"), right("right");
  auto a = create_task(takes_both(left, right, 1ms, 1ms), "A");
  co_await a;
  auto b = create_task(takes_both(right, left, 1ms, 1ms), "B");
  co_await b;
}

Coro<> beats() {
  for (;;) co_await sleep(1s);
}

Coro<> deadlock_beside_a_heartbeat() {
  auto heart = create_task(beats(), "heart");
  try {
    co_await wait_for(two_orders(10ms, 1s), 5s);
  } catch (const TimeoutError&) {
  }
  heart.cancel();
}

Coro<> waits_for_itself() {
  Lock lock("db");
  co_await lock.acquire();
  co_await lock.acquire();
}

Coro<> waits(Event event) { co_await event.wait(); }

Coro<> nobody_sets() {
  Event ready("ready");
  auto a = create_task(waits(ready), "A");
  co_await a;
}

Coro<> holds(Lock lock, Duration length) {
  co_await lock.acquire();
  co_await sleep(length);
  lock.release();
}

Coro<> long_hold(Duration length) {
  Lock lock("db");
  auto a = create_task(holds(lock, length), "A");
  auto b = create_task(holds(lock, 1ms), "B");
  auto c = create_task(holds(lock, 1ms), "C");
  co_await a;
  co_await b;
  co_await c;
}

Coro<> consumes(Queue<int> queue, Duration pace) {
  for (;;) {
    co_await queue.get();
    co_await sleep(pace);
  }
}

Coro<> produces(Queue<int> queue, Duration pace) {
  for (int i = 0; i < 150; ++i) {
    co_await queue.put(i);
    co_await sleep(pace);
  }
}

Coro<> flows(int room, Duration pace) {
  Queue<int> queue(room, "jobs");
  auto consumer = create_task(consumes(queue, 10ms), "consumer");
  auto producer = create_task(produces(queue, pace), "producer");
  co_await producer;
  consumer.cancel();
}

Coro<> fills_at_once() {
  Queue<int> queue(0, "jobs");
  auto consumer = create_task(consumes(queue, 1ms), "consumer");
  co_await sleep(1ms);
  for (int i = 0; i < 500; ++i) queue.put_nowait(i);
  co_await sleep(10s);
  consumer.cancel();
}

}  // namespace

TEST_SUITE("findings") {
  TEST_CASE("a coroutine that is never awaited is found once, however often it was made") {
    CHECK(found(forgets_to_await) ==
          Lines{"never-awaited: main made coroutine fetch, but nobody awaited it: not one line of "
                "it has run. (3 times)"});
    CHECK(found(awaits_later) == kNothing);
  }

  TEST_CASE("an exception that nobody asks for is found when nobody can ask any more") {
    CHECK(found(never_asks) ==
          Lines{"lost-exception: job ended with ValueError at 1.000 s, nobody asked for it, and "
                "now nobody can."});
    CHECK(found(asks_at_last) == kNothing);
    CHECK(found(callback_fails) ==
          Lines{"unhandled-exception: ValueError reached nobody but the exception handler: "
                "\"Exception in callback tick\"."});
  }

  TEST_CASE("a task that is dropped while it is pending is found, one that a timer keeps is not") {
    CHECK(found(drops) ==
          Lines{"dropped-task: job was dropped while it waited for future 1: nothing referred to "
                "it any more, so what it still had to do is never done."});
    CHECK(found(drops_a_sleeper) == kNothing);
  }

  TEST_CASE("a turn of 100 ms blocks the loop, one of 99 ms does not") {
    CHECK(found(blocks, Duration(100ms)) ==
          Lines{"blocked-loop: worker held the loop for 0.1 s in one go, from 0.000 s on: one "
                "other had to wait for its turn. (2 times)"});
    CHECK(found(blocks, Duration(99ms)) == kNothing);
  }

  TEST_CASE("many short turns before a ready task let it starve") {
    CHECK(found(crowd, Duration(10ms)) ==
          Lines{"starvation: crunches-51 was ready at 0.000 s, but ran only 0.5 s later: 50 "
                "handles were before it. (11 times)"});
    CHECK(found(crowd, Duration(8ms)) == kNothing);
  }

  TEST_CASE("a thousand awaits that never suspend let the others starve") {
    CHECK(found(greedy, 1000) ==
          Lines{"starvation: consumer awaited 1000 times in one step, from 0.000 s on, and each "
                "time it had not to wait: so the loop had no turn, and other was ready all the "
                "while."});
    CHECK(found(greedy, 900) == kNothing);
  }

  TEST_CASE("a loop that is kept busy for ever while a timer waits is found") {
    CHECK(found(polls, 10'100) ==
          Lines{"busy-wait: main keeps the loop busy: there were 10000 iterations at 0.000 s "
                "without a pause, so that no time passes and the next timer, at 0.100 s, is never "
                "due."});
    CHECK(found(polls, 9'000) == kNothing);
  }

  TEST_CASE("a cancellation is swallowed by a task that ends with a result or goes on and on") {
    CHECK(found(cancels, swallows) ==
          Lines{"swallowed-cancel: job was to stop at 1.000 s, but swallowed the CancelledError "
                "and ended with a result: who cancelled it is told that it was not cancelled."});
    CHECK(found(cancels, will_not_stop) ==
          Lines{"swallowed-cancel: job was to stop at 1.000 s, but swallowed the CancelledError "
                "and goes on: it has made 100 steps since."});
    CHECK(found(cancels, cleans_up) == kNothing);
  }

  TEST_CASE("a timeout and a task group may catch the cancellation that they asked for") {
    CHECK(found(times_out) == kNothing);
    CHECK(found(group_fails) == kNothing);
  }

  TEST_CASE("two orders of two locks are found before they bite, if they can") {
    CHECK(found(two_orders, Duration(100ms), Duration(1ms)) ==
          Lines{"lock-order: B has taken lock right and then lock left; at 0.011 s A took lock "
                "left and then lock right: if each gets its first one, both wait for ever."});
    CHECK(found(two_orders_behind_a_gate) == kNothing);
    CHECK(found(one_after_the_other) == kNothing);
  }

  TEST_CASE("a deadlock names its ring, once") {
    const std::string ring =
        "deadlock: A waits for lock right, held by B; B waits for lock left, held by A: none of "
        "them can go on by itself.";
    CHECK(found(two_orders, Duration(10ms), Duration(1s)) == Lines{ring});
    CHECK(found(deadlock_beside_a_heartbeat) == Lines{ring});
    CHECK(found(waits_for_itself) ==
          Lines{"deadlock: main waits for lock db, held by main: it waits for itself."});
    CHECK(found(nobody_sets) ==
          Lines{"never-woken: Nothing is ready and no timer is armed, but A waits for event ready: "
                "nobody is left who could end it."});
  }

  TEST_CASE("a lock that is held across a long wait is found if others wait for it") {
    CHECK(found(long_hold, Duration(1s)) ==
          Lines{"long-held-lock: A held lock db for 1 s, from 0.000 s on, and was itself suspended "
                "for all of it; meanwhile B and 1 more waited for it."});
    CHECK(found(long_hold, Duration(900ms)) == kNothing);
  }

  TEST_CASE("a queue without a limit grows when its consumers are too slow") {
    CHECK(found(flows, 0, Duration(5ms)) ==
          Lines{"growing-queue: Queue jobs has 64 items and grows: producer puts them faster than "
                "consumer takes them, and it has no limit."});
    CHECK(found(flows, 10, Duration(5ms)) == kNothing);
    CHECK(found(flows, 0, Duration(10ms)) == kNothing);
    CHECK(found(fills_at_once) == kNothing);
  }

  TEST_CASE("what happens again is counted, and nothing is known before it is evident") {
    trace::Trace trace;
    trace::Recorder recorder(trace);
    RunOptions options;
    options.recorder = &recorder;
    run(blocks(200ms), options);
    model::Timeline timeline(trace);
    model::Findings findings(timeline);
    timeline.extend(nullptr, &findings);
    REQUIRE(findings.all().size() == 1);
    const model::Finding& one = findings.all().front();
    CHECK(findings.known_at(one.at) == 0);
    CHECK(findings.known_at(one.at + 1) == 1);
    CHECK(one.times(one.at) == 0);
    CHECK(one.times(one.at + 1) == 1);
    REQUIRE(one.again.size() == 1);
    CHECK(one.times(one.again[0]) == 1);
    CHECK(one.times(trace.size()) == 2);
    CHECK(timeline.label(one.tasks.front()) == "worker");
    CHECK(model::text_findings(trace) ==
          "Findings\n0.200 s  Loop blocked: worker held the loop for 0.2 s in one go, from 0.000 s "
          "on: one other had to wait for its turn. This was seen 2 times.\n         Give long "
          "work to a thread with to_thread, or cut it up with await sleep(0).\n");
  }

  TEST_CASE("a trace may claim anything: what is found in nonsense is bounded") {
    tests::TraceBuilder b;
    for (int round = 0; round < 3; ++round) {
      for (std::uint16_t kind = 0; kind < trace::kEventKinds; ++kind) {
        for (const std::uint32_t id : {0u, 1u, 7u, 4'000'000'000u}) {
          b.add({.kind = static_cast<trace::EventKind>(kind),
                 .detail = static_cast<std::uint8_t>(id),
                 .task = id,
                 .handle = id,
                 .object = id,
                 .by = id,
                 .value = -static_cast<std::int64_t>(id)});
        }
      }
    }
    CHECK(findings_in(b.trace()).size() < 30);
  }
}
