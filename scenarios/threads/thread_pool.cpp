// Threads or coroutines
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> ask(std::string by, int number) {
  print("question {}", number);  // [1]
  if (by == "threads") {
    co_await to_thread([] { busy(1s); });  // [2]
  } else {
    co_await sleep(1s);  // [3]
  }
  print("answer {}", number);  // [4]
}

static Coro<> main_(std::string by, std::int64_t questions) {
  std::vector<Coro<>> all;
  for (int i = 1; i <= questions; ++i) all.push_back(ask(by, i));  // [5]
  co_await gather(std::move(all));                                 // [6]
  print("took {:g} s", loop().time().seconds());                   // [7]
}

namespace scenarios {
Coro<> thread_pool(const Parameters& p) { return main_(p.choice("by"), p.count("questions")); }
}  // namespace scenarios
