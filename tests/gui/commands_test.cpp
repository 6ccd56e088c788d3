// Ideas for further tests: every command in a run that failed; keys while an overlay is open.
#include "gui/commands.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "gui/export.hpp"
#include "tests/gui/window.hpp"
#include "tests/support/folder.hpp"

using tests::TestWindow;

namespace {

/// The working directory for a test: commands that write files may be given anything.
struct WorkingFolder {
  WorkingFolder() { std::filesystem::current_path(folder / ""); }
  ~WorkingFolder() { std::filesystem::current_path(before); }
  const std::filesystem::path before = std::filesystem::current_path();
  const tests::Folder folder;
};

/// A program that holds the loop until it is stopped.
class HeldLoop final : public session::Feed {
 public:
  session::FeedStatus advance(trace::Trace& trace, std::size_t) override {
    if (stopped_) return session::FeedStatus::Finished;
    if (!trace.empty()) return session::FeedStatus::Waiting;
    tests::TraceBuilder b;
    b.loop_started();
    const auto main = b.create_task("main");
    b.iteration();
    b.batch(1);
    b.step(main);
    tests::ReplayFeed(std::move(b.trace()), 1000).advance(trace, 1000);
    return session::FeedStatus::Appended;
  }
  bool running() const override { return !stopped_; }
  void ask(session::Order order) override { stopped_ |= order == session::Order::Stop; }
  trace::Time silent() const override { return std::chrono::milliseconds(2300); }
  std::string ending() const override { return stopped_ ? "It was stopped by you." : ""; }

 private:
  bool stopped_ = false;
};

}  // namespace

