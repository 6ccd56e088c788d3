// Ideas for further tests: async generators, coroutines that are moved while suspended.
#include "tests/support/story.hpp"

using namespace aio;

TEST_SUITE("Coro") {
  static Coro<int> number(Story & story, int n) {
    story.hop(fmt::format("inside {}", n));
    co_return n;
  }
  static Coro<> inline_await(Story & story) {
    Coro<int> lazy = number(story, 1);
    story.hop("nothing ran yet");
    const int one = co_await std::move(lazy);
    const int two = co_await number(story, 2);
    story.hop(fmt::format("{}", one + two));
  }

  TEST_CASE("a coroutine is lazy, and awaiting it runs it in the same step") {
    Story story;
    story.run(inline_await(story));
    CHECK(story.lines == Lines{"#0 nothing ran yet", "#0 inside 1", "#0 inside 2", "#0 3"});
  }

  static Coro<> awaited_twice(Story & story) {
    Coro<int> c = number(story, 1);
    co_await c;
    try {
      co_await c;
    } catch (const RuntimeError& e) {
      story.say(e.what());
    }
  }

  TEST_CASE("a coroutine can be awaited once") {
    Story story;
    story.run(awaited_twice(story));
    CHECK(story.lines == Lines{"#0 inside 1", "cannot reuse already awaited coroutine"});
  }

  static Coro<std::unique_ptr<int>> move_only() { co_return std::make_unique<int>(5); }
  static Coro<> takes_move_only(Story & story) {
    const std::unique_ptr<int> direct = co_await move_only();
    const Task<std::unique_ptr<int>> t = create_task(move_only());
    const std::unique_ptr<int> from_task = co_await t;
    story.say(fmt::format("{} {}", *direct, *from_task));
  }

  TEST_CASE("results that can only be moved are moved") {
    Story story;
    story.run(takes_move_only(story));
    CHECK(story.lines == Lines{"5 5"});
  }

  TEST_CASE("a dropped coroutine is told in the trace") {
    trace::Trace trace;
    trace::Recorder recorder(trace);
    RunOptions options;
    options.recorder = &recorder;
    Story story;
    auto forgets = [](Story& s) -> Coro<> {
      {
        const Coro<int> forgotten = number(s, 1);
      }
      co_return;
    };
    run(forgets(story), options);
    std::vector<std::string> dropped;
    for (trace::EventIndex i = 0; i < trace.size(); ++i) {
      if (trace[i].kind == trace::EventKind::CoroDropped) {
        dropped.emplace_back(trace.text(trace[i].text));
      }
    }
    CHECK(dropped == std::vector<std::string>{"number"});
  }

  static Coro<> outer_frame(Story & story, Event event);
  static Coro<> inner_frame(Story & story, Event event) {
    struct Local {
      Story* story;
      ~Local() { story->say("inner destroyed"); }
    } const local{&story};
    co_await event.wait();
  }
  static Coro<> outer_frame(Story & story, Event event) {
    struct Local {
      Story* story;
      ~Local() { story->say("outer destroyed"); }
    } const local{&story};
    co_await inner_frame(story, event);
  }

  TEST_CASE("a suspended chain is destroyed from its innermost coroutine outwards") {
    Story story;
    {
      EventLoop l(make_clock(trace::ClockKind::Virtual), nullptr);
      l.set_exception_handler([](EventLoop&, const ExceptionContext&) {});
      const Task<> t = l.create_task(outer_frame(story, Event()));
      l.run_once();
    }
    CHECK(story.lines == Lines{"inner destroyed", "outer destroyed"});
  }
}
