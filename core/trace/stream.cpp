#include "core/trace/stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "core/trace/utf8.hpp"

namespace trace {

using format::BlockType;

// -- Writing

/// A text goes before the first event that refers to it, so that the bytes of a whole trace are in
/// the order in which a growing one is sent.
void StreamWriter::give_text(StringId last) {
  if (last >= kNumbers) return;
  while (encoder_.texts() <= last && encoder_.texts() < trace_.strings()) {
    encoder_.text(trace_.text(static_cast<StringId>(encoder_.texts())));
  }
}

void StreamWriter::give_location(LocationId last) {
  while (encoder_.locations() <= last && encoder_.locations() < trace_.locations()) {
    const Location at = trace_.location(static_cast<LocationId>(encoder_.locations()));
    give_text(at.file);
    encoder_.location(at);
  }
}

void StreamWriter::give_all() {
  if (!begun_) {
    encoder_.begin(trace_.header);
    for (const Source& source : trace_.sources) encoder_.source(source);
  }
  begun_ = true;
  while (encoder_.events() < trace_.size()) {
    const TraceEvent& event = trace_[encoder_.events()];
    give_text(event.text);
    give_text(event.extra);
    give_location(event.location);
    encoder_.event(event);
  }
}

std::vector<std::byte> StreamWriter::take() {
  give_all();
  return encoder_.take();
}

std::vector<std::byte> StreamWriter::finish() {
  give_all();
  if (trace_.strings() > 1) give_text(static_cast<StringId>(trace_.strings() - 1));
  if (trace_.locations() > 1) give_location(static_cast<LocationId>(trace_.locations() - 1));
  encoder_.end();
  return encoder_.take();
}

// -- Reading

namespace {

/// What texts and lines may take besides once the decoded events; with the trace's chunks and a
/// block or two that is at most 64 MB and twice the events.
constexpr std::size_t kMostWeight = 48u << 20;
/// What one text takes besides its letters, and one line: nodes and slots of the tables.
constexpr std::size_t kTextWeight = 128;
constexpr std::size_t kLocationWeight = 64;

/// Takes values from the front of a block; `ok` turns false at the first that is not there.
class Cursor {
 public:
  explicit Cursor(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::uint32_t u32() { return number<std::uint32_t>(); }
  std::uint64_t u64() { return number<std::uint64_t>(); }

  std::string_view text() {
    const std::uint32_t length = u32();
    if (!ok || length > bytes_.size()) return ok = false, std::string_view();
    const std::string_view s(reinterpret_cast<const char*>(bytes_.data()), length);
    bytes_ = bytes_.subspan(length);
    return s;
  }

  std::uint64_t varint() {
    std::uint64_t n = 0;
    for (unsigned shift = 0; shift < 64 && !bytes_.empty(); shift += 7) {
      const auto byte = std::to_integer<std::uint64_t>(bytes_.front());
      bytes_ = bytes_.subspan(1);
      if (shift == 63 && byte > 1) break;
      n |= (byte & 0x7F) << shift;
      if (byte < 0x80) return n;
    }
    ok = false;
    return 0;
  }

  /// `field` is what it was before, and becomes what it is now.
  template <class Field>
  void difference(Field& field) {
    const std::uint64_t zigzag = varint();
    const std::uint64_t now =
        static_cast<std::uint64_t>(field) + ((zigzag >> 1) ^ (0 - (zigzag & 1)));
    field = static_cast<Field>(now);
    if (static_cast<std::uint64_t>(field) != now) ok = false;
  }

  std::size_t left() const { return bytes_.size(); }
  bool done() const { return bytes_.empty(); }
  bool ok = true;

 private:
  template <class T>
  T number() {
    T v{};
    if (!ok || bytes_.size() < sizeof v) return ok = false, v;
    std::memcpy(&v, bytes_.data(), sizeof v);
    bytes_ = bytes_.subspan(sizeof v);
    return v;
  }
  std::span<const std::byte> bytes_;
};

/// The next event of a block.
TraceEvent read_event(Cursor& in, format::Predecessors& before) {
  TraceEvent event;
  const std::uint64_t kind = in.varint();
  if (kind > 0xFFFF) in.ok = false;
  TraceEvent& last = before.of(static_cast<EventKind>(kind));
  event = last;
  event.kind = static_cast<EventKind>(kind);
  std::uint64_t mask = in.varint();
  if ((mask & 1) != 0) in.difference(before.time);
  event.time = Time(before.time);
  format::each_field(event, event, [&](auto& field, auto&) {
    mask >>= 1;
    if ((mask & 1) != 0) in.difference(field);
  });
  for (mask >>= 1; mask != 0; mask >>= 1) {  // fields that a later writer added
    if ((mask & 1) != 0) in.varint();
  }
  last = event;
  return event;
}

}  // namespace

bool StreamReader::fail(std::string sentence) {
  if (error_.empty()) error_ = std::move(sentence);
  return false;
}

bool StreamReader::damaged(std::string_view what) {
  return fail(fmt::format("Block {} of the trace {}: the trace is damaged there.", block_, what));
}

/// Whether there is memory for so many bytes more of texts and lines.
bool StreamReader::weigh(std::size_t bytes) {
  weight_ += bytes;
  if (weight_ <= kMostWeight + trace_.size() * sizeof(TraceEvent)) return true;
  return damaged("holds more texts than its events can need");
}

bool StreamReader::feed(std::span<const std::byte> bytes) {
  if (!error_.empty()) return false;
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  if (!begun_ && !read_preamble()) return error_.empty();
  std::size_t used = 0;
  while (pending_.size() - used >= format::kBlockHead) {
    ++block_;
    if (finished_) return damaged("comes after the end mark");
    Cursor head(std::span<const std::byte>(pending_).subspan(used, format::kBlockHead));
    const std::uint32_t type = head.u32();
    const std::uint32_t length = head.u32();
    const std::uint32_t expected = head.u32();
    if (length > format::kMostPayload) {
      return damaged(fmt::format("claims {} bytes, more than any block has", length));
    }
    if (pending_.size() - used < format::kBlockHead + length) {
      --block_;
      break;
    }
    const auto payload =
        std::span<const std::byte>(pending_).subspan(used + format::kBlockHead, length);
#ifndef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
    if (format::checksum(type, payload) != expected) return damaged("has a wrong checksum");
#else
    (void)expected;
#endif
    if (!read_block(type, payload)) return false;
    used += format::kBlockHead + length;
  }
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(used));
  return true;
}

bool StreamReader::read_preamble() {
  const std::size_t size = format::kMagic.size() + sizeof(std::uint32_t);
  const std::size_t seen = std::min(pending_.size(), format::kMagic.size());
  if (seen > 0 && std::memcmp(pending_.data(), format::kMagic.data(), seen) != 0) {
    return fail("This is not a Loopscope trace: it does not begin with \"LOOPSCOPE TRACE\".");
  }
  if (pending_.size() < size) return false;
  std::uint32_t version = 0;
  std::memcpy(&version, pending_.data() + format::kMagic.size(), sizeof version);
  if (version < format::kOldestVersion || version > format::kVersion) {
    return fail(fmt::format("This trace has format version {}; this Loopscope reads version {}: {}",
                            version, format::kVersion,
                            version > format::kVersion ? "use the newer Loopscope that wrote it."
                                                       : "record the run again."));
  }
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(size));
  begun_ = true;
  return true;
}

