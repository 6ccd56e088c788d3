// Reads programs of the fuzzing language, one JSON object a line, and prints what each logs.
// With --mirror it also compares the fold of the trace with the live loop after every event, and
// ends with status 1 at the first difference.
#include <iostream>
#include <string>

#include "tests/fuzz/interpreter.hpp"
#include "tests/support/mirror.hpp"

int main(int argc, char** argv) {
  const bool mirrored = argc > 1 && std::string(argv[1]) == "--mirror";
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    const nlohmann::json program = nlohmann::json::parse(line);
    aio::ContextSlot context;  // values that main sets must not reach the next program
    const aio::ContextScope scope(context);
    std::vector<std::string> log;
    if (mirrored) {
      Mirror mirror;
      log = fuzz::run(program, &mirror.recorder(),
                      [&](aio::EventLoop& loop) { mirror.follow(loop); });
      if (!mirror.fault().empty()) {
        std::cerr << "program " << program["id"] << ": " << mirror.fault() << "\n";
        return 1;
      }
    } else {
      log = fuzz::run(program, nullptr);
    }
    std::cout << "== " << program["id"] << "\n";
    for (const std::string& entry : log) std::cout << entry << "\n";
    std::cout << "== end " << program["id"] << std::endl;
  }
}
