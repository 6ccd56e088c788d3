// Texts of a trace are bytes that a program made: here they become UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace trace {

/// Whether the bytes are UTF-8: no cut, overlong or surrogate character.
bool is_utf8(std::string_view bytes);
/// The text with each byte that belongs to no character written as \xNN, two capital hex digits.
std::string escape_invalid(std::string_view bytes);
/// At most `most` bytes of the front, and no character cut in two.
std::string_view cut_utf8(std::string_view text, std::size_t most);

}  // namespace trace
