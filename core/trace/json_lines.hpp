// A trace as lines of JSON, for people, diffs and tests: the last part of FORMAT.md.
#pragma once

#include <limits>
#include <ostream>
#include <string>
#include <string_view>

#include "core/trace/file.hpp"

namespace trace {

/// `complete`: whether the run went to its end.
void write_json(const Trace& trace, bool complete, std::ostream& out);
/// Takes bytes in pieces of any size and appends the facts of all whole lines.
class JsonReader {
 public:
  static constexpr EventIndex kNoLimit = std::numeric_limits<EventIndex>::max();

  /// Reads at most `most` events. REQUIRES: `trace` is empty and outlives the reader.
  explicit JsonReader(Trace& trace, EventIndex most = kNoLimit) : trace_(trace), most_(most) {}

  /// False once a line is wrong: what was read before stays.
  bool feed(std::string_view bytes);
  /// There are no more bytes: the last line may lack its end.
  void finish();

  /// True when the header was read: this is a trace.
  bool begun() const { return begun_; }
  /// True when the run went to its end, and so did the reading.
  bool complete() const { return complete_ && fault_.empty(); }
  /// True when there are more events than are wanted.
  bool full() const { return full_; }
  std::size_t skipped() const { return skipped_; }
  /// What is to be said of the file; empty when nothing is wrong.
  std::string verdict(const std::string& name) const;

 private:
  bool take(std::string_view line);

  Trace& trace_;
  EventIndex most_;
  std::string pending_;  // the beginning of a line
  std::size_t line_ = 0;
  std::size_t skipped_ = 0;
  bool begun_ = false, complete_ = false, full_ = false;
  std::string fault_;  // what follows "line 7, which"
};

/// Reads what write_json() wrote, or people changed. Ids of texts and lines may differ from the
/// original's. The first line that is wrong ends the reading, with a sentence.
Loaded read_json(std::string_view lines, const std::string& name, const Limits& limits = {});

/// load_file() of either form: a file that begins with '{' is JSON.
Loaded load_any(const std::string& path, const Limits& limits = {});

}  // namespace trace
