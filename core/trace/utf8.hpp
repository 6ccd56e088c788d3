// Texts of a trace are bytes that a program made: here they become UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace trace {

/// The first character of a text: its code point, and how many bytes it takes. U+FFFD and 1 where
/// the bytes are no UTF-8. REQUIRES: !text.empty().
struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;
};
Character first_character(std::string_view text);

/// Whether the bytes are UTF-8: no cut, overlong or surrogate character.
bool is_utf8(std::string_view bytes);
/// The text with each byte that belongs to no character written as \xNN, two capital hex digits.
std::string escape_invalid(std::string_view bytes);
/// The text with U+FFFD for each byte that belongs to no character: for files that others read.
std::string valid_utf8(std::string_view text);
/// At most `most` bytes of the front, and no character cut in two.
std::string_view cut_utf8(std::string_view text, std::size_t most);

}  // namespace trace
