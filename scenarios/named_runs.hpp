// Runs by their names in words, as on the command line: "two-workers mode=sequential". Lessons,
// packs and the list of what a run can be compared with name them so.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

struct NamedRun {
  std::string scenario;
  std::map<std::string, std::string> parameters = {};  ///< those given
  friend bool operator==(const NamedRun&, const NamedRun&) = default;
};

/// Null if there is such a run; else one sentence that says what is wrong and what to do.
std::optional<std::string> fault(const NamedRun& run);
/// Null, with a sentence in `fault`, for words that name no run.
std::optional<NamedRun> read_named(std::string_view words, std::string& fault);
std::string to_words(const NamedRun& run);

/// What a run is best looked at beside: what its lesson names first, then its own scenario with
/// each other choice of a parameter. Never itself, and none twice.
std::vector<NamedRun> counterparts(const NamedRun& run);

}  // namespace scenarios
