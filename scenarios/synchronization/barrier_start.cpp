// All start together
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> runner(std::string name, Barrier& line, Duration warm_up) {
  print("{} warms up", name);        // [1]
  co_await sleep(warm_up);           // [2]
  print("{} is at the line", name);  // [3]
  co_await line.wait();              // [4]
  print("{} runs", name);            // [5]
}

static Coro<> main_(std::int64_t runners, std::int64_t parties) {
  Barrier line{static_cast<int>(parties), "line"};  // [6]
  std::vector<Task<>> tasks;
  for (int n = 1; n <= runners; ++n) {
    const std::string name = fmt::format("R{}", n);
    tasks.push_back(create_task(runner(name, line, 1s * n), name));  // [7]
  }
  auto [done, pending] = co_await wait(tasks, 10s);                              // [8]
  print("{} have run, {} still wait at the line", done.size(), pending.size());  // [9]
}

namespace scenarios {
Coro<> barrier_start(const Parameters& p) { return main_(p.count("runners"), p.count("parties")); }
}  // namespace scenarios
