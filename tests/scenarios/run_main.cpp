// run_scenario run NAME [--param NAME=VALUE]...   as `loopscope run`, where the window is not
// built.
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/host.hpp"

static void write_line(std::FILE* file, std::string_view line) {
  std::fprintf(file, "%.*s\n", static_cast<int>(line.size()), line.data());
}

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 2 || arguments[0] != "run") {
    write_line(stderr, "usage: run NAME [--param NAME=VALUE]...");
    return 2;
  }
  scenarios::RunRequest request{.scenario = arguments[1]};
  for (std::size_t i = 2; i + 1 < arguments.size(); i += 2) {
    const std::string& pair = arguments[i + 1];
    const std::size_t sign = pair.find('=');
    if (sign != pair.npos) request.parameters[pair.substr(0, sign)] = pair.substr(sign + 1);
  }
  if (const auto sentence = scenarios::fault(request)) {
    write_line(stderr, *sentence);
    return 2;
  }
  trace::Trace trace;
  return scenarios::run_scenario(
      request, trace, [](std::string_view line) { write_line(stdout, line); },
      [](std::string_view sentence) { write_line(stderr, sentence); });
}
