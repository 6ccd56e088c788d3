#include "core/trace/stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace trace {
namespace {

static_assert(std::endian::native == std::endian::little,
              "events are copied to the stream as they are; a big-endian machine must swap them");

constexpr std::string_view kMagic = "LOOPSCOPE TRACE\n";
constexpr std::uint32_t kMostPayload = 1u << 20;
constexpr std::size_t kEventsPerBlock = 8192;
/// A block is filled up to here, so that one more text of the greatest length still fits.
constexpr std::size_t kFull = 256u << 10;
constexpr std::size_t kMostText = 512u << 10;

enum BlockType : std::uint32_t {
  kHeaderBlock = 1,
  kSourceBlock = 2,
  kStringsBlock = 3,
  kLocationsBlock = 4,
  kEventsBlock = 5,
  kEndBlock = 6,
};

// -- Writing

class Bytes {
 public:
  void u32(std::uint32_t v) { raw(&v, sizeof v); }
  void u64(std::uint64_t v) { raw(&v, sizeof v); }
  void text(std::string_view s) {
    s = s.substr(0, kMostText);
    u32(static_cast<std::uint32_t>(s.size()));
    raw(s.data(), s.size());
  }
  void raw(const void* data, std::size_t size) {
    const auto* p = static_cast<const std::byte*>(data);
    out_.insert(out_.end(), p, p + size);
  }
  /// Starts a block; its length is filled in by end_block.
  void begin_block(std::uint32_t type) {
    u32(type);
    u32(0);
    start_ = out_.size();
  }
  void end_block() {
    const auto length = static_cast<std::uint32_t>(out_.size() - start_);
    std::memcpy(out_.data() + start_ - sizeof length, &length, sizeof length);
  }
  std::size_t block_size() const { return out_.size() - start_; }
  std::vector<std::byte> take() { return std::move(out_); }

 private:
  std::vector<std::byte> out_;
  std::size_t start_ = 0;
};

void write_header(Bytes& out, const Header& header) {
  out.begin_block(kHeaderBlock);
  out.text(header.scenario);
  out.u32(static_cast<std::uint32_t>(header.clock));
  out.u64(header.seed);
  out.u32(static_cast<std::uint32_t>(header.parameters.size()));
  for (const auto& [name, value] : header.parameters) {
    out.text(name);
    out.text(value);
  }
  out.end_block();
}

// -- Reading

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

}  // namespace

std::vector<std::byte> StreamWriter::take() {
  Bytes out;
  if (!begun_) {
    begun_ = true;
    out.raw(kMagic.data(), kMagic.size());
    out.u32(kFormatVersion);
    write_header(out, trace_.header);
    for (const Source& source : trace_.sources) {
      out.begin_block(kSourceBlock);
      out.text(source.path);
      out.text(source.language);
      out.text(source.text);
      out.end_block();
    }
  }
  while (strings_ < trace_.strings()) {
    out.begin_block(kStringsBlock);
    while (strings_ < trace_.strings() && out.block_size() < kFull) {
      out.text(trace_.text(static_cast<StringId>(strings_++)));
    }
    out.end_block();
  }
  while (locations_ < trace_.locations()) {
    out.begin_block(kLocationsBlock);
    while (locations_ < trace_.locations() && out.block_size() < kFull) {
      const Location at = trace_.location(static_cast<LocationId>(locations_++));
      out.u32(at.file);
      out.u32(at.line);
    }
    out.end_block();
  }
  while (events_ < trace_.size()) {
    out.begin_block(kEventsBlock);
    const EventIndex end = std::min(trace_.size(), events_ + kEventsPerBlock);
    for (; events_ < end; ++events_) out.raw(&trace_[events_], sizeof(TraceEvent));
    out.end_block();
  }
  return out.take();
}

std::vector<std::byte> StreamWriter::finish() {
  std::vector<std::byte> bytes = take();
  Bytes end;
  end.begin_block(kEndBlock);
  end.end_block();
  const auto mark = end.take();
  bytes.insert(bytes.end(), mark.begin(), mark.end());
  return bytes;
}

bool StreamReader::fail(std::string sentence) {
  if (error_.empty()) error_ = std::move(sentence);
  return false;
}

