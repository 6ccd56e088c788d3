// wait_for(..., 1) takes a second at most
#include <exception>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> copy_file(Duration cleanup) {
  std::exception_ptr error;
  try {
    co_await sleep(10s);  // [1]
  } catch (const CancelledError&) {
    error = std::current_exception();
  }
  print("copy: closing the file");  // [2]
  co_await sleep(cleanup);          // [3]
  print("copy: closed");            // [4]
  if (error) std::rethrow_exception(error);
}

static Coro<> main_(Duration cleanup) {
  try {
    co_await wait_for(copy_file(cleanup), 1s);  // [5]
  } catch (const TimeoutError&) {
    print("main: too late");  // [6]
  }
}

namespace scenarios {
Coro<> wait_for_ends_in_time(const Parameters& p) { return main_(p.seconds("cleanup")); }
}  // namespace scenarios
