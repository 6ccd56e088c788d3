// The tokens of the look: colours in three themes, fonts, and the scale that turns the 4 px grid
// into pixels. Task colours mean tasks and nothing else; one accent means "here, now, yours".
#pragma once

#include <imgui.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace gui {

/// Contrast: all text at least 7:1 on whatever it stands on.
enum class ThemeKind : std::uint8_t { Dark, Light, Contrast };
/// As commands and settings name it.
inline const char* name_of(ThemeKind kind) {
  return kind == ThemeKind::Dark ? "dark" : kind == ThemeKind::Light ? "light" : "contrast";
}

/// A face of the atlas and the size to draw it at. The size is what Dear ImGui means by it: from
/// ascender to descender, which is more than the em that designers name.
struct Font {
  ImFont* face = nullptr;
  float size = 0;
};

struct Fonts {
  Font small, small_bold;  ///< Inter 12
  Font body, body_bold;    ///< Inter 13
  Font now, now_bold;      ///< Inter 18: the now line
  Font mono, mono_bold;    ///< JetBrains Mono 12: code, output, key caps
  Font time;               ///< JetBrains Mono semibold 15: the clock
};

struct Theme {
  ThemeKind kind = ThemeKind::Dark;
  float scale = 1;
  Fonts fonts;

  ImU32 bg = 0, panel = 0, raise = 0, line = 0;
  ImU32 text = 0, mut = 0, dim = 0;  ///< the three greys of text
  ImU32 acc = 0, hl = 0;
  ImU32 warn = 0;
  std::array<ImU32, 6> tasks{};

  /// The colour of the n-th task created; main is 0. After six, a second shade.
  ImU32 task(std::size_t index) const;
  /// A length of the design in pixels, whole ones.
  float px(float length) const;

  void set_kind(ThemeKind which);
  /// Fills the atlas with the embedded fonts for `scale`; `raster` is framebuffer pixels per unit.
  /// What the atlas held before is gone.
  void load_fonts(ImFontAtlas& atlas, float new_scale, float raster);
  /// Colours and sizes for what Dear ImGui draws itself: scrollbars, popups, tooltips.
  void apply(ImGuiStyle& style) const;
};

ImU32 with_alpha(ImU32 colour, float alpha);
/// `a` at 0, `b` at 1.
ImU32 mix(ImU32 a, ImU32 b, float t);

}  // namespace gui
