// The picture of who waits for whom: columns, rows, arrows, rings, and many tasks as one.
#include "core/model/wait_layout.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/aio.hpp"
#include "tests/support/story.hpp"

using namespace aio;

namespace {

struct Recorded {
  explicit Recorded(Coro<> main) {
    RunOptions options;
    options.recorder = &recorder;
    options.print = [](std::string_view) {};
    options.log = [](std::string_view) {};
    try {
      run(std::move(main), options);
    } catch (const DeadlockError&) {
    }
    timeline.extend(nullptr, &findings);
  }

  model::WaitLayout at(trace::EventIndex cursor, std::size_t rows = 20, trace::TaskId keep = 0) {
    while (now.cursor() < cursor) now.apply(trace[now.cursor()]);
    return model::lay_out_waits(timeline, now, model::standing_ring(findings, now), rows, keep);
  }
  /// The first fact of that kind, about the task of that name if one is given.
  trace::EventIndex first(trace::EventKind kind, std::string_view name = {}) {
    for (trace::EventIndex i = 0; i < trace.size(); ++i) {
      const bool right = name.empty() || timeline.label(trace[i].task) == name;
      if (trace[i].kind == kind && right) return i;
    }
    return trace.size();
  }

  trace::Trace trace;
  trace::Recorder recorder{trace};
  model::Timeline timeline{trace};
  model::Findings findings{timeline};
  model::Snapshot now;
};

/// "0.5 main: reason -> A, lock db": column and row, and where its arrows lead.
Lines told(const model::WaitLayout& layout) {
  Lines lines;
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    const model::WaitNode& node = layout.nodes[i];
    std::string line =
        fmt::format("{} {}: {} ({})", node.column, node.row, node.title, node.detail);
    for (const model::WaitEdge& edge : layout.edges) {
      if (edge.from != i) continue;
      line += fmt::format(" {}> {}{}", edge.in_ring ? "!" : "-", layout.nodes[edge.to].title,
                          edge.count > 1 ? fmt::format(" x{}", edge.count) : "");
    }
    lines.push_back(line);
  }
  if (!layout.ring.empty()) lines.push_back(model::plain(layout.ring));
  return lines;
}

Coro<> takes_both(Lock first, Lock second) {
  co_await first.acquire();
  co_await sleep(1s);
  co_await second.acquire();
  second.release();
  first.release();
}

Coro<> deadlock() {
  Lock left("left"), right("right");
  auto a = named("A", takes_both(left, right));
  auto b = named("B", takes_both(right, left));
  co_await gather(std::move(a), std::move(b));
}

Coro<> takes(Queue<int> queue) { co_await queue.get(); }

Coro<> many(int consumers) {
  Queue<int> queue(0, "jobs");
  std::vector<Task<>> tasks;
  for (int i = 0; i < consumers; ++i) tasks.push_back(create_task(takes(queue)));
  co_await sleep(1s);
  for (int i = 0; i < consumers; ++i) queue.put_nowait(i);
  for (auto& task : tasks) co_await task;
}

Coro<> naps(Lock lock, Duration length) {
  for (int i = 0; i < 3; ++i) {
    co_await sleep(length);
    co_await lock.acquire();
    co_await sleep(length);
    lock.release();
  }
}

Coro<> three_nap() {
  Lock lock("bed");
  auto a = create_task(naps(lock, 10ms), "A");
  auto b = create_task(naps(lock, 7ms), "B");
  auto c = create_task(naps(lock, 3ms), "C");
  co_await a;
  co_await b;
  co_await c;
}

}  // namespace

TEST_SUITE("wait layout") {
  TEST_CASE("a ring is drawn and named from the fact that closes it, until it is broken") {
    Recorded run(deadlock());
    REQUIRE(!run.findings.all().empty());
    const trace::EventIndex closed = run.findings.all().front().at;
    CHECK(told(run.at(closed)) == Lines{"0 0.5: main (gather: A and B) -> A -> B",
                                        "1 0: A (lock right) -> lock right", "1 1: B (running)",
                                        "2 0: lock left (held by A) -> A",
                                        "2 1: lock right (held by B) -> B"});
    CHECK(told(run.at(closed + 1)) ==
          Lines{"0 0.5: main (gather: A and B) -> A -> B", "1 0: A (lock right) !> lock right",
                "1 1: B (lock left) !> lock left", "2 0: lock left (held by A) !> A",
                "2 1: lock right (held by B) !> B",
                "A waits for lock right, held by B; B waits for lock left, held by A"});
    CHECK(run.at(run.trace.size()).ring.empty());
  }

  TEST_CASE("ten thousand tasks that wait for the same are one node with their number") {
    Recorded run(many(10'000));
    const trace::EventIndex asleep = run.first(trace::EventKind::SelectEnded);
    CHECK(told(run.at(asleep)) == Lines{"0 0: main (sleeps until 1.000 s)",
                                        "1 0: 10,000 tasks (queue.get jobs) -> queue jobs x10000",
                                        "2 0: queue jobs (empty, 10,000 wait)"});
    const model::WaitLayout kept = run.at(asleep, 20, 7);
    CHECK(kept.nodes[1].title == "9,999 tasks");
    CHECK(kept.nodes[2].title == "takes-5");
    CHECK(kept.edges.size() == 2);
  }

  TEST_CASE("as long as no task comes or goes, no node moves") {
    Recorded run(three_nap());
    const trace::EventIndex first = run.first(trace::EventKind::TaskStepBegan, "C");
    const trace::EventIndex last = run.first(trace::EventKind::TaskDone, "C");
    std::set<std::string> places;
    for (trace::EventIndex cursor = first; cursor <= last; ++cursor) {
      for (const model::WaitNode& node : run.at(cursor).nodes) {
        places.insert(fmt::format("{} {} {}", node.title, node.column, node.row));
      }
    }
    CHECK(places == std::set<std::string>{"A 1 0", "B 1 1", "C 1 2", "lock bed 2 1", "main 0 1"});
  }

  TEST_CASE("tasks are drawn one by one while there is room") {
    Recorded run(many(30));
    const trace::EventIndex asleep = run.first(trace::EventKind::SelectEnded);
    const model::WaitLayout all = run.at(asleep, 30), few = run.at(asleep, 29);
    CHECK(all.nodes.size() == 32);
    CHECK(all.rows == 30);
    CHECK(few.nodes.size() == 3);
    CHECK(few.columns == 3);
  }
}
