// Locks, conditions, semaphores, barriers.
#include "tests/conformance/conformance.hpp"

namespace conformance::n013 {

static Coro<> worker(Semaphore sem, std::string name, Duration d) {
  co_await with(sem, [&]() -> Coro<> {
    log(name, "in");
    co_await sleep(d);
    log(name, "out");
  });
}

static Coro<> main_() {
  const Semaphore sem(2);
  std::vector<Coro<>> workers;
  for (const Duration d :
       {Duration(1s), Duration(2.5s), Duration(0.75s), Duration(1s), Duration(0.25s)}) {
    workers.push_back(worker(sem, fmt::format("w{}", workers.size()), d));
  }
  co_await gather(std::move(workers));
  log("locked", yn(sem.locked()));
}

TEST_CASE("013 semaphore limit") { check("013_semaphore_limit", main_()); }

}  // namespace conformance::n013

namespace conformance::n109 {

static Coro<> worker(Lock lock, std::string name) {
  try {
    co_await with(lock, [&]() -> Coro<> {
      log(name, "owns");
      co_await sleep(1s);
    });
  } catch (const CancelledError&) {
    log(name, "cancelled");
    throw;
  }
}

static Coro<> main_() {
  const Lock lock;
  std::vector<Task<>> ts;
  for (const char* n : {"a", "b", "c", "d"}) ts.push_back(create_task(worker(lock, n)));
  co_await sleep(0.5s);
  ts[1].cancel();
  co_await sleep(0.5s + 0.25s);
  ts[2].cancel();
  co_await wait(ts);
  log("locked", yn(lock.locked()));
}

TEST_CASE("109 lock: cancelled waiter") { check("109_lock_cancelled_waiter", main_()); }

}  // namespace conformance::n109

namespace conformance::n112 {

static Coro<> looper(Lock lock, std::string name) {
  for (int i = 0; i < 3; ++i) {
    co_await with(lock, [&]() -> Coro<> {
      hop(name, i);
      co_await sleep(0s);
    });
  }
}

static Coro<> main_() {
  const Lock lock;
  co_await gather(looper(lock, "a"), looper(lock, "b"));
}

TEST_CASE("112 lock: release and reacquire in a loop") {
  check("112_lock_release_reacquire_loop", main_());
}

}  // namespace conformance::n112

namespace conformance::n115 {

static Coro<> consumer(Condition cond, std::string name) {
  co_await with(cond, [&]() -> Coro<> {
    log(name, "waits");
    co_await cond.wait();
    log(name, "awake, has lock", yn(cond.locked()));
    co_await sleep(0.5s);
    log(name, "leaves");
  });
}

static Coro<> main_() {
  const Condition cond;
  std::vector<Task<>> ts;
  for (const char* n : {"c1", "c2", "c3", "c4"}) ts.push_back(create_task(consumer(cond, n)));
  co_await sleep(1s);
  co_await with(cond, [&]() -> Coro<> {
    cond.notify(2);
    log("notified 2");
    co_await sleep(1s);
    log("main releases");
  });
  co_await sleep(3s);
  co_await with(cond, [&]() -> Coro<> {
    cond.notify_all();
    co_return;
  });
  co_await wait(ts);
}

TEST_CASE("115 condition notify") { check("115_condition_notify", main_()); }

}  // namespace conformance::n115

namespace conformance::n118 {

static Coro<> waiter(Condition cond, std::string name) {
  try {
    co_await with(cond, [&]() -> Coro<> {
      co_await cond.wait();
      log(name, "awake");
    });
  } catch (const CancelledError&) {
    log(name, "cancelled");
    throw;
  }
}

static Coro<> main_() {
  const Condition cond;
  const Task<> a = create_task(waiter(cond, "a"));
  const Task<> b = create_task(waiter(cond, "b"));
  co_await sleep(1s);
  co_await with(cond, [&]() -> Coro<> {
    cond.notify();
    a.cancel();
    co_return;
  });
  co_await sleep(1s);
  log("b awake?", yn(b.done()));
  co_await with(cond, [&]() -> Coro<> {
    cond.notify_all();
    co_return;
  });
  co_await wait(list_of(a, b));
}

TEST_CASE("118 condition: lost notify") { check("118_condition_lost_notify", main_()); }

}  // namespace conformance::n118

