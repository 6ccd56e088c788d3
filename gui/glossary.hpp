// The words of the screen and what they mean, for who sees them for the first time.
#pragma once

#include <span>
#include <string_view>

namespace gui {

struct Word {
  std::string_view word;
  std::string_view meaning;  ///< one or two sentences
};

/// In the order of the alphabet.
std::span<const Word> glossary();
/// Whatever the case of its letters; also in the plural. Null if it is not explained.
const Word* find_word(std::string_view word);

}  // namespace gui