bool StreamReader::feed(std::span<const std::byte> bytes) {
  if (!error_.empty()) return false;
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  if (!begun_ && !read_preamble()) return error_.empty();
  std::size_t used = 0;
  constexpr std::size_t kBlockHead = 2 * sizeof(std::uint32_t);
  while (pending_.size() - used >= kBlockHead) {
    if (finished_) return fail("The trace goes on after its end mark: it was damaged.");
    Cursor head(std::span<const std::byte>(pending_).subspan(used, kBlockHead));
    const std::uint32_t type = head.u32();
    const std::uint32_t length = head.u32();
    if (length > kMostPayload) {
      return fail(
          fmt::format("A block of the trace claims {} bytes, more than any block has: "
                      "the trace was damaged.",
                      length));
    }
    if (pending_.size() - used < kBlockHead + length) break;
    if (!read_block(type, std::span<const std::byte>(pending_).subspan(used + kBlockHead, length)))
      return false;
    used += kBlockHead + length;
  }
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(used));
  return true;
}

bool StreamReader::read_preamble() {
  const std::size_t size = kMagic.size() + sizeof(std::uint32_t);
  const std::size_t seen = std::min(pending_.size(), kMagic.size());
  if (seen > 0 && std::memcmp(pending_.data(), kMagic.data(), seen) != 0) {
    return fail("This is not a Loopscope trace: it does not begin with \"LOOPSCOPE TRACE\".");
  }
  if (pending_.size() < size) return false;
  std::uint32_t version = 0;
  std::memcpy(&version, pending_.data() + kMagic.size(), sizeof version);
  if (version != kFormatVersion) {
    return fail(
        fmt::format("This trace has format version {}; this Loopscope reads version {}: "
                    "use the Loopscope that wrote it.",
                    version, kFormatVersion));
  }
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(size));
  begun_ = true;
  return true;
}

bool StreamReader::read_block(std::uint32_t type, std::span<const std::byte> payload) {
  Cursor in(payload);
  switch (type) {
    case kHeaderBlock: {
      Header& header = trace_.header;
      header.scenario = in.text();
      header.clock = in.u32() == 1 ? ClockKind::Real : ClockKind::Virtual;
      header.seed = in.u64();
      header.parameters.clear();
      for (std::uint32_t n = in.u32(); in.ok && n > 0; --n) {
        std::string name(in.text());
        header.parameters.emplace_back(std::move(name), in.text());
      }
      break;
    }
    case kSourceBlock: {
      Source source{std::string(in.text()), std::string(in.text()), std::string(in.text())};
      if (in.ok) trace_.sources.push_back(std::move(source));
      break;
    }
    case kStringsBlock:
      while (in.ok && !in.done()) {
        const std::string_view text = in.text();
        const auto expected = static_cast<StringId>(trace_.strings());
        if (in.ok && trace_.intern(text) != expected) {
          return fail(fmt::format("Text {} of the trace stands in it twice: the trace was damaged.",
                                  expected));
        }
      }
      break;
    case kLocationsBlock:
      while (in.ok && !in.done()) {
        const StringId file = in.u32();
        const std::uint32_t line = in.u32();
        const auto expected = static_cast<LocationId>(trace_.locations());
        if (!in.ok) break;
        if (file >= trace_.strings() ||
            trace_.intern_location(trace_.text(file), line) != expected) {
          return fail(fmt::format("Location {} of the trace is not valid: the trace was damaged.",
                                  expected));
        }
      }
      break;
    case kEventsBlock:
      return read_events(payload);
    case kEndBlock:
      finished_ = true;
      break;
    default:
      break;  // a block of a later version: its length was enough to pass over it
  }
  return in.ok ||
         fail("A block of the trace is shorter than what it holds: the trace was damaged.");
}

bool StreamReader::read_events(std::span<const std::byte> payload) {
  if (payload.size() % sizeof(TraceEvent) != 0) {
    return fail("A block of events does not hold whole events: the trace was damaged.");
  }
  for (std::size_t at = 0; at < payload.size(); at += sizeof(TraceEvent)) {
    TraceEvent event;
    std::memcpy(&event, payload.data() + at, sizeof event);
    if (static_cast<std::uint16_t>(event.kind) >= kEventKinds) {
      ++skipped_;
      continue;
    }
    if (event.text >= trace_.strings() || event.extra >= trace_.strings() ||
        event.location >= trace_.locations()) {
      return fail(
          fmt::format("Fact {} of the trace refers to a text or line that it does not hold: "
                      "the trace was damaged.",
                      trace_.size() + 1));
    }
    trace_.append(event);
  }
  return true;
}

}  // namespace trace
