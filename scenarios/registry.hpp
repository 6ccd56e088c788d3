// The programs behind the names of the catalogue. Each is a function of this namespace, in a file
// of its own; the list of them is in scenarios/CMakeLists.txt, since linkers drop what only
// registers itself.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/catalogue.hpp"

namespace scenarios {

/// The values of all parameters of one run.
class Parameters {
 public:
  using Values = std::vector<std::pair<std::string, std::string>>;

  /// Those that are not given have their initial values. REQUIRES: those given have no fault.
  Parameters(const Scenario& scenario, const std::map<std::string, std::string>& given);

  // REQUIRES: the scenario has a parameter of that name and kind.
  aio::Duration seconds(std::string_view name) const;
  std::int64_t count(std::string_view name) const;
  const std::string& choice(std::string_view name) const;

  /// In the order of the catalogue.
  const Values& values() const { return values_; }

 private:
  Values values_;
};

/// Makes a scenario's main coroutine.
using Program = aio::Coro<> (*)(const Parameters&);

/// Null if there is none of that name.
Program find_program(std::string_view id);

}  // namespace scenarios
