// The program texts of a trace as lines, and which lines of twins belong together.
//
// Lines of two programs are linked by equal `[n]` end-of-line comments ("// [3]", "# [3]"); these
// are kept apart from what is shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/trace/trace.hpp"

namespace gui {

struct SourceLine {
  std::string text;  ///< without the comment that links it
  int link = 0;      ///< n of `[n]`; 0: none
};

struct SourceText {
  std::string path;
  std::string language;
  std::vector<SourceLine> lines;

  /// The file's name without its folders.
  std::string_view name() const;
};

SourceText read_source(const trace::Source& source);

class SourceBook {
 public:
  /// Takes in sources that came since the last call.
  void extend(const trace::Trace& trace);
  const std::vector<SourceText>& texts() const { return texts_; }
  /// The text in a language ("C++", "Python"); null if there is none.
  const SourceText* in(std::string_view language) const;
  /// The line of `target` (1 is the first) that a place of the trace is at: the same line of the
  /// same file, or the twin's line with the same link. 0: not in this text.
  int line_of(const trace::Trace& trace, trace::LocationId place, const SourceText& target) const;
  int line_of(std::string_view path, std::uint32_t line, const SourceText& target) const;
  /// Where the trace tells of a line of a text: "path:line" in the program that was recorded, which
  /// may be its twin; empty if it has no such line.
  std::string place_of(const trace::Trace& trace, const SourceText& text, int line) const;

 private:
  std::vector<SourceText> texts_;
};

}  // namespace gui
