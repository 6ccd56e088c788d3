#include "scenarios/simulated/database.hpp"

namespace scenarios::simulated {

using namespace aio;

Coro<> DatabaseConnection::run_query(std::shared_ptr<State> state, std::string text) {
  if (state->in_use) throw RuntimeError("another query is under way: " + text);
  state->in_use = true;
  const Duration time = loop().random().uniform(100ms, 500ms);
  co_await sleep(time);
  state->in_use = false;
}

Coro<DatabaseConnection> Database::open(Database& database) {
  if (database.open_ == database.most_) throw ConnectionError("too many connections");
  ++database.open_;
  const int number = ++database.connections_;
  co_await sleep(200ms);
  co_return DatabaseConnection(number);
}

}  // namespace scenarios::simulated
