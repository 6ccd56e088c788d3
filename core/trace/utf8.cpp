#include "core/trace/utf8.hpp"

#include <fmt/format.h>

namespace trace {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

unsigned byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

bool continues(std::string_view bytes, std::size_t i) {
  return i < bytes.size() && (byte_at(bytes, i) & 0xC0) == 0x80;
}

bool is_none(const Character& c) { return c.code == kReplacement && c.bytes == 1; }

/// Length of what is UTF-8 at the front.
std::size_t valid_front(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const Character next = first_character(bytes.substr(at));
    if (is_none(next)) break;
    at += next.bytes;
  }
  return at;
}

}  // namespace

Character first_character(std::string_view text) {
  const unsigned lead = byte_at(text, 0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {kReplacement, 1};
  char32_t code = lead & (0x7Fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte_at(text, i) & 0xC0) != 0x80) return {kReplacement, 1};
    code = code << 6 | (byte_at(text, i) & 0x3F);
  }
  const bool overlong = bytes > 2 && code < (bytes == 3 ? 0x800u : 0x10000u);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return overlong || surrogate || code > 0x10FFFF ? Character{kReplacement, 1}
                                                  : Character{code, bytes};
}

bool is_utf8(std::string_view bytes) { return valid_front(bytes) == bytes.size(); }

std::string escape_invalid(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t valid = valid_front(bytes);
    text += bytes.substr(0, valid);
    bytes.remove_prefix(valid);
    if (bytes.empty()) break;
    text += fmt::format("\\x{:02X}", byte_at(bytes, 0));
    bytes.remove_prefix(1);
  }
  return text;
}

std::string valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const Character next = first_character(text);
    valid += is_none(next) ? std::string_view("\xEF\xBF\xBD") : text.substr(0, next.bytes);
    text.remove_prefix(next.bytes);
  }
  return valid;
}

std::string_view cut_utf8(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && most - end < 3 && continues(text, end)) --end;
  return text.substr(0, end);
}

}  // namespace trace
