#include "core/model/utf8.hpp"

namespace model {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

unsigned byte(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

}  // namespace

Character first_character(std::string_view text) {
  const unsigned lead = byte(text, 0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {kReplacement, 1};
  char32_t code = lead & (0x7Fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(text, i) & 0xC0) != 0x80) return {kReplacement, 1};
    code = code << 6 | (byte(text, i) & 0x3F);
  }
  const bool overlong = bytes > 2 && code < (bytes == 3 ? 0x800u : 0x10000u);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return overlong || surrogate || code > 0x10FFFF ? Character{kReplacement, 1}
                                                  : Character{code, bytes};
}

std::string valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const auto [code, bytes] = first_character(text);
    const bool replaced = code == kReplacement && bytes == 1;
    valid += replaced ? std::string_view("\xEF\xBF\xBD") : text.substr(0, bytes);
    text.remove_prefix(bytes);
  }
  return valid;
}

}  // namespace model
