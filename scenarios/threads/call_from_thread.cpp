// A call from another thread
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static void sensor(EventLoop& l, Queue<int>& readings, std::int64_t count) {
  for (int i = 1; i <= count; ++i) {
    busy(1s);                                                    // [1]
    l.call_soon_threadsafe([&, i] { readings.put_nowait(i); });  // [2]
  }
}

static Coro<> main_(std::int64_t count) {
  Queue<int> readings(0, "readings");                                                         // [3]
  Future<> job = run_in_executor(loop(), [&, l = &loop()] { sensor(*l, readings, count); });  // [4]
  for (std::int64_t i = 0; i < count; ++i) {
    const int reading = co_await readings.get();  // [5]
    print("main: reading {}", reading);           // [6]
  }
  co_await job;                      // [7]
  print("main: the sensor is off");  // [8]
}

namespace scenarios {
Coro<> call_from_thread(const Parameters& p) { return main_(p.count("count")); }
}  // namespace scenarios
