// Runs of scenarios that are small enough to be looked at fact by fact.
#pragma once

#include <map>
#include <string>

#include "scenarios/catalogue.hpp"

namespace tests {

/// Of what a scenario has thousands of at first, twenty; its other parameters as they are.
inline std::map<std::string, std::string> small_values(const scenarios::Scenario& scenario) {
  std::map<std::string, std::string> values;
  for (const scenarios::Parameter& parameter : scenario.parameters) {
    if (parameter.kind != scenarios::Parameter::Kind::Count) continue;
    if (scenarios::parse_count(parameter.initial).value_or(0) >= 1000) {
      values[parameter.name] = "20";
    }
  }
  return values;
}

}  // namespace tests