bool StreamReader::read_block(std::uint32_t type, std::span<const std::byte> payload) {
  if (!has_header_ && type != static_cast<std::uint32_t>(BlockType::Header)) {
    return damaged("comes before the header");
  }
  return read_payload(type, payload) || damaged("is not what its type asks for");
}

/// False if the payload does not have the form of its type; fail() may have said more.
bool StreamReader::read_payload(std::uint32_t type, std::span<const std::byte> payload) {
  switch (static_cast<BlockType>(type)) {
    case BlockType::Header:
      return read_header(payload);
    case BlockType::Source:
      return read_source(payload);
    case BlockType::Texts:
      return read_texts(payload);
    case BlockType::Locations:
      return read_locations(payload);
    case BlockType::Events:
      return read_events(payload);
    case BlockType::End:
      return read_end(payload);
  }
  ++skipped_blocks_;  // of a later version: its length was enough to pass over it
  return true;
}

bool StreamReader::read_header(std::span<const std::byte> payload) {
  if (has_header_) return damaged("is a second header");
  Cursor in(payload);
  Header header;
  header.scenario = escape_invalid(in.text());
  header.clock = in.u32() == 1 ? ClockKind::Real : ClockKind::Virtual;
  header.seed = in.u64();
  const std::uint32_t count = in.u32();
  if (!in.ok || count > format::kMostParameters) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::string name = escape_invalid(in.text());
    std::string value = escape_invalid(in.text());
    header.parameters.emplace_back(std::move(name), std::move(value));
  }
  if (!in.ok) return false;
  trace_.header = std::move(header);
  has_header_ = true;
  return true;
}

