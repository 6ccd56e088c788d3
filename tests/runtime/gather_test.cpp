// Ideas for further tests: gather of gathers cancelled in the gap between child and callback.
#include "tests/support/story.hpp"

using namespace aio;

TEST_SUITE("gather") {
  static Coro<std::string> worker(Story & story, std::string name, Duration delay) {
    story.log(name + " start");
    co_await sleep(delay);
    story.log(name + " end");
    co_return name + "!";
  }
  static Coro<> two_workers(Story & story) {
    auto [a, b] = co_await gather(worker(story, "A", 2s), worker(story, "B", 1s));
    story.log(a + " " + b);
  }

  TEST_CASE("results have the order of the arguments, whoever ends first") {
    Story story;
    story.run(two_workers(story));
    CHECK(story.lines ==
          Lines{"0.000 A start", "0.000 B start", "1.000 B end", "2.000 A end", "2.000 A! B!"});
  }

  static Coro<int> leaf(Story & story, int n) {
    co_await sleep(0s);
    story.hop(fmt::format("leaf {}", n));
    co_return n;
  }
  static Coro<> nested(Story & story) {
    auto inner = gather(leaf(story, 2), leaf(story, 3));
    auto [a, pair] = co_await gather(leaf(story, 1), inner);
    story.hop(fmt::format("main {} {} {}", a, std::get<0>(pair), std::get<1>(pair)));
  }

  TEST_CASE("each gather costs two iterations after its last child, a nested one three") {
    Story story;
    story.run(nested(story));
    CHECK(story.lines == Lines{"#2 leaf 2", "#2 leaf 3", "#2 leaf 1", "#5 main 1 2 3"});
  }

  static Coro<> fail(Duration d, bool key) {
    co_await sleep(d);
    if (key) throw KeyError("k");
    throw ValueError("v");
  }
  static Coro<> ok(Story & story, Duration d) {
    co_await sleep(d);
    story.log("sibling finished");
  }
  static Coro<> first_exception(Story & story) {
    auto g = gather(ok(story, 3s), fail(1s, false), fail(2s, true));
    std::string caught;
    try {
      co_await g;
    } catch (const ValueError&) {
      caught = "ValueError";
    }
    story.log(caught);
    story.log(fmt::format("cancel a finished gather -> {}", yn(g.cancel())));
    co_await sleep(4s);
  }

  TEST_CASE("the first exception is delivered at once and the siblings run on") {
    Story story;
    story.run(first_exception(story));
    CHECK(story.lines == Lines{"1.000 ValueError", "1.000 cancel a finished gather -> no",
                               "3.000 sibling finished"});
    CHECK(story.reports.empty());
  }

  static Coro<> outcomes(Story & story) {
    std::vector<Coro<>> coros;
    coros.push_back(fail(2s, true));
    coros.push_back(ok(story, 1s));
    const auto results = co_await gather(return_exceptions, std::move(coros));
    for (const auto& r : results) story.log(r.ok() ? "ok" : kind(r.error()));
  }

  TEST_CASE("with return_exceptions errors are values and all children are waited for") {
    Story story;
    story.run(outcomes(story));
    CHECK(story.lines == Lines{"1.000 sibling finished", "2.000 KeyError", "2.000 ok"});
  }

  static Coro<> stubborn(Story & story, std::string name, Duration cleanup) {
    bool cancelled = false;
    try {
      co_await sleep(10s);
    } catch (const CancelledError&) {
      cancelled = true;
    }
    co_await sleep(cleanup);
    story.log(fmt::format("{} clean, cancelled {}", name, yn(cancelled)));
    throw CancelledError();
  }
  static Coro<> parent(Story & story, bool wait_for_all) {
    try {
      if (wait_for_all) {
        co_await gather(return_exceptions, stubborn(story, "A", 1s), stubborn(story, "B", 2s));
      } else {
        co_await gather(stubborn(story, "A", 1s), stubborn(story, "B", 2s));
      }
    } catch (const CancelledError&) {
      story.log("parent CancelledError");
    }
  }
  static Coro<> cancel_parent(Story & story) {
    for (const bool wait_for_all : {true, false}) {
      const Task<> p = create_task(parent(story, wait_for_all));
      co_await sleep(1s);
      p.cancel();
      co_await p;
      co_await sleep(3s);
    }
  }

  TEST_CASE("a cancelled gather completes through its children") {
    Story story;
    story.run(cancel_parent(story));
    CHECK(story.lines == Lines{"2.000 A clean, cancelled yes", "3.000 B clean, cancelled yes",
                               "3.000 parent CancelledError", "8.000 A clean, cancelled yes",
                               "8.000 parent CancelledError", "9.000 B clean, cancelled yes"});
  }

  static Coro<> twice_in_one(Story & story) {
    const Task<> t = create_task(ok(story, 10s));
    auto both = gather(t, t);
    co_await sleep(0s);
    both.cancel();
    story.say(fmt::format("count {}", t.cancelling()));
    std::ignore = co_await gather(return_exceptions, both);
  }

  TEST_CASE("cancelling a gather cancels a child once for each time that it was given") {
    Story story;
    story.run(twice_in_one(story));
    CHECK(story.lines == Lines{"count 2"});
  }

  static Coro<> nothing(Story & story) {
    const auto none = co_await gather(std::vector<Coro<int>>());
    story.hop(fmt::format("{} results", none.size()));
    const Task<int> t = create_task(leaf(story, 9));
    co_await t;
    auto [a, b] = co_await gather(t, t);
    story.hop(fmt::format("{} {}", a, b));
  }

  TEST_CASE("gathering nothing, or what is finished, does not suspend") {
    Story story;
    story.run(nothing(story));
    CHECK(story.lines == Lines{"#0 0 results", "#2 leaf 9", "#3 9 9"});
  }

  static Coro<> names(Story & story) {
    auto who = [](Story& s) -> Coro<> {
      s.say(loop().current_task()->name());
      co_return;
    };
    co_await gather(named("A", who(story)), who(story));
  }

  TEST_CASE("children can be named") {
    Story story;
    story.run(names(story));
    CHECK(story.lines == Lines{"A", "Task-3"});
  }
}
