// Ideas for further tests: a folder of 100,000 files; a drop while a sheet is open.
#include "gui/sheets.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>

#include "core/session/file_feed.hpp"
#include "core/trace/file.hpp"
#include "gui/palette.hpp"
#include "tests/gui/window.hpp"
#include "tests/support/folder.hpp"

using gui::Overlay;
using tests::TestWindow;

namespace {

void type(gui::TextLine& line, std::u32string_view words) {
  for (const char32_t c : words) line.type(c);
}

void press(gui::TextLine& line, std::initializer_list<std::string_view> chords) {
  for (const std::string_view chord : chords) line.press(*gui::parse_chord(chord));
}

/// Files of traces and others, in a folder.
struct Recordings {
  Recordings() {
    std::filesystem::create_directory(folder / "deep");
    for (const char* name : {"alpha.loopscope", "alphabet.loopscope", "deep/beta.loopscope"}) {
      REQUIRE_FALSE(trace::save_file(tests::two_workers_trace(), (folder / name).string()));
    }
    std::ofstream(folder / "notes.txt") << "no trace\n";
    std::ofstream(folder / "broken.loopscope") << "no trace either\n";
    std::ofstream(folder / "empty.loopscope");
  }

  gui::AppOptions options() const {
    gui::AppOptions options = tests::options_for(tests::two_workers_trace);
    options.ui.files.folder = folder / "";
    options.feed = [](const gui::RunSpec& spec) -> std::unique_ptr<session::Feed> {
      if (spec.file.empty()) return std::make_unique<tests::ReplayFeed>(tests::two_workers_trace());
      return std::make_unique<session::FileFeed>(spec.file);
    };
    return options;
  }

