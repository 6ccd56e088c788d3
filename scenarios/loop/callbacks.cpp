// Callbacks and coroutines
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> coffee() {
  print("grinding");   // [1]
  co_await sleep(1s);  // [2]
  print("brewing");    // [3]
  co_await sleep(2s);  // [4]
  print("pouring");    // [5]
}

static void pour(Future<> done) {
  print("pouring");   // [6]
  done.set_result();  // [7]
}

static void brew(Future<> done) {
  print("brewing");                                       // [8]
  loop().call_later(2s, [done] { pour(done); }, "pour");  // [9]
}

static Future<> coffee_by_callbacks() {
  Future<> done = loop().create_future<void>();           // [10]
  print("grinding");                                      // [11]
  loop().call_later(1s, [done] { brew(done); }, "brew");  // [12]
  return done;                                            // [13]
}

static Coro<> main_(std::string style) {
  if (style == "callbacks") {
    co_await coffee_by_callbacks();  // [14]
  } else {
    co_await coffee();  // [15]
  }
  print("main: thank you");  // [16]
}

namespace scenarios {
Coro<> callbacks(const Parameters& p) { return main_(p.choice("style")); }
}  // namespace scenarios
