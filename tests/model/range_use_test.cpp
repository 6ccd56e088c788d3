// Ideas for further tests: a range that begins in an eager task's first step.
#include "core/model/range_use.hpp"

#include <doctest/doctest.h>

#include "core/model/explain.hpp"
#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("range use");

namespace {

using namespace tests;
using Words = std::vector<std::string>;

struct Extended {
  explicit Extended(trace::Trace t) : trace(std::move(t)), timeline(trace) { timeline.extend(); }
  trace::Trace trace;
  model::Timeline timeline;
};

model::RangeUse used(const Extended& run, trace::EventIndex from, trace::EventIndex to,
                     std::size_t piece = 1'000'000) {
  model::RangeUse use(run.timeline, from, to);
  while (!use.complete()) use.count(piece);
  return use;
}

/// "A: busy 0 s in 1, ready 0 s in 1, suspended 1 s in 1".
Words words(const Extended& run, const model::RangeUse& use) {
  Words told;
  for (const model::TaskUse& one : use.tasks()) {
    told.push_back(run.timeline.label(one.task) + ": busy " + model::duration(one.busy) + " in " +
                   std::to_string(one.steps) + ", ready " + model::duration(one.ready) + " in " +
                   std::to_string(one.woken) + ", suspended " + model::duration(one.suspended) +
                   " in " + std::to_string(one.waits));
  }
  told.push_back(model::duration(use.length()) + ", idle " + model::duration(use.idle()) + ", " +
                 std::to_string(use.iterations()) + " iterations, " + std::to_string(use.steps()) +
                 " steps, " + std::to_string(use.callbacks()) + " callbacks");
  return told;
}

/// Two tasks on a clock that passes while they work: A holds the loop for 30 ms, B for 10 ms.
trace::Trace working_trace() {
  TraceBuilder b;
  b.loop_started();
  const TaskId a = b.create_task("worker", "A"), other = b.create_task("worker", "B");
  b.iteration();
  b.batch(2);
  b.step(a);
  b.busy(30ms);
  b.sleep(a, 50ms);
  b.step(other);
  b.busy(10ms);
  b.done(other);
  b.iteration_after(40ms);
  return std::move(b.trace());
}

}  // namespace

TEST_CASE("on the virtual clock steps take no time, so their numbers are told too") {
  const Extended run(two_workers_trace());
  CHECK(words(run, used(run, 0, run.trace.size())) ==
        Words{"main: busy 0 s in 2, ready 0 s in 2, suspended 2 s in 1",
              "A: busy 0 s in 2, ready 0 s in 2, suspended 2 s in 1",
              "B: busy 0 s in 2, ready 0 s in 2, suspended 1 s in 1",
              "2 s, idle 2 s, 8 iterations, 6 steps, 3 callbacks"});
}

TEST_CASE("what reaches into a range counts with the part that lies in it") {
  const Extended run(two_workers_trace());
  // From the clock's jump to 1 s on, until just before it jumps to 2 s.
  CHECK(words(run, used(run, 20, 31)) ==
        Words{"main: busy 0 s in 0, ready 0 s in 0, suspended 0 s in 0",
              "A: busy 0 s in 0, ready 0 s in 0, suspended 0 s in 0",
              "B: busy 0 s in 1, ready 0 s in 1, suspended 0 s in 0",
              "0 s, idle 0 s, 2 iterations, 1 steps, 1 callbacks"});
  CHECK(words(run, used(run, 19, 20)).back() ==
        "1 s, idle 1 s, 0 iterations, 0 steps, 0 callbacks");
}

TEST_CASE("where steps take time, busy and ready are told in time, and the longest step is found") {
  const Extended run(working_trace());
  const model::RangeUse use = used(run, 0, run.trace.size());
  CHECK(words(run, use) == Words{"A: busy 30 ms in 1, ready 0 s in 1, suspended 50 ms in 1",
                                 "B: busy 10 ms in 1, ready 30 ms in 1, suspended 0 s in 0",
                                 "80 ms, idle 40 ms, 2 iterations, 2 steps, 0 callbacks"});
  REQUIRE(use.longest().has_value());
  CHECK(run.timeline.label(use.longest()->task) == "A");
  CHECK(use.longest_time() == 30ms);
}

TEST_CASE("in any range busy, ready and suspended make up each task's time in it") {
  const Extended run(working_trace());
  for (trace::EventIndex from = 0; from <= run.trace.size(); ++from) {
    for (trace::EventIndex to = from; to <= run.trace.size(); ++to) {
      CAPTURE(from);
      CAPTURE(to);
      const model::RangeUse use = used(run, from, to);
      CHECK(use.idle() <= use.length());
      for (const model::TaskUse& one : use.tasks()) {
        CHECK(one.busy + one.ready + one.suspended <= use.length());
        if (one.task == 1 && from >= 2) {
          CHECK(one.busy + one.ready + one.suspended == use.length());
        }
      }
    }
  }
}

TEST_CASE("counting in pieces ends where counting at once does") {
  const Extended run(two_workers_trace());
  for (const std::size_t piece : {1u, 2u, 7u}) {
    CHECK(words(run, used(run, 5, 40, piece)) == words(run, used(run, 5, 40)));
  }
}

TEST_CASE("a range of a trace without facts is empty") {
  const Extended run(trace::Trace{});
  CHECK(words(run, used(run, 0, 0)) == Words{"0 s, idle 0 s, 0 iterations, 0 steps, 0 callbacks"});
}

TEST_SUITE_END();
