// The append-only sequence of facts of one run, with the texts, source lines and program texts that
// they refer to, and a header that says which run it was.
//
// Invariants: events are never changed or removed; an event refers only to strings and locations
// that were interned before it was appended. Everything on screen is a function of a prefix of it.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/trace/texts.hpp"
#include "core/trace/trace_event.hpp"

namespace trace {

/// One line of a program's source. Never a column: compilers disagree about it.
struct Location {
  StringId file = 0;
  std::uint32_t line = 0;
  friend bool operator==(const Location&, const Location&) = default;
};

/// A program text that travels with the trace, so that a recording can be read anywhere.
struct Source {
  std::string path;      ///< as in locations: relative to the project, '/' between parts
  std::string language;  ///< "C++" or "Python"
  std::string text;
  friend bool operator==(const Source&, const Source&) = default;
};

/// Which run this is. Holds no wall time, host or build, so that equal runs are equal bytes.
struct Header {
  std::string scenario;
  std::vector<std::pair<std::string, std::string>> parameters;
  ClockKind clock = ClockKind::Virtual;
  std::uint64_t seed = 0;
  friend bool operator==(const Header&, const Header&) = default;
};

class Trace {
 public:
  Trace();

  EventIndex size() const { return size_; }
  bool empty() const { return size_ == 0; }
  /// REQUIRES: i < size(). The reference stays valid as long as the trace lives.
  const TraceEvent& operator[](EventIndex i) const {
    return (*chunks_[i / kChunkEvents])[i % kChunkEvents];
  }
  void append(const TraceEvent& event) {
    room()[0] = event;
    appended();
  }
  /// Where the next events go, at least one, to be written there and told of by appended().
  std::span<TraceEvent> room() {
    const std::size_t used = size_ % kChunkEvents;
    if (used == 0 && size_ == chunks_.size() * kChunkEvents) add_chunk();
    return std::span(*chunks_.back()).subspan(used);
  }
  /// The first event of the room was written.
  void appended() { ++size_; }

  StringId intern(std::string_view text) { return texts_.intern(text); }
  /// The text of an id; empty for ids that were never interned.
  std::string_view text(StringId id) const { return texts_[id]; }
  std::size_t strings() const { return texts_.size(); }
  /// What events and texts take in memory, roughly.
  std::size_t bytes() const { return chunks_.size() * sizeof(Chunk) + texts_.bytes(); }

  LocationId intern_location(std::string_view file, std::uint32_t line);
  Location location(LocationId id) const;
  std::size_t locations() const { return locations_.size(); }

  Header header;
  std::vector<Source> sources;

 private:
  static constexpr std::size_t kChunkEvents = 4096;
  using Chunk = std::array<TraceEvent, kChunkEvents>;

  void add_chunk();

  std::vector<std::unique_ptr<Chunk>> chunks_;
  EventIndex size_ = 0;
  Texts texts_;
  std::vector<Location> locations_;
  std::unordered_map<std::uint64_t, LocationId> location_ids_;
};

}  // namespace trace
