// Asio's coroutines under the workloads that it has the means for.
#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/experimental/channel.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <string>
#include <string_view>

#include "tests/bench/workloads.hpp"

using namespace bench;
using asio::awaitable;
using asio::co_spawn;
using asio::use_awaitable;

namespace {

asio::io_context& context() {
  static asio::io_context one(1);
  return one;
}

void run_all() {
  context().restart();
  context().run();
}

awaitable<void> yielder() {
  for (long i = 0; i < kTurns; ++i) co_await asio::post(context(), use_awaitable);
}

double yields() {
  for (long i = 0; i < kTasks; ++i) co_spawn(context(), yielder(), asio::detached);
  const Stopwatch watch;
  run_all();
  return watch.nanoseconds() / static_cast<double>(kTasks * kTurns);
}

awaitable<long> number(long i) { co_return i; }

awaitable<void> spawn_all() {
  long sum = 0;
  for (long i = 0; i < kSpawns; ++i) sum += co_await co_spawn(context(), number(i), use_awaitable);
  if (sum != kSpawns * (kSpawns - 1) / 2) std::abort();
}

double spawns() {
  const Stopwatch watch;
  co_spawn(context(), spawn_all(), asio::detached);
  run_all();
  return watch.nanoseconds() / static_cast<double>(kSpawns);
}

double spawns_many() {
  long sum = 0;
  const Stopwatch watch;
  for (long g = 0; g < kGroups; ++g) {
    for (long i = 0; i < kGroup; ++i) {
      co_spawn(context(), number(i), [&](const std::exception_ptr&, long n) { sum += n; });
    }
    run_all();
  }
  if (sum != kGroups * kGroup * (kGroup - 1) / 2) std::abort();
  return watch.nanoseconds() / static_cast<double>(kGroups * kGroup);
}

awaitable<long> deep(long n) {
  if (n == 0) co_return 0;
  const long below = co_await deep(n - 1);
  co_return below + 1;
}

awaitable<void> dive() {
  for (long i = 0; i < kDives; ++i) {
    const long depth = co_await deep(kDepth);
    if (depth != kDepth) std::abort();
  }
}

double awaits() {
  const Stopwatch watch;
  co_spawn(context(), dive(), asio::detached);
  run_all();
  return watch.nanoseconds() / static_cast<double>(kDives * kDepth);
}

using Channel = asio::experimental::channel<void(asio::error_code, long)>;

awaitable<void> producer(Channel& channel) {
  for (long i = 0; i < kHandOffs; ++i) {
    co_await channel.async_send(asio::error_code(), i, use_awaitable);
  }
}

awaitable<void> consumer(Channel& channel) {
  long sum = 0;
  for (long i = 0; i < kHandOffs; ++i) sum += co_await channel.async_receive(use_awaitable);
  if (sum != kHandOffs * (kHandOffs - 1) / 2) std::abort();
}

double queues() {
  Channel channel(context(), 1);
  const Stopwatch watch;
  co_spawn(context(), producer(channel), asio::detached);
  co_spawn(context(), consumer(channel), asio::detached);
  run_all();
  return watch.nanoseconds() / static_cast<double>(kHandOffs);
}

awaitable<void> sleeper(std::chrono::nanoseconds ns) {
  asio::steady_timer timer(context(), ns);
  co_await timer.async_wait(use_awaitable);
}

double timers() {
  unsigned long seed = 1;
  const Stopwatch watch;
  for (long i = 0; i < kTimers; ++i) {
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    const auto ns = static_cast<long>((seed >> 33) % 1'000'000'000) + 1;
    co_spawn(context(), sleeper(std::chrono::nanoseconds(ns)), asio::detached);
  }
  run_all();
  return watch.nanoseconds() / static_cast<double>(kTimers);
}

struct Workload {
  std::string_view name;
  double (*run)();
};

constexpr Workload kWorkloads[] = {{"yield", yields},           {"spawn", spawns},
                                   {"spawn-many", spawns_many}, {"await", awaits},
                                   {"queue", queues},           {"timers", timers}};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  for (const Workload& w : kWorkloads) {
    if (wanted.empty() || wanted == w.name) report(std::string(w.name).c_str(), "off", w.run());
  }
}
