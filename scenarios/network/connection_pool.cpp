// A pool of connections
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"
#include "scenarios/simulated/database.hpp"

using namespace aio;
using namespace scenarios::simulated;
using Pool = Queue<DatabaseConnection>;

static Coro<> request(Pool& pool, std::string name) {
  const DatabaseConnection connection = co_await pool.get();  // [1]
  print("{} has connection {}", name, connection.number());   // [2]
  co_await connection.query("orders of " + name);             // [3]
  pool.put_nowait(connection);                                // [4]
  print("{} is answered", name);                              // [5]
}

static Coro<> main_(std::int64_t size, std::int64_t requests) {
  Database database;
  Pool pool(0, "pool");  // [6]
  for (int i = 0; i < size; ++i) {
    const DatabaseConnection connection = co_await database.connect();  // [7]
    pool.put_nowait(connection);                                        // [8]
  }
  print("the pool is open");  // [9]
  std::vector<Task<>> tasks;
  for (int i = 1; i <= requests; ++i) {
    const std::string name = fmt::format("request-{}", i);
    tasks.push_back(create_task(request(pool, name), name));  // [10]
  }
  co_await gather(tasks);                                      // [11]
  print("all answered at {:.3f} s", loop().time().seconds());  // [12]
}

namespace scenarios {
Coro<> connection_pool(const Parameters& p) { return main_(p.count("size"), p.count("requests")); }
}  // namespace scenarios
