#include "core/trace/encoder.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "core/trace/utf8.hpp"

namespace trace {

using format::BlockType;

namespace {

static_assert(std::endian::native == std::endian::little,
              "numbers are copied as they are; a big-endian machine must swap them");

/// A block of texts or lines is closed at this size, one of events at that many.
constexpr std::size_t kFull = 64u << 10;
constexpr std::uint32_t kEventsPerBlock = 8192;

using Bytes = std::vector<std::byte>;

void raw(Bytes& out, const void* data, std::size_t size) {
  const auto* p = static_cast<const std::byte*>(data);
  out.insert(out.end(), p, p + size);
}

template <class Number>
void number(Bytes& out, Number n) {
  raw(out, &n, sizeof n);
}

void words(Bytes& out, std::string_view s, std::size_t most = format::kMostText) {
  s = cut_utf8(s, most);
  number(out, static_cast<std::uint32_t>(s.size()));
  raw(out, s.data(), s.size());
}

/// Seven bits to a byte, low ones first; the high bit says that more follow.
std::byte* varint(std::byte* out, std::uint64_t n) {
  for (; n >= 0x80; n >>= 7) *out++ = static_cast<std::byte>(n | 0x80);
  *out++ = static_cast<std::byte>(n);
  return out;
}

std::byte* difference(std::byte* out, std::uint64_t now, std::uint64_t before) {
  const std::uint64_t d = now - before;
  return varint(out, (d << 1) ^ (0 - (d >> 63)));  // zigzag: 0, -1, 1, -2, ...
}

/// A varint of 64 bits takes 10 bytes.
constexpr std::size_t kMostEventBytes = 10 * (2 + format::kFields);

}  // namespace

std::uint32_t format::checksum(std::uint32_t type, std::span<const std::byte> payload) {
  const std::array head{type, static_cast<std::uint32_t>(payload.size())};
  uLong crc = crc32_z(0, reinterpret_cast<const Bytef*>(head.data()), sizeof head);
  crc = crc32_z(crc, reinterpret_cast<const Bytef*>(payload.data()), payload.size());
  return static_cast<std::uint32_t>(crc);
}

void Encoder::begin(const Header& header) {
  raw(out_, format::kMagic.data(), format::kMagic.size());
  number(out_, format::kVersion);
  Bytes payload;
  words(payload, header.scenario, format::kMostWord);
  number(payload, static_cast<std::uint32_t>(header.clock));
  number(payload, header.seed);
  const std::size_t count = std::min(header.parameters.size(), format::kMostParameters);
  number(payload, static_cast<std::uint32_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    words(payload, header.parameters[i].first, format::kMostWord);
    words(payload, header.parameters[i].second, format::kMostWord);
  }
  block(BlockType::Header, payload);
}

void Encoder::source(const Source& source) {
  Bytes payload;
  words(payload, source.path, format::kMostWord);
  words(payload, source.language, format::kMostWord);
  words(payload, source.text);
  block(BlockType::Source, payload);
}

void Encoder::text(std::string_view text) {
  words(open_texts_, text);
  ++texts_;
  if (open_texts_.size() >= kFull) close_texts();
}

void Encoder::location(Location at) {
  number(open_locations_, at.file);
  number(open_locations_, at.line);
  ++locations_;
  if (open_locations_.size() >= kFull) close_texts();
}

void Encoder::event(const TraceEvent& event) {
  if (in_block_ == 0) {
    before_.begin_block();
    used_ = sizeof in_block_;
  }
  if (open_events_.size() < used_ + kMostEventBytes) {
    open_events_.resize(2 * open_events_.size() + kMostEventBytes);
  }
  TraceEvent& before = before_.of(event.kind);
  std::byte* out = varint(open_events_.data() + used_, static_cast<std::uint16_t>(event.kind));
  const std::int64_t time = event.time.count();
  std::uint64_t mask = time != before_.time ? 1 : 0;
  std::uint64_t bit = 1;
  format::each_field(event, before, [&](auto now, auto then) {
    bit <<= 1;
    if (now != then) mask |= bit;
  });
  out = varint(out, mask);
  if ((mask & 1) != 0) {
    out =
        difference(out, static_cast<std::uint64_t>(time), static_cast<std::uint64_t>(before_.time));
  }
  format::each_field(event, before, [&](auto now, auto then) {
    if (now != then) {
      out = difference(out, static_cast<std::uint64_t>(now), static_cast<std::uint64_t>(then));
    }
  });
  used_ = static_cast<std::size_t>(out - open_events_.data());
  before = event;
  before_.time = time;
  ++events_;
  if (++in_block_ == kEventsPerBlock) close_events();
}

void Encoder::end() {
  close_events();
  Bytes payload;
  number(payload, std::uint64_t{events_});
  block(BlockType::End, payload);
}

std::vector<std::byte> Encoder::take() {
  close_events();
  return std::exchange(out_, {});
}

void Encoder::close_texts() {
  if (!open_texts_.empty()) block(BlockType::Texts, open_texts_);
  open_texts_.clear();
  if (!open_locations_.empty()) block(BlockType::Locations, open_locations_);
  open_locations_.clear();
}

/// What the events refer to goes before them.
void Encoder::close_events() {
  close_texts();
  if (in_block_ == 0) return;
  std::memcpy(open_events_.data(), &in_block_, sizeof in_block_);
  block(BlockType::Events, std::span(open_events_).first(used_));
  in_block_ = 0;
}

void Encoder::block(BlockType type, std::span<const std::byte> payload) {
  const auto number_of_type = static_cast<std::uint32_t>(type);
  number(out_, number_of_type);
  number(out_, static_cast<std::uint32_t>(payload.size()));
  number(out_, format::checksum(number_of_type, payload));
  out_.insert(out_.end(), payload.begin(), payload.end());
}

}  // namespace trace
