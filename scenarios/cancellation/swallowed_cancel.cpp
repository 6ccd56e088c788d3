// The swallowed cancel
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> worker(bool swallows, int rounds) {
  for (int n = 1; n <= rounds; ++n) {
    try {
      co_await sleep(1s);            // [1]
      print("round {} is done", n);  // [2]
    } catch (const CancelledError&) {
      if (!swallows) throw;                             // [3]
      print("round {} went wrong, worker goes on", n);  // [4]
    }
  }
}

static Coro<> main_(std::string mode, std::int64_t cancels) {
  Task<> task = create_task(worker(mode == "swallow", 5), "worker");  // [5]
  for (int n = 0; n < cancels; ++n) {
    co_await sleep(1500ms);  // [6]
    if (task.done()) break;
    task.cancel();                      // [7]
    print("main has called cancel()");  // [8]
  }
  try {
    co_await task;                           // [9]
    print("worker ended without an error");  // [10]
  } catch (const CancelledError&) {
    print("worker is cancelled");  // [11]
  }
}

namespace scenarios {
Coro<> swallowed_cancel(const Parameters& p) { return main_(p.choice("mode"), p.count("cancels")); }
}  // namespace scenarios
