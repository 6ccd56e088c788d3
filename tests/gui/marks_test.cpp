// Ideas for further tests: a range over folded lanes; a search in a run that is still read.
#include "gui/marks.hpp"

#include <doctest/doctest.h>

#include <set>

#include "gui/glossary.hpp"
#include "gui/hover.hpp"
#include "tests/gui/window.hpp"

using tests::TestWindow;

namespace {

using Words = std::vector<std::string>;

/// "TaskDone A": the fact just shown.
std::string shown(TestWindow& test) {
  if (test.cursor() == 0) return "start";
  const trace::TraceEvent& e = test.session().trace()[test.cursor() - 1];
  std::string words(trace::kind_name(e.kind));
  if (e.task != 0) words += " " + test.session().timeline().label(e.task);
  return words;
}

gui::Marks& marks(TestWindow& test) { return test.app.marks(); }

/// Lets the mouse rest where it is.
void rest(TestWindow& test) { test.window.frames(30); }

/// The run of two workers without its last half.
trace::Trace cut_trace() {
  trace::Trace whole = tests::two_workers_trace(), half;
  tests::ReplayFeed(std::move(whole)).advance(half, 22);
  return half;
}

}  // namespace

TEST_SUITE("causes in the window") {
  TEST_CASE("[ leads from main's last step back to the start, ] the same way forward") {
    TestWindow test;
    test.seek(46);  // main goes on after A
    Words back{shown(test)}, on;
    while (back.back() != "TaskCreated main" && back.size() < 20) {
      test.window.press("[");
      back.push_back(shown(test));
    }
    CHECK(back == Words{"TaskStepBegan main", "HandleQueued main", "TaskDone A", "TaskStepBegan A",
                        "HandleQueued A", "HandleRunBegan", "TimerExpired", "TimerArmed A",
                        "TaskStepBegan A", "TaskCreated A", "TaskStepBegan main",
                        "TaskCreated main"});
    test.window.press("[");
    CHECK(test.app.ui().notice == "nothing that is recorded caused this fact");
    for (std::size_t i = 1; i < back.size(); ++i) {
      test.window.press("]");
      on.push_back(shown(test));
    }
    CHECK(on == Words(back.rbegin() + 1, back.rend()));
    CHECK(marks(test).chain.links().size() == back.size());
  }

  TEST_CASE("the whole chain of the task in focus is drawn, and Esc takes it away") {
    TestWindow test;
    test.seek(46);
    test.perform("select", "main");
    const std::uint64_t plain = test.window.picture();
    test.window.press("Shift+E");
    CHECK(!marks(test).chain.growing());
    CHECK(marks(test).chain.links().size() == 12);
    CHECK(test.window.picture() != plain);
    test.window.press("Esc");
    CHECK(marks(test).chain.empty());
    CHECK(test.app.ui().selected == 1);
    CHECK(test.window.picture() == plain);
    test.seek(0);
    CHECK(test.perform("chain") == "no task is in focus here");
  }
}

TEST_SUITE("range") {
  TEST_CASE("a range grows around the focus: its span, the iteration, its life, all, none") {
    TestWindow test;
    test.seek(60);
    test.seek(20);
    test.perform("select", "B");
    Words ranges;
    for (int i = 0; i < 5; ++i) {
      test.window.press("Shift+R");
      const gui::Range& range = marks(test).range;
      ranges.push_back(std::to_string(range.from) + "-" + std::to_string(range.to));
    }
    const std::string all = std::to_string(test.session().frontier());
    CHECK(ranges == Words{"18-24", "18-25", "6-30", "0-" + all, "0-0"});
  }

  TEST_CASE("a drag with Shift marks a range and neither scrolls nor seeks") {
    TestWindow test;
    test.seek(1000);
    const trace::EventIndex cursor = test.cursor();
    test.window.move(700, 300);
    test.window.shift(true);
    test.window.button(true);
    test.window.move(1000, 300);
    test.window.frame();
    test.window.button(false);
    test.window.shift(false);
    const gui::Range& range = marks(test).range;
    CHECK(range.from > 0);
    CHECK(range.to > range.from);
    CHECK(test.cursor() == cursor);
    CHECK(test.app.ui().follow);
    test.window.frames(2);
    REQUIRE(range.use != nullptr);
    CHECK(range.use->complete());
    test.window.press("Shift+F");
    CHECK(!test.app.ui().follow);
    CHECK(test.app.ui().unit > 0);
    test.window.press("Esc");
    CHECK(range.empty());
  }

  TEST_CASE("a range from here goes with the cursor until it is fixed") {
    TestWindow test;
    test.seek(10);
    test.window.press("Ctrl+R");
    for (int i = 0; i < 4; ++i) test.window.press("Right");
    test.window.press("Ctrl+R");
    test.window.press("Right");
    CHECK(marks(test).range.from == 10);
    CHECK(marks(test).range.to == 14);
    CHECK(test.perform("range", "3 9") == "");
    CHECK(marks(test).range.to == 9);
    CHECK(test.perform("range", "soon") ==
          "'range' needs all, from, to, none or two cursors, not 'soon'");
    CHECK(test.perform("range-order", "ready") == "");
    CHECK(test.perform("range-order", "name") ==
          "'range-order' needs busy, ready or suspended, not 'name'");
  }

  TEST_CASE("a click on a row of the range's card selects its task") {
    TestWindow test;
    test.seek(1000);
    test.perform("range", "all");
    test.window.frames(2);
    std::set<trace::TaskId> chosen;
    for (float y = 400; y < 580; y += 8) {
      test.app.ui().selected = 0;
      test.window.click(1000, y);
      chosen.insert(test.app.ui().selected);
    }
    CHECK(chosen.contains(1));
    CHECK(chosen.contains(2));
    CHECK(chosen.contains(3));
  }
}