namespace conformance::n121 {

static Coro<> taker(Semaphore sem, std::string name) {
  try {
    co_await sem.acquire();
    hop(name, "acquired");
  } catch (const CancelledError&) {
    hop(name, "cancelled");
    throw;
  }
}

static Coro<> main_() {
  const Semaphore sem(0);
  const Task<> a = create_task(taker(sem, "a"));
  const Task<> b = create_task(taker(sem, "b"));
  const Task<> c = create_task(taker(sem, "c"));
  co_await sleep(0s);
  sem.release();
  a.cancel();
  hop("released, cancelled a");
  co_await sleep(0s);
  co_await sleep(0s);
  c.cancel();
  sem.release();
  sem.release();
  co_await wait(list_of(a, b, c));
  hop("free permit left", yn(!sem.locked()));
}

TEST_CASE("121 semaphore: cancel after wake") { check("121_semaphore_cancel_after_wake", main_()); }

}  // namespace conformance::n121

namespace conformance::n124 {

static Coro<> party(Barrier bar, std::string name, std::vector<Duration> ds) {
  for (std::size_t r = 0; r < ds.size(); ++r) {
    co_await sleep(ds[r]);
    const int i = co_await bar.wait();
    log(name, "round", r, "index", i);
  }
}

static Coro<> main_() {
  const Barrier bar(2);
  Coro<> a = party(bar, "a", {1s, 0s, 2s});
  Coro<> b = party(bar, "b", {2s, 0s, 0.5s});
  co_await gather(std::move(a), std::move(b));
  log("end");
}

TEST_CASE("124 barrier reuse") { check("124_barrier_reuse", main_()); }

}  // namespace conformance::n124

namespace conformance::n187 {

static Coro<> releaser(Lock lock) {
  co_await sleep(1s);
  log("releasing foreign lock");
  lock.release();
}

static Coro<> main_() {
  const Lock lock;
  co_await lock.acquire();
  const Task<> t = create_task(releaser(lock));
  co_await lock.acquire();
  log("acquired a second time");
  co_await t;
  lock.release();
  log("locked", yn(lock.locked()));
}

TEST_CASE("187 release from another task") { check("187_release_from_other_task", main_()); }

}  // namespace conformance::n187

namespace conformance::n193 {

class RW {
 public:
  Coro<> read(std::string name, Duration d) {
    co_await with(cond_, [&]() -> Coro<> {
      co_await cond_.wait_for([&] { return !writer_; });
      readers_ += 1;
    });
    log(name, "reads, readers", readers_);
    co_await sleep(d);
    co_await with(cond_, [&]() -> Coro<> {
      readers_ -= 1;
      cond_.notify_all();
      co_return;
    });
  }

  Coro<> write(std::string name, Duration d) {
    co_await with(cond_, [&]() -> Coro<> {
      co_await cond_.wait_for([&] { return !writer_ && readers_ == 0; });
      writer_ = true;
    });
    log(name, "writes");
    co_await sleep(d);
    co_await with(cond_, [&]() -> Coro<> {
      writer_ = false;
      cond_.notify_all();
      co_return;
    });
  }

 private:
  Condition cond_;
  int readers_ = 0;
  bool writer_ = false;
};

static Coro<> main_() {
  RW rw;
  std::vector<Coro<>> all;
  all.push_back(rw.read("r1", 1s));
  all.push_back(rw.write("w1", 2s));
  all.push_back(rw.read("r2", 1.5s));
  all.push_back(rw.write("w2", 0.5s));
  all.push_back(rw.read("r3", 0.25s));
  co_await gather(std::move(all));
  log("end");
}

TEST_CASE("193 readers and writers") { check("193_readers_writers", main_()); }

}  // namespace conformance::n193

namespace conformance::n196 {

static Coro<> worker(Semaphore sem, std::string name, Duration d) {
  try {
    co_await with(sem, [&]() -> Coro<> {
      log(name, "in");
      co_await sleep(d);
      log(name, "out");
    });
  } catch (const CancelledError&) {
    log(name, "cancelled");
    throw;
  }
}

static Coro<> main_() {
  const Semaphore sem(2);
  std::vector<Task<>> ts;
  for (int i = 0; i < 6; ++i) ts.push_back(create_task(worker(sem, fmt::format("w{}", i), 1s)));
  co_await sleep(0.5s);
  ts[0].cancel();
  ts[3].cancel();
  co_await sleep(0s);
  ts[2].cancel();
  co_await wait(ts);
  co_await sem.acquire();
  co_await sem.acquire();
  log("two permits still there");
}

TEST_CASE("196 semaphore: mixed cancels") { check("196_sem_cancel_mixed", main_()); }

}  // namespace conformance::n196
