// Ideas for further tests: context of callbacks, futures of another loop.
#include "tests/support/story.hpp"

using namespace aio;

TEST_SUITE("Future") {
  static Coro<> callbacks_in_order(Story & story) {
    const Future<int> f = loop().create_future<int>();
    f.add_done_callback([&](const Future<int>&) { story.hop("first"); });
    auto wait = [](Story& s, Future<int> future) -> Coro<> {
      const int v = co_await future;
      s.hop(fmt::format("task has {}", v));
    };
    const Task<> t = create_task(wait(story, f));
    co_await sleep(0s);
    f.add_done_callback([&](const Future<int>&) { story.hop("third"); });
    f.set_result(7);
    story.hop("set");
    co_await t;
    f.add_done_callback([&](const Future<int>&) { story.hop("late"); });
    story.hop("added late");
    co_await sleep(0s);
  }

  TEST_CASE("callbacks and waiting tasks go through the ready queue in the order of registration") {
    Story story;
    story.run(callbacks_in_order(story));
    CHECK(story.lines ==
          Lines{"#1 set", "#2 first", "#2 task has 7", "#2 third", "#3 added late", "#4 late"});
  }

  static Coro<> await_done(Story & story) {
    const Future<std::string> f = loop().create_future<std::string>();
    f.set_result("value");
    const std::string v = co_await f;
    story.hop(v);
  }

  TEST_CASE("awaiting a finished future does not suspend") {
    Story story;
    story.run(await_done(story));
    CHECK(story.lines == Lines{"#0 value"});
  }

  static Coro<> states(Story & story) {
    const Future<int> f = loop().create_future<int>();
    const auto error_of = [](auto&& action) -> std::string {
      try {
        action();
        return "none";
      } catch (...) {
        return kind(std::current_exception());
      }
    };
    story.say("result while pending: " + error_of([&] { f.result(); }));
    story.say("exception while pending: " + error_of([&] { f.exception(); }));
    f.set_result(1);
    story.say("set again: " + error_of([&] { f.set_result(2); }));
    story.say(fmt::format("cancel when done: {}", f.cancel()));
    const Future<int> g = loop().create_future<int>();
    story.say(fmt::format("cancel: {}", g.cancel("why")));
    story.say("result when cancelled: " + error_of([&] { g.result(); }));
    story.say("set when cancelled: " + error_of([&] { g.set_result(2); }));
    std::string message;
    try {
      co_await g;
    } catch (const CancelledError& e) {
      message = e.message();
    }
    story.say("message: " + message);
  }

  TEST_CASE("only a pending future can change") {
    Story story;
    story.run(states(story));
    CHECK(story.lines == Lines{"result while pending: InvalidStateError",
                               "exception while pending: InvalidStateError",
                               "set again: InvalidStateError", "cancel when done: false",
                               "cancel: true", "result when cancelled: CancelledError",
                               "set when cancelled: InvalidStateError", "message: why"});
  }

  static Coro<> hit_together(Story & story) {
    const Future<> f = loop().create_future();
    auto wait = [](Story& s, std::string name, Future<> future) -> Coro<> {
      try {
        co_await future;
      } catch (const CancelledError&) {
        s.log(fmt::format("{} CancelledError, own count {}", name,
                          loop().current_task()->cancelling()));
      }
    };
    const Task<> a = create_task(wait(story, "a", f));
    const Task<> b = create_task(wait(story, "b", f));
    co_await sleep(1s);
    a.cancel();
    story.log(fmt::format("future cancelled at once {}", yn(f.cancelled())));
    co_await a;
    co_await b;
  }

  TEST_CASE("cancelling one waiter cancels the future and so hits the other") {
    Story story;
    story.run(hit_together(story));
    CHECK(story.lines == Lines{"1.000 future cancelled at once yes",
                               "1.000 a CancelledError, own count 1",
                               "1.000 b CancelledError, own count 0"});
  }

  static Coro<> never_retrieved(Story & story) {
    auto fail = []() -> Coro<> {
      throw ValueError("lost");
      co_return;
    };
    for (const bool cancel : {true, false}) {
      Task<> t = create_task(fail());
      co_await sleep(0s);
      co_await sleep(0s);
      if (cancel) story.say(fmt::format("cancel -> {}", yn(t.cancel())));
      story.say("drop");
      t = Task<>();
      story.say(fmt::format("reports: {}", story.reports.size()));
    }
  }

  TEST_CASE("an exception that nobody retrieved is reported when its task is dropped") {
    Story story;
    story.run(never_retrieved(story));
    CHECK(story.lines == Lines{"cancel -> no", "drop", "reports: 0", "drop", "reports: 1"});
    CHECK(story.reports == Lines{"Task exception was never retrieved / ValueError"});
  }

  static Coro<> remove_callback(Story & story) {
    const Future<> f = loop().create_future();
    const auto id = f.add_done_callback([&](const Future<>&) { story.say("never"); });
    f.add_done_callback([&](const Future<>&) { story.say("kept"); });
    story.say(fmt::format("removed {}", f.remove_done_callback(id)));
    story.say(fmt::format("removed {}", f.remove_done_callback(id)));
    f.set_result();
    co_await sleep(0s);
  }

  static void plain_one(const Future<>&) { print("plain one"); }
  static void plain_other(const Future<>&) { print("plain other"); }

  static Coro<> remove_functions(Story & story) {
    const Future<> f = loop().create_future();
    const auto lambda = [&story](const Future<>&) { story.say("lambda"); };
    f.add_done_callback(plain_one);
    f.add_done_callback(plain_other);
    f.add_done_callback(lambda);
    f.add_done_callback(plain_one);
    story.say(fmt::format("plain {}", f.remove_done_callback(plain_one)));
    story.say(fmt::format("lambda {}", f.remove_done_callback(lambda)));
    story.say(fmt::format("again {}", f.remove_done_callback(plain_one)));
    f.set_result();
    co_await f;
  }

  TEST_CASE("a callback can be removed by the function that it is, as often as it was added") {
    Story story;
    story.run(remove_functions(story));
    CHECK(story.lines == Lines{"plain 2", "lambda 1", "again 0", "plain other"});
  }

  TEST_CASE("a removed callback is not called") {
    Story story;
    story.run(remove_callback(story));
    CHECK(story.lines == Lines{"removed 1", "removed 0", "kept"});
  }
}
