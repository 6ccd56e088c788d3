// The most urgent first
#include <string>
#include <utility>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

using Ticket = std::pair<int, std::string>;  // smaller numbers are more urgent

template <class Jobs>
static Coro<> worker(Jobs& jobs) {
  while (true) {
    const Ticket ticket = co_await jobs.get();                 // [1]
    print("worker takes {} {}", ticket.first, ticket.second);  // [2]
    co_await sleep(1s);                                        // [3]
    jobs.task_done();                                          // [4]
  }
}

template <class Jobs>
static Coro<> put_all(Jobs jobs, Duration late) {
  Task<> work = create_task(worker(jobs), "worker");  // [5]
  jobs.put_nowait(Ticket(3, "tidy up"));              // [6]
  jobs.put_nowait(Ticket(2, "mail"));                 // [7]
  jobs.put_nowait(Ticket(4, "archive"));              // [8]
  co_await sleep(late);                               // [9]
  print("main puts 1 alarm");                         // [10]
  jobs.put_nowait(Ticket(1, "alarm"));                // [11]
  co_await jobs.join();                               // [12]
  work.cancel();                                      // [13]
}

static Coro<> main_(std::string kind, Duration late) {
  if (kind == "priority") {
    co_await put_all(PriorityQueue<Ticket>(0, "jobs"), late);  // [14]
  } else if (kind == "fifo") {
    co_await put_all(Queue<Ticket>(0, "jobs"), late);  // [15]
  } else {
    co_await put_all(LifoQueue<Ticket>(0, "jobs"), late);  // [16]
  }
}

namespace scenarios {
Coro<> priority_queue(const Parameters& p) { return main_(p.choice("kind"), p.seconds("late")); }
}  // namespace scenarios
