// Ideas for further tests: a reader that is fed from a slow pipe.
#include "core/trace/stream.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

using namespace trace;

namespace {

Trace sample() {
  Trace t;
  t.header.scenario = "two-workers";
  t.header.parameters = {{"mode", "tasks"}, {"delay_a", "2"}};
  t.header.seed = 7;
  t.sources.push_back({"scenarios/x.cpp", "C++", "int main() {}\n"});
  TraceEvent e;
  e.kind = EventKind::Printed;
  e.by = 3;
  e.time = std::chrono::seconds(2);
  e.text = t.intern("A started");
  e.location = t.intern_location("scenarios/x.cpp", 12);
  t.append(e);
  e.kind = EventKind::TaskDone;
  e.extra = t.intern("ValueError");
  t.append(e);
  return t;
}

bool same(const Trace& a, const Trace& b) {
  if (!(a.header == b.header && a.sources == b.sources && a.size() == b.size())) return false;
  for (EventIndex i = 0; i < a.size(); ++i) {
    if (!(a[i] == b[i]) || a.text(a[i].text) != b.text(b[i].text)) return false;
  }
  return true;
}

std::vector<std::byte> bytes_of(const Trace& t) { return StreamWriter(t).finish(); }

}  // namespace

TEST_SUITE("stream") {
  TEST_CASE("a trace that is written and read is the same, in pieces of any size") {
    const Trace written = sample();
    const auto bytes = bytes_of(written);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, bytes.size()}) {
      Trace read;
      StreamReader reader(read);
      for (std::size_t at = 0; at < bytes.size(); at += piece) {
        REQUIRE(reader.feed(std::span(bytes).subspan(at, std::min(piece, bytes.size() - at))));
      }
      CHECK(reader.finished());
      CHECK(same(written, read));
    }
  }

  TEST_CASE("a writer sends what was appended since its last call") {
    Trace written = sample();
    StreamWriter writer(written);
    Trace read;
    StreamReader reader(read);
    CHECK(reader.feed(writer.take()));
    CHECK(read.size() == 2);
    CHECK(writer.take().empty());
    TraceEvent e;
    e.text = written.intern("later");
    written.append(e);
    CHECK(reader.feed(writer.finish()));
    CHECK(same(written, read));
    CHECK(reader.finished());
  }

  TEST_CASE("every cut of a trace is read up to the cut and not called finished") {
    const auto bytes = bytes_of(sample());
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
      Trace read;
      StreamReader reader(read);
      CHECK(reader.feed(std::span(bytes).first(cut)));
      CHECK_FALSE(reader.finished());
    }
  }

  TEST_CASE("no changed byte makes the reader crash or read out of bounds") {
    const auto good = bytes_of(sample());
    std::size_t refused = 0;
    for (std::size_t i = 0; i < good.size(); ++i) {
      for (const unsigned flip : {1u, 0x80u, 0xFFu}) {
        auto bytes = good;
        bytes[i] ^= static_cast<std::byte>(flip);
        if (i == 16 && bytes[i] == std::byte{2}) continue;  // another version that can be read
        Trace read;
        StreamReader reader(read);
        if (!reader.feed(bytes)) {
          ++refused;
          CHECK(!reader.error().empty());
        }
        CHECK_FALSE(reader.finished());
      }
    }
    CHECK(refused > 2 * good.size());
  }

  TEST_CASE("what is no trace, or of another version, is refused with a sentence") {
    Trace read;
    StreamReader reader(read);
    const std::string text = "hello, world, this is not a trace";
    CHECK_FALSE(reader.feed(std::as_bytes(std::span(text))));
    CHECK(reader.error() ==
          "This is not a Loopscope trace: it does not begin with \"LOOPSCOPE TRACE\".");

    auto bytes = bytes_of(sample());
    bytes[16] = std::byte{9};
    Trace other;
    StreamReader other_reader(other);
    CHECK_FALSE(other_reader.feed(bytes));
    CHECK(
        other_reader.error() ==
        "This trace has format version 9; this Loopscope reads version 3: use the newer Loopscope "
        "that wrote it.");
    bytes[16] = std::byte{1};
    StreamReader old_reader(other);
    CHECK_FALSE(old_reader.feed(bytes));
    CHECK(old_reader.error() ==
          "This trace has format version 1; this Loopscope reads version 3: record the run again.");
  }

  TEST_CASE("events of unknown kinds are passed over and counted") {
    Trace written = sample();
    TraceEvent e;
    e.kind = static_cast<EventKind>(60'000);
    written.append(e);
    Trace read;
    StreamReader reader(read);
    CHECK(reader.feed(bytes_of(written)));
    CHECK(read.size() == 2);
    CHECK(reader.skipped() == 1);
  }

  TEST_CASE("an event is written as the page on the format says") {
    Encoder encoder;
    TraceEvent e;
    e.kind = EventKind::LoopStopped;
    e.time = std::chrono::seconds(2);
    encoder.event(e);
    const auto block = encoder.take();
    std::string words;
    for (const std::byte b : std::span(block).subspan(16)) {
      words += fmt::format("{:02X} ", std::to_integer<unsigned>(b));
    }
    CHECK(words == "04 01 80 D0 AC F3 0E ");
  }

  TEST_CASE("every field keeps its extremes") {
    constexpr auto kMost = std::numeric_limits<std::uint32_t>::max();
    constexpr std::int64_t kFar = (std::int64_t{1} << 61) - 1;
    Trace written;
    TraceEvent e;
    for (const bool high : {true, false, true, false}) {
      e.kind = EventKind::TaskSuspended;
      e.task = e.handle = e.by = e.object = high ? kMost : 0;
      e.detail = high ? 255 : 0;
      e.value = high ? kFar : -kFar;
      e.time = Time(high ? kFar : 0);
      written.append(e);
    }
    Trace read;
    StreamReader reader(read);
    CHECK(reader.feed(bytes_of(written)));
    CHECK(same(written, read));
  }

  TEST_CASE("times and values beyond all reason are taken as the furthest that can be added") {
    Trace written;
    TraceEvent e;
    e.time = Time(-5);
    e.value = std::numeric_limits<std::int64_t>::min();
    written.append(e);
    Trace read;
    StreamReader reader(read);
    CHECK(reader.feed(bytes_of(written)));
    CHECK(read[0].time == Time(0));
    CHECK(read[0].value == -((std::int64_t{1} << 61) - 1));
  }

  TEST_CASE("bytes of a text that are no UTF-8 are escaped when they are read") {
    Trace written;
    TraceEvent e;
    e.kind = EventKind::Printed;
    for (const char* text :
         {"a\xFFz", "na\xC3\xAFve", "cut \xE2\x82", "\xED\xA0\x80", "\xF4\x90"}) {
      e.text = written.intern(text);
      written.append(e);
    }
    Trace read;
    StreamReader reader(read);
    CHECK(reader.feed(bytes_of(written)));
    std::vector<std::string> texts;
    for (EventIndex i = 0; i < read.size(); ++i) texts.emplace_back(read.text(read[i].text));
    CHECK(texts == std::vector<std::string>{"a\\xFFz", "na\xC3\xAFve", "cut \\xE2\\x82",
                                            "\\xED\\xA0\\x80", "\\xF4\\x90"});
  }

  TEST_CASE("a text that is longer than a block is cut between two characters") {
    Trace written;
    TraceEvent e;
    std::string text(512 << 10, 'x');
    text.replace(text.size() - 1, 1, "\xC3\xAF");
    e.text = written.intern(text);
    written.append(e);
    Trace read;
    StreamReader reader(read);
    CHECK(reader.feed(bytes_of(written)));
    CHECK(read.text(read[0].text) == std::string((512 << 10) - 1, 'x'));
  }

  TEST_CASE("blocks of unknown types are passed over and counted") {
    auto bytes = bytes_of(sample());
    constexpr std::size_t kEnd = format::kBlockHead + sizeof(std::uint64_t);
    const std::array<std::byte, 5> payload{};
    const std::array<std::uint32_t, 3> head{77, payload.size(), format::checksum(77, payload)};
    const auto head_bytes = std::as_bytes(std::span(head));
    auto at = bytes.insert(bytes.end() - kEnd, head_bytes.begin(), head_bytes.end());
    bytes.insert(at + head_bytes.size(), payload.begin(), payload.end());
    Trace read;
    StreamReader reader(read);
    CHECK(reader.feed(bytes));
    CHECK(reader.finished());
    CHECK(reader.skipped_blocks() == 1);
    CHECK(same(sample(), read));
  }

  TEST_CASE("a block that is gone is missed at the end mark") {
    Trace written = sample();
    StreamWriter writer(written);
    auto bytes = writer.take();
    written.append(TraceEvent());
    writer.take();
    const auto end = writer.finish();
    bytes.insert(bytes.end(), end.begin(), end.end());
    Trace read;
    StreamReader reader(read);
    CHECK_FALSE(reader.feed(bytes));
    CHECK_FALSE(reader.finished());
    CHECK(reader.error() ==
          "Block 6 of the trace tells of 3 facts where 2 came: the trace is damaged there.");
  }

  TEST_CASE("a reader takes no more events than it is told") {
    Trace read;
    StreamReader reader(read, 1);
    CHECK_FALSE(reader.feed(bytes_of(sample())));
    CHECK(reader.full());
    CHECK(read.size() == 1);
  }

  TEST_CASE("texts without events cannot fill the memory") {
    Encoder encoder;
    encoder.begin({});
    for (int i = 0; i < 500'000; ++i) encoder.text(fmt::format("{}", i));
    Trace read;
    StreamReader reader(read);
    CHECK_FALSE(reader.feed(encoder.take()));
    CHECK(read.strings() < 400'000);
    CHECK(reader.error().find("holds more texts than its events can need") != std::string::npos);
  }
}
