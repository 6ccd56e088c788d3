#include "gui/draw.hpp"

#include <fmt/format.h>

#include <cfloat>
#include <cmath>

#include "gui/hover.hpp"

namespace gui {

Painter::Painter(const Theme& theme) : theme_(theme), list_(*ImGui::GetWindowDrawList()) {}

// -- Text

float Painter::width(Font font, std::string_view text) const {
  if (text.empty()) return 0;
  return font.face->CalcTextSizeA(font.size, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

float Painter::text(float x, float y, Font font, ImU32 colour, std::string_view text) const {
  if (text.empty()) return x;
  list_.AddText(font.face, font.size, {std::floor(x), std::floor(y + 0.5f)}, colour, text.data(),
                text.data() + text.size());
  return x + width(font, text);
}

std::string_view Painter::fitting(Font font, std::string_view text, float room) const {
  if (width(font, text) <= room) return text;
  std::size_t end = 0;
  float used = 0;
  while (end < text.size()) {
    std::size_t next = end + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xc0) == 0x80) ++next;
    used += width(font, text.substr(end, next - end));
    if (used > room) break;
    end = next;
  }
  return text.substr(0, end);
}

float Painter::label(Rect box, Font font, ImU32 colour, std::string_view text, Align align) const {
  const float y = box.centre_y() - font.size * 0.5f;
  const float full = width(font, text);
  const float room = box.width();
  if (full <= room + 0.5f) {
    float x = box.x0;
    if (align == Align::Centre) x += (room - full) * 0.5f;
    if (align == Align::Right) x += room - full;
    this->text(x, y, font, colour, text);
    return full;
  }
  constexpr std::string_view dots = "…";
  const float dots_width = width(font, dots);
  if (dots_width > room) return 0;
  const float end = this->text(box.x0, y, font, colour, fitting(font, text, room - dots_width));
  return this->text(end, y, font, colour, dots) - box.x0;
}

float Painter::name(Rect box, Font font, ImU32 colour, std::string_view text) const {
  return label(box, font, colour, without_middle(font, text, box.width()));
}

std::string Painter::without_middle(Font font, std::string_view text, float width) const {
  constexpr std::string_view dots = "…";
  const float room = width - this->width(font, dots);
  if (this->width(font, text) <= width + 0.5f || room <= 0) return std::string(text);
  const std::string_view head = fitting(font, text, room * 0.5f);
  std::string_view tail = text.substr(head.size());
  const float left = room - this->width(font, head);
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  while (!tail.empty() && (this->width(font, tail) > left || continues(tail.front()))) {
    tail.remove_prefix(1);
  }
  return fmt::format("{}{}{}", head, dots, tail);
}

// -- Surfaces

void Painter::fill(Rect box, ImU32 colour, float radius) const {
  if (box.x1 <= box.x0 || box.y1 <= box.y0) return;
  list_.AddRectFilled(box.min(), box.max(), colour, radius);
}

void Painter::stroke(Rect box, ImU32 colour, float radius, float thickness) const {
  list_.AddRect(box.min(), box.max(), colour, radius, 0, thickness);
}

void Painter::h_line(float x0, float x1, float y, ImU32 colour) const {
  const float t = std::max(1.f, std::floor(theme_.scale));
  list_.AddRectFilled({x0, y}, {x1, y + t}, colour);
}

void Painter::v_line(float x, float y0, float y1, ImU32 colour, float thickness) const {
  const float t = std::max(1.f, std::floor(thickness * theme_.scale));
  x = std::floor(x - t * 0.5f + 0.5f);
  list_.AddRectFilled({x, y0}, {x + t, y1}, colour);
}

void Painter::square(float x, float centre_y, float side, ImU32 colour) const {
  const float y = std::floor(centre_y - side * 0.5f + 0.5f);
  list_.AddRectFilled({x, y}, {x + side, y + side}, colour, px(2));
}

// -- Shapes of states

void Painter::dashed(Rect box, ImU32 colour, float thickness) const {
  // Whole pixels: what is not, looks uneven.
  const float t = std::max(1.f, std::floor(thickness * theme_.scale + 0.5f));
  const float dash = px(3), period = px(5);
  const float x0 = std::floor(box.x0), x1 = std::floor(box.x1);
  const float y0 = std::floor(box.y0), y1 = std::floor(box.y1);
  const ImVec2 low = list_.GetClipRectMin(), high = list_.GetClipRectMax();
  const auto row = [&](float y) {
    float x = x0;
    if (x < low.x) x += std::floor((low.x - x) / period) * period;
    for (; x < std::min(x1, high.x); x += period) {
      list_.AddRectFilled({x, y}, {std::min(x + dash, x1), y + t}, colour);
    }
  };
  const auto column = [&](float x) {
    for (float y = y0 + t + px(2); y < y1 - t; y += period) {
      list_.AddRectFilled({x, y}, {x + t, std::min(y + dash, y1 - t)}, colour);
    }
  };
  row(y0);
  row(y1 - t);
  column(x0);
  column(x1 - t);
}

void Painter::hatch(Rect box, ImU32 colour, float origin) const {
  const ImVec2 low = list_.GetClipRectMin(), high = list_.GetClipRectMax();
  const float x0 = std::max(box.x0, low.x), x1 = std::min(box.x1, high.x);
  const float h = box.height();
  if (x1 <= x0 || h <= 0 || box.y1 < low.y || box.y0 > high.y) return;
  const float gap = std::max(4.f, 10.f * theme_.scale);
  // Each line rises to the right by h over h: it starts at (x, y1) and ends at (x + h, y0).
  float x = origin + std::floor((x0 - h - origin) / gap) * gap;
  for (; x < x1; x += gap) {
    const float a = std::max(x, x0), b = std::min(x + h, x1);
    if (b <= a) continue;
    list_.AddLine({a, box.y1 - (a - x)}, {b, box.y1 - (b - x)}, colour, 1.5f * theme_.scale);
  }
}

void Painter::cap(Cap cap, float x, float centre_y, ImU32 colour) const {
  const float s = theme_.scale;
  const float t = 2.3f * s;
  if (cap == Cap::Check) {
    const ImVec2 points[] = {
        {x, centre_y}, {x + 4 * s, centre_y + 5 * s}, {x + 12 * s, centre_y - 5 * s}};
    list_.AddPolyline(points, 3, colour, 0, t);
  } else {
    list_.AddLine({x + 1 * s, centre_y + 5 * s}, {x + 11 * s, centre_y - 5 * s}, colour, t);
    if (cap == Cap::Cross) {
      list_.AddLine({x + 1 * s, centre_y - 5 * s}, {x + 11 * s, centre_y + 5 * s}, colour, t);
    }
  }
}

void Painter::arrow(ImVec2 from, ImVec2 to, ImU32 colour, float thickness) const {
  const float s = theme_.scale;
  const float t = thickness * s;
  const float sign = to.y > from.y ? 1.f : -1.f;
  const float bend = std::min(14 * s, std::abs(to.y - from.y) * 0.6f) * sign;
  list_.AddBezierCubic(from, {from.x, from.y + bend}, {to.x, to.y - bend}, to, colour, t);
  const ImVec2 head[] = {
      {to.x - 4 * s, to.y - 6 * s * sign}, to, {to.x + 4 * s, to.y - 6 * s * sign}};
  list_.AddPolyline(head, 3, colour, 0, t);
}

void Painter::caret(Caret caret, ImVec2 c, ImU32 colour) const {
  const float a = 3.5f * theme_.scale, b = 2.f * theme_.scale;
  ImVec2 points[3] = {{c.x - a, c.y - b}, {c.x, c.y + b}, {c.x + a, c.y - b}};
  if (caret == Caret::Right) {
    points[0] = {c.x - b, c.y - a}, points[1] = {c.x + b, c.y}, points[2] = {c.x - b, c.y + a};
  } else if (caret == Caret::Left) {
    points[0] = {c.x + b, c.y - a}, points[1] = {c.x - b, c.y}, points[2] = {c.x + b, c.y + a};
  }
  list_.AddPolyline(points, 3, colour, 0, 1.6f * theme_.scale);
}

// -- Small furniture

std::string_view Painter::cap_text(std::string_view key) const {
  if (key == "Right") return "→";
  if (key == "Left") return "←";
  if (key == "Up") return "↑";
  if (key == "Down") return "↓";
  if (key == "Plus") return "+";
  if (key == "Minus") return "-";
  return key;
}

namespace {
/// Calls `visit` with each key of "Ctrl+Shift+P".
template <class Visit>
void each_key(std::string_view chord, Visit&& visit) {
  while (!chord.empty()) {
    const std::size_t plus = chord.find('+', 1);
    visit(chord.substr(0, plus));
    if (plus == std::string_view::npos) return;
    chord.remove_prefix(plus + 1);
  }
}
}  // namespace

float Painter::keys(float x, float centre_y, std::string_view chord) const {
  each_key(chord, [&](std::string_view key) {
    const std::string_view shown = cap_text(key);
    const float inner = width(theme_.fonts.mono, shown);
    const float h = px(18);
    const float w = std::max(h, inner + px(10));
    const float y = std::floor(centre_y - h * 0.5f);
    const Rect box{x, y, x + w, y + h};
    fill(box, theme_.raise, px(4));
    stroke(box, theme_.line, px(4));
    label(box, theme_.fonts.mono, theme_.text, shown, Align::Centre);
    x += w + px(3);
  });
  return x;
}

float Painter::keys_width(std::string_view chord) const {
  float total = 0;
  each_key(chord, [&](std::string_view key) {
    total += std::max(px(18), width(theme_.fonts.mono, cap_text(key)) + px(10)) + px(3);
  });
  return total;
}

float Painter::tag_width(std::string_view text) const {
  return width(theme_.fonts.small, text) + px(14);
}

float Painter::tag(float x, float centre_y, std::string_view text, ImU32 frame, bool dotted) const {
  const float w = tag_width(text), h = px(20);
  const float y = std::floor(centre_y - h * 0.5f);
  const Rect box{x, y, x + w, y + h};
  if (dotted) {
    dashed(box, frame, 1.5f);
  } else {
    stroke(box, frame, px(4));
  }
  label(box, theme_.fonts.small, theme_.text, text, Align::Centre);
  return x + w;
}

float Painter::state_tag(float right, float centre_y, model::TaskState state) const {
  const std::string_view word = model::word(state);
  const float w = tag_width(word) + (state == model::TaskState::Suspended ? px(14) : 0);
  const float x = right - w, h = px(20), y = std::floor(centre_y - h * 0.5f);
  const Rect box{x, y, right, y + h};
  switch (state) {
    case model::TaskState::Running:
      fill(box, theme_.text, px(4));
      label(box, theme_.fonts.small_bold, theme_.panel, word, Align::Centre);
      break;
    case model::TaskState::Ready:
    case model::TaskState::Created:
      dashed(box, theme_.dim, 1);
      label(box, theme_.fonts.small, theme_.text, word, Align::Centre);
      break;
    case model::TaskState::Suspended:
      hatch({x + px(2), y + px(2), x + px(18), y + h - px(2)}, with_alpha(theme_.mut, 0.8f), x);
      stroke(box, theme_.line, px(4));
      label({x + px(22), y, right, y + h}, theme_.fonts.small, theme_.text, word);
      break;
    default:
      stroke(box, theme_.line, px(4));
      label(box, theme_.fonts.small, theme_.text, word, Align::Centre);
      break;
  }
  explain_word(*this, box, word);
  return x;
}

// -- Hits

bool hovered(Rect box) {
  return ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(box.min(), box.max());
}

bool pressed(Rect box) {
  if (!hovered(box)) return false;
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return ImGui::IsMouseClicked(ImGuiMouseButton_Left);
}

void hint(const Painter& paint, const std::string& words) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {paint.px(10), paint.px(6)});
  ImGui::SetTooltip("%s", words.c_str());
  ImGui::PopStyleVar();
}

