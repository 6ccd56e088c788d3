// A window that nobody sees: the same App, input from a test, and what was drawn as numbers.
#pragma once

#include <cstdint>
#include <string_view>

#include "gui/app.hpp"

namespace gui {

class NullWindow {
 public:
  NullWindow(App& app, int width, int height, float scale = 1);
  ~NullWindow();
  NullWindow(const NullWindow&) = delete;
  NullWindow& operator=(const NullWindow&) = delete;

  /// Draws one frame, as if a sixtieth of a second had passed.
  void frame(float seconds = 1.f / 60);
  void frames(int count);
  /// Presses a key, "Shift+Right", and draws what follows. REQUIRES: such a key exists.
  void press(std::string_view chord);
  /// Types ASCII text, as a platform tells of it: each character after its key.
  void type(std::string_view words);
  /// Moves the mouse there, presses and lets go, a frame each.
  void click(float x, float y);
  void move(float x, float y);
  void button(bool down);
  void wheel(float steps);
  void shift(bool down);
  void resize(int width, int height);
  /// A number that tells two drawn frames apart.
  std::uint64_t picture() const;
  /// Triangles drawn in the last frame.
  int triangles() const;

 private:
  App& app_;
  float scale_;
  ImGuiContext* context_;
};

}  // namespace gui
