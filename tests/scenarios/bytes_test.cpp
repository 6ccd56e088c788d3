// The same run gives the same bytes, whatever compiler and flags built it: bytes.txt was written by
// one build and is compared by all. After a change of facts or of a program's text:
//   LOOPSCOPE_UPDATE_GOLDEN=1 build/release/tests_core -tc="the same run*"
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/trace/stream.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"
#include "tests/fuzz/interpreter.hpp"
#include "tests/support/story.hpp"

namespace {

constexpr const char* kGolden = "tests/scenarios/bytes.txt";
constexpr std::uint64_t kSeeds = 2;  // of each scenario

/// FNV-1a of the trace as a file.
std::string digest(const trace::Trace& trace) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::byte b : trace::StreamWriter(trace).finish()) {
    hash = (hash ^ static_cast<std::uint64_t>(b)) * 0x100000001b3;
  }
  return fmt::format("{:016x}", hash);
}

Lines digests() {
  Lines lines;
  for (const scenarios::Scenario& scenario : scenarios::catalogue()) {
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      trace::Trace trace;
      scenarios::run_scenario({.scenario = scenario.id, .seed = seed}, trace, nullptr, nullptr);
      lines.push_back(fmt::format("{} {} {}", scenario.id, seed, digest(trace)));
    }
  }
  std::ifstream programs("tests/fuzz/some.jsonl");
  for (std::string line; std::getline(programs, line);) {
    const nlohmann::json program = nlohmann::json::parse(line);
    aio::ContextSlot context;  // values that main sets must not reach the next program
    const aio::ContextScope scope(context);
    trace::Trace trace;
    trace::Recorder recorder(trace);
    fuzz::run(program, &recorder);
    lines.push_back(fmt::format("program {} {}", program["id"].dump(), digest(trace)));
  }
  return lines;
}

}  // namespace

TEST_CASE("the same run gives the same bytes in every build") {
  const Lines now = digests();
  if (std::getenv("LOOPSCOPE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream golden(kGolden);
    for (const std::string& line : now) golden << line << '\n';
    return;
  }
  std::ifstream golden(kGolden);
  Lines written;
  for (std::string line; std::getline(golden, line);) written.push_back(line);
  REQUIRE(written.size() >= kSeeds * scenarios::catalogue().size());
  CHECK(now == written);
}
