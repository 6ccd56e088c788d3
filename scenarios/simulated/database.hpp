// A database on the loop's own clock. scenarios/python/simulated.py is the same for the twins.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "core/aio.hpp"
#include "scenarios/simulated/network.hpp"

namespace scenarios::simulated {

/// A connection to a database does one query at a time. Copies stand for the same connection.
class DatabaseConnection {
 public:
  explicit DatabaseConnection(int number) : state_(std::make_shared<State>(State{number})) {}

  int number() const { return state_->number; }
  /// Takes 0.1 to 0.5 seconds. Throws RuntimeError if another query is under way.
  aio::Coro<> query(std::string text) const {
    return aio::library(run_query(state_, std::move(text)));
  }

 private:
  struct State {
    int number;
    bool in_use = false;
  };
  static aio::Coro<> run_query(std::shared_ptr<State> state, std::string text);

  std::shared_ptr<State> state_;
};

class Database {
 public:
  /// No more than `most` connections are open at a time.
  explicit Database(int most = 100) : most_(most) {}

  /// Takes 0.2 seconds. Connections are numbered from 1. Throws ConnectionError, at once, if there
  /// are too many.
  aio::Coro<DatabaseConnection> connect() { return aio::library(open(*this)); }
  void close(const DatabaseConnection&) { --open_; }

 private:
  static aio::Coro<DatabaseConnection> open(Database& database);

  int most_, open_ = 0, connections_ = 0;
};

}  // namespace scenarios::simulated
