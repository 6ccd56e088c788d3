// asyncio.run_in_executor makes it asynchronous
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static void send_letter(EventLoop& l) {
  busy(3s);                                                           // [1]
  l.call_soon_threadsafe([] { print("send: the letter is sent"); });  // [2]
}

static Coro<> main_(Duration limit) {
  Future<> job = run_in_executor(loop(), [l = &loop()] { send_letter(*l); });  // [3]
  try {
    co_await wait_for(job, limit);    // [4]
    print("main: it has been sent");  // [5]
  } catch (const TimeoutError&) {
    print("main: too late, so it is not sent");  // [6]
  }
  co_await sleep(3s);      // [7]
  print("main: the end");  // [8]
}

namespace scenarios {
Coro<> run_in_executor(const Parameters& p) { return main_(p.seconds("limit")); }
}  // namespace scenarios