  tests::Folder folder;
};

std::vector<std::string> names(const gui::FileList& list) {
  std::vector<std::string> found;
  for (const gui::FileRow& row : list.rows) found.push_back(row.name);
  return found;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_SUITE_BEGIN("sheets");

TEST_CASE("a line is edited by characters, words and selections, in UTF-8") {
  gui::TextLine line;
  Words story;
  const auto tell = [&] { story.push_back(fmt::format("{}|{}", line.text(), line.caret())); };
  type(line, U"aä€ b");
  tell();
  press(line, {"Left", "Left", "Left", "Backspace"});
  tell();
  press(line, {"Delete", "Home", "Shift+End"});
  CHECK(line.selected() == "a b");
  type(line, U"x\U0001F600\n");
  tell();
  press(line, {"Ctrl+A", "Delete", "Left", "Backspace", "Delete"});
  tell();
  line.paste("one two/three\nfour");
  press(line, {"Ctrl+Backspace"});
  tell();
  press(line, {"Ctrl+Left", "Ctrl+Left", "Ctrl+Right", "Ctrl+Delete"});
  tell();
  CHECK(story == Words{"aä€ b|8", "a€ b|1", "x\xF0\x9F\x98\x80|5", "|0", "one two/|8", "one |4"});
  CHECK_FALSE(line.press(*gui::parse_chord("Enter")));
}

TEST_CASE("Open lists folders and traces, and what is typed narrows the list down") {
  const Recordings there;
  TestWindow test(there.options());
  test.window.press("Ctrl+O");
  CHECK(test.app.ui().overlay == Overlay::Open);
  const Words all{"../",
                  "deep/",
                  "alpha.loopscope",
                  "alphabet.loopscope",
                  "broken.loopscope",
                  "empty.loopscope"};
  CHECK(names(test.app.ui().files) == all);
  test.window.type("al");
  CHECK(names(test.app.ui().files) == Words{"alpha.loopscope", "alphabet.loopscope"});
  test.window.press("Tab");
  CHECK(test.app.ui().line.text() == "alpha");
  test.window.type(".");
  test.window.press("Tab");
  CHECK(test.app.ui().line.text() == "alpha.loopscope");
  test.window.press("Enter");
  test.window.frames(3);
  CHECK(test.app.ui().overlay == Overlay::None);
  CHECK(test.app.run().spec().file == (there.folder / "alpha.loopscope").string());
  CHECK(test.session().trace().size() == 53);
}

TEST_CASE("Open goes into folders and out of them, and shows all files when asked") {
  const Recordings there;
  TestWindow test(there.options());
  test.window.press("Ctrl+O");
  test.window.press("Enter");  // deep/, which is chosen first
  CHECK(names(test.app.ui().files) == Words{"../", "beta.loopscope"});
  test.window.press("Backspace");
  CHECK(names(test.app.ui().files).size() == 6);
  test.window.type("deep/b");
  CHECK(names(test.app.ui().files) == Words{"beta.loopscope"});
  test.window.press("Ctrl+A");
  test.window.press("Backspace");
  test.window.press("F4");
  CHECK(names(test.app.ui().files).back() == "notes.txt");
}

TEST_CASE("what cannot be opened is told in the sheet, which stays") {
  const Recordings there;
  TestWindow test(there.options());
  Words told;
  for (const char* name : {"notes.txt", "broken.loopscope", "empty.loopscope", "none", "/no/x"}) {
    test.perform("open");
    test.window.type(name);
    test.window.press("Enter");
    told.push_back(test.app.ui().files.fault);
    CHECK(test.app.ui().overlay == Overlay::Open);
    test.window.press("Esc");
  }
  CHECK(told[0].starts_with("notes.txt holds no trace: "));
  CHECK(told[1].starts_with("broken.loopscope holds no trace: "));
  CHECK(told[2] == "empty.loopscope is empty: nothing was recorded in it.");
  CHECK(told[3] == "There is no file " + (there.folder / "none").string() + ".");
  CHECK(told[4].find("/no/x") != std::string::npos);
  CHECK(test.cursor() == 0);
}

TEST_CASE("files that were opened come first the next time, missing ones cannot be chosen") {
  const Recordings there;
  const auto settings = there.folder / "window.conf";
  {
    gui::AppOptions options = there.options();
    options.settings = settings;
    TestWindow test(std::move(options));
    test.perform("open", (there.folder / "deep" / "beta.loopscope").string());
    test.perform("open", (there.folder / "alpha.loopscope").string());
  }
  std::filesystem::remove(there.folder / "alpha.loopscope");
  gui::AppOptions options = there.options();
  gui::load(options.ui, settings);
  TestWindow test(std::move(options));
  test.perform("open");
  const auto& rows = test.app.ui().files.rows;
  CHECK(rows[0].missing);
  CHECK(rows[1].path == there.folder / "deep" / "beta.loopscope");
  test.window.press("Enter");
  CHECK(test.app.ui().files.fault.ends_with("alpha.loopscope is not there any more."));
  test.window.press("Down");
  test.window.press("Enter");
  test.window.frames(3);
  CHECK(test.app.run().spec().file == (there.folder / "deep" / "beta.loopscope").string());
}

TEST_CASE("Save proposes a name, adds the extension and asks before it overwrites") {
  const Recordings there;
  TestWindow test(there.options());
  test.window.press("Ctrl+S");
  CHECK(test.app.ui().line.text() == "two-workers.loopscope");
  test.window.press("Ctrl+A");
  test.window.type("mine");
  test.window.press("Enter");
  CHECK(test.app.ui().overlay == Overlay::None);
  const auto file = there.folder / "mine.loopscope";
  CHECK(trace::load_file(file.string()).events == 53);
  CHECK(test.app.ui().notice == "The run is in " + file.string());
  std::ofstream(file) << "x";
  test.window.press("Ctrl+S");
  test.window.press("Ctrl+A");
  test.window.type("mine");
  test.window.press("Enter");
  CHECK(std::filesystem::file_size(file) == 1);
  CHECK(test.app.ui().files.fault.find("Enter once more") != std::string::npos);
  test.window.press("Enter");
  CHECK(trace::load_file(file.string()).events == 53);
}

TEST_CASE("a very large file asks, and each answer is obeyed") {
  const Recordings there;
  const std::string large = (there.folder / "large.loopscope").string();
  tests::TraceBuilder b;
  b.loop_started();
  for (int i = 0; i < 150'000; ++i) b.iteration();
  REQUIRE_FALSE(trace::save_file(b.trace(), large));
  Words story;
  for (const char* key : {"Enter", "Esc"}) {
    gui::AppOptions options = there.options();
    options.feed = [](const gui::RunSpec& spec) {
      return std::make_unique<session::FileFeed>(spec.file, 30'000);
    };
    options.spec.file = large;
    TestWindow test(std::move(options));
    while (!test.session().settled()) test.window.frame();
    test.window.frames(2);
    CHECK(test.app.ui().overlay == Overlay::Large);
    CHECK_FALSE(test.app.moving());
    test.window.press(key);
    while (!test.app.run().complete()) test.window.frame();
    CHECK(test.app.ui().overlay == Overlay::None);
    const bool all = test.session().trace().size() == b.trace().size();
    story.push_back(all ? "all" : "a part");
  }
  CHECK(story == Words{"all", "a part"});
}

TEST_CASE("the palette finds commands by letters, asks for what they need, and remembers them") {
  TestWindow test;
  test.window.press("Ctrl+Shift+P");
  test.window.type("nxit");
  CHECK(gui::offers(test.app, "", "nxit", {})[0].request.id == "step-iteration");
  test.window.press("Enter");
  CHECK(test.session().snapshot().iteration() == 1);
  test.window.press("Ctrl+Shift+P");
  CHECK(gui::offers(test.app, "", "", test.app.ui().used)[0].request.id == "step-iteration");
  test.window.type("goto");
  test.window.press("Enter");
  CHECK(test.app.ui().asked == "seek");
  test.window.type("12");
  test.window.press("Enter");
  CHECK(test.cursor() == 12);
  test.window.press("Ctrl+Shift+P");
  test.window.type("seek 7");
  test.window.press("Enter");
  CHECK(test.cursor() == 7);
  test.window.press("Ctrl+Shift+P");
  CHECK(gui::offers(test.app, "", "open a scenario", {})[0].request.id == "scenario");
  CHECK(gui::offers(test.app, "", "open x.loopscope", {})[0].request.argument == "x.loopscope");
  test.window.type("select");
  test.window.press("Down");
  test.window.press("Up");
  test.window.press("Esc");
  CHECK(test.app.ui().overlay == Overlay::None);
}

TEST_CASE(
    "the palette has nothing for the name of a command for scripts, until it has an argument") {
  TestWindow test;
  CHECK(gui::offers(test.app, "", "dump-snapshot", {}).empty());
  CHECK(gui::offers(test.app, "", "dump-snapshot a", {})[0].request.argument == "a");
}

TEST_CASE("what cannot be done now stays in the palette, with the reason") {
  TestWindow test;
  const auto all = gui::offers(test.app, "", "step-back", {});
  CHECK(all[0].request.id == "step-back");
  CHECK(all[0].obstacle == "this is the start");
  test.perform("palette");
  test.window.type("step-back");
  test.window.press("Enter");
  CHECK(test.app.ui().overlay == Overlay::Palette);
  CHECK(test.app.ui().notice == "Step back cannot be done now: this is the start");
}

TEST_CASE("arguments that can be counted are listed") {
  TestWindow test;
  test.seek(20);
  const auto arguments = [&](const char* id) {
    Words found;
    for (const auto& one : gui::offers(test.app, id, "", {})) {
      found.push_back(one.request.argument);
    }
    return found;
  };
  CHECK(arguments("axis") == Words{"elastic", "steps", "time"});
  CHECK(arguments("clock") == Words{"virtual", "real"});
  CHECK(arguments("select") == Words{"main", "A", "B"});
  CHECK(arguments("step-size") ==
        Words{"fact", "handle", "iteration", "suspension", "timer", "output"});
  CHECK(arguments("seek").empty());
}

TEST_CASE("every command but those for scripts is in the menu, reached by keys alone") {
  TestWindow test;
  std::size_t listed = 0, wanted = 0;
  for (std::size_t i = 0; i < gui::menu_groups().size(); ++i) {
    listed += gui::menu_offers(test.app, i).size();
  }
  for (const gui::Command& command : gui::commands()) {
    const bool own = command.id == "menu" || command.id == "accept" || command.id == "close";
    wanted += own || command.group == "Script" ? 0 : 1;
  }
  CHECK(listed == wanted);
  test.window.press("F10");
  CHECK(test.app.ui().overlay == Overlay::Menu);
  test.window.press("Down");
  test.window.press("Down");
  test.window.press("Enter");
  CHECK(test.app.ui().overlay == Overlay::None);
  CHECK(test.session().snapshot().iteration() == 1);
}

TEST_CASE("the sheet of keys is longer than a small window, and scrolled by keys") {
  TestWindow test(tests::options_for(tests::two_workers_trace), 1024, 700);
  const trace::EventIndex before = test.cursor();
  test.window.press("?");
  const std::uint64_t top = test.window.picture();
  test.window.press("Down");
  CHECK(test.window.picture() != top);
  test.window.press("End");
  const std::uint64_t end = test.window.picture();
  test.window.press("PageUp");
  CHECK(test.window.picture() != end);
  test.window.press("PageDown");
  CHECK(test.window.picture() == end);
  test.window.press("Home");
  CHECK(test.window.picture() == top);
  CHECK(test.cursor() == before);
}

TEST_CASE("breakpoints are set, turned off and removed by keys alone") {
  TestWindow test;
  test.seek(20);
  test.window.press("B");
  Words story;
  const auto tell = [&] {
    test.window.frames(2);
    const auto& all = test.app.ui().breakpoints;
    std::string words = fmt::format("row {}:", test.app.ui().row);
    for (const auto& one : all) {
      words +=
          " " + session::describe(one, test.session().timeline()) + (one.enabled ? "" : " off");
    }
    story.push_back(words);
  };
  test.window.press("Right");
  test.window.press("Space");  // woken
  tell();
  test.window.press("Left");
  test.window.press("Enter");  // suspended
  tell();
  test.window.press("Up");
  test.window.press("Enter");
  tell();
  test.window.press("Delete");
  tell();
  test.window.press("Down");
  test.window.press("Enter");
  tell();
  test.window.press("Esc");
  CHECK(test.app.ui().overlay == Overlay::None);
  CHECK(story == Words{"row 2: any task is woken", "row 2: any task is woken any task is suspended",
                       "row 1: any task is woken any task is suspended off",
                       "row 1: any task is woken", "row 6: any task is woken a timer is due"});
}

TEST_CASE("the toolbar's menus are opened, walked and chosen from by keys alone") {
  TestWindow test;
  test.window.press("Shift+S");
  CHECK(test.app.ui().overlay == Overlay::Choice);
  Words pills;
  for (int i = 0; i < 6; ++i) {
    pills.push_back(test.app.ui().asked);
    test.window.press("Right");
  }
  CHECK(pills == Words{"mode", "delay_a", "delay_b", "clock", "step", "pace"});
  test.window.press("Left");
  test.window.press("Left");
  CHECK(test.app.ui().asked == "step");
  test.window.press("Down");
  test.window.press("Down");
  test.window.press("Enter");
  CHECK(test.app.ui().step == session::StepSize::Iteration);
  CHECK(test.app.ui().overlay == Overlay::None);
  CHECK(test.perform("settings", "depth") == "there is no choice 'depth' in the toolbar");
}

TEST_CASE("a key that opened a sheet is not typed into it, and letters typed are no commands") {
  TestWindow test;
  test.app.press(*gui::parse_chord("Ctrl+Shift+P"));
  test.app.type('p');
  test.app.press(*gui::parse_chord("T"));
  test.app.type('t');
  test.window.frames(2);
  CHECK(test.app.ui().line.text() == "t");
  CHECK(test.app.ui().theme == gui::ThemeKind::Dark);
}

TEST_SUITE_END();
