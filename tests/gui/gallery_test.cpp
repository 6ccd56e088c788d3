// Ideas for further tests: a lesson whose run does not end has a picture, too.
#include <doctest/doctest.h>

#include <set>

#include "gui/lessons.hpp"
#include "tests/gui/window.hpp"
#include "tests/support/folder.hpp"

using tests::TestWindow;

TEST_SUITE("gallery") {
  TEST_CASE("a lesson is chosen by arrows and Enter, and is marked as opened") {
    TestWindow test;
    test.window.press("G");
    CHECK(test.app.ui().overlay == gui::Overlay::Gallery);
    CHECK(scenarios::catalogue()[test.app.ui().row].id == "two-workers");
    test.window.press("PageUp");
    for (const char* key : {"Down", "Down", "Up", "Enter"}) test.window.press(key);
    CHECK(test.app.ui().overlay == gui::Overlay::None);
    const std::string second = scenarios::catalogue()[1].id;
    CHECK(test.app.run().spec().scenario == second);
    CHECK(test.app.ui().opened == std::vector<std::string>{"two-workers", second});
    test.window.press("Enter");
    CHECK(test.app.run().spec().scenario == second);
  }

  TEST_CASE("what is typed finds lessons by title, topic and misconception, and Enter opens one") {
    TestWindow test;
    test.window.press("G");
    test.window.type("two work");
    CHECK(gui::lessons_with("two work").front()->id == "two-workers");
    test.window.type("zzz");
    test.window.press("Down");
    test.window.press("Enter");  // nothing is found, nothing happens
    CHECK(test.app.ui().overlay == gui::Overlay::Gallery);
    for (int i = 0; i < 11; ++i) test.window.press("Backspace");
    test.window.type("faster than THREADS");
    const auto found = gui::lessons_with("faster than THREADS");
    REQUIRE(found.size() == 1);
    CHECK(gui::only_misconception_has(*found[0], "faster than THREADS"));
    test.window.press("Enter");
    CHECK(test.app.run().spec().scenario == "thread-pool");
    CHECK(gui::lessons_with("").size() == scenarios::catalogue().size());
  }

  TEST_CASE("which lessons were opened is kept between sittings, names that are none are not") {
    const tests::Folder folder;
    gui::UiState before, after;
    for (const char* name : {"event", "no-such-lesson", "event"}) remember_opened(before, name);
    gui::save(before, folder / "window.conf");
    gui::load(after, folder / "window.conf");
    CHECK(after.opened == std::vector<std::string>{"event"});
  }

  TEST_CASE("the gallery scrolls to the row that is chosen, also in a small window") {
    TestWindow test(tests::options_for(tests::two_workers_trace), 1024, 700);
    test.window.press("G");
    std::set<std::uint64_t> pictures;
    for (std::size_t i = 0; i < scenarios::catalogue().size(); ++i) {
      pictures.insert(test.window.picture());
      test.window.press("Down");
    }
    CHECK(pictures.size() == scenarios::catalogue().size());
  }

  TEST_CASE("a small picture shows each task's life from left to right") {
    const trace::Trace trace = tests::two_workers_trace();
    model::Timeline timeline(trace);
    timeline.extend();
    const gui::Thumbnail picture = gui::draw_small(timeline);
    CHECK(picture.lanes == 3);
    for (const gui::Thumbnail::Bar& bar : picture.bars) {
      CHECK(bar.lane < 3);
      CHECK(bar.x0 >= 0);
      CHECK(bar.x0 <= bar.x1);
      CHECK(bar.x1 <= 1);
    }
  }

  TEST_CASE("pictures are made one after the other, and each once") {
    int runs = 0;
    gui::Thumbnails pictures([&](const gui::RunSpec&) {
      ++runs;
      return std::make_unique<tests::ReplayFeed>(tests::two_workers_trace());
    });
    for (const char* name : {"a", "c", "b", "a"}) pictures.want(name);
    CHECK(pictures.find("a") == nullptr);
    pictures.hurry("b");
    while (pictures.find("b") == nullptr) pictures.poll();
    CHECK(pictures.find("a") == nullptr);
    while (pictures.poll()) {
    }
    CHECK(runs == 3);
    CHECK(pictures.find("b")->lanes == 3);
    CHECK(pictures.find("d") == nullptr);
  }
}
