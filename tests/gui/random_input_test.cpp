// Whatever is pressed, typed, clicked, dragged, resized or commanded: the window stays whole, and
// the same inputs lead to the same place.
//
// Ideas for further tests: inputs on recordings that are nonsense; a weight for what people do.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <random>

#include "gui/commands.hpp"
#include "gui/imgui_compat.hpp"
#include "tests/gui/window.hpp"
#include "tests/support/folder.hpp"

using tests::TestWindow;

namespace {

/// Some commands write files: they do it here.
struct WorkingFolder {
  WorkingFolder() { std::filesystem::current_path(folder / ""); }
  ~WorkingFolder() { std::filesystem::current_path(before); }
  const std::filesystem::path before = std::filesystem::current_path();
  tests::Folder folder;
};

class Monkey {
 public:
  Monkey(TestWindow& test, std::uint32_t seed) : test_(test), random_(seed) {}

  /// Gives so many inputs, some of them between two frames.
  void play(int inputs) {
    for (int i = 0; i < inputs; ++i) {
      one();
      if (below(12) == 0) test_.window.frame();
    }
    test_.window.frames(3);
  }

 private:
  std::uint32_t below(std::uint32_t end) { return random_() % end; }
  float place(float size) { return static_cast<float>(below(1000)) * 0.001f * size; }

  void one() {
    switch (below(16)) {
      case 0:
        return gui::compat::mouse_button(below(2) == 0);
      case 1:
        return gui::compat::mouse_wheel(static_cast<float>(below(9)) - 4);
      case 2:
      case 3:
      case 4: {
        const ImVec2 size = ImGui::GetIO().DisplaySize;
        return gui::compat::mouse_at(place(size.x), place(size.y));
      }
      case 5:
        return command();
      case 6:
      case 7:
        return test_.app.type(below(20) == 0 ? below(0x120000) : 0x20 + below(0x60));
      case 8:
        return below(60) == 0 ? resize() : key();
      default:
        return key();
    }
  }

  void key() {
    const auto count = static_cast<std::uint32_t>(gui::Key::Z) + 1;
    const gui::Chord chord{static_cast<gui::Key>(below(count)), below(4) == 0, below(4) == 0};
    const bool sizes =
        chord.key == gui::Key::F11 ||
        (chord.ctrl && (chord.key == gui::Key::Plus || chord.key == gui::Key::Minus ||
                        chord.key == gui::Key::Digit0));
    if (!sizes || below(40) == 0) test_.app.press(chord);  // new type takes long to make
  }

  void command() {
    static const std::vector<std::string> kArguments{"",
                                                     "1",
                                                     "0",
                                                     "-1",
                                                     "nan",
                                                     "3.5",
                                                     "99999999999999999999",
                                                     "A",
                                                     "#2",
                                                     "off",
                                                     "light",
                                                     "log",
                                                     "time",
                                                     "main",
                                                     "mode sequential",
                                                     "contrast",
                                                     "cpp",
                                                     "real",
                                                     "depth 1",
                                                     "x.loopscope",
                                                     "../",
                                                     "step",
                                                     "timeline",
                                                     "two-workers"};
    const auto all = gui::commands();
    const gui::Command& command = all[below(static_cast<std::uint32_t>(all.size()))];
    const bool sizes = command.id == "scale" || command.id == "larger" || command.id == "smaller" ||
                       command.id == "present";
    if (sizes && below(40) != 0) return;
    test_.app.queue().push(command.id,
                           kArguments[below(static_cast<std::uint32_t>(kArguments.size()))]);
  }

  void resize() {
    static constexpr int kSizes[][2]{{200, 150},   {640, 400},   {1024, 700}, {1600, 900},
                                     {7680, 4320}, {3840, 2160}, {2400, 300}, {300, 1600}};
    const auto* size = kSizes[below(8)];
    test_.window.resize(size[0], size[1]);
  }

  TestWindow& test_;
  std::mt19937 random_;
};

std::string place_of(TestWindow& test) {
  const gui::UiState& ui = test.app.ui();
  return fmt::format("fact {} of {}, sheet {}, row {}, theme {}, selected {}, {} breakpoints",
                     test.cursor(), test.session().trace().size(), static_cast<int>(ui.overlay),
                     ui.row, gui::name_of(ui.theme), ui.selected, ui.breakpoints.size());
}

/// `rounds` windows of 1,000 inputs each, on a seed of their own. Returns where they ended.
std::vector<std::string> play(std::uint32_t first_seed, int rounds) {
  std::vector<std::string> ends;
  for (int i = 0; i < rounds; ++i) {
    const WorkingFolder folder;
    TestWindow test;
    Monkey(test, first_seed + static_cast<std::uint32_t>(i)).play(1000);
    CHECK(test.cursor() <= test.session().trace().size());
    CHECK(test.window.triangles() > 0);
    ends.push_back(place_of(test));
  }
  return ends;
}

}  // namespace

TEST_CASE("a thousand random inputs, twice, lead to the same place") {
  CHECK(play(1, 1) == play(1, 1));
}

TEST_SUITE("slow") {
  TEST_CASE("a hundred thousand random inputs do no harm") { CHECK(play(1000, 100).size() == 100); }
}
