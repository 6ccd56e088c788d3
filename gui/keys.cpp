#include "gui/keys.hpp"

#include <array>
#include <utility>

namespace gui {
namespace {

Key parse_key(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, Key>, 22> kNames{{
      {"Left", Key::Left},
      {"Right", Key::Right},
      {"Up", Key::Up},
      {"Down", Key::Down},
      {"Home", Key::Home},
      {"End", Key::End},
      {"PageUp", Key::PageUp},
      {"PageDown", Key::PageDown},
      {"Space", Key::Space},
      {"Tab", Key::Tab},
      {"Esc", Key::Escape},
      {"Enter", Key::Enter},
      {"Backspace", Key::Backspace},
      {"Delete", Key::Delete},
      {"Plus", Key::Plus},
      {"Minus", Key::Minus},
      {"?", Key::Question},
      {"/", Key::Slash},
      {"[", Key::BracketLeft},
      {"]", Key::BracketRight},
      {"Mouse4", Key::MouseBack},
      {"Mouse5", Key::MouseOn},
  }};
  for (const auto& [name, key] : kNames) {
    if (name == word) return key;
  }
  const auto from = [](Key first, int steps) {
    return static_cast<Key>(static_cast<int>(first) + steps);
  };
  if (word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z') return from(Key::A, word[0] - 'A');
  if (word.size() == 1 && word[0] >= '0' && word[0] <= '9') return from(Key::Digit0, word[0] - '0');
  if (word.size() >= 2 && word.size() <= 3 && word[0] == 'F') {
    int number = 0;
    for (char c : word.substr(1)) number = c >= '0' && c <= '9' ? number * 10 + (c - '0') : 99;
    if (number >= 1 && number <= 12) return from(Key::F1, number - 1);
  }
  return Key::None;
}

}  // namespace

std::optional<Chord> parse_chord(std::string_view words) {
  Chord chord;
  for (;;) {
    if (words.starts_with("Ctrl+")) {
      chord.ctrl = true;
      words.remove_prefix(5);
    } else if (words.starts_with("Shift+")) {
      chord.shift = true;
      words.remove_prefix(6);
    } else {
      break;
    }
  }
  chord.key = parse_key(words);
  if (chord.key == Key::None) return std::nullopt;
  return chord;
}

}  // namespace gui
