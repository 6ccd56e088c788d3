#include "gui/arguments.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace gui {

std::optional<std::uint64_t> number(std::string_view words) {
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(words.data(), words.data() + words.size(), value);
  if (fault != std::errc() || end != words.data() + words.size()) return std::nullopt;
  return value;
}

std::optional<double> real(const std::string& words) {
  char* end = nullptr;
  const double value = std::strtod(words.c_str(), &end);
  if (end == words.c_str() || *end != '\0' || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string must_be(std::string_view id, std::string_view what, std::string_view argument) {
  return "'" + std::string(id) + "' needs " + std::string(what) + ", not '" +
         std::string(argument) + "'";
}

}  // namespace gui
