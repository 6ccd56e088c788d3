// libcoro's tasks in a pool of one thread, under the workloads that it has the means for. What
// waits for an event is woken through the pool's queue; a mutex and a ring buffer resume it at
// once. Its timers are left out: they are built only together with c-ares.
#include <coro/event.hpp>
#include <coro/mutex.hpp>
#include <coro/ring_buffer.hpp>
#include <coro/sync_wait.hpp>
#include <coro/task.hpp>
#include <coro/thread_pool.hpp>
#include <coro/when_all.hpp>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/bench/workloads.hpp"

using namespace bench;
using coro::task;

namespace {

std::unique_ptr<coro::thread_pool>& pool() {
  static auto one = coro::thread_pool::make_unique({.thread_count = 1});
  return one;
}

task<> timed(task<> workload, double& nanoseconds) {
  co_await pool()->schedule();
  const Stopwatch watch;
  co_await std::move(workload);
  nanoseconds = watch.nanoseconds();
}

/// All of it runs in the pool's thread, while this one sleeps. That thread takes the figure: of one
/// that runs elsewhere the kernel knows the CPU time only to a tick.
double measure(task<> workload, long operations) {
  double nanoseconds = 0;
  coro::sync_wait(timed(std::move(workload), nanoseconds));
  return nanoseconds / static_cast<double>(operations);
}

task<> yielder() {
  for (long i = 0; i < kTurns; ++i) co_await pool()->yield();
}

task<> yield_all() {
  std::vector<task<>> all;
  for (long i = 0; i < kTasks; ++i) all.push_back(yielder());
  co_await coro::when_all(std::move(all));
}

double yields() { return measure(yield_all(), kTasks * kTurns); }

/// Spawned: it begins through the pool's queue.
task<long> number(long i) {
  co_await pool()->schedule();
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
    auto done = co_await coro::when_all(std::move(all));
    for (auto& one : done) sum += one.return_value();
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

task<> player(coro::event& mine, coro::event& other) {
  for (long i = 0; i < kHandOffs / 2; ++i) {
    co_await mine;
    mine.reset();
    other.set(pool());
  }
}

task<> play() {
  coro::event a(true), b;
  co_await coro::when_all(player(a, b), player(b, a));
}

double events() { return measure(play(), kHandOffs); }

using Buffer = coro::ring_buffer<long, 1>;

task<> producer(Buffer& buffer) {
  for (long i = 0; i < kHandOffs; ++i) co_await buffer.produce(i);
}

task<> consumer(Buffer& buffer) {
  long sum = 0;
  for (long i = 0; i < kHandOffs; ++i) sum += (co_await buffer.consume()).value();
  if (sum != kHandOffs * (kHandOffs - 1) / 2) std::abort();
}

task<> hand_over() {
  Buffer buffer;
  co_await coro::when_all(producer(buffer), consumer(buffer));
}

double queues() { return measure(hand_over(), kHandOffs); }

task<> holder(coro::mutex& mutex) {
  for (long i = 0; i < kHandOffs / 2; ++i) {
    const auto lock = co_await mutex.scoped_lock();
    co_await pool()->yield();
  }
}

task<> hold() {
  coro::mutex mutex;
  co_await coro::when_all(holder(mutex), holder(mutex));
}

double locks() { return measure(hold(), kHandOffs); }

struct Workload {
  std::string_view name;
  double (*run)();
};

constexpr Workload kWorkloads[] = {
    {"yield", yields}, {"spawn", spawns},   {"spawn-many", spawns_many},
    {"await", awaits}, {"event", events},   {"queue", queues},
    {"lock", locks},   {"gather", gathers},
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  for (const Workload& w : kWorkloads) {
    if (wanted.empty() || wanted == w.name) report(std::string(w.name).c_str(), "off", w.run());
  }
}
