#include "scenarios/named_runs.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "scenarios/catalogue.hpp"

namespace scenarios {

std::optional<std::string> fault(const NamedRun& run) {
  const Scenario* scenario = find(run.scenario);
  if (scenario == nullptr) {
    const std::string sentence = "There is no scenario \"" + run.scenario + "\".";
    if (const Scenario* near = closest(run.scenario)) {
      return sentence + " Did you mean " + near->id + "?";
    }
    return sentence + " 'loopscope list' tells which there are.";
  }
  for (const auto& [name, value] : run.parameters) {
    const Parameter* known = nullptr;
    std::string names;
    for (const Parameter& parameter : scenario->parameters) {
      if (parameter.name == name) known = &parameter;
      names += (names.empty() ? "" : ", ") + parameter.name;
    }
    if (known == nullptr) {
      return scenario->id + " has no parameter \"" + name + "\"; it has " +
             (names.empty() ? "none" : names) + ".";
    }
    if (auto sentence = fault(*known, value)) return sentence;
  }
  return std::nullopt;
}

std::optional<NamedRun> read_named(std::string_view words, std::string& wrong) {
  std::istringstream in{std::string(words)};
  NamedRun run;
  in >> run.scenario;
  for (std::string word; in >> word;) {
    const std::size_t equals = word.find('=');
    if (equals == 0 || equals == word.npos) {
      wrong = "A parameter is written name=value, not \"" + word + "\".";
      return std::nullopt;
    }
    run.parameters[word.substr(0, equals)] = word.substr(equals + 1);
  }
  if (auto sentence = fault(run)) {
    wrong = *sentence;
    return std::nullopt;
  }
  return run;
}

std::string to_words(const NamedRun& run) {
  std::string words = run.scenario;
  for (const auto& [name, value] : run.parameters) words += " " + name + "=" + value;
  return words;
}

namespace {

/// Without those that have their initial values.
NamedRun shortest(NamedRun run) {
  if (const Scenario* scenario = find(run.scenario)) {
    for (const Parameter& parameter : scenario->parameters) {
      const auto given = run.parameters.find(parameter.name);
      if (given != run.parameters.end() && given->second == parameter.initial) {
        run.parameters.erase(given);
      }
    }
  }
  return run;
}

}  // namespace

std::vector<NamedRun> counterparts(const NamedRun& run) {
  std::vector<NamedRun> all;
  const Scenario* scenario = find(run.scenario);
  if (scenario == nullptr) return all;
  const auto add = [&](NamedRun other) {
    other = shortest(std::move(other));
    const bool known = std::ranges::find(all, other) != all.end();
    if (!known && other != shortest(run)) all.push_back(std::move(other));
  };
  for (const std::string& words : scenario->compare_with) {
    std::string wrong;
    if (auto other = read_named(words, wrong)) add(std::move(*other));
  }
  for (const Parameter& parameter : scenario->parameters) {
    for (const std::string& value : parameter.choices) {
      NamedRun other = run;
      other.parameters[parameter.name] = value;
      add(std::move(other));
    }
  }
  return all;
}

}  // namespace scenarios
