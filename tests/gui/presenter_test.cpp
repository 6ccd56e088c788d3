// Ideas for further tests: two screens; a clicker that sends other keys.
#include <doctest/doctest.h>

#include <cmath>

#include "gui/commands.hpp"
#include "gui/layout.hpp"
#include "tests/gui/window.hpp"

using gui::Panel;
using tests::TestWindow;

namespace {

double luminance(ImU32 colour) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  const auto linear = [](double v) {
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(c.x) + 0.7152 * linear(c.y) + 0.0722 * linear(c.z);
}

double contrast(ImU32 a, ImU32 b) {
  const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
  return x > y ? x / y : y / x;
}

bool shown(const gui::Rect& box) { return box.width() >= 1 && box.height() >= 1; }

gui::Layout layout_of(TestWindow& test) {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  return gui::lay_out(test.app.ui(), test.app.theme(), {0, 0, size.x, size.y});
}

}  // namespace

TEST_SUITE_BEGIN("presenter");

TEST_CASE("in high contrast all text is at least 7 to 1 on whatever it stands on") {
  gui::Theme theme;
  theme.set_kind(gui::ThemeKind::Contrast);
  double least = 21;
  for (const ImU32 ground : {theme.bg, theme.panel, theme.raise, theme.hl}) {
    for (const ImU32 ink : {theme.text, theme.mut, theme.dim, theme.acc, theme.warn}) {
      least = std::min(least, contrast(ink, ground));
    }
    for (std::size_t task = 0; task < 11; ++task) {
      least = std::min(least, contrast(theme.task(task), ground));
    }
  }
  CHECK(least >= 7);
}

TEST_CASE("type is at least 22 pixels on a screen 900 high while presenting, at any size") {
  TestWindow test;
  const float before = test.app.theme().scale;
  test.window.press("F11");
  for (const int height : {450, 900, 2160}) {
    test.window.resize(height * 16 / 9, height);
    test.window.frames(2);
    const float small = 12 * test.app.theme().scale;
    CHECK(small >= 22 * static_cast<float>(height) / 900 - 0.01f);
  }
  test.window.resize(1600, 900);
  test.window.press("F11");
  CHECK(test.app.theme().scale == before);
}

TEST_CASE("digits show and hide panels while presenting, and are step sizes else") {
  TestWindow test;
  test.window.press("F11");
  CHECK(shown(layout_of(test).timeline));
  CHECK(shown(layout_of(test).loop));
  CHECK(shown(layout_of(test).now_line));
  for (const gui::Rect& box : {layout_of(test).toolbar, layout_of(test).source,
                               layout_of(test).inspector, layout_of(test).status_bar}) {
    CHECK_FALSE(shown(box));
  }
  test.window.press("1");
  CHECK(shown(layout_of(test).source));
  for (const char* key : {"1", "2", "3"}) test.window.press(key);
  CHECK(shown(layout_of(test).loop));  // the last one stays
  CHECK(test.app.ui().step == session::StepSize::Event);
  test.window.press("F11");
  test.window.press("3");
  CHECK(test.app.ui().step == session::StepSize::Iteration);
}

TEST_CASE("while presenting nothing is shown that is still to come") {
  TestWindow ahead, fresh;
  for (TestWindow* test : {&ahead, &fresh}) test->window.press("F11");
  ahead.perform("end");
  ahead.perform("seek", "20");
  fresh.perform("seek", "20");
  ahead.window.frames(3);
  fresh.window.frames(3);
  CHECK(ahead.window.picture() == fresh.window.picture());
}

TEST_CASE("a clicker steps, B blanks the screen, and the next key only brings it back") {
  TestWindow test;
  test.window.press("F11");
  test.window.press("PageDown");
  test.window.press("PageDown");
  test.window.press("PageUp");
  CHECK(test.cursor() == 1);
  test.window.press("B");
  CHECK(test.app.ui().blank);
  test.window.press("PageDown");
  CHECK_FALSE(test.app.ui().blank);
  CHECK(test.cursor() == 1);
  CHECK(test.app.ui().overlay == gui::Overlay::None);
  test.window.press("F11");
  test.window.press("B");
  CHECK(test.app.ui().overlay == gui::Overlay::Breakpoints);
}

TEST_CASE("Z gives all room to the panel under the mouse, and takes it back") {
  TestWindow test;
  test.window.move(700, 700);
  test.window.press("Z");
  CHECK(test.app.ui().enlarged == Panel::Loop);
  CHECK(layout_of(test).loop.width() == 1600);
  CHECK_FALSE(shown(layout_of(test).timeline));
  test.window.press("Z");
  CHECK(test.app.ui().enlarged == Panel::None);
  test.perform("enlarge", "lesson");
  CHECK(layout_of(test).lesson.width() == 1600);
  test.window.press("Esc");
  CHECK(shown(layout_of(test).timeline));
}

TEST_CASE("in a large window the outer columns grow, and a drag keeps its hold on their edge") {
  TestWindow test(tests::options_for(tests::two_workers_trace), 1920, 1080);
  CHECK(layout_of(test).source.width() == doctest::Approx(374 * 1.2).epsilon(0.01));
  const float edge = layout_of(test).source.x1;
  test.window.move(edge + 1, 300);
  test.window.button(true);
  test.window.move(edge + 61, 300);
  test.window.frame();
  test.window.button(false);
  test.window.frame();
  CHECK(layout_of(test).source.x1 == doctest::Approx(edge + 60).epsilon(0.01));
}

TEST_CASE("a name that is too long for its room keeps its beginning and its end") {
  TestWindow test;
  ImGui::NewFrame();
  const gui::Painter paint(test.app.theme());
  const gui::Font font = test.app.theme().fonts.body;
  const float whole = paint.width(font, "worker-12");
  CHECK(paint.without_middle(font, "worker-12", whole) == "worker-12");
  CHECK(paint.without_middle(font, "worker-12", whole * 0.8f) == "wo…-12");
  CHECK(paint.width(font, paint.without_middle(font, "wörkér-12", whole * 0.5f)) <= whole * 0.5f);
  ImGui::EndFrame();
}

TEST_CASE("where type is too large for the window, panels give way to the timeline") {
  TestWindow test;
  for (const char* scale : {"0.5", "1", "2", "4"}) {
    test.perform("scale", scale);
    for (const auto& [width, height] :
         {std::pair{200, 150}, {640, 400}, {1024, 700}, {7680, 4320}}) {
      test.window.resize(width, height);
      test.window.frames(2);
      const gui::Layout layout = layout_of(test);
      const auto least = test.app.theme().px(160);
      CHECK(test.window.triangles() > 0);
      for (const gui::Rect& box : {layout.source, layout.inspector}) {
        if (shown(box)) CHECK(box.width() >= std::min(least, static_cast<float>(width) * 0.24f));
      }
      const bool cramped = static_cast<float>(width) < test.app.theme().px(560);
      CHECK(shown(layout.source) == !cramped);
    }
  }
}

TEST_SUITE_END();
