// Rectangles that are cut into rectangles: how every panel lays itself out.
#pragma once

#include <imgui.h>

#include <algorithm>

namespace gui {

struct Rect {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;

  float width() const { return x1 - x0; }
  float height() const { return y1 - y0; }
  float centre_y() const { return (y0 + y1) * 0.5f; }
  bool contains(ImVec2 p) const { return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1; }
  ImVec2 min() const { return {x0, y0}; }
  ImVec2 max() const { return {x1, y1}; }

  /// Each takes a strip off one side and returns it; what is left stays.
  Rect cut_top(float h) {
    const float edge = std::min(y0 + h, y1);
    const Rect strip{x0, y0, x1, edge};
    y0 = edge;
    return strip;
  }
  Rect cut_bottom(float h) {
    const float edge = std::max(y1 - h, y0);
    const Rect strip{x0, edge, x1, y1};
    y1 = edge;
    return strip;
  }
  Rect cut_left(float w) {
    const float edge = std::min(x0 + w, x1);
    const Rect strip{x0, y0, edge, y1};
    x0 = edge;
    return strip;
  }
  Rect cut_right(float w) {
    const float edge = std::max(x1 - w, x0);
    const Rect strip{edge, y0, x1, y1};
    x1 = edge;
    return strip;
  }

  Rect inset(float dx, float dy) const { return {x0 + dx, y0 + dy, x1 - dx, y1 - dy}; }
  Rect moved(float dx, float dy) const { return {x0 + dx, y0 + dy, x1 + dx, y1 + dy}; }
};

}  // namespace gui
