// The limit: bare coroutine handles in a ring, with pooled frames; no cancellation, no exceptions,
// no contexts, no order but first come first served.
#include <array>
#include <coroutine>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <new>
#include <queue>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/bench/workloads.hpp"

using namespace bench;

namespace {

// -- Frames from lists by size

constexpr std::size_t kStep = 32, kClasses = 32;
struct Free {
  Free* next;
};
std::array<Free*, kClasses> pool;

void* take(std::size_t size) {
  const std::size_t c = (size + kStep - 1) / kStep;
  if (c >= kClasses) return ::operator new(size);
  if (Free* const f = pool[c]) {
    pool[c] = f->next;
    return f;
  }
  return ::operator new(c * kStep);
}

void give(void* p, std::size_t size) {
  const std::size_t c = (size + kStep - 1) / kStep;
  if (c >= kClasses) return ::operator delete(p);
  pool[c] = new (p) Free{pool[c]};
}

// -- The ready queue: a ring that grows

class Ring {
 public:
  void push(std::coroutine_handle<> h) {
    if (size_ == slots_.size()) grow();
    slots_[(head_ + size_++) & (slots_.size() - 1)] = h;
  }
  std::coroutine_handle<> pop() {
    const auto h = slots_[head_];
    head_ = (head_ + 1) & (slots_.size() - 1);
    --size_;
    return h;
  }
  bool empty() const { return size_ == 0; }

 private:
  void grow() {
    std::vector<std::coroutine_handle<>> more(slots_.size() * 2);
    for (std::size_t i = 0; i < size_; ++i) more[i] = slots_[(head_ + i) & (slots_.size() - 1)];
    slots_ = std::move(more);
    head_ = 0;
  }
  std::vector<std::coroutine_handle<>> slots_{1024};
  std::size_t head_ = 0, size_ = 0;
};

Ring ready;

void run_all() {
  while (!ready.empty()) ready.pop().resume();
}

// -- A coroutine that is awaited by symmetric transfer, or spawned

template <class T>
struct Co;

template <class T>
struct PromiseOf {
  T value{};
  std::coroutine_handle<> next;
  bool done = false;
  static void* operator new(std::size_t n) { return take(n); }
  static void operator delete(void* p, std::size_t n) { give(p, n); }
  Co<T> get_return_object();
  std::suspend_always initial_suspend() noexcept { return {}; }
  struct Final {
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<PromiseOf> h) noexcept {
      h.promise().done = true;
      return h.promise().next ? h.promise().next : std::noop_coroutine();
    }
    void await_resume() noexcept {}
  };
  Final final_suspend() noexcept { return {}; }
  void return_value(T v) { value = v; }
  void unhandled_exception() { std::abort(); }
};

template <class T>
struct Co {
  using promise_type = PromiseOf<T>;
  std::coroutine_handle<promise_type> h;
  explicit Co(std::coroutine_handle<promise_type> handle) : h(handle) {}
  Co(Co&& o) noexcept : h(std::exchange(o.h, {})) {}
  Co& operator=(Co&& o) noexcept {
    std::swap(h, o.h);
    return *this;
  }
  ~Co() {
    if (h) h.destroy();
  }
  bool await_ready() const { return h.promise().done; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> outer) {
    h.promise().next = outer;
    return h;
  }
  T await_resume() { return h.promise().value; }
};

template <class T>
Co<T> PromiseOf<T>::get_return_object() {
  return Co<T>(std::coroutine_handle<PromiseOf>::from_promise(*this));
}

/// What was spawned is woken through the ring when it ends.
struct Joined {
  Co<long>& co;
  bool await_ready() const { return co.h.promise().done; }
  struct Waker;
  void await_suspend(std::coroutine_handle<> outer) { co.h.promise().next = outer; }
  long await_resume() { return co.h.promise().value; }
};

struct Yield {
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> h) { ready.push(h); }
  void await_resume() const {}
};

Co<long> number(long i) { co_return i; }

double yields() {
  std::vector<Co<long>> tasks;
  const auto body = [](long turns) -> Co<long> {
    for (long i = 0; i < turns; ++i) co_await Yield();
    co_return 0;
  };
  for (long i = 0; i < kTasks; ++i) tasks.push_back(body(kTurns));
  const Stopwatch watch;
  for (auto& t : tasks) ready.push(t.h);
  run_all();
  return watch.nanoseconds() / static_cast<double>(kTasks * kTurns);
}

