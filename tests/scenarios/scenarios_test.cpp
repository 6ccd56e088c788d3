// Ideas for further tests: a host whose reader is slow.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/model/findings.hpp"
#include "core/model/moments.hpp"
#include "core/trace/stream.hpp"
#include "embedded/scenarios_catalogue.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"
#include "scenarios/registry.hpp"

#if __has_include(<unistd.h>)
#include <sys/wait.h>
#include <unistd.h>

#include <thread>
#define HAS_PIPES
#endif

using namespace scenarios;
using Lines = std::vector<std::string>;
using Values = std::map<std::string, std::string>;

namespace {

/// What a scenario prints on the virtual clock, each line with its time: "1s B finished".
Lines run_lines(const std::string& id, const Values& parameters = {}) {
  const RunRequest request{.scenario = id, .parameters = parameters};
  REQUIRE_FALSE(fault(request));
  trace::Trace trace;
  Lines printed;
  const int status = run_scenario(
      request, trace, [&](std::string_view line) { printed.emplace_back(line); },
      [](std::string_view sentence) { FAIL(sentence); });
  CHECK(status == 0);
  Lines timed, plain;
  for (trace::EventIndex i = 0; i < trace.size(); ++i) {
    if (trace[i].kind != trace::EventKind::Printed) continue;
    plain.emplace_back(trace.text(trace[i].text));
    timed.push_back(aio::to_string(trace[i].time) + " " + plain.back());
  }
  CHECK(printed == plain);
  return timed;
}

std::vector<std::byte> run_bytes(const std::string& id) {
  trace::Trace trace;
  run_scenario({.scenario = id}, trace, nullptr, nullptr);
  return trace::StreamWriter(trace).finish();
}

/// The numbers of the `[n]` comments at ends of lines, with how often each stands there.
std::multiset<int> marks(std::string_view text, std::string_view comment) {
  std::multiset<int> found;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.rfind(std::string(comment) + " [");
    if (at == line.npos || !line.ends_with(']')) continue;
    found.insert(std::stoi(line.substr(at + comment.size() + 2)));
  }
  return found;
}

Parameter parameter(const std::string& scenario, const std::string& name) {
  for (const Parameter& each : find(scenario)->parameters) {
    if (each.name == name) return each;
  }
  FAIL("no such parameter");
  return {};
}

}  // namespace

