// Ideas for further tests: very long texts, a reader that is fed from a slow pipe.
#include "core/trace/stream.hpp"

#include <doctest/doctest.h>

#include <cstring>

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
        Trace read;
        StreamReader reader(read);
        if (!reader.feed(bytes)) {
          ++refused;
          CHECK(!reader.error().empty());
        }
      }
    }
    CHECK(refused > 100);
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
    CHECK(other_reader.error().starts_with("This trace has format version 9"));
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
}
