// A trace as bytes: what a host process writes to its pipe and the window reads. See FORMAT.md.
//
// The writer sends what was appended since its last call; the reader takes bytes in pieces of any
// size and appends what is complete. A trace is input and never trusted: lengths, ids and texts
// are checked before they are used, and the first fault ends the reading with a sentence.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/trace/trace.hpp"

namespace trace {

inline constexpr std::uint32_t kFormatVersion = 1;

class StreamWriter {
 public:
  /// REQUIRES: `trace` outlives the writer.
  explicit StreamWriter(const Trace& trace) : trace_(trace) {}

  /// Bytes for everything appended since the last call; the first call begins with the preamble,
  /// the header and the sources. Empty when there is nothing new.
  std::vector<std::byte> take();
  /// Bytes for what is left and the mark that the run is complete.
  std::vector<std::byte> finish();

  EventIndex events_written() const { return events_; }

 private:
  const Trace& trace_;
  bool begun_ = false;
  EventIndex events_ = 0;
  std::size_t strings_ = 1;    // 0, the empty text, is known to every reader
  std::size_t locations_ = 1;  // 0, unknown, likewise
};

class StreamReader {
 public:
  /// REQUIRES: `trace` is empty and outlives the reader.
  explicit StreamReader(Trace& trace) : trace_(trace) {}

  /// Appends all complete blocks. False once the bytes are not a trace: error() says why, and what
  /// was read before stays.
  bool feed(std::span<const std::byte> bytes);

  /// True when the end mark was read: the run is complete.
  bool finished() const { return finished_; }
  /// One sentence; empty when nothing is wrong.
  const std::string& error() const { return error_; }
  /// Events of kinds that this version does not know: counted and left out.
  std::size_t skipped() const { return skipped_; }

 private:
  struct Block;
  bool read_preamble();
  bool read_block(std::uint32_t type, std::span<const std::byte> payload);
  bool read_events(std::span<const std::byte> payload);
  bool fail(std::string sentence);

  Trace& trace_;
  std::vector<std::byte> pending_;
  bool begun_ = false;
  bool finished_ = false;
  std::size_t skipped_ = 0;
  std::string error_;
};

}  // namespace trace
