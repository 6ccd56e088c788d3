#include "gui/syntax.hpp"

#include <algorithm>
#include <array>

namespace gui {
namespace {

constexpr std::array<std::string_view, 33> kPython{
    "async",  "await", "def",    "for",      "while",  "if",      "else",    "elif",  "in",
    "with",   "from",  "return", "import",   "try",    "except",  "finally", "raise", "not",
    "and",    "or",    "pass",   "as",       "is",     "None",    "True",    "False", "class",
    "lambda", "break", "yield",  "nonlocal", "assert", "continue"};
constexpr std::array<std::string_view, 34> kCpp{
    "co_await", "co_return", "co_yield", "auto",      "for",      "while",    "if",
    "else",     "return",    "using",    "namespace", "static",   "const",    "constexpr",
    "struct",   "class",     "try",      "catch",     "throw",    "void",     "int",
    "bool",     "double",    "true",     "false",     "nullptr",  "template", "enum",
    "switch",   "case",      "break",    "default",   "continue", "#include"};

bool is_keyword(std::string_view word, bool python) {
  return python ? std::ranges::find(kPython, word) != kPython.end()
                : std::ranges::find(kCpp, word) != kCpp.end();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

}  // namespace

/// Behind the end of what is open, or the end of the line.
std::size_t Syntax::end_of_open(std::string_view line, std::size_t from) {
  const std::size_t end = line.find(open_, from);
  if (end == std::string_view::npos) return line.size();
  const std::size_t behind = end + open_.size();
  open_ = {};
  return behind;
}

/// Behind the string that begins at `from`; opens it if it goes on in the next line.
std::size_t Syntax::end_of_string(std::string_view line, std::size_t from) {
  const char quote = line[from];
  for (const std::string_view triple : {"\"\"\"", "'''"}) {
    if (!python_ || line.substr(from, 3) != triple) continue;
    open_ = triple;
    return end_of_open(line, from + 3);
  }
  std::size_t end = from + 1;
  while (end < line.size() && line[end] != quote) end += line[end] == '\\' ? 2 : 1;
  return std::min(end + 1, line.size());
}

std::vector<Token> Syntax::read(std::string_view line) {
  std::vector<Token> tokens;
  const auto add = [&](std::size_t end, Ink ink) {
    const std::size_t begin = tokens.empty() ? 0 : tokens.back().end;
    if (end == begin) return;
    if (!tokens.empty() && tokens.back().ink == ink)
      tokens.back().end = end;
    else
      tokens.push_back({begin, end, ink});
  };
  std::size_t i = 0;
  if (!open_.empty()) {
    const Ink ink = open_ == "*/" ? Ink::Comment : Ink::String;
    i = end_of_open(line, 0);
    add(i, ink);
  }
  while (i < line.size()) {
    const std::string_view rest = line.substr(i);
    Ink ink = Ink::Plain;
    std::size_t end = i + 1;
    if (rest.starts_with(python_ ? "#" : "//")) {
      ink = Ink::Comment;
      end = line.size();
    } else if (!python_ && rest.starts_with("/*")) {
      ink = Ink::Comment;
      open_ = "*/";
      end = end_of_open(line, i + 2);
    } else if (rest.front() == '"' || rest.front() == '\'') {
      ink = Ink::String;
      end = end_of_string(line, i);
    } else if (is_word(rest.front()) || rest.front() == '#') {
      // A point or a quote within a number belongs to it.
      const bool digits = is_digit(rest.front());
      while (end < line.size() &&
             (is_word(line[end]) || (digits && (line[end] == '.' || line[end] == '\''))))
        ++end;
      const std::string_view word = line.substr(i, end - i);
      if (is_keyword(word, python_))
        ink = Ink::Keyword;
      else if (digits || line.substr(end).starts_with("("))
        ink = Ink::Name;
    }
    add(end, ink);
    i = end;
  }
  return tokens;
}

}  // namespace gui
