// cancel() is a request
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> worker(Duration cleanup) {
  print("worker starts");  // [1]
  std::exception_ptr error;
  try {
    co_await sleep(2s);            // [2]
    print("worker has finished");  // [3]
  } catch (...) {
    error = std::current_exception();
  }
  print("worker cleans up");       // [4]
  co_await sleep(cleanup);         // [5]
  print("worker has cleaned up");  // [6]
  if (error) std::rethrow_exception(error);
}

static Coro<> main_(Duration after, Duration cleanup) {
  Task<> task = create_task(worker(cleanup), "worker");  // [7]
  if (after > 0s) co_await sleep(after);                 // [8]
  if (task.cancel()) {                                   // [9]
    print("main has asked worker to stop");              // [10]
  } else {
    print("too late, worker has ended");  // [11]
  }
  if (!task.done()) print("worker is not done yet");  // [12]
  try {
    co_await task;                    // [13]
    print("worker ended by itself");  // [14]
  } catch (const CancelledError&) {
    print("worker is cancelled");  // [15]
  }
}

namespace scenarios {
Coro<> cancel_is_a_request(const Parameters& p) {
  return main_(p.seconds("after"), p.seconds("cleanup"));
}
}  // namespace scenarios
