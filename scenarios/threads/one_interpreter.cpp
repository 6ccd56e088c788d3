// Two threads, one interpreter
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"
#include "scenarios/simulated/interpreter.hpp"

using namespace aio;
using scenarios::simulated::Interpreter;

static void count_primes(EventLoop* l, Interpreter python, int n) {
  for (int part = 1; part <= 4; ++part) {
    python.compute(n, part);                                                        // [1]
    l->call_soon_threadsafe([=] { print("count-{}: part {} is done", n, part); });  // [2]
  }
}

static Coro<> count(std::string where, Interpreter python, int n) {
  if (where == "threads") {
    co_await to_thread(count_primes, &loop(), python, n);  // [3]
  } else {
    count_primes(&loop(), python, n);  // [4]
  }
}

static Coro<> heartbeat() {
  for (;;) {
    co_await sleep(900ms);  // [5]
    print("heartbeat");     // [6]
  }
}

static Coro<> main_(std::string where, bool locked, int counts) {
  Task<> beats = create_task(heartbeat(), "heartbeat");  // [7]
  const Interpreter python(counts, locked);              // [8]
  std::vector<Coro<>> jobs;
  for (int n = 1; n <= counts; ++n) jobs.push_back(count(where, python, n));  // [9]
  co_await gather(std::move(jobs));                                           // [10]
  print("took {:g} s", loop().time().seconds());                              // [11]
  beats.cancel();                                                             // [12]
}

namespace scenarios {
Coro<> one_interpreter(const Parameters& p) {
  const std::string where = p.choice("where");
  const bool locked = where == "threads" && p.choice("lock") == "held";
  return main_(where, locked, static_cast<int>(p.count("counts")));
}
}  // namespace scenarios
