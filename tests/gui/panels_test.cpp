// Ideas for further tests: a trace that begins in its middle; names of a thousand letters.
#include <doctest/doctest.h>

#include "tests/gui/window.hpp"

using tests::TestWindow;

namespace {

/// Many tasks with many short steps, some cancelled, some failed, nested four deep.
trace::Trace busy_trace() {
  using namespace tests;
  TraceBuilder b;
  b.trace().header.scenario = "busy";
  b.loop_started();
  std::vector<TaskId> tasks{b.create_task("main_")};
  b.iteration();
  b.batch(1);
  b.step(tasks[0]);
  for (int i = 0; i < 40; ++i) tasks.push_back(b.create_task("worker", i % 3 == 0 ? "w" : ""));
  const ObjectId event = b.create_object(ObjectKind::Event, "go");
  b.suspend(tasks[0], WaitKind::Event, event);
  for (int turn = 0; turn < 30; ++turn) {
    b.iteration();
    b.batch(40);
    for (int i = 1; i <= 40; ++i) {
      if (turn == 29 && i % 4 != 0) continue;
      b.step(tasks[static_cast<std::size_t>(i)]);
      b.print("a line that is rather long, so that it must be cut where there is no room for it");
      b.watch("turn", std::to_string(turn));
      if (turn == 29)
        b.done(tasks[static_cast<std::size_t>(i)], Outcome::Exception, "no", "ValueError");
      else
        b.yield(tasks[static_cast<std::size_t>(i)]);
    }
  }
  return std::move(b.trace());
}

trace::Trace empty_trace() { return {}; }

/// Facts that make no sense together: a trace is input.
trace::Trace nonsense_trace() {
  tests::TraceBuilder b;
  for (std::uint16_t kind = 0; kind < trace::kEventKinds; ++kind) {
    for (const std::uint32_t id : {0u, 1u, 7u, 4'000'000'000u}) {
      b.add({.kind = static_cast<trace::EventKind>(kind),
             .detail = static_cast<std::uint8_t>(id),
             .task = id,
             .handle = id,
             .object = id,
             .by = id,
             .value = -static_cast<std::int64_t>(id)});
    }
  }
  return std::move(b.trace());
}

void draw_everything(TestWindow& test, trace::EventIndex stride) {
  const trace::EventIndex size = test.session().trace().size();
  for (trace::EventIndex cursor = 0; cursor <= size; cursor += stride) {
    test.seek(cursor);
    CHECK(test.window.triangles() > 100);
  }
  for (const char* axis : {"elastic", "steps", "time"}) {
    test.perform("axis", axis);
    test.perform("fit");
    test.window.frames(2);
  }
  for (const char* tab : {"log", "findings", "output"}) test.perform("records", tab);
  for (const char* command : {"waits", "why", "waits", "why"}) test.perform(command);
  for (const char* language : {"cpp", "python"}) test.perform("source", language);
  for (const char* overlay : {"gallery", "help", "breakpoints", "close"}) test.perform(overlay);
}

}  // namespace

TEST_SUITE("panels") {
  TEST_CASE("every panel draws at every cursor, in every size and theme") {
    struct Size {
      int width, height;
      float scale;
    };
    for (const Size size : {Size{1600, 900, 1}, Size{1024, 700, 1}, Size{640, 400, 1},
                            Size{1600, 900, 2}, Size{3200, 1800, 2}, Size{1280, 720, 1.5f}}) {
      for (const gui::ThemeKind theme : {gui::ThemeKind::Dark, gui::ThemeKind::Light}) {
        auto options = tests::options_for(tests::two_workers_trace);
        options.ui.theme = theme;
        TestWindow test(std::move(options), size.width, size.height, size.scale);
        draw_everything(test, size.width == 1600 ? 1 : 7);
      }
    }
  }

  TEST_CASE("a run of many tasks draws") {
    TestWindow test(tests::options_for(busy_trace), 1024, 700);
    draw_everything(test, 997);
    for (int i = 0; i < 12; ++i) test.perform("zoom", "out");
    draw_everything(test, 1997);
    for (int i = 0; i < 40; ++i) test.perform("zoom", "in");
    draw_everything(test, 1997);
  }

  TEST_CASE("a trace without facts, and one of nonsense, draw") {
    TestWindow empty(tests::options_for(empty_trace));
    draw_everything(empty, 1);
    TestWindow nonsense(tests::options_for(nonsense_trace));
    draw_everything(nonsense, 1);
    for (const trace::TaskId task : {1u, 7u, 4'000'000'000u}) {
      nonsense.perform("select", "#" + std::to_string(task));
      draw_everything(nonsense, 11);
    }
  }

  TEST_CASE("20 steps forward and 20 back give the same snapshot and the same picture") {
    TestWindow test;
    test.seek(40);
    test.seek(20);
    const std::string snapshot = test.snapshot();
    const std::uint64_t picture = test.window.picture();
    for (int i = 0; i < 20; ++i) test.window.press("Right");
    CHECK(test.cursor() == 40);
    CHECK(test.snapshot() != snapshot);
    CHECK(test.window.picture() != picture);
    for (int i = 0; i < 20; ++i) test.window.press("Left");
    CHECK(test.cursor() == 20);
    CHECK(test.snapshot() == snapshot);
    CHECK(test.window.picture() == picture);
  }

  TEST_CASE("the same cursor looks the same however it was reached") {
    TestWindow stepped, sought;
    stepped.seek(54);
    sought.seek(54);
    for (int i = 0; i < 24; ++i) stepped.window.press("Left");
    sought.seek(30);
    CHECK(stepped.window.picture() == sought.window.picture());
  }

  TEST_CASE("nothing beyond the frontier is told") {
    TestWindow test, ended;
    test.seek(12);
    const std::uint64_t picture = test.window.picture();
    ended.seek(1000);
    ended.seek(12);
    CHECK(ended.window.picture() != picture);  // what was visited is a ghost
  }

  TEST_CASE("a click in the ruler moves the cursor, but not beyond what was visited") {
    TestWindow test;
    test.seek(30);
    test.window.click(560, 180);  // the ruler of the timeline, left of its middle
    const trace::EventIndex there = test.cursor();
    CHECK(there < 30);
    CHECK(there > 0);
    test.window.click(1200, 180);
    CHECK(test.cursor() == 30);
  }

  TEST_CASE("a drag in the ruler scrubs") {
    TestWindow test;
    test.seek(50);
    test.window.move(1000, 180);
    test.window.button(true);
    std::vector<trace::EventIndex> cursors;
    for (float x = 1000; x >= 540; x -= 46) {
      test.window.move(x, 180);
      test.window.frame();
      cursors.push_back(test.cursor());
    }
    test.window.button(false);
    CHECK(std::is_sorted(cursors.rbegin(), cursors.rend()));
    CHECK(cursors.front() > cursors.back());
  }

  TEST_CASE("the wheel zooms at the mouse, a drag in the lanes pans, F shows all again") {
    TestWindow test;
    test.seek(1000);
    const float unit = test.app.ui().drawn_unit;
    test.window.move(900, 300);
    test.window.wheel(3);
    test.window.frame();
    CHECK(test.app.ui().drawn_unit > unit * 1.5f);
    CHECK(!test.app.ui().follow);
    const double origin = test.app.ui().origin;
    test.window.button(true);
    test.window.move(800, 300);
    test.window.frame();
    test.window.button(false);
    CHECK(test.app.ui().origin > origin);
    CHECK(test.app.ui().selected == 0);
    test.window.press("F");
    CHECK(test.app.ui().origin == 0);
  }

  TEST_CASE("a click on a lane selects its task, a click on a line of output goes there") {
    TestWindow test;
    test.seek(40);
    test.window.click(420, 250);  // the label of the first lane
    CHECK(test.app.ui().selected == 1);
    test.window.press("Esc");
    test.window.click(60, 697);  // the first line of the output
    CHECK(test.session().trace()[test.cursor() - 1].kind == trace::EventKind::Printed);
  }

  TEST_CASE("a click on a line's number sets a breakpoint there, another takes it away") {
    TestWindow test;
    test.seek(20);
    test.window.click(43, 244);  // the number of a line with a link
    REQUIRE(test.app.ui().breakpoints.size() == 1);
    CHECK(test.app.ui().breakpoints[0].file == "scenarios/basics/two_workers.cpp");
    test.window.click(43, 244);
    CHECK(test.app.ui().breakpoints.empty());
  }

  TEST_CASE("transport buttons do what they say") {
    TestWindow test;
    int forward = 0, back = 0;
    for (float x = 640; x < 1300; x += 12) {
      test.seek(10);
      const trace::EventIndex before = test.cursor();
      test.window.click(x, 24);
      if (test.app.ui().playing) test.perform("pause");
      if (test.cursor() > before) ++forward;
      if (test.cursor() < before) ++back;
      test.perform("close");
    }
    CHECK(forward >= 8);
    CHECK(back >= 8);
  }

  TEST_CASE("lines between panels are dragged, and panels keep a least size") {
    TestWindow test;
    const auto drag = [&](float x, float y, float to_x, float to_y) {
      test.window.move(x, y);
      test.window.button(true);
      test.window.move(to_x, to_y);
      test.window.frame();
      test.window.button(false);
      test.window.move(-1000, -1000);
    };
    drag(374, 400, 300, 400);
    CHECK(test.app.ui().left == doctest::Approx(300).epsilon(0.02));
    drag(1293, 400, 1250, 400);
    CHECK(test.app.ui().right == doctest::Approx(349).epsilon(0.02));
    drag(800, 591, 800, 500);
    CHECK(test.app.ui().loop > 350);
    test.window.move(300, 400);
    test.window.button(true);
    for (float x = 300; x > -900; x -= 100) test.window.move(x, 400);
    test.window.button(false);
    test.window.frames(2);
    CHECK(test.window.triangles() > 100);
  }

  TEST_CASE("a menu opens under its pill, its rows choose, and Esc closes it") {
    TestWindow test;
    const int plain = test.window.triangles();
    test.window.click(1220, 24);  // the size of a step
    test.window.frames(2);
    CHECK(test.window.triangles() > plain + 50);
    test.window.press("Esc");
    test.window.move(-1000, -1000);
    test.window.frames(2);
    CHECK(test.window.triangles() == plain);
    test.window.click(1220, 24);
    test.window.click(1190, 140);
    CHECK(test.app.ui().step != session::StepSize::Event);
  }

  TEST_CASE("a feed that fails is told, what came before stays") {
    class FailedFeed final : public session::Feed {
      session::FeedStatus advance(trace::Trace&, std::size_t) override {
        return session::FeedStatus::Failed;
      }
      std::string error() const override { return "The host has crashed."; }
    };
    auto options = tests::options_for(tests::two_workers_trace);
    options.feed = [](const gui::RunSpec&) { return std::make_unique<FailedFeed>(); };
    TestWindow test(std::move(options));
    draw_everything(test, 1);
    CHECK(test.session().error() == "The host has crashed.");
  }

  TEST_CASE("cards move to their places and come to rest") {
    auto options = tests::options_for(tests::two_workers_trace);
    options.motion = true;
    TestWindow test(std::move(options));
    test.seek(9);
    test.window.frames(60);
    CHECK(!test.app.moving());
    test.perform("step", "2");
    CHECK(test.app.moving());
    test.window.frames(40);
    CHECK(!test.app.moving());
  }
}