TEST_SUITE("scenarios: programs") {
  TEST_CASE("each scenario prints what its twin prints under CPython, at the same times") {
    std::ifstream file("tests/scenarios/twins.txt");  // twins.py compares it with CPython
    std::set<std::string> known;
    Lines expected, found;
    for (std::string line; std::getline(file, line);) {
      expected.push_back(line);
      if (!line.starts_with("== ")) continue;
      std::istringstream words(line.substr(3));
      std::string id;
      words >> id;
      known.insert(id);
      Values parameters;
      for (std::string word; words >> word;) {
        parameters[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
      }
      found.push_back(line);
      for (std::string& printed : run_lines(id, parameters)) found.push_back(std::move(printed));
    }
    CHECK(found == expected);
    for (const Scenario& scenario : catalogue()) {
      CHECK_MESSAGE((scenario.python_path.empty() || known.count(scenario.id) == 1), scenario.id);
    }
  }

  TEST_CASE("each scenario runs well at both ends of each parameter, and with each choice") {
    for (const Scenario& scenario : catalogue()) {
      for (const Parameter& each : scenario.parameters) {
        Lines values = each.choices;
        if (values.empty()) values = {fmt::format("{}", each.least), fmt::format("{}", each.most)};
        for (const std::string& value : values) {
          CAPTURE(scenario.id);
          CAPTURE(each.name);
          CAPTURE(value);
          const RunRequest request{.scenario = scenario.id, .parameters = {{each.name, value}}};
          REQUIRE_FALSE(fault(request));
          trace::Trace trace;
          run_scenario(request, trace, nullptr, [](std::string_view told) { FAIL_CHECK(told); });
          CHECK(trace.size() < 200'000);  // what opens at once
        }
      }
    }
  }

  TEST_CASE("two runs of a scenario are the same bytes") {
    for (const Scenario& scenario : catalogue())
      CHECK(run_bytes(scenario.id) == run_bytes(scenario.id));
  }
}

TEST_SUITE("scenarios: catalogue") {
  TEST_CASE("each entry is complete and has a program and its texts") {
    std::set<std::string> ids;
    for (const Scenario& scenario : catalogue()) {
      CAPTURE(scenario.id);
      CHECK(ids.insert(scenario.id).second);
      CHECK(find(scenario.id) == &scenario);
      CHECK(bool(find_program(scenario.id)));
      for (const std::string& text : {scenario.title, scenario.topic, scenario.question,
                                      scenario.watch, scenario.misconception, scenario.lesson}) {
        CHECK_FALSE(text.empty());
      }
      CHECK_FALSE(source_text(scenario.cpp_path).empty());
      for (const Parameter& each : scenario.parameters) {
        CAPTURE(each.name);
        CHECK_FALSE(each.meaning.empty());
        CHECK_FALSE(fault(each, each.initial));
      }
    }
    CHECK(find("no-such") == nullptr);
    CHECK_FALSE(bool(find_program("no-such")));
    CHECK(source_text("scenarios/basics/no_such.cpp").empty());
  }

  TEST_CASE("the lines of a program and of its twin are linked by the same marks, each once") {
    for (const Scenario& scenario : catalogue()) {
      CAPTURE(scenario.id);
      if (scenario.python_path.empty()) continue;
      const auto cpp = marks(source_text(scenario.cpp_path), "//");
      CHECK(cpp == marks(source_text(scenario.python_path), "#"));
      REQUIRE_FALSE(cpp.empty());
      CHECK(*cpp.rbegin() == static_cast<int>(cpp.size()));  // 1, 2, 3 ...
      CHECK(std::set<int>(cpp.begin(), cpp.end()).size() == cpp.size());
    }
  }

  TEST_CASE("a program and its twin open with the title") {
    for (const Scenario& scenario : catalogue()) {
      CAPTURE(scenario.id);
      CHECK(source_text(scenario.cpp_path).starts_with("// " + scenario.title + "\n"));
      if (scenario.python_path.empty()) continue;
      CHECK(source_text(scenario.python_path).starts_with("\"\"\"" + scenario.title));
    }
  }

  TEST_CASE("each program that is built in has a lesson") {
    std::set<std::string_view> known;
    for (const Scenario& scenario : catalogue()) {
      known.insert({scenario.cpp_path, scenario.python_path});
    }
    for (const std::string_view path : sources::paths()) {
      CAPTURE(path);
      CHECK(known.count(path) == 1);
    }
  }

  TEST_CASE("each moment that a lesson links is in the run with initial parameters") {
    for (const Scenario& scenario : catalogue()) {
      CAPTURE(scenario.id);
      trace::Trace trace;
      run_scenario({.scenario = scenario.id}, trace, nullptr, nullptr);
      model::Timeline timeline(trace);
      timeline.extend();
      std::size_t links = 0;
      for (const std::string& text : {scenario.watch, scenario.misconception, scenario.lesson}) {
        for (const model::MarkedPiece& piece : model::marked_pieces(text)) {
          if (piece.moment.empty()) {
            CHECK_MESSAGE(piece.text.find("](") == std::string::npos, piece.text);
            continue;
          }
          CHECK_MESSAGE(model::find_moment(timeline, piece.moment), piece.moment);
          ++links;
        }
      }
      CHECK(links >= 2);
    }
  }

  TEST_CASE("a run with initial parameters has the findings that its lesson expects, no others") {
    for (const Scenario& scenario : catalogue()) {
      CAPTURE(scenario.id);
      trace::Trace trace;
      run_scenario({.scenario = scenario.id}, trace, nullptr, nullptr);
      model::Timeline timeline(trace);
      model::Findings findings(timeline);
      timeline.extend(nullptr, &findings);
      std::set<std::string> found;
      for (const model::Finding& finding : findings.all()) {
        found.emplace(model::id_of(finding.kind));
      }
      CHECK(found ==
            std::set(scenario.expected_findings.begin(), scenario.expected_findings.end()));
    }
  }

  TEST_CASE(
      "for each kind of finding there is a lesson, on the page of one that shows it if any does") {
    for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(model::FindingKind::LockOrder); ++i) {
      const auto kind = static_cast<model::FindingKind>(i);
      CAPTURE(model::id_of(kind));
      const Scenario* lesson = find(model::lesson_of(kind));
      REQUIRE(lesson != nullptr);
      const std::string id(model::id_of(kind));
      const auto shows = [&](const Scenario& each) {
        return std::ranges::count(each.expected_findings, id) > 0;
      };
      CHECK((shows(*lesson) || std::ranges::none_of(catalogue(), shows)));
    }
  }

  TEST_CASE("programs fit on a screen") {
    for (const Scenario& scenario : catalogue()) {
      for (const std::string& path : {scenario.cpp_path, scenario.python_path}) {
        CAPTURE(path);
        const std::string_view text = source_text(path);
        CHECK(std::count(text.begin(), text.end(), '\n') <= 90);
      }
    }
  }

  TEST_CASE("a mistyped name is near to the one that was meant") {
    const auto near = [](std::string_view id) {
      const Scenario* scenario = closest(id);
      return scenario ? scenario->id : "";
    };
    CHECK(near("two-worker") == "two-workers");
    CHECK(near("two_workers") == "two-workers");
    CHECK(near("tow-wrokers") == "two-workers");
    CHECK(near("workers") == "two-workers");
    CHECK(near("gather") == "gather-three");
    CHECK(near("events") == "event");
    CHECK(near("event") == "event");
    CHECK(near("") == "");
    CHECK(near("telephone") == "");
  }
}

TEST_SUITE("scenarios: parameters") {
  TEST_CASE("seconds are read exactly") {
    using namespace std::chrono_literals;
    CHECK(parse_seconds("2") == 2s);
    CHECK(parse_seconds("0.5") == 500ms);
    CHECK(parse_seconds("1.5") == 1500ms);
    CHECK(parse_seconds("0.1") == 100ms);
    CHECK(parse_seconds("0.000000001") == 1ns);
    CHECK(parse_seconds("999999999.999999999") == 999'999'999'999'999'999ns);
    for (const char* text : {"", ".", "2.", ".5", "-1", "+1", "2s", "1e3", "nan", "inf", " 2", "2 ",
                             "1.2.3", "0,5", "0.0000000001", "1234567890", "0x2", "١"}) {
      CAPTURE(text);
      CHECK(parse_seconds(text) == std::nullopt);
    }
  }

  TEST_CASE("counts are whole numbers") {
    CHECK(parse_count("12") == 12);
    for (const char* text : {"", "-1", "1.0", "1 ", "1234567890123456789"}) {
      CAPTURE(text);
      CHECK(parse_count(text) == std::nullopt);
    }
  }

  TEST_CASE("a bad value is answered with a sentence that says what it must be") {
    const Parameter mode = parameter("two-workers", "mode");
    CHECK(fault(mode, "sequential") == std::nullopt);
    CHECK(fault(mode, "parallel") == "mode must be tasks or sequential, not \"parallel\".");
    const Parameter delay = parameter("two-workers", "delay_a");
    for (const char* text : {"0", "2", "0.5", "1.5", "3600"})
      CHECK(fault(delay, text) == std::nullopt);
    const std::string must_be =
        "delay_a must be a number of seconds from 0 to 3600, like 2 or 0.5, not ";
    for (const std::string text : {"3600.1", "-1", "2s", ""}) {
      CHECK(fault(delay, text) == must_be + "\"" + text + "\".");
    }
    const Parameter count{.name = "n",
                          .meaning = "",
                          .initial = "3",
                          .kind = Parameter::Kind::Count,
                          .least = 1,
                          .most = 9,
                          .choices = {}};
    CHECK(fault(count, "9") == std::nullopt);
    CHECK(fault(count, "10") == "n must be a whole number from 1 to 9, not \"10\".");
  }

  TEST_CASE("a request that cannot be run is answered with a sentence") {
    const auto sentence = [](const RunRequest& request) { return fault(request).value_or("fine"); };
    CHECK(sentence({.scenario = "two-workers"}) == "fine");
    CHECK(sentence({.scenario = "two-workers", .parameters = {{"delay_b", "0.25"}}}) == "fine");
    CHECK(sentence({.scenario = "two-worker"}) ==
          "There is no scenario \"two-worker\". Did you mean two-workers?");
    CHECK(sentence({.scenario = "xyz"}) ==
          "There is no scenario \"xyz\". 'loopscope list' tells which there are.");
    CHECK(sentence({.scenario = "two-workers", .parameters = {{"delay", "2"}}}) ==
          "two-workers has no parameter \"delay\"; it has mode, delay_a, delay_b.");
    CHECK(sentence({.scenario = "event", .parameters = {{"delay", "soon"}}}) ==
          "delay must be a number of seconds from 0 to 3600, like 2 or 0.5, not \"soon\".");
  }
}

TEST_SUITE("scenarios: host") {
  TEST_CASE("a trace says which run it is and carries the texts of both programs") {
    trace::Trace trace;
    run_scenario({.scenario = "two-workers", .parameters = {{"delay_a", "0.5"}}, .seed = 7}, trace,
                 nullptr, nullptr);
    CHECK(trace.header.scenario == "two-workers");
    CHECK(trace.header.parameters ==
          Parameters::Values{{"mode", "tasks"}, {"delay_a", "0.5"}, {"delay_b", "1"}});
    CHECK(trace.header.clock == trace::ClockKind::Virtual);
    CHECK(trace.header.seed == 7);
    REQUIRE(trace.sources.size() == 2);
    CHECK(trace.sources[0].path == "scenarios/basics/two_workers.cpp");
    CHECK(trace.sources[0].language == "C++");
    CHECK(trace.sources[1].path == "scenarios/python/two_workers.py");
    CHECK(trace.sources[1].language == "Python");
    CHECK(trace.sources[1].text == source_text("scenarios/python/two_workers.py"));
  }

  TEST_CASE("what a program prints has its line in the text that the trace carries") {
    for (const Scenario& scenario : catalogue()) {
      trace::Trace trace;
      run_scenario({.scenario = scenario.id}, trace, nullptr, nullptr);
      Lines source;
      std::istringstream text(trace.sources.at(0).text);
      for (std::string line; std::getline(text, line);) source.push_back(line);
      for (trace::EventIndex i = 0; i < trace.size(); ++i) {
        if (trace[i].kind != trace::EventKind::Printed) continue;
        const trace::Location at = trace.location(trace[i].location);
        CHECK(trace.text(at.file) == scenario.cpp_path);
        REQUIRE(at.line <= source.size());
        CHECK(source[at.line - 1].find("print(") != std::string::npos);
      }
    }
  }

  TEST_CASE("a task is suspended at a line of its program, whatever the program is made of") {
    for (const Scenario& scenario : catalogue()) {
      trace::Trace trace;
      run_scenario({.scenario = scenario.id}, trace, nullptr, nullptr);
      Lines elsewhere;
      for (trace::EventIndex i = 0; i < trace.size(); ++i) {
        if (trace[i].kind != trace::EventKind::TaskSuspended || trace[i].location == 0) continue;
        const trace::Location at = trace.location(trace[i].location);
        const std::string_view file = trace.text(at.file);
        if (file != scenario.cpp_path) elsewhere.push_back(fmt::format("{}:{}", file, at.line));
      }
      CHECK(elsewhere == Lines{});
    }
  }

#ifdef HAS_PIPES
  /// Runs the host on the one end of a pipe and calls `seen` after each piece read from the other.
  void read_host(const RunRequest& request, trace::Trace& trace,
                 const std::function<void(const trace::StreamReader&)>& seen) {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    std::thread host([&] {
      CHECK(run_host(request, ends[1]) == 0);
      close(ends[1]);
    });
    trace::StreamReader reader(trace);
    std::array<std::byte, 4096> buffer{};
    for (ssize_t n = 0; (n = read(ends[0], buffer.data(), buffer.size())) > 0;) {
      CHECK(reader.feed(std::span(buffer).first(static_cast<std::size_t>(n))));
      seen(reader);
    }
    host.join();
    close(ends[0]);
    CHECK(reader.finished());
    CHECK(reader.error().empty());
  }

  TEST_CASE("what the host writes is the trace of the run") {
    trace::Trace expected, trace;
    run_scenario({.scenario = "event"}, expected, nullptr, nullptr);
    read_host({.scenario = "event"}, trace, [](const trace::StreamReader&) {});
    CHECK(trace::StreamWriter(trace).finish() == trace::StreamWriter(expected).finish());
  }

  TEST_CASE("on the real clock the host sends what happened before it waits") {
    const RunRequest request{.scenario = "two-workers",
                             .parameters = {{"delay_a", "0.2"}, {"delay_b", "0.1"}},
                             .clock = trace::ClockKind::Real};
    trace::Trace trace;
    std::size_t printed_at_first_wait = 0, waits = 0;
    read_host(request, trace, [&](const trace::StreamReader&) {
      if (trace.empty() || trace[trace.size() - 1].kind != trace::EventKind::IterationBegan) return;
      if (waits++ > 0) return;
      for (trace::EventIndex i = 0; i < trace.size(); ++i) {
        printed_at_first_wait += trace[i].kind == trace::EventKind::Printed;
      }
    });
    CHECK(printed_at_first_wait == 2);  // "A started", "B started"
    CHECK(waits >= 1);
    CHECK(trace.header.clock == trace::ClockKind::Real);
  }

  TEST_CASE("a host whose reader has gone ends at once and quietly") {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    close(ends[0]);
    const pid_t child = fork();
    if (child == 0) {
      run_host(
          {.scenario = "event", .parameters = {{"delay", "3600"}}, .clock = trace::ClockKind::Real},
          ends[1]);
      _exit(99);  // it came back
    }
    close(ends[1]);
    int status = -1;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
  }
#endif
}
