// What is dropped, cancelled or closed before it ran, and what it may still touch: found by
// reading, compared with CPython where that has the same case.
#include <thread>

#include "tests/support/story.hpp"

using namespace aio;

TEST_SUITE("ends") {
  /// As Story::run, and what the loop logs is told.
  template <class T>
  static void run_logged(Story & story, Coro<T> main) {
    Runner runner;
    runner.loop().set_log([&](std::string_view line) { story.say("log: " + std::string(line)); });
    runner.run(std::move(main));
  }

  static Coro<> not_begun(Story & story) {
    const Event event;
    const Queue<int> queue;
    const Task<bool> task = create_task(event.wait());
    task.cancel();
    try {
      co_await task;
    } catch (const CancelledError&) {
      story.say("task cancelled");
    }
    try {
      co_await wait_for(event.wait(), 0s);
    } catch (const TimeoutError&) {
      story.say("timed out");
    }
    const auto all = gather(queue.get(), event.wait());
    all.cancel();
    try {
      std::ignore = co_await all;
    } catch (const CancelledError&) {
      story.say("gather cancelled");
    }
    Coro<bool> closed = event.wait().coro();
    closed.close();
    {
      const Coro<bool> dropped = event.wait();
    }
  }

  TEST_CASE("an operation that was a task is not forgotten if it is cancelled before it begins") {
    Story story;
    run_logged(story, not_begun(story));
    CHECK(story.lines == Lines{"task cancelled", "timed out", "gather cancelled",
                               "log: coroutine 'wait' was never awaited"});
  }

  static Coro<> holds(Lock lock, Event event) {
    const auto guard = co_await lock.hold();
    co_await event.wait();
  }
  static Coro<> naps() { co_await sleep(1s); }

  TEST_CASE("a frame that wakes another while the loop is closed leaves nothing behind") {
    Story story;
    EventLoop loop(make_clock(trace::ClockKind::Virtual), nullptr);
    const Lock lock;
    const Event event;
    const Task<> first = loop.create_task(holds(lock, event), "first");
    const Task<> second = loop.create_task(holds(lock, event), "second");
    loop.run_until_complete(naps());
    loop.close();
    story.say(fmt::format("locked {}, alive {}", yn(lock.locked()), loop.all_tasks().size()));
    CHECK(story.lines == Lines{"locked no, alive 0"});
  }

  static Coro<> awaits(std::shared_ptr<Task<>> other) { co_await *other; }
  static Coro<> ring(Story & story) {
    const auto b = std::make_shared<Task<>>(), c = std::make_shared<Task<>>();
    *b = create_task(awaits(c), "B");
    *c = create_task(awaits(b), "C");
    const Task<> a = create_task(awaits(b), "A");
    co_await sleep(1s);
    a.cancel();
    story.say("cancelled");
    co_await sleep(1s);
    story.say(fmt::format("done {} {} {}", yn(a.done()), yn(b->done()), yn(c->done())));
    *b = *c = Task<>();
  }

  TEST_CASE("cancel() of a task that waits for a ring of others comes back") {
    Story story;
    story.run(ring(story));
    CHECK(story.lines.front() == "cancelled");
    CHECK(story.lines.size() == 2);
  }

  static Coro<int> answer() { co_return 42; }
  static Coro<> leaves(Story & story) {
    EventLoop& here = loop();
    std::ignore = run_in_executor(here, [&story, &here] {
      try {
        run_coroutine_threadsafe(answer(), here).wait();
      } catch (const RuntimeError&) {  // it was closed before
      }
      story.say("told");
    });
    co_return;
  }

  TEST_CASE("a job that waits for a loop that is closed is told") {
    Story story;
    story.run(leaves(story));
    CHECK(story.lines == Lines{"told"});
  }

  static Coro<> awaits_job(std::shared_ptr<Future<int>> job) { co_await *job; }
  static Coro<> withdrawn(Story & story) {
    constexpr int kThreads = 32;
    std::vector<Future<>> busy;
    for (int i = 0; i < kThreads; ++i) {
      busy.push_back(run_in_executor(loop(), [] { Job::current()->busy(1s); }));
    }
    const auto box = std::make_shared<Future<int>>(run_in_executor(loop(), [] { return 1; }));
    const Task<> task = create_task(awaits_job(box));
    co_await sleep(0s);
    *box = Future<int>();  // now only the job in line and the task that waits know of it
    task.cancel();
    try {
      co_await task;
    } catch (const CancelledError&) {
      story.log("cancelled");
    }
    for (const Future<>& one : busy) co_await one;
    story.log("end");
  }

  TEST_CASE("a job that waits for a thread may be cancelled by all that still knows it") {
    Story story;
    story.run(withdrawn(story));
    CHECK(story.lines == Lines{"0.000 cancelled", "1.000 end"});
  }

  TEST_CASE("a future of a loop may go while another loop runs inside") {
    Story story;
    EventLoop outer(make_clock(trace::ClockKind::Virtual), nullptr);
    Future<int> kept = outer.create_future<int>(), set = outer.create_future<int>();
    {
      const EventLoop inner(make_clock(trace::ClockKind::Virtual), nullptr);
      set.set_result(1);
      kept = set = Future<int>();
    }
    story.say(fmt::format("alive {}", outer.all_tasks().size()));
    CHECK(story.lines == Lines{"alive 0"});
  }

  static Coro<> in_context(Story & story) {
    static ContextVar<int> number("number", 0);
    const Context context = copy_context();
    context.run([] { number.set(7); });
    const Queue<int> queue;
    queue.put_nowait(3);
    const int got = co_await create_task(queue.get(), "getter", context);
    story.say(std::to_string(got));
  }

  TEST_CASE("what is awaited alone can be run, and be a task in a context") {
    Story story;
    story.run(in_context(story));
    run(sleep(1s));
    Runner runner;
    story.say(fmt::format("{}", yn(runner.run(Semaphore(1).acquire()))));
    CHECK(story.lines == Lines{"3", "yes"});
  }
}
