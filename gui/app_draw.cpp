// The part of the app that draws: the panels where the layout has room for them, and what lies over
// them.
#include <cmath>
#include <utility>

#include "gui/app.hpp"
#include "gui/layout.hpp"
#include "gui/panels.hpp"

namespace gui {

void App::draw(const View& view) {
  const ImGuiIO& io = ImGui::GetIO();
  if (std::abs(wanted_scale() - theme_.scale) > 0.005f * theme_.scale) fonts_stale_ = true;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(io.DisplaySize);
  constexpr ImGuiWindowFlags kBare = ImGuiWindowFlags_NoDecoration |
                                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::Begin("##loopscope", nullptr, kBare | ImGuiWindowFlags_NoBringToFrontOnFocus);
  const Layout layout = lay_out(
      ui_, theme_, {0, 0, io.DisplaySize.x, io.DisplaySize.y},
      ui_.lesson_panels && view.scenario != nullptr ? view.scenario->panels : std::vector<Panel>());
  layout_ = layout;
  Painter(theme_).fill({0, 0, io.DisplaySize.x, io.DisplaySize.y}, theme_.line);

  const auto panel = [&](const char* id, Rect box, auto draw_panel) {
    if (box.width() < 1 || box.height() < 1) return;
    ImGui::SetCursorScreenPos(box.min());
    ImGui::BeginChild(
        id, {box.width(), box.height()}, false,
        ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
    Painter(theme_).fill(box, theme_.panel);
    draw_panel(view, ui_, queue_);
    ImGui::EndChild();
  };
  ui_.pointed_at = std::exchange(ui_.pointing_at, trace::kNever);
  panel("##toolbar", layout.toolbar, draw_toolbar);
  panel("##now", layout.now_line, draw_now_line);
  panel("##first steps", layout.first_steps, draw_first_steps);
  panel("##source", layout.source, draw_source);
  panel("##records", layout.records, draw_records);
  panel("##timeline", layout.timeline, draw_timeline);
  panel("##loop", layout.loop, draw_loop);
  panel("##inspector", layout.inspector, draw_inspector);
  panel("##lesson", layout.lesson, draw_lesson);
  panel("##status", layout.status_bar, ui_.presenting ? draw_pack_strip : draw_status_bar);
  draw_splitters(layout, ui_, theme_);
  ImGui::SetCursorPos({0, 0});
  ImGui::Dummy({1, 1});
  ImGui::End();
  if (ui_.overlay != Overlay::None) draw_overlay(view);
  if (ui_.blank) {
    ImGui::GetForegroundDrawList()->AddRectFilled({0, 0}, io.DisplaySize, IM_COL32_BLACK);
  }
}

void App::draw_overlay(const View& view) {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::SetNextWindowFocus();
  ImGui::SetNextWindowBgAlpha(0);
  ImGui::Begin("##overlay", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav);
  const bool clear = ui_.overlay == Overlay::Choice || ui_.overlay == Overlay::Poll;
  Painter(theme_).fill({0, 0, size.x, size.y},
                       with_alpha(theme_.bg, clear                          ? 0
                                             : ui_.overlay == Overlay::Menu ? 0.4f
                                                                            : 0.8f));
  switch (ui_.overlay) {
    case Overlay::None:
      break;
    case Overlay::Gallery:
      draw_gallery(view, ui_, queue_);
      break;
    case Overlay::Help:
      draw_help(view, ui_, queue_);
      break;
    case Overlay::Export:
      draw_export(view, ui_, queue_);
      break;
    case Overlay::Breakpoints:
      draw_breakpoints(view, ui_, queue_);
      break;
    case Overlay::Open:
    case Overlay::Save:
      draw_files(view, ui_, queue_);
      break;
    case Overlay::Large:
      draw_large_file(view, ui_, queue_);
      break;
    case Overlay::Palette:
      draw_palette(view, ui_, queue_);
      break;
    case Overlay::Compare:
      draw_compare_list(view, ui_, queue_);
      break;
    case Overlay::Poll:
      draw_poll(view, ui_, queue_);
      break;
    case Overlay::Menu:
      draw_menu(view, ui_, queue_);
      break;
    case Overlay::Choice:
      draw_choices(view, ui_, queue_);
      break;
  }
  ImGui::End();
}

}  // namespace gui
