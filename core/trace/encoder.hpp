// Turns facts into the bytes of FORMAT.md, without keeping them: what a pipe and a file are made
// of.
//
// The same facts give the same bytes if take() is called at the same places: each call closes the
// open blocks.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/trace/format.hpp"
#include "core/trace/trace.hpp"

namespace trace {

class Encoder {
 public:
  /// Begins with the preamble and the header. REQUIRES: nothing was given yet.
  void begin(const Header& header);
  void source(const Source& source);
  /// The text with the next id; the first has id 1.
  void text(std::string_view text);
  /// The line with the next id; the first has id 1. REQUIRES: the text of its file was given.
  void location(Location at);
  /// REQUIRES: the texts and the line that it refers to were given.
  void event(const TraceEvent& event);
  /// The mark that the run is complete; nothing may follow.
  void end();

  /// The bytes of everything given since the last call, in whole blocks.
  std::vector<std::byte> take();
  std::size_t texts() const { return texts_; }
  std::size_t locations() const { return locations_; }
  EventIndex events() const { return events_; }

 private:
  using Bytes = std::vector<std::byte>;

  void close_texts();
  void close_events();
  void block(format::BlockType type, std::span<const std::byte> payload);

  Bytes out_;
  Bytes open_texts_, open_locations_;
  Bytes open_events_;           // the payload, with room for any events
  std::size_t used_ = 0;        // of it
  std::uint32_t in_block_ = 0;  // events in it
  format::Predecessors before_;
  std::size_t texts_ = 1, locations_ = 1;  // id 0 is known to every reader
  EventIndex events_ = 0;
};

}  // namespace trace
