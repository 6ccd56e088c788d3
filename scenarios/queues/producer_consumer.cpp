// Producer and consumer
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> producer(Queue<int>& queue, std::int64_t items, Duration pause) {
  for (int n = 1; n <= items; ++n) {
    co_await sleep(pause);  // [1]
    co_await queue.put(n);  // [2]
    print("put {}", n);     // [3]
  }
}

static Coro<> consumer(Queue<int>& queue, Duration work, bool tells) {
  while (true) {
    const int n = co_await queue.get();  // [4]
    print("took {}", n);                 // [5]
    co_await sleep(work);                // [6]
    if (tells) queue.task_done();        // [7]
  }
}

static Coro<> main_(std::int64_t maxsize, std::int64_t items, Duration pause, Duration work,
                    std::string task_done) {
  Queue<int> queue{static_cast<int>(maxsize), "items"};                                 // [8]
  Task<> maker = create_task(producer(queue, items, pause), "producer");                // [9]
  Task<> user = create_task(consumer(queue, work, task_done == "called"), "consumer");  // [10]
  co_await maker;                                                                       // [11]
  print("all items are put");                                                           // [12]
  try {
    co_await wait_for(queue.join(), 10s);  // [13]
    print("all items are used");           // [14]
  } catch (const TimeoutError&) {
    print("main gives up: join() does not end");  // [15]
  }
  user.cancel();  // [16]
}

namespace scenarios {
Coro<> producer_consumer(const Parameters& p) {
  return main_(p.count("maxsize"), p.count("items"), p.seconds("pause"), p.seconds("work"),
               p.choice("task_done"));
}
}  // namespace scenarios
