#include "gui/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include "core/model/findings.hpp"
#include "core/model/moments.hpp"
#include "core/model/transcript.hpp"
#include "core/trace/json_lines.hpp"
#include "core/trace/stream.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/source_links.hpp"

namespace gui {
namespace {

/// "Try: --param mode=tasks or sequential", a line each.
std::string tries(const scenarios::Scenario& lesson) {
  std::string text;
  for (const scenarios::Parameter& each : lesson.parameters) {
    std::string values = fmt::format("{} to {}", each.least, each.most);
    if (!each.choices.empty()) values = each.choices[0];
    for (std::size_t i = 1; i < each.choices.size(); ++i) values += " or " + each.choices[i];
    text +=
        fmt::format("--param {}={}: {}; now {}\n", each.name, values, each.meaning, each.initial);
  }
  return text;
}

std::string_view sentence_of(scenarios::Verdict verdict) {
  using scenarios::Verdict;
  return verdict == Verdict::True    ? "That is true."
         : verdict == Verdict::False ? "That is false."
                                     : "That is half true.";
}

/// The whole run, and around it what the lesson says, where it is one. For those who do not see the
/// window, too: nothing is said by a drawing alone.
void tell(const trace::Trace& trace) {
  const auto paragraphs = [](std::string_view title, std::string_view text) {
    if (!text.empty()) fmt::print("{}\n{}\n", title, model::wrapped(model::without_marks(text)));
  };
  const scenarios::Scenario* lesson = scenarios::find(trace.header.scenario);
  const bool claim = lesson != nullptr && lesson->verdict != scenarios::Verdict::None;
  if (lesson != nullptr) {
    fmt::print("{}\n\n", lesson->title);
    if (claim) paragraphs("The claim:", lesson->misconception + "\n");
    paragraphs("The question:", lesson->question + "\n");
    paragraphs("What to watch:", lesson->watch + "\n");
    for (const trace::Source& source : trace.sources) {
      if (source.language == "Python") {
        fmt::print("The program:\n{}\n", scenarios::without_links(source.text));
      }
    }
    fmt::print("What happens, with the number of the fact, the time and the iteration:\n");
  }
  fmt::print("{}", model::text_run(trace));
  const std::string findings = model::text_findings(trace);
  if (!findings.empty()) fmt::print("\n{}", findings);
  if (lesson == nullptr) return;
  if (!claim) paragraphs("\nWhat many believe:", lesson->misconception);
  if (claim) fmt::print("\nThe verdict:\n{}\n", sentence_of(lesson->verdict));
  paragraphs("\nWhat it shows:", lesson->lesson);
  if (!lesson->parameters.empty()) fmt::print("\nWhat to try:\n{}", tries(*lesson));
}

}  // namespace

int complain(const std::string& sentence, int status) {
  fmt::print(stderr, "loopscope: {}\n", sentence);
  return status;
}

int list_scenarios() {
  std::size_t longest = 0;
  for (const auto& one : scenarios::catalogue()) longest = std::max(longest, one.id.size());
  for (const auto& one : scenarios::catalogue()) {
    fmt::print("{:<{}}  {}\n", one.id, longest, one.title);
  }
  return 0;
}

int run(const scenarios::RunRequest& request, const std::string& save) {
  trace::Trace trace;
  const int status = scenarios::run_scenario(
      request, trace, [](std::string_view line) { fmt::print("{}\n", line); },
      [](std::string_view sentence) { complain(std::string(sentence)); });
  if (save.empty()) return status;
  const auto fault = trace::save_file(trace, save);
  return fault ? complain(*fault, 1) : status;
}

int trace_of(const scenarios::RunRequest& request, trace::Trace& trace) {
  return scenarios::run_scenario(
      request, trace, nullptr, [](std::string_view sentence) { complain(std::string(sentence)); });
}

int show(const scenarios::RunRequest& request) {
  trace::Trace trace;
  const int status = trace_of(request, trace);
  tell(trace);
  return status;
}

// -- Files

bool is_file(const std::string& name) {
  std::error_code none;
  return scenarios::find(name) == nullptr && std::filesystem::exists(name, none);
}

trace::Loaded open_file(const Words& words, const std::string& path) {
  trace::Loaded loaded = trace::load_any(path, {.events = words.limit});
  if (!loaded.sentence.empty()) complain(loaded.sentence);
  return loaded;
}

int show_file(const Words& words, const std::string& path) {
  const trace::Loaded loaded = open_file(words, path);
  if (!loaded.is_trace) return kBadInput;
  tell(loaded.trace);
  return 0;
}

int trace_file(const Words& words) {
  const trace::Loaded loaded = open_file(words, words.file);
  if (!loaded.is_trace) return kBadInput;
  if (!words.save.empty()) {
    const auto fault = trace::save_file(loaded.trace, words.save);
    if (fault) return complain(*fault, 1);
  }
  if (words.json) trace::write_json(loaded.trace, loaded.complete, std::cout);
  if (!words.json && words.save.empty()) {
    const trace::Header& header = loaded.trace.header;
    fmt::print("{}: {} facts, {}, {} clock, seed {}{}\n", words.file, loaded.events,
               header.scenario.empty() ? "a program's run" : header.scenario,
               header.clock == trace::ClockKind::Real ? "real" : "virtual", header.seed,
               loaded.complete ? "" : ", incomplete");
  }
  return std::cout.flush() ? 0 : complain("The output cannot be written.", 1);
}

int rerun(const Words& words) {
  const trace::Loaded loaded = open_file(words, words.file);
  if (!loaded.is_trace) return kBadInput;
  const trace::Header& header = loaded.trace.header;
  if (header.clock == trace::ClockKind::Real) {
    return complain(fmt::format(
        "{} was recorded on the real clock: no run of it is like another. Only runs on the virtual "
        "clock can be repeated.",
        words.file));
  }
  if (header.scenario.empty()) {
    return complain(fmt::format("{} is the run of a program, not of a scenario: start the program.",
                                words.file));
  }
  const scenarios::RunRequest request{header.scenario,
                                      {header.parameters.begin(), header.parameters.end()},
                                      header.clock,
                                      header.seed};
  if (const auto fault = scenarios::fault(request)) return complain(*fault);
  if (!words.save.empty()) return run(request, words.save);
  trace::Trace again;
  scenarios::run_scenario(request, again, nullptr, nullptr);
  const bool same =
      trace::StreamWriter(again).finish() == trace::StreamWriter(loaded.trace).finish();
  if (!same) {
    return complain(fmt::format("The run of {} is not the one in {}.", header.scenario, words.file),
                    1);
  }
  fmt::print("The run of {} is the same again: {} facts.\n", header.scenario, again.size());
  return 0;
}

}  // namespace gui
