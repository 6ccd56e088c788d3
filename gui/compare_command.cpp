#include "gui/compare_command.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "core/model/compare.hpp"
#include "core/trace/json_lines.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"
#include "scenarios/named_runs.hpp"

namespace gui {
namespace {

constexpr int kBadInput = 2;

bool is_file(const std::string& name) {
  std::error_code none;
  return name.find('=') == name.npos && scenarios::find(name) == nullptr &&
         std::filesystem::exists(name, none);
}

/// "two-workers", "mode=tasks", "event" are two runs: a parameter belongs to the name before it.
std::vector<std::string> joined(const std::vector<std::string>& words) {
  std::vector<std::string> runs;
  for (const std::string& word : words) {
    if (word.find('=') != word.npos && !runs.empty() && !is_file(word)) {
      runs.back() += " " + word;
    } else {
      runs.push_back(word);
    }
  }
  return runs;
}

/// Empty; else what is wrong, in a sentence.
std::string read(const std::string& words, std::uint64_t seed, trace::Trace& trace) {
  if (is_file(words)) {
    trace::Loaded loaded = trace::load_any(words, {});
    if (!loaded.is_trace) return loaded.sentence;
    trace = std::move(loaded.trace);
    return "";
  }
  if (words.find('/') != words.npos) return fmt::format("There is no file \"{}\".", words);
  std::string fault;
  const auto run = scenarios::read_named(words, fault);
  if (!run) return fault;
  scenarios::run_scenario({.scenario = run->scenario, .parameters = run->parameters, .seed = seed},
                          trace, nullptr, nullptr);
  return "";
}

void print_run(const model::Timeline& timeline, const std::string& told) {
  std::string name = timeline.trace().header.scenario;
  if (name.empty()) name = "A recorded program";
  if (told.starts_with("with ")) name += " " + told;
  fmt::print("{}\n  {}\n", name, model::words(model::totals(timeline), timeline));
}

}  // namespace

CompareCommand::CompareCommand(CLI::App& cli)
    : command_(cli.add_subcommand(
          "compare",
          "Tells how two runs differ: compare two-workers two-workers mode=sequential")) {
  command_
      ->add_option("RUN", words_,
                   "Two scenarios, each followed by its parameters as name=value, or recorded "
                   "files. Of one alone: with the run that its lesson compares it with")
      ->required();
  command_->add_option("--seed", seed_, "Where the programs' random numbers begin");
}

int CompareCommand::run() const {
  const auto complain = [](const std::string& sentence) {
    fmt::print(stderr, "loopscope: {}\n", sentence);
    return kBadInput;
  };
  std::vector<std::string> runs = joined(words_);
  if (runs.size() == 1 && !is_file(runs[0])) {
    std::string fault;
    const auto named = scenarios::read_named(runs[0], fault);
    if (!named) return complain(fault);
    const auto others = scenarios::counterparts(*named);
    if (others.empty()) {
      return complain(fmt::format("With what shall {} be compared? Name a second run.", runs[0]));
    }
    runs.push_back(scenarios::to_words(others.front()));
  }
  if (runs.size() != 2) {
    return complain(fmt::format("Two runs can be compared, not {}.", runs.size()));
  }
  trace::Trace traces[2];
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string fault = read(runs[i], seed_, traces[i]);
    if (!fault.empty()) return complain(fault);
  }
  model::Timeline a(traces[0]), b(traces[1]);
  a.extend();
  b.extend();
  model::Comparison comparison(a, b);
  comparison.extend(true);
  const auto [with_a, with_b] = model::told_apart(traces[0].header, traces[1].header);
  print_run(a, with_a);
  print_run(b, with_b);
  const trace::Time longer = b.end().time() - a.end().time();
  if (longer != trace::Time(0)) {
    fmt::print("The {} takes {} longer.\n", longer > trace::Time(0) ? "second" : "first",
               model::duration(longer < trace::Time(0) ? -longer : longer));
  }
  fmt::print("\n");
  if (!comparison.same()) {
    fmt::print("The first difference, in {}: ", comparison.place());
  }
  fmt::print("{}\n", comparison.sentence(with_a, with_b));
  return 0;
}

}  // namespace gui
