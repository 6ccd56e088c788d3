// Ideas for further tests: facts in another order, numbers as 1.0.
//
// The files in golden/ are kept for ever: a later version of the format must read them to the same
// facts. Those whose name has no number are of version 2.
#include "core/trace/json_lines.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "core/trace/stream.hpp"
#include "tests/support/trace_builder.hpp"

using namespace trace;
using namespace std::chrono_literals;

namespace {

std::string json_of(const Trace& trace, bool complete = true) {
  std::ostringstream out;
  write_json(trace, complete, out);
  return out.str();
}

/// A fact of every kind, with every field; each third has a text that is a number.
Trace every_kind() {
  tests::TraceBuilder b("scenarios/x.cpp");
  b.trace().header = {"two-workers", {{"mode", "tasks"}}, ClockKind::Real, 7};
  b.trace().sources = {{"scenarios/x.cpp", "C++", "int main() {}\n"}};
  for (std::uint16_t k = 0; k < kEventKinds; ++k) {
    b.at(Time(1000 * k)).line(k + 1u);
    b.add({.kind = static_cast<EventKind>(k),
           .detail = 1,
           .task = k,
           .handle = k + 1u,
           .object = k + 2u,
           .by = k + 3u,
           .text = b.text((k % 3 == 0 ? "" : "text ") + std::to_string(k)),
           .value = -k,
           .extra = b.text("na\xC3\xAFve")});
  }
  return std::move(b.trace());
}

std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

constexpr const char* kHeader =
    R"({"format":"loopscope","version":3,"clock":"virtual","parameters":[],"sources":[]})"
    "\n";

std::string fault_of(const std::string& line) { return read_json(kHeader + line, "it").sentence; }

}  // namespace

TEST_SUITE("trace as JSON") {
  TEST_CASE("a trace written as JSON and read back is the same facts") {
    for (const Trace& written : {every_kind(), tests::two_workers_trace()}) {
      const std::string json = json_of(written);
      const Loaded read = read_json(json, "it");
      CHECK(read.sentence == "");
      CHECK(read.complete);
      CHECK(read.trace.header == written.header);
      CHECK(read.trace.sources == written.sources);
      CHECK(json_of(read.trace) == json);
    }
  }

  TEST_CASE("a fact is one line that people can read") {
    tests::TraceBuilder b("x.py");
    const auto task = b.create_task("worker", "A");
    b.at(1s).step(task);
    b.line(6).suspend(task, WaitKind::Sleep, 0, 3);
    std::istringstream lines(json_of(b.trace()));
    std::string line;
    std::getline(lines, line);
    std::getline(lines, line);
    CHECK(line == R"({"kind":"TaskCreated","time":0,"task":1,"handle":1,"detail":1,"text":"A",)"
                  R"("extra":"worker"})");
    std::getline(lines, line);
    std::getline(lines, line);
    CHECK(line == R"({"kind":"TaskSuspended","time":1000000000,"task":1,"handle":3,"by":1,)"
                  R"("wait":"sleep","at":"x.py:6"})");
  }

  TEST_CASE("a line that is wrong ends the reading and says what is wrong") {
    CHECK(fault_of("{\"kind\":\"Noted\",\"task\":-1}") ==
          "it was read up to line 2, which is wrong: \"task\" is not a whole number in its range; "
          "0 facts recovered.");
    CHECK(fault_of("[1]").find("which is no JSON object") != std::string::npos);
    CHECK(fault_of("{\"kind\":\"Noted\",").find("which is no JSON object") != std::string::npos);
    CHECK(fault_of("{\"kind\":\"Noted\",\"at\":\"x\"}").find("\"at\" is not a file and a line") !=
          std::string::npos);
    CHECK(fault_of("{\"kind\":\"TaskDone\",\"outcome\":\"odd\"}").find("\"outcome\" is not one") !=
          std::string::npos);
    CHECK(fault_of(std::string(100'000, '[')).find("which is no JSON object") != std::string::npos);
    CHECK(read_json("{}", "it").is_trace == false);
    CHECK(read_json("", "it").sentence ==
          "it was read up to line 1, which is not there; 0 facts recovered.");
  }

  TEST_CASE("kinds that are not known are left out and counted") {
    const Loaded read =
        read_json(std::string(kHeader) + "{\"kind\":\"Sneezed\"}\n{\"kind\":\"Noted\"}", "it");
    CHECK(read.skipped == 1);
    CHECK(read.events == 1);
  }

  TEST_CASE("golden files are read to the same facts and written to the same bytes") {
    for (const std::string name : {"two-workers", "event", "every-kind", "every-kind-3"}) {
      CAPTURE(name);
      const std::string path = "tests/trace/golden/" + name;
      const Loaded binary = load_file(path + ".loopscope");
      CHECK(binary.sentence == "");
      CHECK(binary.complete);
      std::string json = read_all(path + ".json");
      CHECK(json_of(read_json(json, name).trace) == json_of(binary.trace));
      const std::size_t version = json.find("\"version\":2");
      if (version != std::string::npos) {  // an older one: the same facts, in other bytes
        json.replace(version, 11, "\"version\":3");
        CHECK(json_of(binary.trace) == json);
        continue;
      }
      CHECK(json_of(binary.trace) == json);
      const auto again = StreamWriter(binary.trace).finish();
      const std::string bytes = read_all(path + ".loopscope");
      CHECK(bytes.size() > 1000);
      CHECK(std::string(reinterpret_cast<const char*>(again.data()), again.size()) == bytes);
    }
  }

  TEST_CASE("the golden file with every kind holds the first of them at their numbers") {
    const Loaded golden = load_file("tests/trace/golden/every-kind.loopscope");
    REQUIRE(golden.events > 40);
    REQUIRE(golden.events <= kEventKinds);
    for (EventIndex i = 0; i < golden.events; ++i) {
      CHECK(static_cast<std::size_t>(golden.trace[i].kind) == i);
      CHECK(golden.trace[i].task == i);
      CHECK(golden.trace[i].object == i + 2);
      CHECK(golden.trace.text(golden.trace[i].text) == "text " + std::to_string(i));
    }
  }
}

// Makes golden/every-kind-VERSION: only for a new version of the format, beside the old files.
TEST_CASE("make the golden file" * doctest::skip()) {
  CHECK(save_file(every_kind(), "every-kind-3.loopscope") == std::nullopt);
  std::ofstream("every-kind-3.json") << json_of(every_kind());
}
