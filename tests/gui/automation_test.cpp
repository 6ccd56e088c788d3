// Ideas for further tests: a feed that fails while a script runs.
#include "gui/automation.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/gui/window.hpp"

using tests::TestWindow;

namespace {

std::string fault_of(std::string_view script) {
  std::string fault;
  const auto parsed = gui::parse_script(script, fault);
  CHECK(parsed.has_value() == fault.empty());
  return fault;
}

std::string contents(const std::filesystem::path& file) {
  std::ostringstream all;
  all << std::ifstream(file).rdbuf();
  return all.str();
}

}  // namespace

TEST_SUITE("automation") {
  TEST_CASE("a script is commands between semicolons") {
    std::string fault;
    const auto script = gui::parse_script(" step 3;; screenshot a b.png ;stay", fault);
    REQUIRE(script.has_value());
    const std::vector<gui::Request> wanted{{"step", "3"}, {"screenshot", "a b.png"}, {"stay", ""}};
    CHECK(*script == wanted);
  }

  TEST_CASE("a faulty script is told in a sentence") {
    CHECK(fault_of("") == "");
    CHECK(fault_of("stpe 3") == "there is no command 'stpe': did you mean 'step'?");
    CHECK(fault_of("fly to the moon") ==
          "there is no command 'fly'; 'loopscope --help' lists them all");
    CHECK(fault_of("step; screenshot") == "'screenshot' needs FILE behind it");
    CHECK(fault_of("quit now") == "'quit' takes nothing behind it, not 'now'");
  }

  TEST_CASE("a script is done once the run is complete, then the window closes") {
    const auto file = std::filesystem::temp_directory_path() / "loopscope-gui-test.txt";
    auto options = tests::options_for(tests::two_workers_trace,
                                      "step-iteration 2; select B; dump-snapshot " + file.string());
    TestWindow test(std::move(options));
    for (int i = 0; i < 60 && !test.app.closed(); ++i) test.window.frame();
    CHECK(test.app.closed());
    CHECK(test.app.status() == 0);
    CHECK(contents(file) == test.snapshot());
    CHECK(contents(file).find("iteration 2") != std::string::npos);
    std::filesystem::remove(file);
  }

  TEST_CASE("a picture is asked for after what came before was drawn") {
    TestWindow test(tests::options_for(tests::two_workers_trace, "step 5; screenshot out.png"));
    std::string file;
    for (int i = 0; i < 60 && file.empty(); ++i) {
      test.window.frame();
      file = test.app.take_screenshot();
    }
    CHECK(file == "out.png");
    CHECK(test.cursor() == 5);
  }

  TEST_CASE("a command that cannot be done ends the script with status 2") {
    TestWindow test(tests::options_for(tests::two_workers_trace, "select Nobody; step 5"));
    for (int i = 0; i < 60 && !test.app.closed(); ++i) test.window.frame();
    CHECK(test.app.closed());
    CHECK(test.app.status() == 2);
    CHECK(test.cursor() == 0);
  }

  TEST_CASE("with stay the window is left open") {
    TestWindow test(tests::options_for(tests::two_workers_trace, "stay; step 5"));
    test.window.frames(60);
    CHECK(!test.app.closed());
    CHECK(test.cursor() == 5);
    CHECK(!test.app.moving());
  }
}
