// The program texts of a trace as lines, and which lines of twins belong together.
//
// Lines of two programs are linked by equal `[n]` end-of-line comments ("// [3]", "# [3]"); these
// are kept apart from what is shown.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/trace/trace.hpp"
#include "gui/syntax.hpp"

namespace gui {

struct SourceLine {
  std::string text;  ///< without the comment that links it
  int link = 0;      ///< n of `[n]`; 0: none
  std::vector<Token> tokens = {};
};

struct SourceText {
  std::string path;
  std::string language;
  std::vector<SourceLine> lines;
  std::unordered_map<int, int> line_of_link;  ///< 1 is the first line
  /// The line (1 is the first) where the program proper begins: behind what opens the file, with
  /// the definition that has the first link.
  int begin = 1;

  /// The file's name without its folders.
  std::string_view name() const;
};

SourceText read_source(const trace::Source& source);

/// A part of a line that stands in a row of its own.
struct SourceRow {
  std::size_t line = 0;            ///< 0 is the first
  std::size_t begin = 0, end = 0;  ///< bytes of its text
  std::size_t indent = 0;          ///< empty columns before it: rows but the first of a line
  friend bool operator==(const SourceRow&, const SourceRow&) = default;
};

/// The rows of a text where lines that are longer than so many characters go on in the next row.
std::vector<SourceRow> wrap(const SourceText& text, std::size_t columns);

class SourceBook {
 public:
  /// Takes in sources that came since the last call.
  void extend(const trace::Trace& trace);
  const std::vector<SourceText>& texts() const { return texts_; }
  /// The text in a language ("C++", "Python"); null if there is none.
  const SourceText* in(std::string_view language) const;
  /// Null if there is no text of that path.
  const SourceText* find(std::string_view path) const;
  /// The line of `target` (1 is the first) that a place of the trace is at: the same line of the
  /// same file, or the twin's line with the same link. 0: not in this text.
  int line_of(const trace::Trace& trace, trace::LocationId place, const SourceText& target) const;
  int line_of(std::string_view path, std::uint32_t line, const SourceText& target) const;
  /// line_of() every place of the trace, by LocationId. REQUIRES: `target` is one of texts().
  const std::vector<int>& lines_at(const trace::Trace& trace, const SourceText& target) const;
  /// Where the trace tells of a line of a text: "path:line" in the program that was recorded, which
  /// may be its twin; empty if it has no such line.
  std::string place_of(const trace::Trace& trace, const SourceText& text, int line) const;

 private:
  std::vector<SourceText> texts_;
  mutable std::vector<std::vector<int>> lines_at_;  // by text and place, as far as asked for
};

}  // namespace gui
