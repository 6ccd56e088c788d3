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
