// cppcoro's tasks in a pool of one thread, under the workloads that it has the means for. The pool
// runs last in, first out, so that a task would yield to itself: no yield. An event and a mutex
// resume what waits at once; the queue is a ring of one slot, whose ends wake each other through
// the pool. Its timers are for Windows only.
#include <cppcoro/async_auto_reset_event.hpp>
#include <cppcoro/async_mutex.hpp>
#include <cppcoro/sequence_barrier.hpp>
#include <cppcoro/single_producer_sequencer.hpp>
#include <cppcoro/static_thread_pool.hpp>
#include <cppcoro/sync_wait.hpp>
#include <cppcoro/task.hpp>
#include <cppcoro/when_all.hpp>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/bench/workloads.hpp"

using namespace bench;
using cppcoro::task;

namespace {

cppcoro::static_thread_pool& pool() {
  static cppcoro::static_thread_pool one(1);
  return one;
}

task<> timed(task<> workload, double& nanoseconds) {
  co_await pool().schedule();
  const Stopwatch watch;
  co_await std::move(workload);
  nanoseconds = watch.nanoseconds();
}

/// All of it runs in the pool's thread, while this one sleeps. That thread takes the figure: of one
/// that runs elsewhere the kernel knows the CPU time only to a tick.
double measure(task<> workload, long operations) {
  double nanoseconds = 0;
  cppcoro::sync_wait(timed(std::move(workload), nanoseconds));
  return nanoseconds / static_cast<double>(operations);
}

/// Spawned: it begins through the pool's queue.
task<long> number(long i) {
  co_await pool().schedule();
  co_return i;
}

task<> spawn_all() {
  long sum = 0;
  for (long i = 0; i < kSpawns; ++i) sum += co_await number(i);
  if (sum != kSpawns * (kSpawns - 1) / 2) std::abort();
}

double spawns() { return measure(spawn_all(), kSpawns); }

task<> in_groups(long groups, long size) {
  long sum = 0;
  for (long g = 0; g < groups; ++g) {
    std::vector<task<long>> all;
    all.reserve(static_cast<std::size_t>(size));
    for (long i = 0; i < size; ++i) all.push_back(number(i));
    const std::vector<long> results = co_await cppcoro::when_all(std::move(all));
    for (const long result : results) sum += result;
  }
  if (sum != groups * size * (size - 1) / 2) std::abort();
}

double spawns_many() { return measure(in_groups(kGroups, kGroup), kGroups * kGroup); }
double gathers() { return measure(in_groups(kGathers, kChildren), kGathers * kChildren); }

task<long> deep(long n) {
  if (n == 0) co_return 0;
  const long below = co_await deep(n - 1);
  co_return below + 1;
}

task<> dive() {
  for (long i = 0; i < kDives; ++i) {
    const long depth = co_await deep(kDepth);
    if (depth != kDepth) std::abort();
  }
}

double awaits() { return measure(dive(), kDives * kDepth); }

using Event = cppcoro::async_auto_reset_event;

task<> player(Event& mine, Event& other) {
  for (long i = 0; i < kHandOffs / 2; ++i) {
    co_await mine;
    other.set();
  }
}

task<> play() {
  Event a(true), b;
  co_await cppcoro::when_all(player(a, b), player(b, a));
}

double events() { return measure(play(), kHandOffs); }

/// Both ends count the items that went through it.
struct Ring {
  cppcoro::sequence_barrier<std::size_t> taken;
  cppcoro::single_producer_sequencer<std::size_t> given{taken, 1};
  long item = 0;
};

task<> producer(Ring& ring) {
  for (long i = 0; i < kHandOffs; ++i) {
    const std::size_t slot = co_await ring.given.claim_one(pool());
    ring.item = i;
    ring.given.publish(slot);
  }
}

task<> consumer(Ring& ring) {
  long sum = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(kHandOffs); ++i) {
    co_await ring.given.wait_until_published(i, pool());
    sum += ring.item;
    ring.taken.publish(i);
  }
  if (sum != kHandOffs * (kHandOffs - 1) / 2) std::abort();
}

task<> hand_over() {
  Ring ring;
  co_await cppcoro::when_all(producer(ring), consumer(ring));
}

double queues() { return measure(hand_over(), kHandOffs); }

task<> holder(cppcoro::async_mutex& mutex) {
  for (long i = 0; i < kHandOffs / 2; ++i) {
    const auto lock = co_await mutex.scoped_lock_async();
    co_await pool().schedule();
  }
}

task<> hold() {
  cppcoro::async_mutex mutex;
  co_await cppcoro::when_all(holder(mutex), holder(mutex));
}

double locks() { return measure(hold(), kHandOffs); }

struct Workload {
  std::string_view name;
  double (*run)();
};

constexpr Workload kWorkloads[] = {
    {"spawn", spawns},   {"spawn-many", spawns_many}, {"await", awaits},
    {"event", events},   {"queue", queues},           {"lock", locks},
    {"gather", gathers},
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  for (const Workload& w : kWorkloads) {
    if (wanted.empty() || wanted == w.name) report(std::string(w.name).c_str(), "off", w.run());
  }
}
