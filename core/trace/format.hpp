// What the writing and the reading of FORMAT.md share: numbers, limits, and the order of fields.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/trace/trace_event.hpp"

namespace trace::format {

inline constexpr std::string_view kMagic = "LOOPSCOPE TRACE\n";
inline constexpr std::uint32_t kVersion = 3;
/// Can be read, too: it has no texts that are numbers.
inline constexpr std::uint32_t kOldestVersion = 2;
/// Type, length of the payload, checksum.
inline constexpr std::size_t kBlockHead = 3 * sizeof(std::uint32_t);
inline constexpr std::uint32_t kMostPayload = 1u << 20;
/// So many that their decoded form is at most 1 MiB.
inline constexpr std::uint32_t kMostEvents = kMostPayload / sizeof(TraceEvent);
/// An event is at least its kind and its mask, a byte each.
inline constexpr std::uint32_t kLeastEvent = 2;
inline constexpr std::size_t kMostText = 512u << 10;
/// Of one text of a header, and of its parameters.
inline constexpr std::size_t kMostWord = 1024;
inline constexpr std::size_t kMostParameters = 256;

enum class BlockType : std::uint32_t {
  Header = 1,
  Source = 2,
  Texts = 3,
  Locations = 4,
  Events = 5,
  End = 6,
};

/// CRC-32 of a block's type, length and payload.
std::uint32_t checksum(std::uint32_t type, std::span<const std::byte> payload);

/// Calls `visit(a.field, b.field)` for each field but the kind and the time, in the order of the
/// mask's bits; bit 0 is the time's.
template <class A, class B, class Visit>
void each_field(A& a, B& b, Visit&& visit) {
  visit(a.task, b.task);
  visit(a.handle, b.handle);
  visit(a.by, b.by);
  visit(a.object, b.object);
  visit(a.value, b.value);
  visit(a.location, b.location);
  visit(a.text, b.text);
  visit(a.extra, b.extra);
  visit(a.detail, b.detail);
}
inline constexpr unsigned kFields = 10;

/// Times and values are taken as at most so far from 0, so that sums and differences of two hold.
inline constexpr std::int64_t kFurthest = (std::int64_t{1} << 61) - 1;
inline void clamp_extremes(TraceEvent& event) {
  event.time = std::clamp(event.time, Time(0), Time(kFurthest));
  event.value = std::clamp(event.value, -kFurthest, kFurthest);
}

/// The events to which the next one of a block is compared: for the time the last one, for the
/// other fields the last one whose kind has the same low eight bits.
class Predecessors {
 public:
  /// Forgets all.
  void begin_block() {
    ++block_;
    time = 0;
  }
  TraceEvent& of(EventKind kind) {
    Slot& slot = slots_[static_cast<std::uint16_t>(kind) & 0xFF];
    if (slot.block != block_) slot = {block_, {}};
    return slot.last;
  }
  std::int64_t time = 0;

 private:
  struct Slot {
    std::uint64_t block = 0;  // in which `last` stood
    TraceEvent last;
  };
  std::array<Slot, 256> slots_{};
  std::uint64_t block_ = 0;
};

}  // namespace trace::format
