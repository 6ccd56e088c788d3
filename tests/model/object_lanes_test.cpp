// Ideas for further tests: a lock whose holder was destroyed; a queue that is shut down.
#include "core/model/object_lanes.hpp"

#include <fmt/format.h>

#include "core/model/timeline.hpp"
#include "tests/support/program.hpp"
#include "tests/support/reference.hpp"
#include "tests/support/story.hpp"

TEST_SUITE_BEGIN("object lanes");

namespace {

using namespace aio;
using model::ObjectSpan;
using model::ObjectState;
using trace::ObjectKind;

trace::Trace recorded(Coro<> main) {
  trace::Trace trace;
  trace::Recorder recorder(trace);
  RunOptions options;
  options.recorder = &recorder;
  options.print = [](std::string_view) {};
  run(std::move(main), options);
  return trace;
}

/// What each span of the first lane, or of that of the first thread, says: "held by A, 2 wait: B
/// C".
Lines told(const trace::Trace& trace) {
  model::Timeline timeline(trace);
  timeline.extend();
  model::ObjectLanes objects(trace);
  objects.extend(trace.size());
  const bool threads = objects.lanes().empty();
  const model::ObjectLane& lane = threads ? objects.threads().front() : objects.lanes().front();
  Lines lines;
  for (std::size_t i = 0; i < lane.spans(); ++i) {
    const ObjectSpan span = lane.span(i);
    std::string words;
    switch (span.state) {
      case ObjectState::Free:
        words = "free";
        break;
      case ObjectState::Held:
        words = "held by " + timeline.label(span.task);
        break;
      case ObjectState::Promised:
        words = "promised to " + timeline.label(span.task);
        break;
      case ObjectState::Clear:
        words = "clear";
        break;
      case ObjectState::Set:
        words = "set";
        break;
      case ObjectState::Counted:
        words = fmt::format("{} of {}", span.amount, lane.size);
        if (span.task != 0) words += ", one for " + timeline.label(span.task);
        break;
      case ObjectState::Waited:
        words = "here";
        break;
      case ObjectState::Runs:
        words = "for " + timeline.label(span.task) + ":";
        break;
    }
    if (span.waiters > 0) words += fmt::format(", {} wait:", span.waiters);
    if (span.first != 0) words += " " + timeline.label(span.first);
    if (span.second != 0) words += " " + timeline.label(span.second);
    lines.push_back(words);
  }
  return lines;
}

Coro<> holds(Lock lock) {
  co_await lock.acquire();
  co_await sleep(Duration{});
  lock.release();
}

Coro<> lock_story() {
  Lock db("db");
  co_await gather(named("A", holds(db)), named("B", holds(db)));
}

Coro<> takes_permit(Semaphore gate) {
  co_await gate.acquire();
  co_await sleep(Duration{});
  gate.release();
}

Coro<> semaphore_story() {
  Semaphore gate(1, "gate");
  co_await gather(named("A", takes_permit(gate)), named("B", takes_permit(gate)));
}

Coro<> takes(Queue<int>& jobs) {
  for (int i = 0; i < 2; ++i) co_await jobs.get();
}

Coro<> puts(Queue<int>& jobs) {
  co_await jobs.put(1);
  co_await jobs.put(2);
}

Coro<> queue_story() {
  Queue<int> jobs(1, "jobs");
  co_await gather(named("taker", takes(jobs)), named("putter", puts(jobs)));
}

Coro<> waits(Event go) { co_await go.wait(); }

Coro<> event_story() {
  Event go("go");
  auto a = create_task(waits(go), "A");
  co_await sleep(Duration{});
  go.set();
  co_await a;
  go.clear();
}

Coro<> hands_over() {
  co_await to_thread([] { busy(1s); });
  co_await sleep(1s);
  co_await to_thread([] { busy(1s); });
}

Coro<> thread_story() { co_await create_task(hands_over(), "A"); }

/// What a snapshot tells of an object, without the help of what is tested.
ObjectSpan expected(const model::ObjectView& object) {
  ObjectSpan span;
  span.waiters = static_cast<std::uint32_t>(object.waiters.size());
  std::vector<trace::TaskId> waiters(object.waiters.begin(), object.waiters.end());
  waiters.resize(std::max<std::size_t>(2, waiters.size()));
  span.first = waiters[0];
  span.second = waiters[1];
  const trace::TaskId promised = object.promised.empty() ? 0 : object.promised.front();
  if (object.kind == ObjectKind::Lock) {
    span.state = object.locked   ? ObjectState::Held
                 : promised != 0 ? ObjectState::Promised
                                 : ObjectState::Free;
    span.task = object.locked ? object.holder() : promised;
  } else if (object.kind == ObjectKind::Event) {
    span.state = object.is_set ? ObjectState::Set : ObjectState::Clear;
  } else if (object.kind == ObjectKind::Condition) {
    span.state = ObjectState::Waited;
  } else {
    span.state = ObjectState::Counted;
    if (object.kind == ObjectKind::Semaphore) {
      span.amount = static_cast<std::uint32_t>(object.permits.value_or(0));
      span.task = promised;
    }
    if (object.kind == ObjectKind::Queue) span.amount = static_cast<std::uint32_t>(object.items);
    if (object.kind == ObjectKind::Barrier) span.amount = span.waiters;
  }
  return span;
}

bool same(const ObjectSpan& a, const ObjectSpan& b) {
  return a.state == b.state && a.task == b.task && a.amount == b.amount && a.waiters == b.waiters &&
         a.first == b.first && a.second == b.second;
}

/// At how many places the lanes and the snapshots of a trace tell different things; and how many
/// places there were.
struct Compared {
  std::size_t wrong = 0, places = 0;
};

Compared compare(const trace::Trace& trace) {
  model::ObjectLanes objects(trace);
  while (objects.size() < trace.size()) objects.extend(7);
  model::Snapshot now;
  Compared compared;
  for (trace::EventIndex i = 0; i < trace.size(); ++i) {
    now.apply(trace[i]);
    std::size_t alive = 0;
    for (const model::ObjectLane& lane : objects.lanes()) {
      const model::ObjectView* object = now.object(lane.id);
      const std::size_t at = lane.over_at(i + 1);
      const bool covered = at < lane.spans() && lane.begin_of(at) < i + 1;
      alive += object != nullptr ? 1 : 0;
      ++compared.places;
      if (covered != (object != nullptr) || (covered && !same(lane.span(at), expected(*object)))) {
        ++compared.wrong;
      }
    }
    std::size_t with_lane = 0;
    now.objects().each([&](trace::ObjectId, const model::ObjectView& object) {
      with_lane += model::has_lane(object.kind) ? 1 : 0;
    });
    compared.wrong += alive != with_lane ? 1 : 0;
  }
  return compared;
}

}  // namespace

