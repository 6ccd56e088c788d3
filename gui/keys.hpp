// Keys as the commands name them: "Right", "Shift+Right", "Ctrl+Q", "?".
//
// A key is what is printed on it in the user's layout; a platform turns its own codes into these.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gui {

enum class Key : std::uint8_t {
  None,
  Left,
  Right,
  Up,
  Down,
  Home,
  End,
  PageUp,
  PageDown,
  Space,
  Tab,
  Escape,
  Enter,
  Backspace,
  Delete,
  Plus,
  Minus,
  Question,
  Slash,
  BracketLeft,
  BracketRight,
  MouseBack,  ///< the buttons beside the wheel
  MouseOn,
  F1,
  F2,
  F3,
  F4,
  F5,
  F6,
  F7,
  F8,
  F9,
  F10,
  F11,
  F12,
  Digit0,
  Digit1,
  Digit2,
  Digit3,
  Digit4,
  Digit5,
  Digit6,
  Digit7,
  Digit8,
  Digit9,
  A,
  B,
  C,
  D,
  E,
  F,
  G,
  H,
  I,
  J,
  K,
  L,
  M,
  N,
  O,
  P,
  Q,
  R,
  S,
  T,
  U,
  V,
  W,
  X,
  Y,
  Z,
};

struct Chord {
  Key key = Key::None;
  bool ctrl = false;
  bool shift = false;
  friend bool operator==(const Chord&, const Chord&) = default;
};

/// Empty for words that name no key.
std::optional<Chord> parse_chord(std::string_view words);

}  // namespace gui
