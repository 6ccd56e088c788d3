// join waits until the queue is empty
#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> worker(Queue<int>& letters) {
  for (int i = 0; i < 2; ++i) {
    const int letter = co_await letters.get();                                   // [1]
    print("worker: takes letter {}, {} in the queue", letter, letters.qsize());  // [2]
    co_await sleep(1s);                                                          // [3]
    letters.task_done();                                                         // [4]
  }
}

static Coro<> main_() {
  Queue<int> letters(0, "letters");                      // [5]
  letters.put_nowait(1);                                 // [6]
  letters.put_nowait(2);                                 // [7]
  Task<> task = create_task(worker(letters), "worker");  // [8]
  co_await letters.join();                               // [9]
  print("main: all letters are answered");               // [10]
}

namespace scenarios {
Coro<> join_means_empty(const Parameters&) { return main_(); }
}  // namespace scenarios