TEST_SUITE("commands") {
  TEST_CASE("every key of the table is a key, and is given once, but while presenting or asked") {
    const std::set<std::string_view> shared{"answer",  "move",   "panel", "blank",
                                            "clicker", "accept", "poll"};
    std::set<std::string> seen;
    for (const gui::Command& command : gui::commands()) {
      if (shared.contains(command.id)) continue;  // theirs only in that state, and then first
      std::string_view keys = command.keys;
      while (!keys.empty()) {
        const std::size_t space = keys.find(' ');
        const std::string_view one = keys.substr(0, space);
        const std::string key(one.substr(0, one.find('=', 1)));
        CHECK_MESSAGE(gui::parse_chord(key).has_value(), key);
        CHECK_MESSAGE(seen.insert(key).second, key);
        if (space == std::string_view::npos) break;
        keys.remove_prefix(space + 1);
      }
    }
  }

  TEST_CASE("every command has words for the key sheet, and its own id") {
    std::set<std::string_view> ids;
    for (const gui::Command& command : gui::commands()) {
      CHECK(!command.title.empty());
      CHECK(!command.help.empty());
      CHECK(ids.insert(command.id).second);
    }
  }

  TEST_CASE("every command can be given in every state without harm") {
    const WorkingFolder somewhere;
    for (const trace::EventIndex cursor : {0u, 12u, 1000u}) {
      TestWindow test;
      for (const gui::Command& command : gui::commands()) {
        for (const std::string argument :
             {"", "1", "A", "nonsense", "-1", "99999999999999999999"}) {
          test.seek(cursor);
          test.perform(std::string(command.id), argument);
        }
      }
    }
  }

  TEST_CASE("a run is exported to a file, and the status bar's notice says where") {
    const tests::Folder folder;
    TestWindow test;
    std::vector<std::string> told;
    for (const char* name : {"a.svg", "b.json", "c.csv", "d.txt"}) {
      const std::filesystem::path file = folder / name;
      CHECK(test.perform("export", file.string()) == "");
      CHECK(std::filesystem::file_size(file) > 500);
      CHECK(test.app.ui().notice == "The run is in " + file.string());
    }
    CHECK(test.perform("export", "a.doc").starts_with("The end of 'a.doc' names no format."));
    CHECK(test.perform("export", (folder / "no/a.svg").string()).find("cannot be") !=
          std::string::npos);
    test.perform("end");
    CHECK(test.app.ui().notice.empty());
  }

  TEST_CASE("a format that was clicked, or chosen by keys, is exported under a name of its own") {
    const WorkingFolder here;
    TestWindow test;
    for (int i = 0; i < 2; ++i) {
      test.window.press("Ctrl+E");
      CHECK(test.app.ui().overlay == gui::Overlay::Export);
      test.window.click(700, 382);  // the third of five rows
      test.window.frames(2);
      CHECK(test.app.ui().overlay == gui::Overlay::None);
    }
    for (const char* key : {"Ctrl+E", "Up", "Up", "Space"}) test.window.press(key);
    CHECK(test.app.ui().overlay == gui::Overlay::None);
    CHECK(gui::export_name("../a b", gui::export_kinds()[1]) == "___a_b.svg");
    CHECK(here.folder.files() ==
          std::vector<std::string>{"two-workers-2.csv", "two-workers.csv", "two-workers.txt"});
  }

  TEST_CASE("a program that holds the loop is named and can be stopped by key") {
    auto options = tests::options_for(tests::two_workers_trace);
    options.feed = [](const gui::RunSpec&) { return std::make_unique<HeldLoop>(); };
    TestWindow test(std::move(options));
    test.perform("end");
    const std::string blocked = "The loop has been blocked for 2.3 s by task main.";
    std::vector<std::string> said{test.session().remark()};
    test.window.press("Shift+Esc");
    said.push_back(test.session().remark());
    CHECK(said == std::vector<std::string>{blocked, "It was stopped by you. " + blocked});
    CHECK(test.app.run().complete());
    CHECK_FALSE(gui::find_command("stop")->enabled(test.app));
  }

  TEST_CASE("arrow keys step, home and end go to the ends") {
    TestWindow test;
    CHECK(test.cursor() == 0);
    test.window.press("Right");
    test.window.press("Right");
    CHECK(test.cursor() == 2);
    test.window.press("Left");
    CHECK(test.cursor() == 1);
    test.window.press("End");
    CHECK(test.cursor() == test.session().trace().size());
    test.window.press("Right");
    CHECK(test.cursor() == test.session().trace().size());
    test.window.press("Home");
    CHECK(test.cursor() == 0);
    test.window.press("Left");
    CHECK(test.cursor() == 0);
  }

  TEST_CASE("I and Shift+I go by iterations, a digit chooses the size of a step") {
    TestWindow test;
    test.window.press("I");
    test.window.press("I");
    CHECK(test.session().snapshot().iteration() == 2);
    test.window.press("Shift+I");
    CHECK(test.session().snapshot().iteration() == 1);
    test.window.press("6");
    CHECK(test.app.ui().step == session::StepSize::Output);
    test.window.press("Home");
    test.window.press("Right");
    CHECK(test.session().trace()[test.cursor() - 1].kind == trace::EventKind::Printed);
  }

  TEST_CASE("a count repeats a step") {
    TestWindow test;
    test.perform("step", "7");
    CHECK(test.cursor() == 7);
    test.perform("step-back", "3");
    CHECK(test.cursor() == 4);
    CHECK(test.perform("step", "many") == "'step' needs a number, not 'many'");
  }

  TEST_CASE("the focus follows the story until a task is selected") {
    TestWindow test;
    test.seek(20);
    const trace::TaskId told = test.app.focus();
    CHECK(test.perform("select", "A") == "");
    CHECK(test.session().timeline().label(test.app.focus()) == "A");
    test.window.press("Down");
    CHECK(test.session().timeline().label(test.app.focus()) == "B");
    test.window.press("Down");
    CHECK(test.session().timeline().label(test.app.focus()) == "main");
    test.window.press("Up");
    CHECK(test.session().timeline().label(test.app.focus()) == "B");
    test.window.press("Esc");
    CHECK(test.app.focus() == told);
    CHECK(test.perform("select", "Zoe") == "there is no task 'Zoe' in this run");
  }

  TEST_CASE("axis, theme, source, records and overlays change by their keys") {
    TestWindow test;
    test.window.press("X");
    CHECK(test.app.ui().axis == model::AxisKind::Steps);
    test.window.press("T");
    CHECK(test.app.ui().theme == gui::ThemeKind::Light);
    test.window.press("P");
    CHECK(test.app.ui().language == gui::Language::Cpp);
    test.window.press("O");
    CHECK(test.app.ui().records_tab == gui::RecordTab::Log);
    test.window.press("G");
    CHECK(test.app.ui().overlay == gui::Overlay::Gallery);
    test.window.press("Esc");
    test.window.press("?");
    CHECK(test.app.ui().overlay == gui::Overlay::Help);
    test.window.press("Esc");
    CHECK(test.app.ui().overlay == gui::Overlay::None);
    test.window.press("Ctrl+Plus");
    CHECK(test.app.ui().zoom == doctest::Approx(1.1));
    test.window.press("Ctrl+Q");
    CHECK(test.app.closed());
  }

  TEST_CASE("F9 sets a breakpoint at this line, F5 and Shift+F5 run to it, and it is told") {
    TestWindow test;
    test.seek(13);
    test.window.press("F9");
    REQUIRE(test.app.ui().breakpoints.size() == 1);
    CHECK(test.app.ui().breakpoints[0].line == 6);
    test.window.press("Home");
    test.window.press("F5");
    CHECK(test.cursor() == 13);
    CHECK(test.app.ui().stopped == "stopped: two_workers.py:6 was reached");
    test.window.press("F5");
    CHECK(test.cursor() == 17);
    test.window.press("Shift+F5");
    CHECK(test.cursor() == 13);
    test.window.press("Shift+F5");
    CHECK(test.cursor() == 0);
    CHECK(test.app.ui().stopped == "no breakpoint on the way");
    test.seek(13);
    test.window.press("F9");
    CHECK(test.app.ui().breakpoints.empty());
    test.window.press("F5");
    CHECK(test.cursor() == 13);
    CHECK(test.app.ui().stopped_at == 13);
  }

  TEST_CASE("breakpoints are set by words, listed, turned off and taken away") {
    TestWindow test;
    CHECK(test.perform("break", "done B") == "");
    CHECK(test.perform("break", "timer") == "");
    CHECK(test.perform("break-enable", "2") == "");
    CHECK(test.perform("continue") == "");
    CHECK(test.cursor() == 30);
    CHECK(test.app.ui().stopped == "stopped: B has ended");
    CHECK(test.perform("break-enable", "3") ==
          "'break-enable' needs the number of a breakpoint, not '3'");
    CHECK(test.perform("break", "done Zoe") == "there is no task 'Zoe' in this run");
    test.window.press("B");
    CHECK(test.app.ui().overlay == gui::Overlay::Breakpoints);
    const int triangles = test.window.triangles();
    CHECK(test.perform("break-remove", "1") == "");
    CHECK(test.window.triangles() != triangles);
    CHECK(test.perform("break-clear") == "");
    CHECK(test.app.ui().breakpoints.empty());
    CHECK(test.perform("continue") == "there is no breakpoint to run to; 'break' sets one");
  }

  TEST_CASE("a long way goes on for many frames, and Esc ends it") {
    struct Endless final : session::Feed {
      session::FeedStatus advance(trace::Trace& trace, std::size_t most) override {
        for (std::size_t i = 0; i < most; ++i) trace.append({.kind = trace::EventKind::Noted});
        return most > 0 ? session::FeedStatus::Appended : session::FeedStatus::Waiting;
      }
    };
    auto options = tests::options_for(tests::two_workers_trace);
    options.feed = [](const gui::RunSpec&) { return std::make_unique<Endless>(); };
    TestWindow test(std::move(options));
    test.perform("break", "timer");
    test.perform("continue");
    CHECK(test.app.travelling());
    const trace::EventIndex early = test.cursor();
    test.window.frames(3);
    CHECK(test.cursor() > early);
    test.window.press("Esc");
    CHECK(!test.app.travelling());
    const trace::EventIndex there = test.cursor();
    test.window.frames(3);
    CHECK(test.cursor() == there);
  }

  TEST_CASE("what was not visited is revealed, and hidden again") {
    TestWindow test;
    test.seek(12);
    const std::uint64_t picture = test.window.picture();
    test.window.press("V");
    CHECK(test.window.picture() != picture);
    CHECK(test.session().frontier() == 12);
    test.window.press("V");
    CHECK(test.window.picture() == picture);
  }

  TEST_CASE("play goes on by itself to the end, and a step ends it") {
    TestWindow test;
    test.window.press("Space");
    CHECK(test.app.ui().playing);
    for (int i = 0; i < 120; ++i) test.window.frame();
    CHECK(test.cursor() > 5);
    CHECK(test.cursor() < test.session().trace().size());
    test.window.press("Right");
    CHECK(!test.app.ui().playing);
    test.perform("pace", "100");
    test.window.press("Space");
    for (int i = 0; i < 60; ++i) test.window.frame();
    CHECK(test.cursor() == test.session().trace().size());
    CHECK(!test.app.ui().playing);
  }

  TEST_CASE("at the normal pace a handle takes a quarter of a second, a wait no more than 1.5 s") {
    TestWindow test;
    test.window.press("Space");
    trace::EventIndex cursor = 0;
    int still = 0, longest = 0, frames = 0;
    while (test.app.ui().playing && frames < 6000) {
      test.window.frame();
      ++frames;
      still = test.cursor() == cursor ? still + 1 : 0;
      cursor = test.cursor();
      longest = std::max(longest, still);
    }
    CHECK(longest <= 90);  // frames of a sixtieth of a second
    const std::size_t handles = test.session().timeline().runs().size();
    CHECK(frames >= static_cast<int>(handles) * 15);
  }

  TEST_CASE("a new clock starts anew and comes back to the same time") {
    TestWindow test;
    test.perform("step-iteration", "4");
    const auto time = test.session().snapshot().time();
    CHECK(time == std::chrono::seconds(1));
    CHECK(test.perform("clock", "real") == "");
    test.window.frames(3);
    CHECK(test.app.run().spec().clock == trace::ClockKind::Real);
    CHECK(test.session().snapshot().time() == time);
  }

  TEST_CASE("a parameter must be one of the scenario, with a value it may have") {
    TestWindow test;
    CHECK(test.perform("param", "delay_a 5") == "");
    CHECK(test.app.run().spec().parameters.at("delay_a") == "5");
    CHECK(test.perform("param", "delay_a soon") != "");
    CHECK(test.perform("param", "colour red") == "'two-workers' has no parameter 'colour'");
    CHECK(test.perform("scenario", "two-wrkers") ==
          "there is no scenario 'two-wrkers': did you mean 'two-workers'?");
  }

  TEST_CASE("what is saved is read again, and a bad file or folder does no harm") {
    const tests::Folder folder;
    gui::UiState ui;
    ui.width = 1234, ui.left = 300, ui.theme = gui::ThemeKind::Light;
    ui.axis = model::AxisKind::Time, ui.language = gui::Language::Cpp, ui.motion = false;
    gui::save(ui, folder / "window.conf");
    gui::UiState again;
    gui::load(again, folder / "window.conf");
    CHECK(again.width == 1234);
    CHECK(again.left == 300);
    CHECK(again.theme == gui::ThemeKind::Light);
    CHECK(again.axis == model::AxisKind::Time);
    CHECK(again.language == gui::Language::Cpp);
    CHECK(!again.motion);
    std::ofstream(folder / "window.conf") << "width -3\nleft nan\nzoom 1e30\nno such thing\ntheme";
    gui::UiState odd;
    gui::load(odd, folder / "window.conf");
    CHECK(odd.width == 1600);
    CHECK(odd.left == 374);
    CHECK(odd.zoom == 4);
    gui::save(odd, "/proc/no/such/folder/window.conf");
    gui::load(odd, "/proc/no/such/folder/window.conf");
  }
}
