// Lines of Python and C++ in weights and greys: what is a keyword, a string, a comment.
//
// This is no parser: it knows what runs over the end of a line (docstrings, block comments) and
// nothing of grammar. Text it cannot make sense of is plain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gui {

enum class Ink : std::uint8_t {
  Plain,
  Keyword,
  Name,  ///< of what is called, and numbers: what the eye looks for
  String,
  Comment,
};

/// Bytes [begin, end) of a line. Tokens of a line follow each other without gaps.
struct Token {
  std::size_t begin = 0, end = 0;
  Ink ink = Ink::Plain;
  friend bool operator==(const Token&, const Token&) = default;
};

class Syntax {
 public:
  /// Python, or C++ and what looks like it.
  explicit Syntax(bool python) : python_(python) {}

  /// The next line of the text, from the first one on: what is open at its end goes on.
  std::vector<Token> read(std::string_view line);

 private:
  std::size_t end_of_open(std::string_view line, std::size_t from);
  std::size_t end_of_string(std::string_view line, std::size_t from);

  bool python_;
  std::string_view open_;  // what ends the string or comment that is open; empty: none
};

}  // namespace gui
