#include "tests/support/reference.hpp"

#include <memory>
#include <string_view>
#include <vector>

#include "core/aio.hpp"

using namespace aio;

namespace tests {
namespace {

struct World {
  explicit World(int tasks) : left(tasks), running(0) {
    for (int i = 0; i < 64; ++i) {
      locks.emplace_back();
      queues.emplace_back(std::make_unique<Queue<int>>(4));
    }
  }
  int left;     // to be created
  int running;  // of those that were
  int number = 0;
  std::vector<Lock> locks;
  std::vector<std::unique_ptr<Queue<int>>> queues;
  Event over{"over"};
};

/// A length of sleep that depends on who sleeps for the how manieth time, between 1 and 4 ms.
Duration length(int number, int turn) {
  const auto mixed = static_cast<std::uint32_t>(number * 7919 + turn * 104'729) * 2'654'435'761u;
  return std::chrono::microseconds(1000 + (mixed >> 16) % 3000);
}

Coro<int> fetch(int number, int turn) {
  co_await sleep(length(number, turn));
  co_return number + turn;
}

Coro<> guarded(World& world, int number) {
  const Lock lock = world.locks[static_cast<std::size_t>(number) % world.locks.size()];
  bool held = co_await lock.acquire();
  if (number % 3 == 0) co_await sleep(std::chrono::microseconds(20 + number % 40));
  if (held) lock.release();
}

Coro<> worker(World& world, int number);

void make_next(World& world) {
  if (world.left == 0) return;
  --world.left;
  ++world.running;
  (void)create_task(worker(world, world.number++));
}

Coro<> worker(World& world, int number) {
  for (int turn = 0; turn < 7; ++turn) {
    int value = co_await fetch(number, turn);
    if (turn % 3 == 0) watch("value", value);
    if (turn % 2 == 0) co_await sleep(Duration{});
  }
  co_await guarded(world, number);
  Queue<int>& queue = *world.queues[static_cast<std::size_t>(number / 2) % world.queues.size()];
  for (int turn = 0; turn < 3; ++turn) {
    if (number % 2 == 0) {
      co_await queue.put(turn);
    } else {
      co_await queue.get();
    }
  }
  if (number % 50 == 0) print("worker {} is done", number);
  make_next(world);
  if (--world.running == 0) world.over.set();
}

Coro<> main_(World& world, int alive) {
  for (int i = 1; i < alive; ++i) make_next(world);
  co_await world.over.wait();
}

}  // namespace

trace::Trace reference_trace(const ReferenceSize& size) {
  trace::Trace trace;
  trace::Recorder recorder(trace);
  RunOptions options;
  options.recorder = &recorder;
  options.print = [](std::string_view) {};
  World world((size.tasks - 1) / 2 * 2);
  run(main_(world, size.alive), options);
  return trace;
}

}  // namespace tests
