#include "scenarios/registry.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace scenarios {

#define PROGRAM(name) aio::Coro<> name(const Parameters&);
#include "embedded/programs.inc"
#undef PROGRAM

namespace {

struct Entry {
  std::string_view name;
  Program program;
};

constexpr auto kPrograms = std::to_array<Entry>({
#define PROGRAM(name) {#name, name},
#include "embedded/programs.inc"
#undef PROGRAM
});

/// "two-workers" is called two_workers.
bool is_called(std::string_view name, std::string_view id) {
  return std::ranges::equal(name, id, [](char a, char b) { return a == (b == '-' ? '_' : b); });
}

}  // namespace

Program find_program(std::string_view id) {
  for (const Entry& entry : kPrograms) {
    if (is_called(entry.name, id)) return entry.program;
  }
  return nullptr;
}

Parameters::Parameters(const Scenario& scenario, const std::map<std::string, std::string>& given) {
  for (const Parameter& parameter : scenario.parameters) {
    const auto it = given.find(parameter.name);
    values_.emplace_back(parameter.name, it == given.end() ? parameter.initial : it->second);
  }
}

const std::string& Parameters::choice(std::string_view name) const {
  for (const auto& [key, value] : values_) {
    if (key == name) return value;
  }
  assert(false && "a scenario asks only for parameters that the catalogue gives it");
  static const std::string none;
  return none;
}

aio::Duration Parameters::seconds(std::string_view name) const {
  return parse_seconds(choice(name)).value_or(std::chrono::nanoseconds(0));
}

std::int64_t Parameters::count(std::string_view name) const {
  return parse_count(choice(name)).value_or(0);
}

}  // namespace scenarios
