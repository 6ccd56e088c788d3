// Boost.Fiber's fibers, each with a stack of its own, under the workloads that it has the means
// for.
#include <boost/fiber/all.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/workloads.hpp"

using namespace bench;
namespace fibers = boost::fibers;

namespace {

/// Small stacks, that are used again.
fibers::pooled_fixedsize_stack& stacks() {
  static fibers::pooled_fixedsize_stack pool(16 * 1024);
  return pool;
}

template <class F>
fibers::fiber start(F body) {
  return fibers::fiber(fibers::launch::post, std::allocator_arg, stacks(), std::move(body));
}

template <class F>
fibers::future<long> async(F body) {
  return fibers::async(fibers::launch::post, std::allocator_arg, stacks(), std::move(body));
}

double yields() {
  std::vector<fibers::fiber> all;
  for (long i = 0; i < kTasks; ++i) {
    all.push_back(start([] {
      for (long k = 0; k < kTurns; ++k) boost::this_fiber::yield();
    }));
  }
  const Stopwatch watch;
  for (fibers::fiber& one : all) one.join();
  return watch.nanoseconds() / static_cast<double>(kTasks * kTurns);
}

double spawns() {
  long sum = 0;
  const Stopwatch watch;
  for (long i = 0; i < kSpawns; ++i) sum += async([i] { return i; }).get();
  if (sum != kSpawns * (kSpawns - 1) / 2) std::abort();
  return watch.nanoseconds() / static_cast<double>(kSpawns);
}

double in_groups(long groups, long size) {
  long sum = 0;
  const Stopwatch watch;
  std::vector<fibers::future<long>> all;
  for (long g = 0; g < groups; ++g) {
    for (long i = 0; i < size; ++i) all.push_back(async([i] { return i; }));
    for (fibers::future<long>& one : all) sum += one.get();
    all.clear();
  }
  if (sum != groups * size * (size - 1) / 2) std::abort();
  return watch.nanoseconds() / static_cast<double>(groups * size);
}

double spawns_many() { return in_groups(kGroups, kGroup); }
double gathers() { return in_groups(kGathers, kChildren); }

/// A flag that fibers can wait for.
struct Flag {
  fibers::mutex mutex;
  fibers::condition_variable changed;
  bool set = false;
  void raise() {
    {
      const std::unique_lock lock(mutex);
      set = true;
    }
    changed.notify_one();
  }
  void take() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return set; });
    set = false;
  }
};

double events() {
  Flag a, b;
  const auto player = [](Flag& mine, Flag& other) {
    for (long i = 0; i < kHandOffs / 2; ++i) {
      mine.take();
      other.raise();
    }
  };
  const Stopwatch watch;
  fibers::fiber one = start([&] { player(a, b); });
  fibers::fiber two = start([&] { player(b, a); });
  a.raise();
  one.join();
  two.join();
  return watch.nanoseconds() / static_cast<double>(kHandOffs);
}

double queues() {
  fibers::buffered_channel<long> channel(2);  // the smallest: it keeps one slot free
  const Stopwatch watch;
  fibers::fiber from = start([&] {
    for (long i = 0; i < kHandOffs; ++i) channel.push(i);
  });
  fibers::fiber to = start([&] {
    long sum = 0;
    for (long i = 0; i < kHandOffs; ++i) sum += channel.value_pop();
    if (sum != kHandOffs * (kHandOffs - 1) / 2) std::abort();
  });
  from.join();
  to.join();
  return watch.nanoseconds() / static_cast<double>(kHandOffs);
}

double locks() {
  fibers::mutex mutex;
  const auto holder = [&] {
    for (long i = 0; i < kHandOffs / 2; ++i) {
      const std::unique_lock lock(mutex);
      boost::this_fiber::yield();
    }
  };
  const Stopwatch watch;
  fibers::fiber one = start(holder);
  fibers::fiber two = start(holder);
  one.join();
  two.join();
  return watch.nanoseconds() / static_cast<double>(kHandOffs);
}

struct Workload {
  std::string_view name;
  double (*run)();
};

constexpr Workload kWorkloads[] = {
    {"yield", yields}, {"spawn", spawns}, {"spawn-many", spawns_many}, {"event", events},
    {"queue", queues}, {"lock", locks},   {"gather", gathers},
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  for (const Workload& w : kWorkloads) {
    if (wanted.empty() || wanted == w.name) report(std::string(w.name).c_str(), "off", w.run());
  }
}
