#include "gui/layout.hpp"

#include <algorithm>
#include <cmath>

namespace gui {
namespace {

float fit(float wanted, float least, float most) {
  return std::floor(std::clamp(wanted, std::min(least, most), most));
}

}  // namespace

Layout lay_out(const UiState& ui, const Theme& theme, Rect window) {
  const auto px = [&](float length) { return theme.px(length); };
  Layout layout;
  layout.toolbar = window.cut_top(px(48));
  layout.now_line = window.cut_top(px(44));
  layout.status_bar = window.cut_bottom(px(26));
  const float w = window.width(), h = window.height();
  Rect left = window.cut_left(fit(px(ui.left), px(200), w * 0.30f));
  window.cut_left(1);
  Rect right = window.cut_right(fit(px(ui.right), px(180), w * 0.25f));
  window.cut_right(1);
  layout.records = left.cut_bottom(fit(px(ui.records), px(80), h * 0.34f));
  left.cut_bottom(1);
  layout.source = left;
  layout.loop = window.cut_bottom(fit(px(ui.loop), px(160), h * 0.46f));
  window.cut_bottom(1);
  layout.timeline = window;
  layout.lesson = right.cut_bottom(fit(px(ui.lesson), px(80), h * 0.42f));
  right.cut_bottom(1);
  layout.inspector = right;
  return layout;
}

void draw_splitters(const Layout& layout, UiState& ui, const Theme& theme) {
  const float reach = theme.px(3);
  const auto split = [&](const char* id, Rect line, bool upright, float& length, float sign) {
    Rect grip = upright ? line.inset(-reach, 0) : line.inset(0, -reach);
    ImGui::SetCursorScreenPos(grip.min());
    ImGui::BeginChild(id, {grip.width(), grip.height()}, false,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav);
    ImGui::InvisibleButton("grip", {grip.width(), grip.height()});
    if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
      ImGui::SetMouseCursor(upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
      ImGui::GetWindowDrawList()->AddRectFilled(line.min(), line.max(), theme.acc);
    }
    if (ImGui::IsItemActive()) {
      const ImVec2 by = ImGui::GetIO().MouseDelta;
      length = std::max(40.f, length + sign * (upright ? by.x : by.y) / theme.scale);
    }
    ImGui::EndChild();
  };
  // A length that was cut to fit begins to move from where it is seen.
  const auto seen = [&](float& length, float pixels) {
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) length = pixels / theme.scale;
  };
  seen(ui.left, layout.source.width());
  seen(ui.right, layout.inspector.width());
  seen(ui.records, layout.records.height());
  seen(ui.loop, layout.loop.height());
  seen(ui.lesson, layout.lesson.height());
  const Rect& middle = layout.timeline;
  split("##split left", {layout.source.x1, middle.y0, middle.x0, layout.loop.y1}, true, ui.left, 1);
  split("##split right", {middle.x1, middle.y0, layout.inspector.x0, layout.loop.y1}, true,
        ui.right, -1);
  split("##split records",
        {layout.source.x0, layout.source.y1, layout.source.x1, layout.records.y0}, false,
        ui.records, -1);
  split("##split loop", {middle.x0, middle.y1, middle.x1, layout.loop.y0}, false, ui.loop, -1);
  split("##split lesson",
        {layout.inspector.x0, layout.inspector.y1, layout.inspector.x1, layout.lesson.y0}, false,
        ui.lesson, -1);
}

}  // namespace gui
