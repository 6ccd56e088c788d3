// The gate of three
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> visitor(Semaphore& gate, std::string name, Duration stay) {
  print("{} comes", name);  // [1]
  auto visit = [&]() -> Coro<> {
    print("{} goes in", name);  // [3]
    co_await sleep(stay);       // [4]
    print("{} leaves", name);   // [5]
  };
  co_await with(gate, visit);  // [2]
}

static Coro<> main_(std::int64_t permits, std::int64_t visitors, Duration stay) {
  Semaphore gate{static_cast<int>(permits), "gate"};  // [6]
  std::vector<Task<>> tasks;
  for (int n = 1; n <= visitors; ++n) {
    const std::string name = fmt::format("V{}", n);
    tasks.push_back(create_task(visitor(gate, name, stay + 200ms * n), name));  // [7]
  }
  co_await gather(tasks);  // [8]
  print("all have left");  // [9]
}

namespace scenarios {
Coro<> gate_of_three(const Parameters& p) {
  return main_(p.count("permits"), p.count("visitors"), p.seconds("stay"));
}
}  // namespace scenarios