TEST_SUITE("search") {
  TEST_CASE(
      "what is written is found in names, output, sentences and lines, and Enter goes there") {
    TestWindow test;
    test.seek(1000);
    test.seek(0);
    test.window.press("/");
    test.window.frames(2);
    test.window.type("b started");
    CHECK(marks(test).search.words() == "b started");
    CHECK(marks(test).search.size() == 1);
    test.window.press("Enter");
    CHECK(shown(test) == "Printed");
    CHECK(test.cursor() == 16);
    test.window.press("Esc");
    CHECK(!marks(test).search.open);
    CHECK(marks(test).search.words().empty());
  }

  TEST_CASE("F3 goes from match to match and around the ends, and a capital means itself") {
    TestWindow test;
    test.seek(1000);
    test.seek(0);
    CHECK(test.perform("search", "its timer is armed") == "");
    test.window.frames(3);
    Words found;
    for (int i = 0; i < 3; ++i) {
      test.window.press("F3");
      found.push_back(shown(test));
    }
    CHECK(found == Words{"TimerArmed A", "TimerArmed B", "TimerArmed A"});
    test.window.press("Shift+F3");
    CHECK(shown(test) == "TimerArmed B");
    test.perform("search", "ITS TIMER");
    test.window.frames(3);
    CHECK(marks(test).search.size() == 0);
    test.window.press("F3");
    CHECK(test.app.ui().notice == "'ITS TIMER' is nowhere in what you have seen");
    test.perform("search", "co_return");
    test.window.frames(3);
    CHECK(marks(test).search.size() == 0);
    test.perform("search", "create_task(worker(\"A\"");  // a line of either program
    test.window.frames(3);
    CHECK(marks(test).search.size() == 1);
  }

  TEST_CASE("nothing is found beyond what was visited, until that is revealed") {
    TestWindow test;
    test.seek(20);
    test.perform("search", "finished");
    test.window.frames(3);
    const std::size_t early = marks(test).search.size();
    test.perform("reveal");
    test.window.frames(3);
    CHECK(marks(test).search.size() >= early + 2);
    test.perform("reveal");
    test.window.frames(3);
    CHECK(marks(test).search.size() == early);
  }

  TEST_CASE("found in pieces is what is found at once") {
    TestWindow test;
    test.seek(1000);
    for (const char* words : {"a", "ready", "worker", "sleep(delay)"}) {
      gui::Search at_once, pieces;
      const trace::EventIndex frontier = test.session().frontier();
      const auto late = std::chrono::steady_clock::now() + std::chrono::hours(1);
      at_once.set(words);
      at_once.go_on(test.app.run(), frontier, late);
      pieces.set(words);
      for (trace::EventIndex known = 1; known <= frontier; known += 3) {
        while (!pieces.complete(known)) pieces.go_on(test.app.run(), known, {});
      }
      while (!pieces.complete(frontier)) pieces.go_on(test.app.run(), frontier, {});
      CHECK(at_once.size() > 0);
      std::vector<trace::EventIndex> one, other;
      for (trace::EventIndex e = at_once.after(trace::kNever); e != trace::kNever;
           e = at_once.after(e)) {
        one.push_back(e);
      }
      for (trace::EventIndex e = pieces.before(frontier); e != trace::kNever;
           e = pieces.before(e)) {
        other.insert(other.begin(), e);
      }
      CHECK(one == other);
    }
  }
}

