// A scraper with few workers
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"
#include "scenarios/simulated/network.hpp"

using namespace aio;
using namespace scenarios::simulated;

static const std::map<std::string, std::vector<std::string>> links{
    {"/", {"/news", "/shop", "/help"}},
    {"/news", {"/news/1", "/news/2"}},
    {"/shop", {"/shop/1", "/shop/2", "/shop/3"}},
};

static Coro<> worker(std::string name, const Network& network, Queue<std::string>& todo) {
  while (true) {
    const std::string url = co_await todo.get();  // [1]
    std::ignore = co_await network.get(url);      // [2]
    print("{}: {}", name, url);                   // [3]
    if (links.count(url) > 0) {
      for (const std::string& link : links.at(url)) todo.put_nowait(link);  // [4]
    }
    todo.task_done();  // [5]
  }
}

static Coro<> main_(std::int64_t count) {
  const Network network;
  Queue<std::string> todo(0, "todo");  // [6]
  todo.put_nowait("/");                // [7]
  std::vector<Task<>> workers;
  for (int i = 1; i <= count; ++i) {
    const std::string name = fmt::format("worker-{}", i);
    workers.push_back(create_task(worker(name, network, todo), name));  // [8]
  }
  co_await todo.join();                                       // [9]
  for (const Task<>& each : workers) each.cancel();           // [10]
  print("all pages in {:.3f} s", loop().time().seconds());    // [11]
  std::ignore = co_await gather(return_exceptions, workers);  // [12]
}

namespace scenarios {
Coro<> scraper(const Parameters& p) { return main_(p.count("workers")); }
}  // namespace scenarios
