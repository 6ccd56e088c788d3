// Bounds of a run, deadlocks, debug mode, the cost of iterations.
//
// Ideas for further tests: memory of runs that are not recorded.
#include <thread>

#include "core/model/transcript.hpp"
#include "core/model/wait_graph.hpp"
#include "tests/support/mirror.hpp"
#include "tests/support/story.hpp"

using namespace aio;

namespace {

/// A recorded and mirrored run of `main`: what it ended with, and what it reported.
struct Bounded {
  Mirror mirror;
  Lines lines, log;
  RunOptions options;

  template <class T>
  std::string run(Coro<T> main) {
    options.recorder = &mirror.recorder();
    options.print = [this](std::string_view line) { lines.emplace_back(line); };
    options.log = [this](std::string_view line) { log.emplace_back(line); };
    std::string ended = "a result";
    {
      Runner runner(options);
      mirror.follow(runner.loop());
      try {
        runner.run(std::move(main));
      } catch (const std::exception& e) {
        ended = kind(std::current_exception()) + ": " + e.what();
      }
    }
    CHECK(mirror.fault() == "");
    return ended;
  }
  std::size_t count(trace::EventKind kind) const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < mirror.trace().size(); ++i) n += mirror.trace()[i].kind == kind;
    return n;
  }
  std::size_t first(trace::EventKind kind) const {
    std::size_t i = 0;
    while (i < mirror.trace().size() && mirror.trace()[i].kind != kind) ++i;
    return i;
  }
};

Coro<> sleeper() { co_await sleep(1s); }

/// Makes tasks without end, and does not listen.
Coro<> spawner() {
  for (int i = 0;; ++i) {
    bool refused = false;
    try {
      std::ignore = create_task(sleeper());
    } catch (const TaskLimitError&) {
      refused = true;
    }
    if (refused) print("refused after {}", i);
    if (refused) co_await sleep(1s);
  }
}

Coro<> flood() {
  for (int i = 0;; ++i) note("note {}", i);
  co_return;
}

Coro<> nest(int depth) {
  if (depth > 0) {
    co_await nest(depth - 1);
  }
  co_await sleep(1s);
}

Coro<> hoard() {
  std::vector<Task<>> tasks;
  for (;;) {
    tasks.push_back(create_task(nest(20)));
    co_await sleep(0s);
  }
}

}  // namespace

TEST_SUITE("limits") {
  TEST_CASE("a spawn bomb ends at the bound of live tasks, whatever the program does about it") {
    Bounded run;
    run.options.limits.tasks = 100;
    CHECK(run.run(spawner()) == "TaskLimitError: 100 tasks are alive, as many as may be");
    CHECK(run.lines == Lines{"refused after 99"});
    CHECK(run.count(trace::EventKind::LimitReached) == 1);
    CHECK(run.count(trace::EventKind::TaskCreated) == 100);
    CHECK(run.count(trace::EventKind::CoroDropped) == 0);
    CHECK(run.log.empty());
  }

  TEST_CASE("a flood of facts ends at exactly the bound, and the shutdown is recorded still") {
    Bounded run;
    run.options.limits.events = 1000;
    CHECK(run.run(flood()) == "EventLimitError: 1000 facts were recorded, as many as may be");
    CHECK(run.first(trace::EventKind::LimitReached) == 1000);
    const trace::Trace& trace = run.mirror.trace();
    CHECK(trace[trace.size() - 1].kind == trace::EventKind::LoopStopped);
  }

  TEST_CASE("a run that takes more memory than it may ends with a sentence") {
    Bounded run;
    run.options.limits.memory = std::size_t{1} << 20;
    CHECK(run.run(hoard()) == "MemoryLimitError: the run takes more than 1 MiB of memory");
  }

  TEST_CASE("a limit is told") {
    Bounded run;
    run.options.limits.tasks = 3;
    std::ignore = run.run(spawner());
    const std::string all = model::transcript(run.mirror.trace());
    const std::string words = "The run has reached a limit: 3 tasks are alive, as many as may be";
    CHECK(all.find(words) != std::string::npos);
  }
}

// -- Deadlock

