#include "gui/theme.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "embedded/gui.hpp"

namespace gui {
namespace {

constexpr ImU32 hex(unsigned rgb) {
  return IM_COL32((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255, 255);
}

// From ascender to descender, in ems: what Dear ImGui takes for the size of a font.
constexpr float kInterBox = 1.2102f;
constexpr float kMonoBox = 1.32f;

Font load(ImFontAtlas& atlas, std::string_view path, float em, float box, float scale,
          float raster) {
  static const ImWchar ranges[] = {0x20,   0x17f,  0x2010, 0x205f, 0x2190, 0x21ff, 0x2200,
                                   0x22ff, 0x25a0, 0x25ff, 0x2713, 0x2717, 0};
  const float size = em * box * scale;
  // Nine faces must fit into one texture: letters larger than that are drawn enlarged.
  constexpr float kMostPixels = 72, kSharp = 32;
  const float pixels = std::clamp(size * raster, 4.f, kMostPixels);
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = pixels > kSharp ? 1 : 2;
  config.GlyphRanges = ranges;
  const std::string_view bytes = assets::find(path);
  // Dear ImGui does not write to font data that it does not own.
  void* data = const_cast<char*>(bytes.data());
  ImFont* face = nullptr;
  if (!bytes.empty()) {
    face = atlas.AddFontFromMemoryTTF(data, static_cast<int>(bytes.size()), pixels, &config);
  }
  return {face != nullptr ? face : atlas.AddFontDefault(), size};
}

}  // namespace

ImU32 with_alpha(ImU32 colour, float alpha) {
  const auto a = static_cast<float>((colour >> IM_COL32_A_SHIFT) & 255) * alpha;
  return (colour & ~IM_COL32_A_MASK) | (static_cast<ImU32>(a + 0.5f) << IM_COL32_A_SHIFT);
}

ImU32 mix(ImU32 a, ImU32 b, float t) {
  const ImVec4 x = ImGui::ColorConvertU32ToFloat4(a), y = ImGui::ColorConvertU32ToFloat4(b);
  return ImGui::ColorConvertFloat4ToU32(
      {x.x + (y.x - x.x) * t, x.y + (y.y - x.y) * t, x.z + (y.z - x.z) * t, x.w + (y.w - x.w) * t});
}

ImU32 Theme::task(std::size_t index) const {
  if (index < tasks.size()) return tasks[index];
  const std::size_t turn = (index - 1) / (tasks.size() - 1);
  const ImU32 first = tasks[1 + (index - 1) % (tasks.size() - 1)];
  return turn % 2 == 1 ? mix(first, text, 0.35f) : first;
}

float Theme::px(float length) const { return std::floor(length * scale + 0.5f); }

void Theme::set_kind(ThemeKind which) {
  kind = which;
  if (kind == ThemeKind::Dark) {
    bg = hex(0x121419), panel = hex(0x181b21), raise = hex(0x20242c), line = hex(0x2f3541);
    text = hex(0xe8eaee), mut = hex(0xa4adbb), dim = hex(0x8590a0);
    acc = hex(0x7cc4ff), hl = hex(0x1f2e40), warn = hex(0xf0b429);
    tasks = {hex(0xc3cad4), hex(0xa99bff), hex(0xe69f00),
             hex(0x2fbf93), hex(0xdd8fbc), hex(0xe2725b)};
  } else if (kind == ThemeKind::Contrast) {
    bg = hex(0x000000), panel = hex(0x000000), raise = hex(0x161616), line = hex(0x8c8c8c);
    text = hex(0xffffff), mut = hex(0xe4e4e4), dim = hex(0xc8c8c8);
    acc = hex(0x6fdcff), hl = hex(0x00284d), warn = hex(0xffc02e);
    tasks = {hex(0xf0f0f0), hex(0xc4b5ff), hex(0xffb02e),
             hex(0x55e0ae), hex(0xffa6de), hex(0xff9f8a)};
  } else {
    bg = hex(0xe9ecf0), panel = hex(0xffffff), raise = hex(0xf4f5f7), line = hex(0xd3d8e0);
    text = hex(0x171b22), mut = hex(0x4c5666), dim = hex(0x667081);
    acc = hex(0x0b6bcb), hl = hex(0xe2effc), warn = hex(0xa86c00);
    tasks = {hex(0x55606f), hex(0x6a4fd6), hex(0xa86c00),
             hex(0x087f5b), hex(0xab4b84), hex(0xbf4024)};
  }
}

void Theme::load_fonts(ImFontAtlas& atlas, float new_scale, float raster) {
  scale = new_scale;
  atlas.Clear();
  const auto inter = [&](bool bold, float em) {
    return load(atlas, bold ? "assets/fonts/Inter-SemiBold.otf" : "assets/fonts/Inter-Regular.otf",
                em, kInterBox, scale, raster);
  };
  const auto mono = [&](bool bold, float em) {
    return load(
        atlas,
        bold ? "assets/fonts/JetBrainsMono-SemiBold.ttf" : "assets/fonts/JetBrainsMono-Regular.ttf",
        em, kMonoBox, scale, raster);
  };
  fonts.body = inter(false, 13);  // the first one is Dear ImGui's default
  fonts.body_bold = inter(true, 13);
  fonts.small = inter(false, 12);
  fonts.small_bold = inter(true, 12);
  fonts.now = inter(false, 18);
  fonts.now_bold = inter(true, 18);
  fonts.mono = mono(false, 12);
  fonts.mono_bold = mono(true, 12);
  fonts.time = mono(true, 15);
}

void Theme::apply(ImGuiStyle& style) const {
  style = ImGuiStyle();
  style.WindowPadding = {0, 0};
  style.WindowRounding = 0;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupRounding = px(6);
  style.PopupBorderSize = 1;
  style.ItemSpacing = {0, 0};
  style.FramePadding = {px(8), px(4)};
  style.ScrollbarSize = px(10);
  style.ScrollbarRounding = px(5);
  style.GrabMinSize = px(20);
  style.DisplaySafeAreaPadding = {0, 0};
  const auto set = [&](ImGuiCol which, ImU32 colour) {
    style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour);
  };
  set(ImGuiCol_Text, text);
  set(ImGuiCol_WindowBg, bg);
  set(ImGuiCol_ChildBg, with_alpha(panel, 0));
  set(ImGuiCol_PopupBg, kind == ThemeKind::Light ? panel : raise);
  set(ImGuiCol_Border, line);
  set(ImGuiCol_ScrollbarBg, with_alpha(panel, 0));
  set(ImGuiCol_ScrollbarGrab, mix(panel, dim, 0.45f));
  set(ImGuiCol_ScrollbarGrabHovered, dim);
  set(ImGuiCol_ScrollbarGrabActive, mut);
}

}  // namespace gui
