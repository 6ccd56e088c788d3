#include "gui/text_line.hpp"

#include <algorithm>
#include <utility>

namespace gui {
namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

std::string utf8(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6), byte(0x80 | (c & 63))};
  if (c < 0x10000) return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 63)), byte(0x80 | (c & 63))};
  return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 63)), byte(0x80 | (c >> 6 & 63)),
          byte(0x80 | (c & 63))};
}

/// More than anybody types; a paste may be anything.
constexpr std::size_t kMost = 4096;

}  // namespace

void TextLine::set(std::string text) {
  text_ = std::move(text);
  caret_ = anchor_ = text_.size();
}

void TextLine::type(char32_t character) {
  const bool is_text = character >= 0x20 && character != 0x7F && character <= 0x10FFFF &&
                       (character < 0xD800 || character > 0xDFFF);
  if (!is_text) return;
  erase(std::min(caret_, anchor_), std::max(caret_, anchor_));
  if (text_.size() >= kMost) return;
  const std::string bytes = utf8(character);
  text_.insert(caret_, bytes);
  caret_ = anchor_ = caret_ + bytes.size();
}

void TextLine::paste(std::string_view words) {
  erase(std::min(caret_, anchor_), std::max(caret_, anchor_));
  std::string line;
  for (const char c : words.substr(0, kMost)) {
    if (c == '\n' || c == '\r') break;
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) line += c;
  }
  text_.insert(caret_, line);
  caret_ = anchor_ = caret_ + line.size();
}

std::string_view TextLine::selected() const {
  const std::size_t from = std::min(caret_, anchor_);
  return std::string_view(text_).substr(from, std::max(caret_, anchor_) - from);
}

bool TextLine::press(Chord chord) {
  const bool any = caret_ != anchor_;
  const std::size_t from = std::min(caret_, anchor_), to = std::max(caret_, anchor_);
  switch (chord.key) {
    case Key::Left:
      if (any && !chord.shift && !chord.ctrl) return move(from, false), true;
      return move(chord.ctrl ? word_before(caret_) : before(caret_), chord.shift), true;
    case Key::Right:
      if (any && !chord.shift && !chord.ctrl) return move(to, false), true;
      return move(chord.ctrl ? word_behind(caret_) : behind(caret_), chord.shift), true;
    case Key::Home:
      return move(0, chord.shift), true;
    case Key::End:
      return move(text_.size(), chord.shift), true;
    case Key::Backspace:
      erase(any ? from : chord.ctrl ? word_before(caret_) : before(caret_), to);
      return true;
    case Key::Delete:
      erase(from, any ? to : chord.ctrl ? word_behind(caret_) : behind(caret_));
      return true;
    default:
      break;
  }
  if (!chord.ctrl || chord.shift) return false;
  switch (chord.key) {
    case Key::A:
      anchor_ = 0;
      caret_ = text_.size();
      return true;
    case Key::C:
    case Key::X:
      if (any) ImGui::SetClipboardText(std::string(selected()).c_str());
      if (chord.key == Key::X) erase(from, to);
      return true;
    case Key::V:
      if (const char* words = ImGui::GetClipboardText()) paste(words);
      return true;
    default:
      return false;
  }
}

void TextLine::point(const Painter& paint, Font font, float left, float x) {
  std::size_t at = 0;
  while (at < text_.size()) {
    const std::size_t next = behind(at);
    const std::string_view all = text_;
    const float middle =
        (paint.width(font, all.substr(0, at)) + paint.width(font, all.substr(0, next))) * 0.5f;
    if (left + middle > x) break;
    at = next;
  }
  move(at, false);
}

void TextLine::draw(const Painter& paint, Rect box, Font font, bool takes_keys) const {
  const Theme& theme = paint.theme();
  const std::string_view all = text_;
  const float to_caret = paint.width(font, all.substr(0, caret_));
  const float shift = std::min(0.f, box.width() - paint.px(4) - to_caret);
  const float x = box.x0 + shift, y = box.centre_y() - font.size * 0.5f;
  paint.list().PushClipRect(box.min(), box.max(), true);
  if (takes_keys && caret_ != anchor_) {
    const float from = paint.width(font, all.substr(0, std::min(caret_, anchor_)));
    const float to = paint.width(font, all.substr(0, std::max(caret_, anchor_)));
    paint.fill({x + from, y, x + to, y + font.size}, with_alpha(theme.acc, 0.35f));
  }
  paint.text(x, y, font, theme.text, all);
  if (takes_keys) {
    paint.v_line(x + to_caret, y, y + font.size, theme.acc, std::max(1.f, paint.px(1.5f)));
  }
  paint.list().PopClipRect();
}

void TextLine::erase(std::size_t from, std::size_t to) {
  text_.erase(from, to - from);
  caret_ = anchor_ = from;
}

void TextLine::move(std::size_t to, bool select) {
  caret_ = to;
  if (!select) anchor_ = to;
}

std::size_t TextLine::before(std::size_t at) const {
  if (at > 0) --at;
  while (at > 0 && continues(text_[at])) --at;
  return at;
}

std::size_t TextLine::behind(std::size_t at) const {
  if (at < text_.size()) ++at;
  while (at < text_.size() && continues(text_[at])) ++at;
  return at;
}

std::size_t TextLine::word_before(std::size_t at) const {
  while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '/')) --at;
  while (at > 0 && text_[at - 1] != ' ' && text_[at - 1] != '/') --at;
  return at;
}

std::size_t TextLine::word_behind(std::size_t at) const {
  while (at < text_.size() && text_[at] != ' ' && text_[at] != '/') ++at;
  while (at < text_.size() && (text_[at] == ' ' || text_[at] == '/')) ++at;
  return at;
}

}  // namespace gui
