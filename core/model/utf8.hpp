// Texts of a trace are bytes that somebody wrote: what leaves this program as a file is UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace model {

/// The first character of a text: its code point, and how many bytes it takes. U+FFFD and 1 where
/// the bytes are no UTF-8. REQUIRES: !text.empty().
struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;
};
Character first_character(std::string_view text);

/// The text with U+FFFD for each byte that is not part of a character.
std::string valid_utf8(std::string_view text);

}  // namespace model
