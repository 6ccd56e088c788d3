// A clean shutdown
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> worker(std::string name, Duration closing) {
  std::exception_ptr error;
  try {
    while (true) {
      co_await sleep(1s);       // [1]
      print("{} works", name);  // [2]
    }
  } catch (...) {
    error = std::current_exception();
  }
  print("{} closes its files", name);  // [3]
  co_await sleep(closing);             // [4]
  print("{} is closed", name);         // [5]
  std::rethrow_exception(error);
}

static Coro<> main_(std::string mode, std::int64_t workers, Duration closing) {
  std::vector<Task<>> tasks;
  for (int n = 1; n <= workers; ++n) {
    const std::string name = fmt::format("W{}", n);
    tasks.push_back(create_task(worker(name, closing * n), name));  // [6]
  }
  co_await sleep(1500ms);                          // [7]
  print("main asks all to stop");                  // [8]
  for (const Task<>& task : tasks) task.cancel();  // [9]
  if (mode == "wait") {
    co_await gather(return_exceptions, tasks);  // [10]
  }
  print("main ends");  // [11]
}

namespace scenarios {
Coro<> clean_shutdown(const Parameters& p) {
  return main_(p.choice("mode"), p.count("workers"), p.seconds("closing"));
}
}  // namespace scenarios
