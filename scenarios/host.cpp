#include "scenarios/host.hpp"

#include <fmt/format.h>

#include "core/model/wait_graph.hpp"
#include "scenarios/host_process.hpp"
#include "scenarios/named_runs.hpp"
#include "scenarios/registry.hpp"

namespace scenarios {
namespace {

/// REQUIRES: no fault(request).
Hosted hosted(const RunRequest& request) {
  const Scenario& scenario = *find(request.scenario);
  const Parameters parameters(scenario, request.parameters);
  Hosted run{{scenario.id, parameters.values(), request.clock, request.seed}, {}, {}};
  const auto add = [&](const std::string& path, const char* language) {
    if (!path.empty()) run.sources.push_back({path, language, std::string(source_text(path))});
  };
  add(scenario.cpp_path, "C++");
  add(scenario.python_path, "Python");
  run.main = [program = find_program(scenario.id), parameters] { return program(parameters); };
  run.iteration_cost = scenario.iteration_cost;
  return run;
}

}  // namespace

std::optional<std::string> fault(const RunRequest& request) {
  return fault(NamedRun{request.scenario, request.parameters});
}

int run_scenario(const RunRequest& request, trace::Trace& trace,
                 const std::function<void(std::string_view)>& print,
                 const std::function<void(std::string_view)>& complain) {
  trace::Recorder recorder(trace);
  return run_recorded(hosted(request), recorder, print, [&](std::string_view error) {
    if (!complain) return;
    const std::string ring = model::deadlock_ring(trace);
    complain(fmt::format("{} ended with {}{}{}", request.scenario, error,
                         ring.empty() ? "" : "\n  in a ring: ", ring));
  });
}

int run_host(const RunRequest& request, int descriptor) {
  return run_and_send(hosted(request), descriptor);
}

int run_host_process(const RunRequest& request) { return host_process(hosted(request)); }

}  // namespace scenarios