bool button(const char* id, Rect box) {
  if (box.width() < 1 || box.height() < 1) return false;
  ImGui::SetCursorScreenPos(box.min());
  return ImGui::InvisibleButton(id, {box.width(), box.height()});
}

// -- Sentences

namespace {

/// Draws one piece from (x, y), breaking lines; moves both behind it. True if it was clicked.
bool draw_piece(const Painter& paint, std::string_view text, float left, float right, float& x,
                float& y, Font font, ImU32 colour, const SentenceStyle& style, bool link,
                trace::EventIndex leads_to) {
  const float line_height = style.line_height;
  bool hit = false;
  while (!text.empty()) {
    // A word, or the spaces before one: a line never begins with a space.
    const bool space = text.front() == ' ';
    std::size_t end = space ? text.find_first_not_of(' ') : text.find(' ');
    if (end == std::string_view::npos) end = text.size();
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    const float w = paint.width(font, word);
    if (space) {
      if (x > left) x += w;
      continue;
    }
    const bool closes = std::string_view(",.:;)").find(word.front()) != std::string_view::npos;
    if (x > left && x + w > right && !closes) {
      x = left;
      y += line_height;
    }
    const Rect box{x, y, x + w, y + line_height};
    x += w;
    if (style.measure) continue;
    if (link) {
      if (hovered(box)) {
        paint.h_line(box.x0, box.x1, y + line_height - paint.px(3), colour);
        if (leads_to != trace::kNever) hover().point_to(leads_to);
      }
      hit = pressed(box) || hit;
    }
    paint.text(box.x0, y + (line_height - font.size) * 0.5f, font, colour, word);
  }
  return hit;
}

}  // namespace

