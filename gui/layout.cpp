#include "gui/layout.hpp"

#include <algorithm>
#include <cmath>

namespace gui {
namespace {

float fit(float wanted, float least, float most) {
  return std::floor(std::clamp(wanted, std::min(least, most), most));
}

}  // namespace

namespace {

/// Shares a column between two panels, or gives it to the one that is wanted.
void share(Rect column, bool with_upper, bool with_lower, float lower_height, Rect& upper,
           Rect& lower) {
  if (with_upper && with_lower) {
    lower = column.cut_bottom(lower_height);
    column.cut_bottom(1);
    upper = column;
  } else if (with_upper) {
    upper = column;
  } else if (with_lower) {
    lower = column;
  }
}

}  // namespace

Layout lay_out(const UiState& ui, const Theme& theme, Rect window,
               const std::vector<scenarios::Panel>& wanted) {
  using scenarios::Panel;
  const auto px = [&](float length) { return theme.px(length); };
  const auto has = [&](Panel panel) {
    return wanted.empty() || std::ranges::find(wanted, panel) != wanted.end();
  };
  Layout layout;
  layout.toolbar = window.cut_top(px(48));
  layout.now_line = window.cut_top(px(44));
  if (ui.first_step > 0) layout.first_steps = window.cut_top(px(40));
  layout.status_bar = window.cut_bottom(px(26));
  const float w = window.width(), h = window.height();
  const bool source = has(Panel::Source), records = has(Panel::Records);
  const bool inspector = has(Panel::Inspector), lesson = has(Panel::Lesson);
  const bool timeline = has(Panel::Timeline), loop = has(Panel::Loop);
  if (source || records) {
    share(window.cut_left(fit(px(ui.left), px(200), w * 0.30f)), source, records,
          fit(px(ui.records), px(80), h * 0.34f), layout.source, layout.records);
    window.cut_left(1);
  }
  if (inspector || lesson) {
    share(window.cut_right(fit(px(ui.right), px(180), w * 0.25f)), inspector, lesson,
          fit(px(ui.lesson), px(80), h * 0.42f), layout.inspector, layout.lesson);
    window.cut_right(1);
  }
  share(window, timeline || !loop, loop, fit(px(ui.loop), px(160), h * 0.46f), layout.timeline,
        layout.loop);
  return layout;
}

void draw_splitters(const Layout& layout, UiState& ui, const Theme& theme) {
  const float reach = theme.px(3);
  const auto none = [](const Rect& box) { return box.width() < 1 || box.height() < 1; };
  const auto split = [&](const char* id, Rect line, bool upright, float& length, float sign) {
    if (line.width() < 1 || line.height() < 1) return;
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
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && pixels >= 1) length = pixels / theme.scale;
  };
  // A column whose upper panel has no room is the lower one's.
  const Rect& left = none(layout.source) ? layout.records : layout.source;
  const Rect& right = none(layout.inspector) ? layout.lesson : layout.inspector;
  const Rect& top = none(layout.timeline) ? layout.loop : layout.timeline;
  const Rect& bottom = none(layout.loop) ? layout.timeline : layout.loop;
  seen(ui.left, left.width());
  seen(ui.right, right.width());
  seen(ui.records, none(layout.source) ? 0 : layout.records.height());
  seen(ui.loop, none(layout.timeline) ? 0 : layout.loop.height());
  seen(ui.lesson, none(layout.inspector) ? 0 : layout.lesson.height());
  if (!none(left)) split("##split left", {left.x1, top.y0, top.x0, bottom.y1}, true, ui.left, 1);
  if (!none(right))
    split("##split right", {top.x1, top.y0, right.x0, bottom.y1}, true, ui.right, -1);
  const auto between = [&](const char* id, const Rect& upper, const Rect& lower, float& length) {
    if (none(upper) || none(lower)) return;
    split(id, {upper.x0, upper.y1, upper.x1, lower.y0}, false, length, -1);
  };
  between("##split records", layout.source, layout.records, ui.records);
  between("##split loop", layout.timeline, layout.loop, ui.loop);
  between("##split lesson", layout.inspector, layout.lesson, ui.lesson);
}

}  // namespace gui
