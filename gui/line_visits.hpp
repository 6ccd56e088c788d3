// When a line of the program was reached, and by which task: from a line to its facts.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "gui/source_text.hpp"

namespace gui {

/// A task came to the line. What else it does there (it suspends, goes on, queues others) belongs
/// to the same visit, until it was elsewhere or begins the line anew.
struct LineVisit {
  trace::EventIndex at = 0;  ///< its first fact
  trace::TaskId task = 0;    ///< 0: a callback
  friend bool operator==(const LineVisit&, const LineVisit&) = default;
};

/// Of one line at a time, kept as the trace grows.
class LineVisits {
 public:
  /// In order, as far as the trace is known; the first call for a line goes through all of it.
  /// REQUIRES: `text` is one of the book's, and the trace is always the same.
  const std::vector<LineVisit>& of(const trace::Trace& trace, const SourceBook& book,
                                   const SourceText& text, int line);

 private:
  std::string path_;
  int line_ = 0;
  trace::EventIndex known_ = 0;
  std::vector<LineVisit> visits_;
  std::unordered_map<trace::TaskId, trace::EventKind> there_;  // and what their visit began with
};

}  // namespace gui
