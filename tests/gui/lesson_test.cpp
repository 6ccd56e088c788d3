// Ideas for further tests: a lesson of claims; a parameter that makes the run fail.
#include <doctest/doctest.h>

#include <set>

#include "gui/layout.hpp"
#include "tests/gui/window.hpp"

using tests::TestWindow;

namespace {

/// So many tasks, all ready in one batch, and one callback before them.
template <int Count>
trace::Trace ready_trace() {
  tests::TraceBuilder b;
  b.loop_started();
  b.queue_callback("a callback");
  std::vector<trace::TaskId> tasks;
  for (int i = 0; i < Count; ++i) tasks.push_back(b.create_task("worker"));
  b.iteration();
  b.batch(Count / 2);
  b.step(tasks[0]);
  return std::move(b.trace());
}

}  // namespace

TEST_SUITE("first minutes") {
  TEST_CASE("the first keys are named one after the other, and then no more") {
    TestWindow test;
    test.perform("first-steps");
    std::vector<int> steps{test.app.ui().first_step};
    test.perform("seek", "11");
    for (const char* key : {"Left", "Right", "Right", "I", "Space", "Space", "Left", "H"}) {
      test.window.press(key);
      steps.push_back(test.app.ui().first_step);
    }
    CHECK(steps == std::vector{1, 1, 1, 2, 3, 4, 4, 4, 0});  // the 12th fact is a line of output
  }

  TEST_CASE("who knows a later key is past the ones before it, and Esc ends the hints") {
    TestWindow test;
    test.perform("first-steps");
    test.window.press("I");
    CHECK(test.app.ui().first_step == 3);
    test.window.press("Esc");
    CHECK(test.app.ui().first_step == 0);
    test.window.press("Shift+F1");
    CHECK(test.app.ui().first_step == 1);
  }

  TEST_CASE("the strip of the first minutes takes no click but its own") {
    TestWindow test;
    test.perform("first-steps");
    test.window.click(800, 300);
    CHECK(test.app.ui().first_step == 1);
    test.window.click(118, 112);  // the key that it names
    CHECK(test.cursor() == 1);
    test.window.click(1560, 112);
    CHECK(test.app.ui().first_step == 0);
  }

  TEST_CASE("a lesson is shown with the panels that it names, and Y brings the others") {
    TestWindow test;
    const int all = test.window.triangles();
    test.perform("panels", "lesson");
    CHECK(test.window.triangles() < all);
    test.window.press("H");
    CHECK(test.window.triangles() == all);
    CHECK(test.perform("panels", "some") == "'panels' needs all or lesson, not 'some'");
  }

  TEST_CASE("panels fill the window whichever are wanted") {
    using scenarios::Panel;
    const gui::Theme theme;
    gui::UiState ui;
    constexpr std::array kAll{Panel::Source, Panel::Output,    Panel::Timeline,
                              Panel::Loop,   Panel::Inspector, Panel::Lesson};
    for (int set = 1; set < 64; ++set) {
      std::vector<Panel> wanted;
      for (int i = 0; i < 6; ++i) {
        if ((set >> i & 1) != 0) wanted.push_back(kAll.at(static_cast<std::size_t>(i)));
      }
      const gui::Layout layout = gui::lay_out(ui, theme, {0, 0, 1600, 900}, wanted);
      float area = 0;
      for (const gui::Rect& one : {layout.source, layout.records, layout.timeline, layout.loop,
                                   layout.inspector, layout.lesson}) {
        area += one.width() * one.height();
      }
      CAPTURE(set);
      CHECK(area > 1600 * 782 * 0.99f);
      CHECK(area <= 1600 * 782);
    }
  }
}

TEST_SUITE("lesson") {
  TEST_CASE("what the run took is kept when a parameter is changed, if it was seen to its end") {
    TestWindow test;
    test.seek(10);
    test.perform("param", "delay_a 1");
    CHECK(!test.app.ui().before);
    test.perform("end");
    test.perform("param", "delay_a 0.5");
    CHECK(test.app.ui().before == std::chrono::seconds(2));
    test.perform("scenario", "event");
    CHECK(!test.app.ui().before);
  }

  TEST_CASE("words of the explanation lead to moments of the run") {
    TestWindow test;
    const model::Sentence& sentence =
        test.app.run().linked("[B is done](done B), [nobody](done Nobody) `code`");
    std::vector<model::Piece::Kind> kinds;
    for (const model::Piece& piece : sentence) kinds.push_back(piece.kind);
    using Kind = model::Piece::Kind;
    CHECK(kinds == std::vector{Kind::Moment, Kind::Plain, Kind::Plain, Kind::Plain, Kind::Strong});
    test.seek(sentence.front().cursor);
    CHECK(test.session().trace()[test.cursor() - 1].kind == trace::EventKind::TaskDone);
  }

  TEST_CASE("every lesson draws at every size, explained or not") {
    for (const scenarios::Scenario& scenario : scenarios::catalogue()) {
      auto options = tests::options_for(tests::two_workers_trace);
      options.spec.scenario = scenario.id;
      TestWindow test(std::move(options), 1024, 700);
      for (const trace::EventIndex cursor : {0u, 20u, 1000u}) {
        test.seek(cursor);
        CHECK(test.window.triangles() > 100);
        test.perform("explain");
      }
    }
  }
}

TEST_SUITE("loop") {
  TEST_CASE("a queue of any length draws, in any room") {
    for (trace::Trace (*make)() : {ready_trace<3>, ready_trace<30>, ready_trace<10'000>}) {
      for (const int width : {640, 1024, 1600, 3200}) {
        TestWindow test(tests::options_for(make), width, width * 9 / 16);
        std::set<std::uint64_t> pictures;
        const trace::EventIndex size = test.session().trace().size();
        for (const trace::EventIndex cursor : {trace::EventIndex{2}, size - 2, size}) {
          test.seek(cursor);
          pictures.insert(test.window.picture());
        }
        CHECK(pictures.size() == 3);
        CHECK(test.window.triangles() < 100'000);
      }
    }
  }
}
