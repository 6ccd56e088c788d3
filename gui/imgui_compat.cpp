#include "gui/imgui_compat.hpp"

#include <imgui_impl_opengl3.h>

namespace gui::compat {

#if IMGUI_VERSION_NUM >= 18700

void mouse_at(float x, float y) { ImGui::GetIO().AddMousePosEvent(x, y); }
void mouse_button(bool down) { ImGui::GetIO().AddMouseButtonEvent(0, down); }
void mouse_wheel(float steps) { ImGui::GetIO().AddMouseWheelEvent(0, steps); }
void shift_key(bool down) { ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, down); }

#else

void mouse_at(float x, float y) { ImGui::GetIO().MousePos = {x, y}; }
void mouse_button(bool down) { ImGui::GetIO().MouseDown[0] = down; }
void mouse_wheel(float steps) { ImGui::GetIO().MouseWheel += steps; }
void shift_key(bool down) { ImGui::GetIO().KeyShift = down; }

#endif

#if IMGUI_VERSION_NUM >= 19200

void begin_headless() { ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures; }

void end_headless_frame() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else {
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
}

void renew_gl_fonts() {}

#else

void begin_headless() {
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
}

void end_headless_frame() {}

void renew_gl_fonts() {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

#endif

}  // namespace gui::compat
