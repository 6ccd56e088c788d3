// With asyncio there is no pool size to care about
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"
#include "scenarios/simulated/database.hpp"

using namespace aio;
using namespace scenarios::simulated;

static Coro<> request(Database& database, Semaphore& gate, std::string name) {
  auto ask = [&]() -> Coro<> {
    const DatabaseConnection connection = co_await database.connect();  // [2]
    co_await connection.query("orders of " + name);                     // [3]
    database.close(connection);                                         // [4]
    print("{} is answered", name);                                      // [5]
  };
  try {
    co_await with(gate, ask);  // [1]
  } catch (const ConnectionError& error) {
    print("{}: {}", name, error.what());  // [6]
  }
}

static Coro<> main_(int permits, std::int64_t requests) {
  Database database(4);             // [7]
  Semaphore gate{permits, "gate"};  // [8]
  std::vector<Task<>> tasks;
  for (int i = 1; i <= requests; ++i) {
    const std::string name = fmt::format("request-{}", i);
    tasks.push_back(create_task(request(database, gate, name), name));  // [9]
  }
  co_await gather(tasks);  // [10]
}

namespace scenarios {
Coro<> no_pool_size(const Parameters& p) {
  return main_(static_cast<int>(p.count("permits")), p.count("requests"));
}
}  // namespace scenarios
