// Three clients, one connection
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> client(std::string name, Lock db, Duration query) {
  print("{} asks", name);  // [1]
  auto ask = [&]() -> Coro<> {
    co_await sleep(query);     // [3]
    print("{} got 42", name);  // [4]
  };
  co_await with(db, ask);  // [2]
}

static Coro<> heartbeat() {
  for (int n = 0; n < 4; ++n) {
    co_await sleep(250ms);  // [5]
    print("heartbeat");     // [6]
  }
}

static Coro<> main_(std::int64_t clients, Duration query) {
  const Lock db{"db"};                                  // [7]
  Task<> beat = create_task(heartbeat(), "heartbeat");  // [8]
  std::vector<Task<>> tasks;
  for (int n = 0; n < clients; ++n) {
    const std::string name(1, static_cast<char>('A' + n));
    tasks.push_back(create_task(client(name, db, query), name));  // [9]
  }
  co_await gather(tasks);  // [10]
  co_await beat;           // [11]
}

namespace scenarios {
Coro<> three_clients(const Parameters& p) { return main_(p.count("clients"), p.seconds("query")); }
}  // namespace scenarios
