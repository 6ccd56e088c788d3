#include "gui/platform/null.hpp"

#include <cassert>
#include <cstring>

#include "gui/imgui_compat.hpp"

namespace gui {

NullWindow::NullWindow(App& app, int width, int height, float scale)
    : app_(app), scale_(scale), context_(ImGui::CreateContext()) {
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  app_.load_fonts(scale_, 1);
  compat::begin_headless();
  compat::mouse_at(-1000, -1000);
}

NullWindow::~NullWindow() { ImGui::DestroyContext(context_); }

void NullWindow::frame(float seconds) {
  ImGui::SetCurrentContext(context_);
  if (app_.fonts_stale()) {
    app_.load_fonts(scale_, 1);
    compat::begin_headless();
  }
  ImGui::GetIO().DeltaTime = seconds;
  ImGui::NewFrame();
  app_.frame(seconds);
  ImGui::Render();
  compat::end_headless_frame();
}

void NullWindow::frames(int count) {
  for (int i = 0; i < count; ++i) frame();
}

void NullWindow::press(std::string_view chord) {
  const auto parsed = parse_chord(chord);
  assert(parsed && "the name of a key");
  if (parsed) app_.press(*parsed);
  frames(2);
}

void NullWindow::type(std::string_view words) {
  for (const char c : words) {
    app_.press({});
    app_.type(static_cast<unsigned char>(c));
  }
  frames(2);
}

void NullWindow::move(float x, float y) {
  compat::mouse_at(x, y);
  frame();
}

void NullWindow::button(bool down) {
  compat::mouse_button(down);
  frame();
}

void NullWindow::wheel(float steps) {
  compat::mouse_wheel(steps);
  frame();
}

void NullWindow::shift(bool down) {
  compat::shift_key(down);
  frame();
}

void NullWindow::click(float x, float y) {
  move(x, y);
  button(true);
  button(false);
  frame();
}

void NullWindow::resize(int width, int height) {
  ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  app_.resized(width, height);
  frames(2);
}

std::uint64_t NullWindow::picture() const {
  std::uint64_t sum = 14695981039346656037u;
  const auto add = [&](const void* data, std::size_t bytes) {
    const auto* byte = static_cast<const unsigned char*>(data);
    for (std::size_t i = 0; i < bytes; ++i) sum = (sum ^ byte[i]) * 1099511628211u;
  };
  const ImDrawData* drawn = ImGui::GetDrawData();
  for (int i = 0; i < drawn->CmdListsCount; ++i) {
    const ImDrawList* list = drawn->CmdLists[i];
    for (const ImDrawVert& corner : list->VtxBuffer) {
      add(&corner.pos, sizeof corner.pos);
      add(&corner.col, sizeof corner.col);
      if (compat::kFixedAtlas) add(&corner.uv, sizeof corner.uv);
    }
    add(list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()));
    for (const ImDrawCmd& command : list->CmdBuffer)
      add(&command.ClipRect, sizeof command.ClipRect);
  }
  return sum;
}

int NullWindow::triangles() const { return ImGui::GetDrawData()->TotalIdxCount / 3; }

}  // namespace gui