SentenceLayout draw_sentence(const Painter& paint, const model::Sentence& sentence, float left,
                             float top, float right, const SentenceStyle& style,
                             const std::function<ImU32(model::TaskId)>& colour_of) {
  using Kind = model::Piece::Kind;
  const Theme& theme = paint.theme();
  SentenceLayout layout;
  float x = left, y = top;
  for (const model::Piece& piece : sentence) {
    const bool link = piece.kind == Kind::Task || piece.kind == Kind::Moment;
    const bool strong =
        piece.kind == Kind::Task || piece.kind == Kind::Object || piece.kind == Kind::Strong;
    ImU32 colour = strong ? theme.text : style.colour;
    if (piece.kind == Kind::Task) colour = colour_of(piece.id);
    if (piece.kind == Kind::Moment) colour = theme.acc;
    if (piece.kind == Kind::Arrow) colour = theme.mut;
    if (style.alpha < 1) colour = with_alpha(colour, style.alpha);
    const std::string_view words =
        piece.kind == Kind::Arrow ? std::string_view(" → ") : std::string_view(piece.text);
    if (draw_piece(paint, words, left, right, x, y, strong ? style.bold : style.regular, colour,
                   style, link, piece.kind == Kind::Moment ? piece.cursor : trace::kNever)) {
      layout.pressed = &piece;
    }
    layout.width = std::max(layout.width, (y > top ? right : x) - left);
  }
  layout.height = y - top + style.line_height;
  return layout;
}

}  // namespace gui
