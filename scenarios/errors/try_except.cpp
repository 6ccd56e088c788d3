// try and except
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> query() {
  print("query is sent");                      // [1]
  co_await sleep(1s);                          // [2]
  throw ValueError("there is no such table");  // [3]
}

static Coro<> report() {
  try {
    co_await query();            // [4]
    print("report is written");  // [5]
  } catch (...) {
    print("report leaves");  // [6]
    throw;
  }
}

static Coro<> await_it() {
  try {
    co_await report();  // [7]
  } catch (const ValueError& error) {
    print("main catches: {}", error.what());  // [8]
  }
}

static Coro<> make_a_task() {
  Task<> task;
  try {
    task = create_task(report(), "report");  // [9]
    print("no error so far");                // [10]
  } catch (const ValueError&) {
    print("never printed");  // [11]
  }
  co_await sleep(2s);  // [12]
  try {
    co_await task;  // [13]
  } catch (const ValueError& error) {
    print("main catches: {}", error.what());  // [14]
  }
}

static Coro<> main_(std::string mode) {
  if (mode == "await") {
    co_await await_it();  // [15]
  } else {
    co_await make_a_task();  // [16]
  }
  print("main ends");  // [17]
}

namespace scenarios {
Coro<> try_except(const Parameters& p) { return main_(p.choice("mode")); }
}  // namespace scenarios
