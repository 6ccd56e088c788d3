// The scheduler under the workloads of workloads.hpp, without a trace and with one.
//
//     bench_loop [WORKLOAD [MODE]]
//
// Modes: off, nothing is recorded; on, each fact goes into memory that is used again; kept, the
// trace is kept; real and real-on, the same on the real clock; file, the run is recorded in one.
#include <array>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <vector>

#include "core/aio.hpp"
#include "tests/bench/workloads.hpp"

using namespace aio;
using namespace bench;

namespace {

double measured = 0;  // per operation, by the workload that ran last

// -- yield: each of 1,000 tasks gives the loop a turn 1,000 times

Coro<> yielder() {
  for (long i = 0; i < kTurns; ++i) co_await sleep(0s);
}

Coro<> yields() {
  std::vector<Task<>> tasks;
  for (long i = 0; i < kTasks; ++i) tasks.push_back(create_task(yielder()));
  co_await sleep(0s);
  const Stopwatch watch;
  for (const Task<>& task : tasks) co_await task;
  measured = watch.nanoseconds() / static_cast<double>(kTasks * kTurns);
}

// -- spawn: a task is made and awaited, one at a time

Coro<long> number(long i) { co_return i; }

Coro<> spawns() {
  long sum = 0;
  const Stopwatch watch;
  for (long i = 0; i < kSpawns; ++i) {
    Task<long> task = create_task(number(i));
    sum += co_await task;
  }
  measured = watch.nanoseconds() / static_cast<double>(kSpawns);
  if (sum != kSpawns * (kSpawns - 1) / 2) std::abort();
}

// -- spawn-many: 1,000 tasks at once, then all are awaited, 1,000 times

Coro<> spawns_many() {
  long sum = 0;
  const Stopwatch watch;
  std::vector<Task<long>> tasks;
  for (long g = 0; g < kGroups; ++g) {
    for (long i = 0; i < kGroup; ++i) tasks.push_back(create_task(number(i)));
    for (const Task<long>& task : tasks) sum += co_await task;
    tasks.clear();
  }
  measured = watch.nanoseconds() / static_cast<double>(kGroups * kGroup);
  if (sum != kGroups * kGroup * (kGroup - 1) / 2) std::abort();
}

// -- await: coroutines that await each other, 1,000 deep, none suspends

Coro<long> deep(long n) {
  if (n == 0) co_return 0;
  const long below = co_await deep(n - 1);
  co_return below + 1;
}

Coro<> awaits() {
  const Stopwatch watch;
  for (long i = 0; i < kDives; ++i) {
    const long depth = co_await deep(kDepth);
    if (depth != kDepth) std::abort();
  }
  measured = watch.nanoseconds() / static_cast<double>(kDives * kDepth);
}

// -- event: two tasks wake each other in turn

Coro<> player(Event mine, Event other) {
  for (long i = 0; i < kHandOffs / 2; ++i) {
    co_await mine.wait();
    mine.clear();
    other.set();
  }
}

Coro<> events() {
  const Event a("a"), b("b");
  const Stopwatch watch;
  const Task<> one = create_task(player(a, b));
  const Task<> two = create_task(player(b, a));
  a.set();
  co_await one;
  co_await two;
  measured = watch.nanoseconds() / static_cast<double>(kHandOffs);
}

// -- queue: a producer and a consumer with room for one item

Coro<> producer(Queue<long> queue) {
  for (long i = 0; i < kHandOffs; ++i) co_await queue.put(i);
}

Coro<> consumer(Queue<long> queue) {
  long sum = 0;
  for (long i = 0; i < kHandOffs; ++i) {
    const long item = co_await queue.get();
    sum += item;
  }
  if (sum != kHandOffs * (kHandOffs - 1) / 2) std::abort();
}

Coro<> queues() {
  const Queue<long> queue(1, "jobs");
  const Stopwatch watch;
  const Task<> from = create_task(producer(queue));
  const Task<> to = create_task(consumer(queue));
  co_await from;
  co_await to;
  measured = watch.nanoseconds() / static_cast<double>(kHandOffs);
}

// -- lock: two tasks take a lock in turn and hold it over a turn of the loop

Coro<> holder(Lock lock) {
  for (long i = 0; i < kHandOffs / 2; ++i) {
    co_await lock.acquire();
    co_await sleep(0s);
    lock.release();
  }
}

Coro<> locks() {
  const Lock lock("db");
  const Stopwatch watch;
  const Task<> one = create_task(holder(lock));
  const Task<> two = create_task(holder(lock));
  co_await one;
  co_await two;
  measured = watch.nanoseconds() / static_cast<double>(kHandOffs);
}

// -- gather: of 100 coroutines, 10,000 times

Coro<> gathers() {
  const Stopwatch watch;
  for (long g = 0; g < kGathers; ++g) {
    std::vector<Coro<long>> children;
    children.reserve(static_cast<std::size_t>(kChildren));
    for (long i = 0; i < kChildren; ++i) children.push_back(number(i));
    const std::vector<long> results = co_await gather(std::move(children));
    if (results.back() != kChildren - 1) std::abort();
  }
  measured = watch.nanoseconds() / static_cast<double>(kGathers * kChildren);
}

// -- timers: 1,000,000 tasks sleep at once, to the end of their sleep

Coro<> sleeper(Duration d) { co_await sleep(d); }

Coro<> timers() {
  unsigned long seed = 1;
  const Stopwatch watch;
  std::vector<Task<>> tasks;
  tasks.reserve(static_cast<std::size_t>(kTimers));
  for (long i = 0; i < kTimers; ++i) {
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    const auto ns = static_cast<std::int64_t>((seed >> 33) % 1'000'000'000) + 1;
    tasks.push_back(create_task(sleeper(std::chrono::nanoseconds(ns))));
  }
  for (const Task<>& task : tasks) co_await task;
  measured = watch.nanoseconds() / static_cast<double>(kTimers);
}

// -- naps: 1,000 tasks sleep again and again

Coro<> napper(long i) {
  for (long k = 0; k < kNaps; ++k) co_await sleep(std::chrono::nanoseconds(1000 + i * 7 + k % 13));
}

Coro<> naps() {
  const Stopwatch watch;
  std::vector<Task<>> tasks;
  for (long i = 0; i < kSleepers; ++i) tasks.push_back(create_task(napper(i)));
  for (const Task<>& task : tasks) co_await task;
  measured = watch.nanoseconds() / static_cast<double>(kSleepers * kNaps);
}

// -- bytes: of a task that waits for an event, with its coroutine

Coro<> waiter(Event door) { co_await door.wait(); }

Coro<> bytes() {
  const Event door("door");
  std::vector<Task<>> tasks;
  tasks.reserve(static_cast<std::size_t>(kAlive));
  const double before = allocated();
  for (long i = 0; i < kAlive; ++i) tasks.push_back(create_task(waiter(door)));
  co_await sleep(0s);
  measured = (allocated() - before) / static_cast<double>(kAlive);
  door.set();
  for (const Task<>& task : tasks) co_await task;
}

// -- fact: an event is set and cleared and nobody waits: a fact each

Coro<> facts() {
  const Event event("event");
  const Stopwatch watch;
  for (long i = 0; i < kFacts / 2; ++i) {
    event.set();
    event.clear();
  }
  measured = watch.nanoseconds() / static_cast<double>(kFacts);
  co_return;
}

// -- The table

struct Workload {
  std::string_view name;
  Coro<> (*run)();
};

constexpr auto kWorkloads = std::to_array<Workload>({
    {"yield", yields},
    {"spawn", spawns},
    {"spawn-many", spawns_many},
    {"await", awaits},
    {"event", events},
    {"queue", queues},
    {"lock", locks},
    {"gather", gathers},
    {"timers", timers},
    {"naps", naps},
    {"bytes", bytes},
    {"fact", facts},
});

constexpr auto kModes =
    std::to_array<std::string_view>({"off", "on", "kept", "real", "real-on", "file"});

void measure(const Workload& workload, std::string_view mode) {
  RunOptions options;
  if (mode.starts_with("real")) options.clock = trace::ClockKind::Real;
  trace::Trace trace;
  trace::Recorder recorder(trace);
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "bench.loopscope";
  if (mode == "kept" || mode.ends_with("on")) options.recorder = &recorder;
  if (mode.ends_with("on")) recorder.pass_on_only();
  if (mode == "file") options.record = file.string();
  measured = 0;
  run(workload.run(), options);
  report(std::string(workload.name).c_str(), std::string(mode).c_str(), measured);
  std::filesystem::remove(file);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  const std::string_view mode = argc > 2 ? argv[2] : "";
  for (const Workload& workload : kWorkloads) {
    if (!wanted.empty() && wanted != workload.name) continue;
    for (const std::string_view one : kModes) {
      if (!mode.empty() && mode != one) continue;
      const bool real_timers = one.starts_with("real") && workload.run == timers;
      if (mode.empty() && (real_timers || (one != "off" && workload.run == bytes))) continue;
      measure(workload, one);
    }
  }
}
