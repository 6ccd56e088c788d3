// All differences between Dear ImGui 1.86 and 1.92 that matter here, in one place.
#pragma once

#include <imgui.h>

namespace gui::compat {

// -- Input, for platforms without a window: 1.87 replaced plain fields by queued events.
void mouse_at(float x, float y);
void mouse_button(bool down);
void mouse_wheel(float steps);
void shift_key(bool down);

// -- The font atlas: built at once up to 1.91, glyph by glyph from 1.92 on.
/// Whether a glyph stays where it is in the texture.
inline constexpr bool kFixedAtlas = IMGUI_VERSION_NUM < 19200;
/// Before the first frame of a renderer that draws nothing.
void begin_headless();
/// After each ImGui::Render() of such a renderer.
void end_headless_frame();
/// After the atlas was filled anew, for the OpenGL renderer.
void renew_gl_fonts();

}  // namespace gui::compat
