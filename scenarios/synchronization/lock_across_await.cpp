// The lock that is held too long
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

struct Counter {
  int number = 0;
  Lock lock{"counter"};
};

static Coro<> send(std::string name, int number, Duration delay) {
  print("{} sends report {}", name, number);     // [1]
  co_await sleep(delay);                         // [2]
  print("{} has sent report {}", name, number);  // [3]
}

static Coro<> report(std::string name, Counter& counter, std::string mode, Duration delay) {
  int number = 0;
  auto take_number = [&]() -> Coro<> {
    counter.number += 1;                                       // [5]
    number = counter.number;                                   // [6]
    if (mode == "inside") co_await send(name, number, delay);  // [7]
  };
  co_await with(counter.lock, take_number);                   // [4]
  if (mode == "outside") co_await send(name, number, delay);  // [8]
}

static Coro<> main_(std::string mode, std::int64_t reports, Duration delay) {
  Counter counter;
  std::vector<Task<>> tasks;
  for (int n = 1; n <= reports; ++n) {
    const std::string name = fmt::format("T{}", n);
    tasks.push_back(create_task(report(name, counter, mode, delay), name));  // [9]
  }
  co_await gather(tasks);         // [10]
  print("all reports are sent");  // [11]
}

namespace scenarios {
Coro<> lock_across_await(const Parameters& p) {
  return main_(p.choice("mode"), p.count("reports"), p.seconds("delay"));
}
}  // namespace scenarios