TEST_CASE("a lock's lane: held, waited for, promised to whom it wakes, held by that, free") {
  CHECK(told(recorded(lock_story())) == Lines{"free", "held by A", "held by A, 1 wait: B",
                                              "free, 1 wait: B", "promised to B", "held by B",
                                              "free"});
}

TEST_CASE("a semaphore's lane: permits left, who waits, whom one is kept for") {
  CHECK(told(recorded(semaphore_story())) == Lines{"1 of 1", "0 of 1", "0 of 1, 1 wait: B",
                                                   "1 of 1, 1 wait: B", "0 of 1, one for B",
                                                   "0 of 1", "1 of 1"});
}

TEST_CASE("a queue's lane: items in it, and who waits for one or for room") {
  CHECK(told(recorded(queue_story())) ==
        Lines{"0 of 1", "0 of 1, 1 wait: taker", "1 of 1, 1 wait: taker", "1 of 1",
              "1 of 1, 1 wait: putter", "0 of 1, 1 wait: putter", "0 of 1", "0 of 1, 1 wait: taker",
              "1 of 1, 1 wait: taker", "1 of 1", "0 of 1"});
}

TEST_CASE("an event's lane: clear, waited for, set, clear again") {
  CHECK(told(recorded(event_story())) ==
        Lines{"clear", "clear, 1 wait: A", "set, 1 wait: A", "set", "clear"});
}

TEST_CASE("a thread's lane: the jobs that it runs, for whom, and nothing between them") {
  CHECK(told(recorded(thread_story())) == Lines{"for A: job 1", "free", "for A: job 2", "free"});
}

TEST_CASE("at every cursor of random programs a lane tells what the snapshot does") {
  Compared all;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    trace::Trace trace;
    trace::Recorder recorder(trace);
    program::run(program::generate(seed), &recorder);
    const Compared one = compare(trace);
    all.wrong += one.wrong;
    all.places += one.places;
  }
  CHECK(all.wrong == 0);
  CHECK(all.places > 1000);
  CHECK(compare(tests::reference_trace({20, 10})).wrong == 0);
}

TEST_SUITE_END();