TEST_SUITE("log filter") {
  TEST_CASE("the log shows one kind of fact, or those of the task in focus") {
    TestWindow test;
    test.seek(1000);
    const auto kinds = [&] {
      std::set<std::string> names;
      const gui::LogFilter& log = marks(test).log;
      for (std::size_t i = 0; i < log.rows(); ++i) {
        names.emplace(trace::kind_name(test.session().trace()[log.row(i)].kind));
      }
      return names;
    };
    CHECK(test.perform("log", "timers") == "");
    CHECK(test.app.ui().records_tab == gui::RecordTab::Log);
    CHECK(kinds() == std::set<std::string>{"TimerArmed", "TimerExpired"});
    CHECK(test.perform("log", "output") == "");
    CHECK(kinds() == std::set<std::string>{"Printed"});
    CHECK(marks(test).log.rows() == 4);
    test.perform("select", "B");
    test.window.press("Ctrl+L");
    CHECK(marks(test).log.rows() == 2);
    test.window.press("Ctrl+L");
    test.perform("log", "all");
    CHECK(!marks(test).log.active());
    test.window.press("Shift+O");
    CHECK(marks(test).log.group == gui::FactGroup::Tasks);
    CHECK(test.perform("log", "friends") ==
          "'log' needs all, tasks, timers, objects, output or loop, not 'friends'");
  }

  TEST_CASE("a filtered log brings its last row before the cursor into sight, and draws") {
    TestWindow test;
    test.seek(1000);
    test.perform("log", "output");
    CHECK(marks(test).log.row_at(29) == 2);
    for (trace::EventIndex cursor = 0; cursor < 50; cursor += 7) {
      test.seek(cursor);
      CHECK(test.window.triangles() > 100);
    }
  }
}

TEST_SUITE("hover") {
  TEST_CASE("a card comes after a third of a second, and goes with the mouse") {
    TestWindow test;
    test.seek(1000);
    test.window.move(500, 250);  // the first lane
    test.window.frames(2);
    const int plain = test.window.triangles();
    test.window.frames(12);
    CHECK(test.window.triangles() == plain);
    CHECK(test.app.moving());
    test.window.frames(14);
    CHECK(test.window.triangles() > plain + 40);
    CHECK(!test.app.moving());
    test.window.move(-1000, -1000);
    test.window.frames(2);
    CHECK(test.window.triangles() < plain + 40);
  }

  TEST_CASE("every place of the window can be rested on at every cursor") {
    for (const trace::EventIndex cursor : {0u, 12u, 20u, 40u, 1000u}) {
      TestWindow test(tests::options_for(tests::two_workers_trace), 1024, 700);
      test.seek(cursor);
      for (float y = 20; y < 690; y += 71) {
        for (float x = 10; x < 1020; x += 97) {
          test.window.move(x, y);
          test.window.frame(1);
          test.window.frame(1);
        }
      }
      CHECK(test.cursor() == std::min(cursor, test.session().trace().size()));
    }
  }

  TEST_CASE("what a card tells of a span does not depend on what lies beyond the frontier") {
    // B sleeps at the cursor; in one of the runs nothing is known of its end at all.
    TestWindow whole, cut(tests::options_for(cut_trace));
    for (const float y : {250.f, 296.f, 342.f}) {
      std::set<std::uint64_t> pictures;
      for (TestWindow* test : {&whole, &cut}) {
        test->app.ui().unit = 40;
        test->seek(20);
        test->window.move(600, y);
        rest(*test);
        pictures.insert(test->window.picture());
      }
      CHECK(pictures.size() == 1);
    }
  }

  TEST_CASE("the words of the screen are explained") {
    for (const char* word : {"Timeline", "The loop", "Inspector", "Output", "Log", "Lesson",
                             "Ready queue", "Timers", "Waiting", "ready", "running", "suspended",
                             "done", "created", "destroyed", "undetermined", "Handle", "Tasks"}) {
      CHECK_MESSAGE(gui::find_word(word) != nullptr, word);
    }
    CHECK(gui::find_word("fiber") == nullptr);
    std::string before;
    for (const gui::Word& word : gui::glossary()) {
      CHECK_MESSAGE(word.word > before, word.word);
      CHECK(word.meaning.ends_with('.'));
      before = word.word;
    }
  }
}
