#include "core/model/svg.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "core/trace/utf8.hpp"

namespace model {
namespace {

/// Hundredths of an em for ' ' to '~': the wider one of Inter and DejaVu Sans.
constexpr std::array<unsigned char, 95> kWidths{
    32, 40, 46, 84, 64, 95, 78, 27, 39,  39, 50, 84, 32, 46, 32, 36, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 73, 77, 63, 59, 77, 75, 29, 54, 66, 56, 89, 75, 79,
    63, 79, 69, 64, 64, 74, 68, 99, 69,  66, 69, 39, 36, 39, 84, 50, 50, 61, 63, 56, 63, 62, 36, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63,  63, 41, 52, 39, 63, 59, 82, 59, 59, 54, 64, 34, 64, 84};
constexpr double kBolder = 1.1;

double width_of(char32_t code) {
  if (code < 0x20) return 0.32;  // becomes a space
  if (code < 0x7F) return kWidths[code - 0x20] / 100.0;
  return code < 0x1100 ? 0.78 : 1.05;  // Latin, Greek, Cyrillic ...; then those of a full em
}

std::string number(double x) {
  std::string digits = fmt::format("{:.1f}", x + 0.0);
  if (digits.ends_with(".0")) digits.resize(digits.size() - 2);
  return digits == "-0" ? "0" : digits;
}

/// As the content of an element: one line, of characters that XML allows.
std::string escaped(std::string_view text) {
  std::string xml;
  while (!text.empty()) {
    const auto [code, bytes] = trace::first_character(text);
    if (code == '<') {
      xml += "&lt;";
    } else if (code == '>') {
      xml += "&gt;";
    } else if (code == '&') {
      xml += "&amp;";
    } else if (code < 0x20 || (code >= 0x7F && code < 0xA0)) {
      xml += ' ';
    } else if ((code == 0xFFFD && bytes == 1) || code == 0xFFFE || code == 0xFFFF) {
      xml += "\xEF\xBF\xBD";
    } else {
      xml += text.substr(0, bytes);
    }
    text.remove_prefix(bytes);
  }
  return xml;
}

}  // namespace

// -- Texts

double text_width(std::string_view text, const Lettering& lettering) {
  double ems = 0;
  while (!text.empty()) {
    const auto [code, bytes] = trace::first_character(text);
    ems += width_of(code);
    text.remove_prefix(bytes);
  }
  return ems * lettering.size * (lettering.bold ? kBolder : 1);
}

std::string fitted(std::string_view text, const Lettering& lettering, double width) {
  constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
  if (text_width(text, lettering) <= width) return std::string(text);
  const double ellipsis = lettering.size;  // at most
  const double em = lettering.size * (lettering.bold ? kBolder : 1);
  std::size_t end = 0, letters = 0;
  for (double used = ellipsis; end < text.size(); ++letters) {
    const auto [code, bytes] = trace::first_character(text.substr(end));
    used += width_of(code) * em;
    if (used > width) break;
    end += bytes;
  }
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == ',')) --end;
  return letters < 2 ? "" : std::string(text.substr(0, end)) + std::string(kEllipsis);
}

// -- Shapes

std::string path_to(char letter, double x, double y) {
  return fmt::format("{}{} {}", letter, number(x), number(y));
}

void Drawing::text(double x, double y, const Lettering& lettering, std::string_view words) {
  if (words.empty()) return;
  shapes_ += fmt::format(R"(<text x="{}" y="{}")", number(x), number(y));
  if (lettering.size != 12) shapes_ += fmt::format(R"( font-size="{}")", number(lettering.size));
  if (lettering.bold) shapes_ += R"( font-weight="600")";
  if (lettering.colour != "#000") shapes_ += fmt::format(R"( fill="{}")", lettering.colour);
  if (lettering.anchor != "start") shapes_ += fmt::format(R"( text-anchor="{}")", lettering.anchor);
  shapes_ += fmt::format(">{}</text>\n", escaped(words));
}

void Drawing::box(double x, double y, double width, double height, std::string_view attributes) {
  shapes_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {}/>\n", number(x),
                         number(y), number(width), number(height), attributes);
}

void Drawing::path(std::string_view points, std::string_view attributes) {
  if (!points.empty()) shapes_ += fmt::format("<path d=\"{}\" {}/>\n", points, attributes);
}

void Drawing::arrowhead(double x0, double y0, double x1, double y1) {
  constexpr double kLength = 6, kHalf = 3.5;
  const double way = std::max(std::hypot(x1 - x0, y1 - y0), 1e-9);
  const double dx = (x1 - x0) / way, dy = (y1 - y0) / way;
  const double x = x1 - dx * kLength, y = y1 - dy * kLength;
  path(path_to('M', x1, y1) + path_to('L', x - dy * kHalf, y + dx * kHalf) +
           path_to('L', x + dy * kHalf, y - dx * kHalf) + "Z",
       R"(stroke="#fff")");
}

std::string Drawing::document(double width, double height, std::string_view title) const {
  const std::string w = number(width), h = number(height);
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}" )"
      R"(font-family="Inter, Helvetica, Arial, sans-serif" font-size="12">
<title>{}</title>
<defs><pattern id="loopscope-hatch" width="6" height="6" patternUnits="userSpaceOnUse">)"
      R"(<path d="M-1 1L1 -1M0 6L6 0M5 7L7 5" stroke="#555" stroke-width="1"/></pattern></defs>
<rect width="{}" height="{}" fill="#fff"/>
{}</svg>
)",
      w, h, w, h, escaped(title), w, h, shapes_);
}

}  // namespace model
