// One line of text while it is typed: a caret, a selection, the clipboard. UTF-8 throughout; the
// caret stands between characters.
#pragma once

#include <string>

#include "gui/draw.hpp"
#include "gui/keys.hpp"

namespace gui {

class TextLine {
 public:
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  /// The caret goes behind it.
  void set(std::string text);
  /// Puts a character where the caret is, in place of what is selected.
  void type(char32_t character);
  void paste(std::string_view words);
  /// Moves, selects, deletes, cuts, copies, pastes. False if the key means nothing to a line.
  bool press(Chord chord);
  /// A click at this x in a line that begins at `left`.
  void point(const Painter& paint, Font font, float left, float x);
  /// Draws the text, moved so far that the caret is seen, with the caret if it takes the keys.
  void draw(const Painter& paint, Rect box, Font font, bool takes_keys = true) const;

  std::size_t caret() const { return caret_; }
  std::string_view selected() const;

 private:
  void erase(std::size_t from, std::size_t to);
  void move(std::size_t to, bool select);
  std::size_t before(std::size_t at) const;
  std::size_t behind(std::size_t at) const;
  std::size_t word_before(std::size_t at) const;
  std::size_t word_behind(std::size_t at) const;

  std::string text_;
  std::size_t caret_ = 0;   ///< in bytes
  std::size_t anchor_ = 0;  ///< where the selection began; == caret_: none
};

}  // namespace gui
