// Ideas for further tests: ids beyond 32 bits are refused, chunks at their borders.
#include "core/trace/trace.hpp"

#include <doctest/doctest.h>

#include "core/trace/recorder.hpp"

using namespace trace;

TEST_SUITE("Trace") {
  TEST_CASE("equal texts and lines are interned once") {
    Trace trace;
    const StringId a = trace.intern("a");
    CHECK(trace.intern("") == 0);
    CHECK(trace.intern("a") == a);
    CHECK(trace.text(a) == "a");
    CHECK(trace.text(999) == "");
    const LocationId line = trace.intern_location("f.cpp", 7);
    CHECK(trace.intern_location("f.cpp", 7) == line);
    CHECK(trace.intern_location("f.cpp", 8) != line);
    CHECK(trace.text(trace.location(line).file) == "f.cpp");
  }

  TEST_CASE("a text that is a number stands in its id and is never kept") {
    Trace trace;
    const std::size_t before = trace.strings();
    std::vector<std::string> told;
    for (const std::string text : {"0", "7", "2147483647", "2147483648", "07", "-1", "7 "}) {
      const StringId id = trace.intern(text);
      CHECK(trace.text(id) == text);
      told.push_back(id >= kNumbers ? std::to_string(id - kNumbers) : "text");
    }
    CHECK(told == std::vector<std::string>{"0", "7", "2147483647", "text", "text", "text", "text"});
    CHECK(trace.strings() == before + 4);
  }

  TEST_CASE("events keep their place while the trace grows") {
    Trace trace;
    TraceEvent e;
    trace.append(e);
    const TraceEvent* first = &trace[0];
    for (std::uint32_t i = 1; i < 20'000; ++i) {
      e.task = i;
      trace.append(e);
    }
    CHECK(&trace[0] == first);
    CHECK(trace.size() == 20'000);
    CHECK(trace[12'345].task == 12'345);
  }

  TEST_CASE("the recorder's observer sees each event after it was appended") {
    Trace trace;
    Recorder recorder(trace);
    std::vector<EventIndex> sizes;
    recorder.observe([&](const TraceEvent&) { sizes.push_back(trace.size()); });
    recorder.append(TraceEvent());
    recorder.append(TraceEvent());
    CHECK(sizes == std::vector<EventIndex>{1, 2});
  }

  TEST_CASE("every kind has a name and a meaning") {
    for (std::uint16_t k = 0; k < kEventKinds; ++k) {
      const auto kind = static_cast<EventKind>(k);
      CHECK(kind_name(kind) != "Unknown");
      CHECK(!kind_meaning(kind).empty());
    }
    CHECK(kind_name(static_cast<EventKind>(kEventKinds)) == "Unknown");
  }
}