bool StreamReader::read_source(std::span<const std::byte> payload) {
  Cursor in(payload);
  Source source;
  source.path = escape_invalid(in.text());
  source.language = escape_invalid(in.text());
  source.text = escape_invalid(in.text());
  if (!in.ok) return false;
  if (!weigh(kTextWeight + source.path.size() + source.language.size() + source.text.size())) {
    return false;
  }
  trace_.sources.push_back(std::move(source));
  return true;
}

bool StreamReader::read_texts(std::span<const std::byte> payload) {
  Cursor in(payload);
  while (!in.done()) {
    const std::string_view text = in.text();
    if (!in.ok) return false;
    const bool valid = is_utf8(text);
    // Four letters for a byte of a text that is no UTF-8.
    if (!weigh(kTextWeight + (valid ? 1 : 4) * text.size())) return false;
    text_ids_.push_back(valid ? trace_.intern(text) : trace_.intern(escape_invalid(text)));
  }
  return true;
}

bool StreamReader::read_locations(std::span<const std::byte> payload) {
  Cursor in(payload);
  while (!in.done()) {
    const StringId file = in.u32();
    const std::uint32_t line = in.u32();
    if (!in.ok) return false;
    if (!has_text(file)) return damaged("has a line of a file that was not named");
    if (!weigh(kLocationWeight)) return false;
    line_ids_.push_back(trace_.intern_location(trace_.text(own_text(file)), line));
  }
  return true;
}

bool StreamReader::read_events(std::span<const std::byte> payload) {
  Cursor in(payload);
  const std::uint32_t count = in.u32();
  if (!in.ok || count > format::kMostEvents || count > in.left() / format::kLeastEvent) {
    return false;
  }
  before_.begin_block();
  for (std::uint32_t i = 0; i < count; ++i) {
    const TraceEvent event = read_event(in, before_);
    if (!in.ok) return false;
    if (static_cast<std::uint16_t>(event.kind) >= kEventKinds) {
      ++skipped_;
    } else if (!append(event)) {
      return false;
    }
  }
  return in.done();
}

/// Appends it with the trace's own ids.
bool StreamReader::append(TraceEvent event) {
  if (!has_text(event.text) || !has_text(event.extra) || event.location >= line_ids_.size()) {
    return damaged(fmt::format("has a fact, number {}, with a text or line that was not given",
                               trace_.size() + 1));
  }
  if (trace_.size() == most_) {
    full_ = true;
    return fail(fmt::format("The trace has more than {} facts.", most_));
  }
  format::clamp_extremes(event);
  event.text = own_text(event.text);
  event.extra = own_text(event.extra);
  event.location = line_ids_[event.location];
  trace_.append(event);
  return true;
}

bool StreamReader::read_end(std::span<const std::byte> payload) {
  Cursor in(payload);
  const std::uint64_t events = in.u64();
  if (!in.ok) return false;
  if (events != trace_.size() + skipped_) {
    return damaged(fmt::format("tells of {} facts where {} came", events, trace_.size()));
  }
  finished_ = true;
  return true;
}

}  // namespace trace
