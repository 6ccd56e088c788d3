#include "tests/fuzz/machine.hpp"

namespace fuzz {
namespace {

bool is_scope(const std::string& name) {
  return name == "lock" || name == "sem" || name == "bsem" || name == "cond" || name == "group" ||
         name == "timeout";
}

}  // namespace

Task<Body> Machine::task(int k) const {
  const auto it = tasks_.find(k);
  return it == tasks_.end() ? Task<Body>() : it->second;
}

Coro<Body> Machine::body(int k) {
  const std::string who = std::to_string(k);
  log(who, "start");
  std::exception_ptr error;
  try {
    co_await ops(who, program_["bodies"][static_cast<std::size_t>(k)], Scopes());
  } catch (...) {
    error = std::current_exception();
  }
  if (error) {
    log(who, "raise " + kind(error));
    std::rethrow_exception(error);
  }
  log(who, "return");
  co_return "r" + who;
}

/// True: the body returns.
Coro<bool> Machine::ops(std::string who, const json& list, Scopes scopes) {
  for (const json& op : list) {
    const bool returned = co_await one(who, op, scopes);
    if (returned) co_return true;
  }
  co_return false;
}

Coro<bool> Machine::one(std::string who, const json& op, Scopes scopes) {
  const std::string name = op[0];
  if (at_once(who, name, op, scopes)) co_return false;
  if (name == "return") co_return true;
  if (name == "raise") std::rethrow_exception(error_named(op[1]));
  if (name == "rep") {
    for (int i = 0; i < op[1]; ++i) {
      const bool returned = co_await ops(who, op[2], scopes);
      if (returned) co_return true;
    }
    co_return false;
  }
  if (name == "try") {
    const bool returned = co_await attempt(who, op, scopes);
    co_return returned;
  }
  if (is_scope(name)) {
    const bool returned = co_await scoped(who, name, op, scopes);
    co_return returned;
  }
  co_await waits(who, name, op);
  co_return false;
}

Coro<bool> Machine::attempt(std::string who, const json& op, Scopes scopes) {
  std::exception_ptr error;
  bool returned = false;
  try {
    returned = co_await ops(who, op[1], scopes);
  } catch (...) {
    error = std::current_exception();
  }
  const std::string how = op[2];
  const bool cancelled = is_cancelled_error(error);
  if (error && (how == "A" || how == (cancelled ? "C" : "E"))) {
    log(who, "caught " + kind(error));
    error = nullptr;
  }
  const bool also = co_await ops(who, op[3], scopes);
  if (error) std::rethrow_exception(error);
  co_return returned || also;
}

// -- Scopes

template <class S>
Coro<bool> Machine::inside(std::string who, S scope, std::string what, const json& list,
                           Scopes scopes) {
  bool returned = false;
  co_await with(scope, [&]() -> Coro<> {
    log(who, what + " in");
    returned = co_await ops(who, list, scopes);
  });
  log(who, what + " out");
  co_return returned;
}

Coro<bool> Machine::in_lock(std::string who, int i, const json& list, Scopes scopes) {
  const Lock lock = at(locks_, i);
  bool returned = false;
  co_await with(lock, [&]() -> Coro<> {
    log(who, fmt::format("lock {}", i));
    returned = co_await ops(who, list, scopes);
    if (!lock.locked()) {  // a raw "rel" released it
      co_await lock.acquire();
    }
  });
  log(who, fmt::format("unlock {}", i));
  co_return returned;
}

Coro<bool> Machine::in_group(std::string who, const json& kids, const json& list, Scopes scopes) {
  const TaskGroup group;
  scopes.groups.push_back(group);
  bool returned = false;
  co_await with(group, [&]() -> Coro<> {
    for (const int k : kids) tasks_[k] = group.create_task(body(k), std::to_string(k));
    returned = co_await ops(who, list, scopes);
  });
  log(who, "group left");
  co_return returned;
}

Coro<bool> Machine::in_timeout(std::string who, const json& q, const json& list, Scopes scopes) {
  const Timeout scope = timeout(limit(q));
  scopes.timeouts.push_back(scope);
  bool returned = false;
  std::exception_ptr error;
  try {
    co_await with(scope, [&]() -> Coro<> { returned = co_await ops(who, list, scopes); });
  } catch (...) {
    error = std::current_exception();
  }
  log(who, std::string("timeout expired ") + yn(scope.expired()));
  if (error) std::rethrow_exception(error);
  co_return returned;
}

Coro<bool> Machine::scoped(std::string who, const std::string& name, const json& op,
                           Scopes scopes) {
  bool returned = false;
  if (name == "lock") {
    returned = co_await in_lock(who, op[1], op[2], scopes);
  } else if (name == "sem") {
    const int i = op[1];
    returned = co_await inside(who, at(semaphores_, i), fmt::format("sem{}", i), op[2], scopes);
  } else if (name == "bsem") {
    const int i = op[1];
    returned = co_await inside(who, at(bounded_, i), fmt::format("bsem{}", i), op[2], scopes);
  } else if (name == "cond") {
    const int i = op[1];
    returned = co_await inside(who, at(conditions_, i), fmt::format("cond{}", i), op[2], scopes);
  } else if (name == "group") {
    returned = co_await in_group(who, op[1], op[2], scopes);
  } else {
    returned = co_await in_timeout(who, op[1], op[2], scopes);
  }
  co_return returned;
}

}  // namespace fuzz