Co<long> spawn_all() {
  long sum = 0;
  for (long i = 0; i < kSpawns; ++i) {
    Co<long> t = number(i);
    ready.push(t.h);
    sum += co_await Joined{t};
  }
  co_return sum;
}

double spawns() {
  Co<long> main = spawn_all();
  const Stopwatch watch;
  ready.push(main.h);
  run_all();
  return watch.nanoseconds() / static_cast<double>(kSpawns);
}

double spawns_many() {
  const Stopwatch watch;
  std::vector<Co<long>> tasks;
  for (long g = 0; g < kGroups; ++g) {
    for (long i = 0; i < kGroup; ++i) {
      tasks.push_back(number(i));
      ready.push(tasks.back().h);
    }
    run_all();
    tasks.clear();
  }
  return watch.nanoseconds() / static_cast<double>(kGroups * kGroup);
}

Co<long> deep(long n) {
  if (n == 0) co_return 0;
  const long below = co_await deep(n - 1);
  co_return below + 1;
}

double awaits() {
  const Stopwatch watch;
  for (long i = 0; i < kDives; ++i) {
    Co<long> top = deep(kDepth);
    top.h.resume();
    if (top.h.promise().value != kDepth) std::abort();
  }
  return watch.nanoseconds() / static_cast<double>(kDives * kDepth);
}

struct Flag {
  bool set = false;
  std::coroutine_handle<> waiter;
  void raise() {
    set = true;
    if (waiter) ready.push(std::exchange(waiter, {}));
  }
  bool await_ready() const { return set; }
  void await_suspend(std::coroutine_handle<> h) { waiter = h; }
  void await_resume() const {}
};

Co<long> player(Flag& mine, Flag& other) {
  for (long i = 0; i < kHandOffs / 2; ++i) {
    co_await mine;
    mine.set = false;
    other.raise();
  }
  co_return 0;
}

double events() {
  Flag a, b;
  Co<long> one = player(a, b), two = player(b, a);
  const Stopwatch watch;
  ready.push(one.h);
  ready.push(two.h);
  a.raise();
  run_all();
  return watch.nanoseconds() / static_cast<double>(kHandOffs);
}

struct Slot {
  long item = 0;
  bool full = false;
  Flag room, goods;
};

Co<long> producer(Slot& s) {
  for (long i = 0; i < kHandOffs; ++i) {
    while (s.full) {
      s.room.set = false;
      co_await s.room;
    }
    s.item = i;
    s.full = true;
    s.goods.raise();
  }
  co_return 0;
}

Co<long> consumer(Slot& s) {
  long sum = 0;
  for (long i = 0; i < kHandOffs; ++i) {
    while (!s.full) {
      s.goods.set = false;
      co_await s.goods;
    }
    sum += s.item;
    s.full = false;
    s.room.raise();
  }
  co_return sum;
}

double queues() {
  Slot s;
  Co<long> one = producer(s), two = consumer(s);
  const Stopwatch watch;
  ready.push(one.h);
  ready.push(two.h);
  run_all();
  return watch.nanoseconds() / static_cast<double>(kHandOffs);
}

struct Mutex {
  bool locked = false;
  std::deque<std::coroutine_handle<>> line;
  void release() {
    locked = false;
    if (line.empty()) return;
    locked = true;
    ready.push(line.front());
    line.pop_front();
  }
  bool await_ready() {
    if (locked) return false;
    return locked = true;
  }
  void await_suspend(std::coroutine_handle<> h) { line.push_back(h); }
  void await_resume() const {}
};

Co<long> holder(Mutex& mutex) {
  for (long i = 0; i < kHandOffs / 2; ++i) {
    co_await mutex;
    co_await Yield();
    mutex.release();
  }
  co_return 0;
}

double locks() {
  Mutex mutex;
  Co<long> one = holder(mutex), two = holder(mutex);
  const Stopwatch watch;
  ready.push(one.h);
  ready.push(two.h);
  run_all();
  return watch.nanoseconds() / static_cast<double>(kHandOffs);
}

