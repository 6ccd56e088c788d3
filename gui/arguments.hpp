// What stands behind a command's id, read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gui {

/// Digits and nothing else.
std::optional<std::uint64_t> number(std::string_view words);
/// A finite number.
std::optional<double> real(const std::string& words);
/// The sentence for an argument that cannot be read: "'pace' needs a number, not 'fast'".
std::string must_be(std::string_view id, std::string_view what, std::string_view argument);

}  // namespace gui