namespace {

Coro<> take_both(Lock first, Lock second) {
  co_await first.acquire();
  co_await sleep(1s);
  co_await second.acquire();
}

Coro<> crossed() {
  Lock left("left"), right("right");
  const Task<> a = create_task(take_both(left, right), "A");
  const Task<> b = create_task(take_both(right, left), "B");
  co_await gather(a, b);
}

Coro<> wait_for(const Future<>& future) { co_await future; }

Coro<> forget_the_future() {
  Task<> task;
  {
    const Future<> future = loop().create_future();
    task = create_task(wait_for(future), "left alone");
    co_await sleep(0s);
  }
  co_await sleep(1s);
  task.cancel();
  try {
    co_await task;
  } catch (const CancelledError&) {
    print("cancelled");
  }
}

}  // namespace

TEST_SUITE("deadlock") {
  TEST_CASE("a deadlock names each task, what it waits for, where, and the ring") {
    Bounded run;
    const std::string ended = run.run(crossed());
    CHECK(
        ended.starts_with("DeadlockError: deadlock: nothing is ready, no timer is armed, and 3 "
                          "tasks wait for ever\n  Task-1 waits for gather (tests/runtime/"));
    CHECK(ended.find("\n  A waits for lock right (tests/runtime/limits_test.cpp:") !=
          std::string::npos);
    CHECK(ended.find("\n  B waits for lock left (tests/runtime/limits_test.cpp:") !=
          std::string::npos);
    CHECK(model::deadlock_ring(run.mirror.trace()) ==
          "A waits for lock right, held by B; B waits for lock left, held by A");
    const std::string all = model::transcript(run.mirror.trace());
    CHECK(all.find("a deadlock. In a ring, A waits for lock right, held by B; B waits for lock "
                   "left, held by A") != std::string::npos);
  }

  TEST_CASE("a task whose future was dropped waits for nothing, and can still be cancelled") {
    Bounded run;
    CHECK(run.run(forget_the_future()) == "a result");
    CHECK(run.lines == Lines{"cancelled"});
    CHECK(run.count(trace::EventKind::ObjectGone) == 1);
  }
}

// -- Debug mode and the cost of iterations

namespace {

Coro<> slow_steps() {
  loop().call_soon([] { busy(200ms); }, "slow one");
  busy(50ms);
  co_await sleep(0s);
  busy(100ms);
}

Coro<> call_from_elsewhere() {
  EventLoop& here = loop();
  std::string answer = "nothing";
  std::thread([&] {
    try {
      here.call_soon([] {});
    } catch (const RuntimeError& e) {
      answer = e.what();
    }
  }).join();
  print("{}", answer);
  co_return;
}

Coro<> poll_until(Duration end) {
  int turns = 0;
  while (loop().time() < end) {
    ++turns;
    co_await sleep(0s);
  }
  print("{} turns", turns);
}

}  // namespace

TEST_SUITE("debug mode") {
  TEST_CASE("handles that hold the loop for slow_callback_duration are reported") {
    Bounded run;
    run.options.debug = true;
    CHECK(run.run(slow_steps()) == "a result");
    CHECK(run.log == Lines{"Executing slow one took 0.200 seconds",
                           "Executing task Task-1 took 0.100 seconds"});
    CHECK(run.count(trace::EventKind::SlowCallback) == 2);
  }

  TEST_CASE("without it they are not") {
    Bounded run;
    CHECK(run.run(slow_steps()) == "a result");
    CHECK(run.log.empty());
  }

  TEST_CASE("a call from another thread is refused") {
    Bounded run;
    run.options.debug = true;
    CHECK(run.run(call_from_elsewhere()) == "a result");
    CHECK(run.lines ==
          Lines{"Non-thread-safe operation invoked on an event loop other than the current one"});
  }

  TEST_CASE("with a cost of iterations a loop that is never idle lets time pass") {
    Bounded run;
    run.options.iteration_cost = 10us;
    CHECK(run.run(poll_until(1ms)) == "a result");
    CHECK(run.lines == Lines{"100 turns"});
    CHECK(run.mirror.trace()[0].value == 10'000);
  }
}
