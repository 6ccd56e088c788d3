// Ideas for further tests: a program on the real clock beside another; a run of thousands of tasks.
#include <doctest/doctest.h>

#include "gui/actions_compare.hpp"
#include "gui/beside.hpp"
#include "scenarios/host.hpp"
#include "scenarios/packs.hpp"
#include "tests/gui/window.hpp"

using tests::TestWindow;
using trace::EventIndex;

namespace {

gui::AppOptions real_runs(const std::string& id) {
  gui::AppOptions options;
  options.spec.scenario = id;
  options.feed = [](const gui::RunSpec& spec) {
    trace::Trace trace;
    scenarios::run_scenario({.scenario = spec.scenario, .parameters = spec.parameters}, trace,
                            nullptr, nullptr);
    return std::make_unique<tests::ReplayFeed>(std::move(trace));
  };
  options.motion = false;
  return options;
}

}  // namespace

TEST_SUITE("compare") {
  TEST_CASE("two runs stand under each other, and J goes to where they part") {
    TestWindow test(real_runs("two-workers"));
    CHECK(test.perform("compare", "two-workers mode=sequential") == "");
    const gui::Beside* beside = test.app.beside();
    REQUIRE(beside != nullptr);
    REQUIRE(beside->compared());
    CHECK(test.app.ui().comparing);
    test.window.press("J");
    const auto parted = beside->comparison().divergence();
    REQUIRE(parted);
    CHECK(test.cursor() == parted->first + 1);
    CHECK(beside->run->session().cursor() == parted->second + 1);
    test.perform("end");
    CHECK(beside->run->session().at_end());
    test.perform("seek-beside", std::to_string(parted->second));
    CHECK(test.cursor() == parted->first);
    CHECK(test.perform("seek-beside", "soon").starts_with("'seek-beside' needs"));
    test.window.press("Esc");
    CHECK(test.app.beside() == nullptr);
    CHECK(!test.app.ui().comparing);
  }

  TEST_CASE("a drag in the ruler of the lower run moves both cursors") {
    TestWindow test(real_runs("two-workers"));
    test.perform("compare", "two-workers delay_b=3");
    const session::Session& other = test.app.beside()->run->session();
    for (float y = 300; y < 800 && other.cursor() == 0; y += 8) test.window.click(900, y);
    CHECK(other.cursor() > 0);
    CHECK(test.cursor() > 0);
    // A click on a lane of the lower run chooses the task of that name.
    const trace::TaskId& selected = test.app.ui().selected;
    for (float y = 860; y > 500 && selected == 0; y -= 8) test.window.click(440, y);
    REQUIRE(selected != 0);
    CHECK(test.session().timeline().label(selected) == "B");
  }

  TEST_CASE("the runs change places, a parameter may be changed, another lesson ends it") {
    TestWindow test(real_runs("two-workers"));
    test.perform("compare", "event");
    test.window.press("Shift+C");
    CHECK(test.app.run().spec().scenario == "event");
    CHECK(test.app.beside()->run->spec().scenario == "two-workers");
    CHECK(test.app.beside()->compared());
    test.perform("param", "delay 2");
    REQUIRE(test.app.beside() != nullptr);
    CHECK(test.app.ui().comparing);
    CHECK(test.app.beside()->compared());
    test.perform("scenario", "gather-three");
    CHECK(test.app.beside() == nullptr);
  }

  TEST_CASE("the list offers counterparts first, and letters find the others") {
    TestWindow test(real_runs("two-workers"));
    test.window.press("C");
    CHECK(test.app.ui().overlay == gui::Overlay::Compare);
    CHECK(gui::compare_rows(test.app, "")[0].words == "two-workers mode=sequential");
    test.window.type("blocking");
    CHECK(gui::compare_rows(test.app, test.app.ui().line.text()).size() == 1);
    test.window.press("Enter");
    REQUIRE(test.app.beside() != nullptr);
    CHECK(test.app.beside()->run->spec().scenario == "blocking-sleep");
    CHECK(test.perform("compare", "two-wokers").find("Did you mean two-workers?") !=
          std::string::npos);
    CHECK(test.perform("compare", "off") == "");
    CHECK(test.perform("compare", "last") == "there is no run before this one: change a parameter");
  }

  TEST_CASE("a changed parameter leaves the old run as an outline, that can be compared") {
    TestWindow test(real_runs("two-workers"));
    test.perform("end");
    test.perform("param", "delay_a 1");
    const gui::Beside* beside = test.app.beside();
    REQUIRE(beside != nullptr);
    CHECK(beside->shown == gui::Beside::Shown::Outline);
    CHECK(!test.app.ui().comparing);
    const std::uint64_t with = test.window.picture();
    CHECK(test.perform("compare", "last") == "");
    CHECK(test.app.beside()->compared());
    CHECK(test.app.beside()->comparison().divergence().has_value());
    test.perform("compare", "off");
    CHECK(test.window.picture() != with);
  }

  TEST_CASE("while presenting, what differs later is not told") {
    TestWindow ahead(real_runs("lost-update")), fresh(real_runs("lost-update"));
    for (TestWindow* test : {&ahead, &fresh}) {
      test->perform("present", "on");
      test->perform("compare", "lost-update mode=lock");
    }
    ahead.perform("end");
    ahead.perform("seek", "8");
    fresh.perform("seek", "8");
    CHECK(ahead.window.picture() == fresh.window.picture());
  }
}

TEST_SUITE("packs") {
  TEST_CASE("one key leads through a whole pack: every step goes to its moment and asks") {
    for (const scenarios::Pack& pack : scenarios::packs()) {
      TestWindow test(real_runs("event"));
      CHECK(test.perform("pack", pack.id) == "");
      const gui::UiState& ui = test.app.ui();
      for (std::size_t i = 0; i < scenarios::steps(pack); ++i) {
        const scenarios::PackPlace at = scenarios::place(pack, i);
        const scenarios::PackLesson& lesson = pack.lessons[at.lesson];
        const scenarios::PackStep& step = lesson.steps[at.step];
        test.window.frames(3);
        INFO(pack.id, ", ", lesson.run, ": ", step.title);
        CHECK(ui.pack.step == i);
        CHECK(ui.notice == "");
        CHECK(test.app.run().spec().scenario == lesson.run);
        CHECK((test.cursor() > 0) == !step.at.empty());
        CHECK((ui.overlay == gui::Overlay::Poll) == !step.ask.none());
        CHECK(ui.comparing == !step.compare.empty());
        for (int key = 0; key < 2 && ui.overlay == gui::Overlay::Poll; ++key) {
          test.window.press("PageDown");  // reveals, then shows
        }
        test.window.press("PageDown");
      }
      CHECK(ui.pack.step + 1 == scenarios::steps(pack));
      test.window.press("PageUp");
      CHECK(ui.pack.step + 2 == scenarios::steps(pack));
      test.perform("pack", "off");
      CHECK(!ui.presenting);
      CHECK(ui.pack.pack == nullptr);
    }
  }

  TEST_CASE("a pack that does not exist is said") {
    TestWindow test(real_runs("event"));
    CHECK(test.perform("pack", "everything") ==
          "'pack' needs what-await-does, waiting-together, sharing, next, back or off, not "
          "'everything'");
    CHECK(test.perform("pack", "next") == "no pack is being taught");
  }
}
