// A trace as bytes: what a host process writes to its pipe, the window reads, and a file holds.
// See FORMAT.md.
//
// The writer sends what was appended since its last call; the reader takes bytes in pieces of any
// size and appends what is complete. A trace is input and never trusted: checksums, lengths, ids
// and texts are checked before they are used, and the first fault ends the reading with a sentence.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/trace/encoder.hpp"
#include "core/trace/trace.hpp"

namespace trace {

class StreamWriter {
 public:
  /// REQUIRES: `trace` outlives the writer.
  explicit StreamWriter(const Trace& trace) : trace_(trace) {}

  /// Bytes for everything appended since the last call; the first call begins with the preamble,
  /// the header and the sources. Empty when there is nothing new.
  std::vector<std::byte> take();
  /// Bytes for what is left and the mark that the run is complete.
  std::vector<std::byte> finish();

  EventIndex events_written() const { return encoder_.events(); }

 private:
  void give_text(StringId last);
  void give_location(LocationId last);
  void give_all();

  const Trace& trace_;
  Encoder encoder_;
  bool begun_ = false;
};

class StreamReader {
 public:
  static constexpr EventIndex kNoLimit = std::numeric_limits<EventIndex>::max();

  /// Reads at most `most` events. REQUIRES: `trace` is empty and outlives the reader.
  explicit StreamReader(Trace& trace, EventIndex most = kNoLimit) : trace_(trace), most_(most) {}

  /// Appends all complete blocks. False once the bytes are not a trace or hold more events than
  /// are wanted: error() says why, and what was read before stays.
  bool feed(std::span<const std::byte> bytes);

  /// True when the header was read: this is a trace.
  bool begun() const { return has_header_; }
  /// True when the end mark was read: the run is complete.
  bool finished() const { return finished_; }
  /// True when there are more events than are wanted.
  bool full() const { return full_; }
  /// One sentence; empty when nothing is wrong.
  const std::string& error() const { return error_; }
  /// Events of kinds that this version does not know: counted and left out.
  std::size_t skipped() const { return skipped_; }
  /// Likewise blocks of unknown types.
  std::size_t skipped_blocks() const { return skipped_blocks_; }

 private:
  bool read_preamble();
  bool read_block(std::uint32_t type, std::span<const std::byte> payload);
  bool read_payload(std::uint32_t type, std::span<const std::byte> payload);
  bool read_header(std::span<const std::byte> payload);
  bool read_source(std::span<const std::byte> payload);
  bool read_texts(std::span<const std::byte> payload);
  bool read_locations(std::span<const std::byte> payload);
  bool read_events(std::span<const std::byte> payload);
  bool read_end(std::span<const std::byte> payload);
  bool append(TraceEvent event);
  bool has_text(StringId id) const { return id < text_ids_.size() || id >= kNumbers; }
  StringId own_text(StringId id) const { return id >= kNumbers ? id : text_ids_[id]; }
  bool weigh(std::size_t bytes);
  bool damaged(std::string_view what);
  bool fail(std::string sentence);

  Trace& trace_;
  EventIndex most_;
  std::vector<std::byte> pending_;
  std::size_t block_ = 0;                // number of the block that is read, from 1
  format::Predecessors before_;          // of the next event
  std::vector<StringId> text_ids_{0};    // ids in the bytes -> ids in the trace
  std::vector<LocationId> line_ids_{0};  // likewise
  std::size_t weight_ = 0;               // memory of texts, lines and sources, about, in bytes
  bool begun_ = false, has_header_ = false, finished_ = false, full_ = false;
  std::size_t skipped_ = 0, skipped_blocks_ = 0;
  std::string error_;
};

}  // namespace trace
