#include <algorithm>

#include "tests/fuzz/machine.hpp"

namespace fuzz {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& t : texts) all += (all.empty() ? "" : " ") + t;
  return "[" + all + "]";
}

}  // namespace

Coro<> Machine::waits(std::string who, const std::string& name, const json& op) {
  if (name == "sleep") {
    co_await sleep(eighths(op[1]));
    log(who, fmt::format("slept {}", op[1].get<int>()));
  } else if (name == "call") {
    const Body result = co_await body(op[1]);
    log(who, "call -> " + result);
  } else if (name == "await") {
    const int k = op[1];
    if (const Task<Body> t = task(k)) {
      const Body result = co_await t;
      log(who, fmt::format("await {} -> {}", k, result));
    } else {
      log(who, fmt::format("await {} skip", k));
    }
  } else if (name == "shield") {
    co_await shield_item(who, op[1]);
  } else if (name == "wait_for") {
    co_await wait_for_item(who, op[1], op[2]);
  } else if (name == "gather") {
    co_await await_gather(who, "gather", make_gather(op[1], op[2]));
  } else if (name == "gawait") {
    const auto g = gathers_.find(op[1]);
    if (g != gathers_.end()) {
      co_await await_gather(who, "gawait", g->second);
    }
  } else if (name == "wait") {
    co_await wait_tasks(who, op);
  } else if (name == "as_completed") {
    co_await each_completed(who, op);
  } else if (name == "acq") {
    const int i = op[1];
    co_await at(locks_, i).acquire();
    log(who, fmt::format("acquired {}", i));
  } else if (name == "ewait") {
    const int i = op[1];
    co_await at(events_, i).wait();
    log(who, fmt::format("event {} {}", i, yn(at(events_, i).is_set())));
  } else if (name == "cwait") {
    co_await condition_wait(who, op[1]);
  } else {
    co_await waits_for_object(who, name, op);
  }
}

Coro<> Machine::waits_for_object(std::string who, const std::string& name, const json& op) {
  if (name == "bwait") {
    const int index = co_await at(barriers_, op[1]).wait();
    log(who, fmt::format("barrier index {}", index));
  } else if (name == "babort") {
    co_await at(barriers_, op[1]).abort();
    log(who, "aborted");
  } else if (name == "breset") {
    co_await at(barriers_, op[1]).reset();
    log(who, "reset");
  } else if (name == "put") {
    co_await put(op[1], op[2]);
    log(who, fmt::format("put {} {}", op[1].get<int>(), op[2].get<int>()));
  } else if (name == "get") {
    const int value = co_await get(op[1]);
    log(who, fmt::format("got {} {}", op[1].get<int>(), value));
  } else if (name == "join") {
    co_await join(op[1]);
    log(who, fmt::format("joined {}", op[1].get<int>()));
  } else if (name == "fawait") {
    const int value = co_await at(futures_, op[1]);
    log(who, fmt::format("future {} {}", op[1].get<int>(), value));
  } else if (name == "fshield") {
    const int value = co_await shield(at(futures_, op[1]));
    log(who, fmt::format("fshield {}", value));
  } else if (name == "fwaitfor") {
    co_await future_wait_for(who, op[1], op[2]);
  } else if (name == "agen") {
    co_await generate(who, op);
  } else if (name.starts_with("g")) {
    co_await ask(who, name, op);
  } else if (name.starts_with("read") || name == "until") {
    co_await read(who, name, op);
  } else {
    throw std::logic_error("unknown operation " + name);
  }
}

Coro<> Machine::shield_item(std::string who, const json& item) {
  Future<Body> inner = collect(item);
  if (!inner) co_return;
  const Body result = co_await shield(inner);
  log(who, "shield -> " + result);
}

Coro<> Machine::wait_for_item(std::string who, const json& item, const json& q) {
  const int k = item[1];
  Body result;
  if (item[0] == "c") {
    result = co_await wait_for(body(k), eighths(q));
  } else if (const Task<Body> t = task(k)) {
    result = co_await wait_for(t, eighths(q));
  } else {
    co_return;
  }
  log(who, "wait_for -> " + result);
}

Coro<> Machine::future_wait_for(std::string who, int i, const json& q) {
  std::string text;
  try {
    const int value = co_await wait_for(shield(at(futures_, i)), eighths(q));
    text = std::to_string(value);
  } catch (const std::exception&) {
    text = kind(std::current_exception());
  }
  log(who, "fwaitfor " + text);
}

Coro<> Machine::wait_tasks(std::string who, const json& op) {
  std::vector<Task<Body>> futures;
  std::vector<int> ks;
  for (const int k : op[1]) {
    if (!task(k) || std::ranges::find(ks, k) != ks.end()) continue;
    ks.push_back(k);
    futures.push_back(task(k));
  }
  if (ks.empty()) {
    log(who, "wait skip");
    co_return;
  }
  const auto mode = static_cast<ReturnWhen>(op[2].get<int>());
  const auto result = co_await wait(futures, limit(op[3]), mode);
  std::string done = "wait done", waiting = " pending";
  for (const int k : ks) {
    const bool is_done = std::ranges::find(result.done, task(k)) != result.done.end();
    (is_done ? done : waiting) += fmt::format(" {}", k);
  }
  log(who, done + waiting);
}

Coro<> Machine::each_completed(std::string who, const json& op) {
  std::vector<Future<Body>> futures = collect_all(op[1]);
  const auto all = as_completed(std::move(futures), limit(op[2]));
  for (auto next : all) {
    std::string text;
    try {
      text = co_await next;
    } catch (const std::exception&) {
      text = kind(std::current_exception());
    }
    log(who, "completed " + text);
  }
}

Coro<> Machine::condition_wait(std::string who, int i) {
  if (!at(conditions_, i).locked()) {
    log(who, "cwait skip");
    co_return;
  }
  co_await at(conditions_, i).wait();
  log(who, fmt::format("cond awake {}", i));
}

Coro<> Machine::put(int i, int value) {
  return std::visit([value](const auto& q) -> Coro<> { return q.put(value); }, at(queues_, i));
}
Coro<int> Machine::get(int i) {
  return std::visit([](const auto& q) -> Coro<int> { return q.get(); }, at(queues_, i));
}
Coro<> Machine::join(int i) {
  return std::visit([](const auto& q) { return q.join(); }, at(queues_, i));
}

// -- Gathers

Future<Body> Machine::collect(const json& item) {
  if (item[0] == "c") return ensure_future(body(item[1]));
  return task(item[1]);
}
std::vector<Future<Body>> Machine::collect_all(const json& items) {
  // Which tasks exist is decided before the first coroutine starts, which it may do eagerly.
  std::vector<json> present;
  for (const json& item : items) {
    if (item[0] == "c" || task(item[1])) present.push_back(item);
  }
  std::vector<Future<Body>> futures;
  for (const json& item : present) futures.push_back(collect(item));
  return futures;
}
Gathered Machine::make_gather(const json& items, bool outcomes) {
  std::vector<Future<Body>> futures = collect_all(items);
  Gathered g;
  if (outcomes) {
    g.outcomes = gather(return_exceptions, std::move(futures));
  } else {
    g.plain = gather(std::move(futures));
  }
  return g;
}
Coro<> Machine::await_gather(std::string who, std::string what, Gathered g) {
  std::vector<std::string> texts;
  if (g.plain) {
    texts = co_await g.plain;
  } else {
    const auto results = co_await g.outcomes;
    for (const auto& r : results) texts.push_back(r.ok() ? r.value() : kind(r.error()));
  }
  log(who, what + " " + joined(texts));
}

}  // namespace fuzz
