#include "gui/layout.hpp"

#include <algorithm>
#include <cmath>

namespace gui {
namespace {

float fit(float wanted, float least, float most) {
  return std::floor(std::clamp(wanted, std::min(least, most), most));
}

bool empty(const Rect& box) { return box.width() < 1 || box.height() < 1; }

Rect& place_of(Layout& layout, Panel panel) {
  switch (panel) {
    case Panel::Source:
      return layout.source;
    case Panel::Loop:
      return layout.loop;
    case Panel::Inspector:
      return layout.inspector;
    case Panel::Output:
      return layout.records;
    case Panel::Lesson:
      return layout.lesson;
    default:
      return layout.timeline;
  }
}

/// Two panels of a column, one of which may not be shown.
void share(Rect column, bool with_upper, bool with_lower, float lower_height, Rect& upper,
           Rect& lower) {
  if (with_upper && with_lower) {
    lower = column.cut_bottom(lower_height);
    column.cut_bottom(1);
  }
  (with_upper ? upper : lower) = column;
}

}  // namespace

float poll_height(const UiState& ui, const Theme& theme, float window_height) {
  const auto& question = ui.prediction.question;
  const auto answers = static_cast<float>(question ? question->answers.size() : 4);
  const float words = question && question->text.size() > 70 ? 58 : 34;
  return std::floor(std::min(window_height * 0.75f, theme.px(46 + words + answers * 51)));
}

Layout lay_out(const UiState& ui, const Theme& theme, Rect window,
               const std::vector<Panel>& wanted) {
  const auto px = [&](float length) { return theme.px(length); };
  Layout layout;
  const bool bars = !ui.presenting && window.height() >= px(200);
  if (bars) layout.toolbar = window.cut_top(px(48));
  layout.now_line = window.cut_top(px(44));
  if (bars && ui.first_step > 0) layout.first_steps = window.cut_top(px(40));
  if (bars) layout.status_bar = window.cut_bottom(px(26));
  const bool polls = ui.overlay == Overlay::Poll;  // over the lower end of the window
  if (ui.presenting && ui.pack.pack != nullptr && !polls) {
    layout.status_bar = window.cut_bottom(px(22));
  }
  if (polls) window.cut_bottom(poll_height(ui, theme, window.y1));
  if (ui.enlarged != Panel::None) {
    place_of(layout, ui.enlarged) = window;
    return layout;
  }
  const float w = window.width(), h = window.height();
  layout.wide = std::clamp(w / px(1600), 1.f, 1.3f);
  layout.high = std::clamp(h / px(782), 1.f, 1.3f);
  const float records_height = px(ui.records * layout.high);
  const float lesson_height = px(ui.lesson * layout.high);
  const auto shows = [&](Panel panel) {
    if (ui.presenting) return (ui.presented & bit(panel)) != 0;
    return wanted.empty() || std::ranges::find(wanted, panel) != wanted.end();
  };
  const bool source = shows(Panel::Source), records = shows(Panel::Output);
  const bool inspector = shows(Panel::Inspector), lesson = shows(Panel::Lesson);
  const bool timeline = shows(Panel::Timeline), loop = shows(Panel::Loop);
  const bool middle = timeline || loop;
  // What is asked for by name is shown; what is there by itself gives way.
  const bool left = (source || records) && (ui.presenting || w >= px(560));
  const bool right = (inspector || lesson) && (ui.presenting || w >= px(760));
  if (left) {
    const bool all = !middle && !right;
    const float most = middle ? w * 0.30f : w * 0.5f;
    const Rect column = window.cut_left(all ? w : fit(px(ui.left * layout.wide), px(200), most));
    window.cut_left(1);
    share(column, source, records, fit(records_height, px(80), h * 0.34f), layout.source,
          layout.records);
  }
  if (right) {
    const Rect column = window.cut_right(
        middle ? fit(px(ui.right * layout.wide), px(180), w * 0.25f) : window.width());
    window.cut_right(1);
    share(column, inspector, lesson, fit(lesson_height, px(80), h * 0.42f), layout.inspector,
          layout.lesson);
  }
  if (!middle) return layout;
  const bool both = timeline && loop && h >= px(340) && !ui.comparing;
  share(window, timeline, loop && (both || !timeline), fit(px(ui.loop), px(160), h * 0.46f),
        layout.timeline, layout.loop);
  return layout;
}

Panel panel_at(const Layout& layout, ImVec2 point) {
  Layout places = layout;
  for (const Panel panel : {Panel::Source, Panel::Timeline, Panel::Loop, Panel::Inspector,
                            Panel::Output, Panel::Lesson}) {
    if (place_of(places, panel).contains(point)) return panel;
  }
  return Panel::None;
}

void draw_splitters(const Layout& layout, UiState& ui, const Theme& theme) {
  const float reach = theme.px(3);
  const auto split = [&](const char* id, Rect line, bool upright, float& length, float sign,
                         float grown = 1) {
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
      length = std::max(40.f, length + sign * (upright ? by.x : by.y) / theme.scale / grown);
    }
    ImGui::EndChild();
  };
  // A length that was cut to fit begins to move from where it is seen.
  const bool begins = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  const auto seen = [&](float& length, float pixels, float grown = 1) {
    if (begins && pixels >= 1) length = pixels / theme.scale / grown;
  };
  seen(ui.records, layout.records.height(), layout.high);
  seen(ui.loop, layout.loop.height());
  seen(ui.lesson, layout.lesson.height(), layout.high);
  const Rect& middle = empty(layout.timeline) ? layout.loop : layout.timeline;
  const Rect& left = empty(layout.source) ? layout.records : layout.source;
  const Rect& right = empty(layout.inspector) ? layout.lesson : layout.inspector;
  seen(ui.left, left.width(), layout.wide);
  seen(ui.right, right.width(), layout.wide);
  const float top = middle.y0, bottom = empty(layout.loop) ? middle.y1 : layout.loop.y1;
  if (!empty(left) && !empty(middle)) {
    split("##split left", {left.x1, top, middle.x0, bottom}, true, ui.left, 1, layout.wide);
  }
  if (!empty(right) && !empty(middle)) {
    split("##split right", {middle.x1, top, right.x0, bottom}, true, ui.right, -1, layout.wide);
  }
  const auto between = [&](const char* id, const Rect& upper, const Rect& lower, float& length,
                           float grown = 1) {
    if (empty(upper) || empty(lower)) return;
    split(id, {upper.x0, upper.y1, upper.x1, lower.y0}, false, length, -1, grown);
  };
  between("##split records", layout.source, layout.records, ui.records, layout.high);
  between("##split loop", layout.timeline, layout.loop, ui.loop);
  between("##split lesson", layout.inspector, layout.lesson, ui.lesson, layout.high);
}

}  // namespace gui
