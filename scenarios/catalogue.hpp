// The scenarios as plain data: titles, questions, parameters, lessons, program texts. No runtime
// type appears here, so that the window may read it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

/// A value that a learner may change, and the ones it may have.
struct Parameter {
  std::string name;     ///< as in `--param name=value`
  std::string meaning;  ///< one line, with the unit
  std::string initial;
  enum class Kind { Seconds, Count, Choice } kind = Kind::Seconds;
  double least = 0, most = 0;        ///< of Seconds and Count, inclusive
  std::vector<std::string> choices;  ///< of Choice
};

/// The parts of the window, beside those that are always there.
enum class Panel : std::uint8_t { None, Source, Timeline, Loop, Inspector, Output, Lesson };
enum class Level : std::uint8_t { Beginner, Intermediate, Advanced };
/// What the loop says of a claim that tutorials make.
enum class Verdict : std::uint8_t { None, False, HalfTrue, True };

/// A program and its lesson. Written in scenarios/<topic>/lessons.cpp. In `watch`, `misconception`
/// and `lesson` words in `backquotes` are code, and [words](moment) lead to a moment of the run
/// with initial parameters: see core/model/moments.hpp.
struct Scenario {
  std::string id;     ///< "two-workers"; its files are called two_workers
  std::string title;  ///< "Two workers"; both programs open with it
  Level level = Level::Beginner;
  std::string question;             ///< what to predict before it runs; no marks
  std::string watch;                ///< what to look at while it runs
  std::string misconception;        ///< what many believe, as one sentence; of a claim, the claim
  Verdict verdict = Verdict::None;  ///< of a claim
  std::string lesson;               ///< what it shows; paragraphs, an empty line between two
  std::vector<Parameter> parameters;
  std::vector<Panel> panels;                   ///< that it is shown with at first; empty: all
  std::vector<std::string> expected_findings;  ///< that its run with initial parameters has
  /// On the virtual clock each iteration takes this long: for programs that poll.
  std::chrono::nanoseconds iteration_cost{0};
  /// Runs that it is best looked at beside, as in named_runs.hpp, beside its own with another
  /// choice.
  std::vector<std::string> compare_with;
  std::vector<std::string> ask_at;  ///< moments at which a question is offered

  // Filled in by the catalogue
  std::string topic;        ///< its folder's heading: "Basics"
  std::string cpp_path;     ///< "scenarios/basics/two_workers.cpp"
  std::string python_path;  ///< "scenarios/python/two_workers.py"; empty: no twin
};

/// In the order in which they are taught.
const std::vector<Scenario>& catalogue();
/// Null if there is none of that name.
const Scenario* find(std::string_view id);
/// The scenario whose name is closest to a mistyped one, for "did you mean"; null if none is near.
const Scenario* closest(std::string_view id);
/// The text of a program of the catalogue, by its path; empty if unknown.
std::string_view source_text(std::string_view path);

/// Null if `value` is good for the parameter; else a sentence that says what it must be.
std::optional<std::string> fault(const Parameter& parameter, std::string_view value);

/// "2", "0.5": digits, at most one point, at most nine decimals; exact. Null for anything else.
std::optional<std::chrono::nanoseconds> parse_seconds(std::string_view text);
/// "12": digits only. Null for anything else.
std::optional<std::int64_t> parse_count(std::string_view text);

}  // namespace scenarios
