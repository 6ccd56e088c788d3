// Who waits for whom, and rings of it.
#include "core/model/wait_graph.hpp"

#include <doctest/doctest.h>

#include "core/model/timeline.hpp"
#include "tests/support/trace_builder.hpp"

using namespace tests;

namespace {

model::Snapshot fold(const trace::Trace& trace) {
  model::Snapshot now;
  while (now.cursor() < trace.size()) now.apply(trace[now.cursor()]);
  return now;
}

}  // namespace

TEST_SUITE("wait graph") {
  TEST_CASE("tasks that await each other through a gather are a ring, told from the oldest") {
    TraceBuilder b;
    const TaskId main = b.create_task("main"), child = b.create_task("child"),
                 other = b.create_task("other");
    const auto all = b.create_object(ObjectKind::Gather);
    b.add_child(all, child);
    b.add_child(all, other);
    b.iteration();
    b.batch(3);
    b.step(main);
    b.suspend(main, WaitKind::Gather, all);
    b.step(child);
    b.suspend(child, WaitKind::Task, main);
    const model::Snapshot before = fold(b.trace());
    CHECK(model::awaited_tasks(before, main) == std::vector<TaskId>{child, other});
    CHECK(model::awaited_tasks(before, other).empty());
    CHECK(model::wait_ring(before) == std::vector<TaskId>{main, child});
    model::Timeline timeline(b.trace());
    timeline.extend();
    CHECK(model::plain(model::tell_ring(timeline, before, model::wait_ring(before))) ==
          "main waits for gather 1, that is for child-1; child-1 waits for main");
    b.step(other);
    b.suspend(other, WaitKind::Task, child);
    CHECK(model::wait_ring(fold(b.trace())) == std::vector<TaskId>{main, child});
  }

  TEST_CASE("who waits for an event is in no ring") {
    TraceBuilder b;
    const TaskId main = b.create_task("main");
    const auto ready = b.create_object(ObjectKind::Event, "ready");
    b.iteration();
    b.batch(1);
    b.step(main);
    b.suspend(main, WaitKind::Event, ready);
    CHECK(model::wait_ring(fold(b.trace())).empty());
  }
}
