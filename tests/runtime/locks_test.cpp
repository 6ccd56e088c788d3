// Ideas for further tests: Lock, Condition, Semaphore, Barrier (they come with the full set).
#include "tests/support/story.hpp"

using namespace aio;

TEST_SUITE("Event") {
  static Coro<> waiter(Story & story, std::string name, Event event) {
    co_await event.wait();
    story.hop(fmt::format("{} awake, set {}", name, yn(event.is_set())));
  }

  static Coro<> wakes_in_order(Story & story) {
    Event event("go");
    const Task<> a = create_task(waiter(story, "a", event));
    const Task<> b = create_task(waiter(story, "b", event));
    co_await sleep(0s);
    story.hop("set");
    event.set();
    event.clear();
    co_await a;
    co_await b;
    event.set();
    event.set();
    co_await event.wait();
    story.hop("no suspension when set");
  }

  TEST_CASE("set wakes all waiters in order and clear does not call them back") {
    Story story;
    story.run(wakes_in_order(story));
    CHECK(story.lines ==
          Lines{"#1 set", "#2 a awake, set no", "#2 b awake, set no", "#3 no suspension when set"});
  }

  static Coro<> cancelled_waiter(Story & story) {
    Event event("go");
    const Task<> a = create_task(waiter(story, "a", event));
    const Task<> b = create_task(waiter(story, "b", event));
    co_await sleep(0s);
    a.cancel();
    event.set();
    co_await b;
    story.say(fmt::format("a cancelled {}", yn(a.cancelled())));
  }

  TEST_CASE("a cancelled waiter leaves and the others are woken") {
    Story story;
    story.run(cancelled_waiter(story));
    CHECK(story.lines == Lines{"#2 b awake, set yes", "a cancelled yes"});
  }
}

TEST_SUITE("operations that may wait") {
  static Coro<> acquires(Story & story) {
    const Lock lock("db");
    {
      const auto dropped = lock.hold();
    }
    auto once = lock.acquire();
    co_await once;
    try {
      co_await once;
    } catch (const RuntimeError& e) {
      story.say(e.what());
    }
    const Task<bool> task = create_task(lock.acquire());
    story.say(std::string(task.state()->as_task()->coroutine()));
    co_await sleep(0s);
    lock.release();
    co_await task;
    story.hop(yn(lock.locked()));
  }

  TEST_CASE("an operation is awaited or made a task once, and is told when it is dropped") {
    trace::Trace trace;
    trace::Recorder recorder(trace);
    RunOptions options;
    options.recorder = &recorder;
    Story story;
    run(acquires(story), options);
    for (trace::EventIndex i = 0; i < trace.size(); ++i) {
      const trace::TraceEvent& e = trace[i];
      if (e.kind == trace::EventKind::CoroDropped) {
        story.say("dropped " + std::string(trace.text(e.text)));
      }
    }
    CHECK(story.lines ==
          Lines{"cannot reuse already awaited coroutine", "acquire", "#3 yes", "dropped hold"});
  }

  static Coro<> getter(Story & story, Queue<int> queue) {
    const int item = co_await queue.get();
    story.hop(fmt::format("got {}", item));
  }
  static Coro<> robbed(Story & story) {
    const Queue<int> queue;
    const Task<> task = create_task(getter(story, queue));
    co_await sleep(0s);
    queue.put_nowait(1);
    story.hop(fmt::format("robbed of {}", queue.get_nowait()));
    co_await sleep(0s);
    co_await sleep(0s);
    queue.put_nowait(2);
    co_await task;
  }

  TEST_CASE("a getter that was robbed of its item waits on, and its task is not resumed for that") {
    Story story;
    story.run(robbed(story));
    CHECK(story.lines == Lines{"#1 robbed of 1", "#4 got 2"});
  }
}
