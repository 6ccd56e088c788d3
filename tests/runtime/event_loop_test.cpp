// Ideas for further tests: I/O before timers, the slow-callback report.
#include <algorithm>

#include "tests/support/story.hpp"

using namespace aio;

TEST_SUITE("EventLoop") {
  static Coro<> ready_before_timers(Story & story) {
    EventLoop& l = loop();
    l.call_later(500ms, [&] { story.hop("timer 0.5"); });
    l.call_later(250ms, [&] { story.hop("timer 0.25"); });
    l.call_soon([&] {
      busy(1s);
      story.hop("busy until 1.0");
      loop().call_soon([&] { story.hop("soon from busy"); });
    });
    co_await sleep(0s);
    story.hop("main");
    co_await sleep(0s);
    story.hop("end");
  }

  TEST_CASE("a batch is fixed before its first handle runs, ready handles before due timers") {
    Story story;
    story.run(ready_before_timers(story));
    CHECK(story.lines == Lines{"#1 busy until 1.0", "#1 main", "#2 soon from busy", "#2 end",
                               "#2 timer 0.25", "#2 timer 0.5"});
  }

  static Coro<> cancel_in_batch(Story & story) {
    Handle victim;
    Handle never = loop().call_soon([&] { story.say("never"); });
    never.cancel();
    loop().call_soon([&] {
      story.say("killer");
      victim.cancel();
    });
    victim = loop().call_soon([&] { story.say("never"); });
    loop().call_soon([&] { story.say("survivor"); });
    co_await sleep(0s);
    story.say(fmt::format("{} {}", never.cancelled(), victim.cancelled()));
    TimerHandle late = loop().call_later(1s, [&] { story.say("late"); });
    story.say(fmt::format("due at {}", late.when()));
    co_await sleep(2s);
    late.cancel();
    story.say(fmt::format("cancelled after it ran: {}", late.cancelled()));
  }

  TEST_CASE("a cancelled handle is skipped even in the batch that is being run") {
    Story story;
    story.run(cancel_in_batch(story));
    CHECK(story.lines == Lines{"killer", "survivor", "true true", "due at 1s", "late",
                               "cancelled after it ran: true"});
  }

  static Coro<> hops_of_sleep(Story & story) {
    loop().call_later(1s, [&] { story.hop("plain timer"); });
    co_await sleep(1s);
    story.hop("lone sleep");
    co_await sleep(0s);
    story.hop("sleep(0)");
    co_await sleep(-1s);
    story.hop("sleep(-1)");
  }

  TEST_CASE("a sleeper resumes one iteration after its timer is due, sleep(0) in the next one") {
    Story story;
    story.run(hops_of_sleep(story));
    CHECK(story.lines == Lines{"#1 plain timer", "#2 lone sleep", "#3 sleep(0)", "#4 sleep(-1)"});
  }

  static Coro<> ties(Story & story) {
    for (int i = 0; i < 6; ++i) {
      loop().call_at(1s, [&story, i] { story.say(std::to_string(i)); });
    }
    loop().call_at(500ms, [&story] { story.say("early"); });
    co_await sleep(2s);
  }

  TEST_CASE("timers with equal deadlines go in the order of arming") {
    Story story;
    story.run(ties(story));
    CHECK(story.lines == Lines{"early", "0", "1", "2", "3", "4", "5"});
  }

  static Coro<> many_cancelled_timers(Story & story) {
    std::vector<TimerHandle> timers;
    for (int i = 0; i < 300; ++i) {
      timers.push_back(loop().call_later(std::chrono::seconds(1 + i),
                                         [&story, i] { story.log(std::to_string(i)); }));
    }
    for (std::size_t i = 0; i < 300; ++i) {
      if (i != 7 && i != 250) timers[i].cancel();
    }
    co_await sleep(0s);
    co_await sleep(400s);
    story.log("end");
  }

  TEST_CASE("the loop never waits for a cancelled timer") {
    Story story;
    story.run(many_cancelled_timers(story));
    CHECK(story.lines == Lines{"8.000 7", "251.000 250", "400.000 end"});
  }

  static Coro<> timers_in_disorder(Story & story) {
    std::vector<TimerHandle> timers;
    for (int i = 0; i < 500; ++i) {
      const int second = i * 37 % 100;  // five of each
      timers.push_back(loop().call_later(std::chrono::seconds(1 + second), [&story, i, second] {
        story.say(std::to_string(second * 1000 + i));
      }));
    }
    for (std::size_t i = 0; i < 500; i += 3) timers[i].cancel();
    co_await sleep(200s);
  }

  TEST_CASE("many timers go by deadline and order of arming, however they were armed") {
    Story story;
    story.run(timers_in_disorder(story));
    std::vector<int> order;
    for (const std::string& line : story.lines) order.push_back(std::stoi(line));
    CHECK(order.size() == 333);
    CHECK(std::ranges::is_sorted(order));
  }

  static Coro<> throwing_callbacks(Story & story) {
    loop().call_soon([&] { story.say("before"); });
    loop().call_soon([] { throw ValueError("x"); });
    loop().call_soon([&] { story.say("after"); });
    const Future<> f = loop().create_future();
    f.add_done_callback([](const Future<>&) { throw KeyError(); });
    f.add_done_callback([&](const Future<>&) { story.say("second callback still runs"); });
    f.set_result();
    co_await sleep(0s);
    story.say("main alive");
  }

  TEST_CASE("an exception in a callback goes to the handler and the batch goes on") {
    Story story;
    story.run(throwing_callbacks(story));
    CHECK(story.lines == Lines{"before", "after", "second callback still runs", "main alive"});
    CHECK(story.reports == Lines{"Exception in callback callback / ValueError",
                                 "Exception in callback done callback / KeyError"});
  }

  static Coro<std::string> slow(Story & story) {
    story.log("slow starts");
    co_await sleep(2s);
    story.log("slow ends");
    co_return "value";
  }

  TEST_CASE("a loop that is stopped early says so and can go on") {
    Story story;
    EventLoop l(make_clock(trace::ClockKind::Virtual), nullptr);
    const Task<std::string> task = l.create_task(slow(story));
    l.call_later(1s, [&] { l.stop(); });
    CHECK_THROWS_AS(l.run_until_complete(task), RuntimeError);
    story.log(fmt::format("done: {}", yn(task.done())));
    story.log(l.run_until_complete(task));
    l.close();
    CHECK_THROWS_AS(l.call_soon([] {}), RuntimeError);
    CHECK(story.lines ==
          Lines{"0.000 slow starts", "1.000 done: no", "2.000 slow ends", "2.000 value"});
  }

  static Coro<> wait_for_ever(Event & event) { co_await event.wait(); }

  TEST_CASE("a loop in which nothing can happen says which tasks are pending") {
    Event never("never");
    std::vector<DeadlockError::Pending> pending;
    try {
      run(wait_for_ever(never));
    } catch (const DeadlockError& e) {
      pending = e.pending();
    }
    REQUIRE(pending.size() == 1);
    CHECK(pending[0].name == "Task-1");
  }

  static Coro<> leave_one_behind(Story & story) {
    auto stubborn = [](Story& s) -> Coro<> {
      bool cancelled = false;
      try {
        co_await sleep(10s);
      } catch (const CancelledError&) {
        cancelled = true;
      }
      s.log(cancelled ? "cancelled" : "not cancelled");
      co_await sleep(1s);
      s.log("clean");
      throw ValueError("in the clean-up");
    };
    std::ignore = create_task(stubborn(story), "left behind");
    co_await sleep(1s);
    story.log("main ends");
  }

  TEST_CASE("run cancels what is left, waits for it, and reports its exceptions") {
    Story story;
    story.run(leave_one_behind(story));
    CHECK(story.lines == Lines{"1.000 main ends", "1.000 cancelled", "2.000 clean"});
    CHECK(story.reports == Lines{"unhandled exception during asyncio.run() shutdown / ValueError"});
  }

  TEST_CASE("the real clock waits for its timers") {
    RunOptions options;
    options.clock = trace::ClockKind::Real;
    auto main = []() -> Coro<Duration> {
      co_await sleep(20ms);
      co_return loop().time();
    };
    CHECK(run(main(), options) >= Duration(20ms));
  }

  static Coro<> job_that_reports(Story & story) {
    EventLoop& l = loop();
    l.call_later(1500ms, [&] { story.log("timer"); });
    const Future<> job = run_in_executor(l, [&] {
      busy(1s);
      l.call_soon_threadsafe([&] { story.log("first"); });
      busy(1s);
      l.call_soon_threadsafe([&] { story.log("second"); });
      busy(1s);
    });
    co_await job;
    story.log("the job is done");
  }

  TEST_CASE("waits of the real clock whose time is over as they begin do not last for ever") {
    const auto clock = make_clock(trace::ClockKind::Real);
    int ended = 0;
    for (int ns = 20; ns < 620; ns += 10) {
      if (clock->wait_until(clock->now() + std::chrono::nanoseconds(ns))) ++ended;
    }
    CHECK(ended == 60);
  }

  TEST_CASE("on the virtual clock what a job sends comes at the time of the job") {
    for (int i = 0; i < 20; ++i) {
      Story story;
      story.run(job_that_reports(story));
      CHECK(story.lines ==
            Lines{"1.000 first", "1.500 timer", "2.000 second", "3.000 the job is done"});
    }
  }
}
