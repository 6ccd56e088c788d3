// Ideas for further tests: a long way that is gone in pieces is one place.
#include "gui/navigation.hpp"

#include <doctest/doctest.h>

#include "gui/marks.hpp"
#include "tests/gui/window.hpp"

using gui::Navigation;
using gui::Place;
using gui::Way;
using tests::TestWindow;

namespace {

using Cursors = std::vector<trace::EventIndex>;

/// The cursors of all places, from the present one back to the first.
Cursors all_back(Navigation navigation) {
  Cursors cursors;
  while (navigation.can_go_back()) cursors.push_back(navigation.back().cursor);
  return cursors;
}

Place at(trace::EventIndex cursor) { return {.cursor = cursor}; }

}  // namespace

TEST_SUITE("navigation") {
  TEST_CASE("back leads from jump to jump, and past all steps to where they began") {
    Navigation navigation;
    navigation.visit(at(0), Way::Jump);
    for (const trace::EventIndex cursor : {1u, 2u, 3u}) navigation.visit(at(cursor), Way::Step);
    navigation.visit(at(50), Way::Jump);
    navigation.visit(at(50), Way::Jump);  // the frames in which nothing happens
    for (const trace::EventIndex cursor : {51u, 52u}) navigation.visit(at(cursor), Way::Step);
    navigation.visit(at(10), Way::Jump);
    CHECK(all_back(navigation) == Cursors{52, 50, 3, 0});
  }

  TEST_CASE("forward undoes back, and a new place forgets what was ahead") {
    Navigation navigation;
    for (const trace::EventIndex cursor : {0u, 10u, 20u, 30u})
      navigation.visit(at(cursor), Way::Jump);
    CHECK(navigation.back().cursor == 20);
    CHECK(navigation.back().cursor == 10);
    CHECK(navigation.on().cursor == 20);
    navigation.visit(at(20), Way::Step);
    navigation.visit(at(21), Way::Step);
    CHECK_FALSE(navigation.can_go_on());
    CHECK(all_back(navigation) == Cursors{20, 10, 0});
  }

  TEST_CASE("each drag is one place, and so is zooming by the wheel") {
    Navigation navigation;
    navigation.visit(at(40), Way::Jump);
    for (const trace::EventIndex cursor : {39u, 30u, 22u}) navigation.visit(at(cursor), Way::Drag);
    navigation.visit(at(22), Way::Jump);  // the button is up
    for (const trace::EventIndex cursor : {23u, 33u}) navigation.visit(at(cursor), Way::Drag);
    for (const float unit : {50.f, 60.f, 70.f})
      navigation.visit({.cursor = 33, .unit = unit, .follow = false}, Way::Jump);
    CHECK(all_back(navigation) == Cursors{33, 22, 40});
  }

  TEST_CASE("steps and then the tasks gone through are two places") {
    Navigation navigation;
    navigation.visit(at(0), Way::Jump);
    for (const trace::EventIndex cursor : {1u, 2u}) navigation.visit(at(cursor), Way::Step);
    for (const trace::TaskId task : {1u, 2u, 3u})
      navigation.visit({.cursor = 2, .selected = task}, Way::Step);
    CHECK(all_back(navigation) == Cursors{2, 0});
  }

  TEST_CASE("a view that runs after the cursor is no place of its own") {
    Navigation navigation;
    navigation.visit({.cursor = 5, .unit = 9, .follow = false, .origin = 3}, Way::Jump);
    navigation.visit({.cursor = 90, .unit = 9, .follow = false, .origin = 3}, Way::Jump);
    navigation.visit({.cursor = 90, .unit = 9, .follow = true}, Way::Jump);
    CHECK(all_back(navigation) == Cursors{5});
  }

  TEST_CASE("only so many places are kept") {
    Navigation navigation;
    for (trace::EventIndex cursor = 0; cursor < 3000; ++cursor)
      navigation.visit(at(cursor), Way::Jump);
    const Cursors back = all_back(navigation);
    CHECK(back.size() == Navigation::kMost - 1);
    CHECK(back.back() == 2000);
  }

  TEST_CASE("Ctrl+Z goes back to fact, task, axis and tab, Ctrl+Y forward again") {
    TestWindow test;
    test.perform("seek", "30");
    test.perform("select", "B");
    test.window.press("X");
    test.window.press("O");
    test.perform("end");
    test.perform("seek", "12");
    std::vector<std::string> told;
    const auto tell = [&] {
      const gui::UiState& ui = test.app.ui();
      told.push_back(std::to_string(test.cursor()) + " " + std::to_string(ui.selected) + " " +
                     std::string(model::word(ui.axis)) +
                     (ui.records_tab == gui::RecordTab::Log ? " log" : " output"));
    };
    tell();
    for (int i = 0; i < 6; ++i) {
      test.window.press("Ctrl+Z");
      tell();
    }
    const std::string end = std::to_string(test.session().trace().size());
    CHECK(told == std::vector<std::string>{"12 3 steps log", end + " 3 steps log", "30 3 steps log",
                                           "30 3 steps output", "30 3 elastic output",
                                           "30 0 elastic output", "0 0 elastic output"});
    test.window.press("Ctrl+Z");
    CHECK(test.app.ui().notice == "you have not been anywhere else before");
    for (int i = 0; i < 6; ++i) test.window.press(i % 2 == 0 ? "Ctrl+Y" : "Mouse5");
    CHECK(test.cursor() == 12);
    CHECK(test.session().frontier() == test.session().trace().size());
    test.window.press("Ctrl+Y");
    CHECK(test.app.ui().notice == "you have not come back from anywhere");
  }

  TEST_CASE("going back passes over steps and play, and a new run has no way back") {
    TestWindow test;
    for (int i = 0; i < 5; ++i) test.window.press("Right");
    test.perform("seek", "20");
    test.window.press("Space");
    for (int i = 0; i < 120; ++i) test.window.frame();
    test.window.press("Space");
    CHECK(test.cursor() > 20);
    test.window.press("Ctrl+Z");
    CHECK(test.cursor() == 20);
    test.window.press("Ctrl+Z");
    CHECK(test.cursor() == 5);
    test.window.press("Ctrl+Z");
    CHECK(test.cursor() == 0);
    test.perform("restart");
    CHECK_FALSE(test.app.marks().navigation.can_go_back());
  }
}