double gathers() {
  const Stopwatch watch;
  for (long g = 0; g < kGathers; ++g) {
    std::vector<Co<long>> children;
    children.reserve(static_cast<std::size_t>(kChildren));
    for (long i = 0; i < kChildren; ++i) {
      children.push_back(number(i));
      ready.push(children.back().h);
    }
    run_all();
    std::vector<long> results;
    for (auto& c : children) results.push_back(c.h.promise().value);
    if (results.back() != kChildren - 1) std::abort();
  }
  return watch.nanoseconds() / static_cast<double>(kGathers * kChildren);
}

struct Timer {
  std::int64_t when;
  std::coroutine_handle<> h;
  friend bool operator>(const Timer& a, const Timer& b) { return a.when > b.when; }
};
std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timer_heap;
std::int64_t now = 0;

struct Nap {
  std::int64_t ns;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> h) const { timer_heap.push({now + ns, h}); }
  void await_resume() const {}
};

void run_timers() {
  run_all();
  while (!timer_heap.empty()) {
    now = timer_heap.top().when;
    while (!timer_heap.empty() && timer_heap.top().when <= now) {
      ready.push(timer_heap.top().h);
      timer_heap.pop();
    }
    run_all();
  }
}

double timers() {
  const auto sleeper = [](std::int64_t ns) -> Co<long> {
    co_await Nap{ns};
    co_return 0;
  };
  unsigned long seed = 1;
  const Stopwatch watch;
  std::vector<Co<long>> tasks;
  tasks.reserve(static_cast<std::size_t>(kTimers));
  for (long i = 0; i < kTimers; ++i) {
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    tasks.push_back(sleeper(static_cast<std::int64_t>((seed >> 33) % 1'000'000'000) + 1));
    ready.push(tasks.back().h);
  }
  run_timers();
  return watch.nanoseconds() / static_cast<double>(kTimers);
}

double naps() {
  const auto napper = [](long i) -> Co<long> {
    for (long k = 0; k < kNaps; ++k) co_await Nap{1000 + i * 7 + k % 13};
    co_return 0;
  };
  const Stopwatch watch;
  std::vector<Co<long>> tasks;
  for (long i = 0; i < kSleepers; ++i) {
    tasks.push_back(napper(i));
    ready.push(tasks.back().h);
  }
  run_timers();
  return watch.nanoseconds() / static_cast<double>(kSleepers * kNaps);
}

double bytes() {
  const auto waiter = [](Mutex& m) -> Co<long> {
    co_await m;
    co_return 0;
  };
  Mutex door;
  door.locked = true;
  std::vector<Co<long>> tasks;
  tasks.reserve(static_cast<std::size_t>(kAlive));
  const double before = allocated();
  for (long i = 0; i < kAlive; ++i) {
    tasks.push_back(waiter(door));
    ready.push(tasks.back().h);
  }
  run_all();
  return (allocated() - before) / static_cast<double>(kAlive);
}

// -- A record of 48 bytes, into memory that is used again or that nobody has touched

struct Record {
  std::int64_t fields[6];
};

double append(std::size_t block, bool kept) {
  std::vector<std::unique_ptr<Record[]>> blocks;
  std::size_t used = block;
  const Stopwatch watch;
  for (long i = 0; i < kFacts; ++i) {
    if (used == block) {
      if (kept || blocks.empty()) {
        blocks.push_back(std::make_unique_for_overwrite<Record[]>(block));
      }
      used = 0;
    }
    Record& record = blocks.back()[used++];
    record = {{i, i, i, i, i, i}};
    asm volatile("" : : "r"(&record) : "memory");
  }
  return watch.nanoseconds() / static_cast<double>(kFacts);
}

double facts() { return append(256, false); }
double kept_facts() { return append(4096, true); }

struct Workload {
  const char* name;
  double (*run)();
};

constexpr Workload kWorkloads[] = {
    {"yield", yields}, {"spawn", spawns},   {"spawn-many", spawns_many},
    {"await", awaits}, {"event", events},   {"queue", queues},
    {"lock", locks},   {"gather", gathers}, {"timers", timers},
    {"naps", naps},    {"bytes", bytes},    {"fact", facts},
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  if (argc > 2) {  // the only other mode: kept
    if (wanted == "fact") report("fact", argv[2], kept_facts());
    return 0;
  }
  for (const Workload& workload : kWorkloads) {
    if (wanted.empty() || wanted == workload.name) report(workload.name, "off", workload.run());
  }
}
