// What was found, as a list and in the timeline. Ideas for further tests: a run with hundreds of
// findings; a lesson that expects some.
#include <doctest/doctest.h>

#include "tests/gui/window.hpp"

using tests::TestWindow;

namespace {

/// main drops a coroutine that nobody awaited; later a worker blocks the loop twice.
trace::Trace careless_trace() {
  using namespace tests;
  TraceBuilder b;
  b.loop_started();
  const TaskId main = b.create_task("main_"), worker = b.create_task("work", "worker");
  b.iteration();
  b.batch(2);
  b.step(main);
  b.add({.kind = EventKind::CoroDropped, .text = b.text("fetch")});
  b.suspend(main, WaitKind::Task, worker);
  b.step(worker);
  b.busy(200ms);
  const HandleId timer = b.sleep(worker, 1s);
  b.iteration_after(1s);
  b.expire(timer);
  b.batch(1);
  b.run(timer);
  b.wake(worker);
  b.ran(timer);
  b.iteration();
  b.batch(1);
  b.step(worker);
  b.busy(300ms);
  b.done(worker);
  b.wake(main, worker);
  b.iteration();
  b.batch(1);
  b.step(main);
  b.done(main);
  b.loop_stopped();
  return std::move(b.trace());
}

struct Found : TestWindow {
  Found() : TestWindow(tests::options_for(careless_trace)) {}
  std::string here() {
    const auto& trace = session().trace();
    if (cursor() == 0) return "start";
    return std::string(trace::kind_name(trace[cursor() - 1].kind)) + " " +
           session().timeline().label(app.ui().selected);
  }
};

}  // namespace

TEST_SUITE("findings in the window") {
  TEST_CASE("F8 goes from finding to finding, of those that were visited") {
    Found test;
    std::vector<std::string> places;
    const auto press = [&](std::string_view key) {
      test.window.press(key);
      places.push_back(test.here());
    };
    press("F8");
    CHECK(test.app.ui().notice == "nothing was found so far");
    test.seek(1000);
    press("F8");
    CHECK(test.app.ui().notice == "no further finding so far");
    press("Shift+F8");
    press("Shift+F8");
    press("Shift+F8");
    press("F8");
    CHECK(places == std::vector<std::string>{"start", "LoopStopped object 0",
                                             "IterationBegan worker", "CoroDropped main",
                                             "CoroDropped main", "IterationBegan worker"});
    CHECK(test.app.ui().records_tab == gui::RecordTab::Findings);
  }

  TEST_CASE("a finding is told by its number once it was visited, or all is revealed") {
    Found test;
    CHECK(test.perform("finding", "1") == "there is no finding 1 so far");
    test.perform("reveal");
    CHECK(test.perform("finding", "2") == "");
    CHECK(test.here() == "IterationBegan worker");
    CHECK(test.perform("finding", "3") == "there is no finding 3 so far");
    CHECK(test.perform("finding", "one").find("needs") != std::string::npos);
  }

  TEST_CASE("the list tells no more than was visited, and what is there again looks the same") {
    Found test, seen;
    test.perform("records", "findings");
    seen.perform("records", "findings");
    test.seek(6);
    const std::uint64_t one = test.window.picture();
    seen.seek(1000);
    seen.seek(6);
    CHECK(seen.window.picture() != one);
    test.seek(1000);
    test.seek(6);
    CHECK(test.window.picture() == seen.window.picture());
  }

  TEST_CASE("a click in the list goes to the finding, a click on a task in it selects that") {
    Found test;
    test.seek(1000);
    test.perform("records", "findings");
    test.window.click(200, 686);  // the title of the first
    CHECK(test.here() == "CoroDropped main");
  }

  TEST_CASE("the third tab opens by a click, and O goes through all three") {
    Found test;
    test.window.click(140, 665);
    CHECK(test.app.ui().records_tab == gui::RecordTab::Findings);
    std::vector<gui::RecordTab> tabs;
    for (int i = 0; i < 3; ++i) {
      test.window.press("O");
      tabs.push_back(test.app.ui().records_tab);
    }
    CHECK(tabs == std::vector<gui::RecordTab>{gui::RecordTab::Output, gui::RecordTab::Log,
                                              gui::RecordTab::Findings});
  }

  TEST_CASE("E asks why and brings it into sight, E again takes it away") {
    Found test;
    test.seek(8);
    const std::uint64_t plain = test.window.picture();
    test.window.press("E");
    test.window.frames(2);
    CHECK(test.window.picture() != plain);
    for (trace::EventIndex cursor = 0; cursor <= test.session().trace().size(); ++cursor) {
      test.seek(cursor);
      CHECK(test.window.triangles() > 100);
    }
    test.seek(8);
    test.window.press("E");
    test.window.frames(2);
    CHECK(!test.app.ui().why);
  }

  TEST_CASE("Y shows who waits for whom, a click there selects") {
    Found test;
    test.seek(8);
    test.window.press("Y");
    for (trace::EventIndex cursor = 0; cursor <= test.session().trace().size(); ++cursor) {
      test.seek(cursor);
      CHECK(test.window.triangles() > 100);
    }
    test.seek(8);
    CHECK(test.app.ui().selected == 0);
    for (float x = 400; x < 1290 && test.app.ui().selected == 0; x += 20) test.window.click(x, 750);
    CHECK(test.app.ui().selected == 2);
    test.window.press("Y");
    CHECK(!test.app.ui().waits);
    CHECK(test.perform("waits", "maybe").find("on or off") != std::string::npos);
  }
}
