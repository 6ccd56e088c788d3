// The generator that was left early
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static AsyncGenerator<int> pages(std::int64_t last) {
  std::exception_ptr error;
  try {
    for (int n = 1; n <= last; ++n) {
      co_await sleep(1s);  // [1]
      co_yield n;          // [2]
    }
  } catch (...) {
    error = std::current_exception();
  }
  print("the generator closes");     // [3]
  co_await sleep(500ms);             // [4]
  print("the generator is closed");  // [5]
  if (error) std::rethrow_exception(error);
}

static Coro<> read(AsyncGenerator<int> all, std::int64_t enough) {
  while (auto n = co_await all.next()) {  // [6]
    print("page {}", *n);                 // [7]
    if (*n == enough) break;              // [8]
  }
}

static Coro<> main_(std::string mode, std::int64_t enough) {
  auto all = pages(4);                          // [9]
  co_await read(all, enough);                   // [10]
  if (mode == "aclose") co_await all.aclose();  // [11]
  all = AsyncGenerator<int>();                  // [12]
  print("main goes on");                        // [13]
  co_await sleep(2s);                           // [14]
  print("main ends");                           // [15]
}

namespace scenarios {
Coro<> async_generator(const Parameters& p) { return main_(p.choice("mode"), p.count("enough")); }
}  // namespace scenarios
