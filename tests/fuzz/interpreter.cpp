#include "tests/fuzz/interpreter.hpp"

#include <map>
#include <variant>

namespace fuzz {
namespace {

using namespace aio;
using nlohmann::json;

using Body = std::string;  // a body's result
using AnyQueue = std::variant<Queue<int>, LifoQueue<int>, PriorityQueue<int>>;

std::exception_ptr error_named(const std::string& name) {
  if (name == "ValueError") return std::make_exception_ptr(ValueError());
  if (name == "KeyError") return std::make_exception_ptr(KeyError());
  if (name == "RuntimeError") return std::make_exception_ptr(RuntimeError());
  return std::make_exception_ptr(CancelledError());
}

const char* yn(bool b) { return b ? "yes" : "no"; }

Duration eighths(const json& q) { return std::chrono::milliseconds(125) * q.get<int>(); }
std::optional<Duration> limit(const json& q) {
  if (q.is_null()) return std::nullopt;
  return eighths(q);
}

ContextVar<std::string>& variable() {
  static ContextVar<std::string> var("fuzz", "-");
  return var;
}

/// The scopes that are open around an operation, innermost last.
struct Scopes {
  std::vector<TaskGroup> groups;
  std::vector<Timeout> timeouts;
};

/// A gather of either form.
struct Gathered {
  Future<std::vector<Body>> plain;
  Future<std::vector<Outcome<Body>>> outcomes;
  bool cancel() const { return plain ? plain.cancel() : outcomes.cancel(); }
};

class Machine {
 public:
  Machine(const json& program, trace::Recorder* recorder)
      : program_(program), loop_(make_clock(trace::ClockKind::Virtual), recorder) {}

  std::vector<std::string> run(const std::function<void(EventLoop&)>& on_loop) {
    if (on_loop) on_loop(loop_);
    loop_.set_exception_handler(
        [this](EventLoop&, const ExceptionContext& context) { handle(context); });
    make_objects();
    const Task<Body> main = loop_.create_task(body(0), "0");
    tasks_[0] = main;
    try {
      loop_.run_until_complete(main);
    } catch (const DeadlockError&) {
      log("-", "DEADLOCK" + pending());
    } catch (...) {
    }
    log("-", "main " + state(main));
    shut_down();
    for (const auto& [k, task] : tasks_) log("-", fmt::format("task {} {}", k, state(task)));
    for (std::size_t i = 0; i < futures_.size(); ++i) {
      log("-", fmt::format("future {} {}", i, state(futures_[i])));
    }
    log("-", locks_line());
    muted_ = true;
    tasks_.clear();
    gathers_.clear();
    loop_.close();
    return std::move(lines_);
  }

 private:
  // -- Set-up and tear-down

  void make_objects() {
    const json& r = program_["res"];
    for (int i = 0; i < r["lock"]; ++i) locks_.emplace_back();
    for (int i = 0; i < r["event"]; ++i) events_.emplace_back();
    for (int i = 0; i < r["cond"]; ++i) conditions_.emplace_back();
    for (const int value : r["sem"]) semaphores_.emplace_back(value);
    for (const int value : r["bsem"]) bounded_.emplace_back(value);
    for (const json& q : r["queue"]) {
      const int size = q[1];
      if (q[0] == "fifo") queues_.emplace_back(Queue<int>(size));
      if (q[0] == "lifo") queues_.emplace_back(LifoQueue<int>(size));
      if (q[0] == "prio") queues_.emplace_back(PriorityQueue<int>(size));
    }
    for (const int parties : r["barrier"]) barriers_.emplace_back(parties);
    for (int i = 0; i < r["future"]; ++i) futures_.push_back(loop_.create_future<int>());
    for (int i = 0; i < r["stream"]; ++i) streams_.emplace_back();
    ended_.resize(streams_.size());
  }

  void shut_down() {
    const auto left = loop_.all_tasks();
    if (left.empty()) return;
    log("-", "shutdown" + pending());
    for (const auto& task : left) task->cancel("");
    std::vector<Future<>> futures;
    for (const auto& task : left) futures.emplace_back(Ref<FutureBase>(task));
    try {
      loop_.run_until_complete(gather(return_exceptions, std::move(futures)));
    } catch (const DeadlockError&) {
      log("-", "DEADLOCK2" + pending());
    } catch (...) {
    }
  }

  std::string locks_line() const {
    std::string text = "locks";
    for (const Lock& l : locks_) text += std::string(" ") + yn(l.locked());
    text += " cond";
    for (const Condition& c : conditions_) text += std::string(" ") + yn(c.locked());
    text += " sems";
    for (const Semaphore& s : semaphores_) text += std::string(" ") + yn(s.locked());
    for (const Semaphore& s : bounded_) text += std::string(" ") + yn(s.locked());
    text += " queues";
    for (const AnyQueue& q : queues_) {
      text += std::visit([](const auto& queue) { return fmt::format(" {}", queue.qsize()); }, q);
    }
    return text;
  }

  // -- Logging

  void log(const std::string& who, const std::string& what) {
    if (muted_) return;
    lines_.push_back(
        fmt::format("#{} {:.3f} {} {}", loop_.iteration() - 1, loop_.time().seconds(), who, what));
  }

  void handle(const ExceptionContext& context) {
    const std::string& m = context.message;
    if (m.find("never retrieved") != m.npos || m.find("destroyed") != m.npos) return;
    const bool callback = m.starts_with("Exception in callback");
    log("-", "HANDLER " + (callback ? "callback" : m) + " " +
                 (context.exception ? kind(context.exception) : "none"));
  }

  std::string pending() const {
    std::string names;
    for (const auto& task : loop_.all_tasks()) {
      names += " " + (task->name().starts_with("Task-") ? "anon" : task->name());
    }
    return names;
  }

  template <class T>
  static std::string state(const Future<T>& future) {
    if (!future) return "none";
    if (!future.done()) return "pending";
    if (future.cancelled()) return "cancelled";
    if (const auto error = future.exception()) return "error " + kind(error);
    return fmt::format("result {}", future.result());
  }

  static std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& t : texts) all += (all.empty() ? "" : " ") + t;
    return "[" + all + "]";
  }

  template <class F>
  void guarded(const std::string& who, const std::string& what, F f) {
    try {
      log(who, what + " " + f());
    } catch (const std::exception&) {
      log(who, what + " " + kind(std::current_exception()));
    }
  }

  // -- Bodies

  Task<Body> task(int k) const {
    const auto it = tasks_.find(k);
    return it == tasks_.end() ? Task<Body>() : it->second;
  }

  Coro<Body> body(int k) {
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
  Coro<bool> ops(std::string who, const json& list, Scopes scopes) {
    for (const json& op : list) {
      const bool returned = co_await one(who, op, scopes);
      if (returned) co_return true;
    }
    co_return false;
  }

  Coro<bool> one(std::string who, const json& op, Scopes scopes) {
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
    const bool returned = co_await scoped(who, name, op, scopes);
    if (returned) co_return true;
    co_await waits(who, name, op);
    co_return false;
  }

  Coro<bool> attempt(std::string who, const json& op, Scopes scopes) {
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

  // -- Operations with a scope

  template <class S>
  Coro<bool> inside(std::string who, S scope, std::string what, const json& list, Scopes scopes) {
    bool returned = false;
    co_await with(scope, [&]() -> Coro<> {
      log(who, what + " in");
      returned = co_await ops(who, list, scopes);
    });
    log(who, what + " out");
    co_return returned;
  }

  Coro<bool> in_lock(std::string who, int i, const json& list, Scopes scopes) {
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

  Coro<bool> in_group(std::string who, const json& kids, const json& list, Scopes scopes) {
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

  Coro<bool> in_timeout(std::string who, const json& q, const json& list, Scopes scopes) {
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

  Coro<bool> scoped(std::string who, const std::string& name, const json& op, Scopes scopes) {
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
    } else if (name == "timeout") {
      returned = co_await in_timeout(who, op[1], op[2], scopes);
    }
    co_return returned;
  }

  // -- Operations that may wait

  Coro<> waits(std::string who, const std::string& name, const json& op) {
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
      co_await waits_more(who, name, op);
    }
  }

  Coro<> waits_more(std::string who, const std::string& name, const json& op) {
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
    } else if (name == "agen") {
      co_await generate(who, op);
    } else if (name == "readline") {
      const std::string line = co_await at(streams_, op[1]).readline();
      log(who, bytes("line", line));
    } else if (name == "readn") {
      const std::string read = co_await at(streams_, op[1]).read(op[2].get<int>());
      log(who, bytes("read", read));
    } else if (name == "fwaitfor") {
      co_await future_wait_for(who, op[1], op[2]);
    } else if (name != "lock" && name != "sem" && name != "bsem" && name != "cond" &&
               name != "group" && name != "timeout") {
      throw std::logic_error("unknown operation " + name);
    }
  }

  static std::string bytes(const char* what, std::string text) {
    std::ranges::replace(text, '\n', '/');
    return fmt::format("{} {} {}", what, text.size(), text);
  }

  struct AtEnd {
    AtEnd(Machine& m, std::string w) : machine(m), who(std::move(w)) {}
    ~AtEnd() { machine.log(who, "agen end"); }
    Machine& machine;
    std::string who;
  };
  AsyncGenerator<int> numbers(std::string who, int n, Duration each) {
    const AtEnd at_end(*this, who);
    for (int i = 0; i < n; ++i) {
      co_await sleep(each);
      co_yield i;
    }
  }
  Coro<> generate(std::string who, const json& op) {
    const AsyncGenerator<int> all = numbers(who, op[1], eighths(op[2]));
    while (auto i = co_await all.next()) {
      log(who, fmt::format("item {}", *i));
      if (op[3].is_number() && *i == op[3].get<int>()) {
        co_await all.aclose();
        break;
      }
    }
  }

  Coro<> shield_item(std::string who, const json& item) {
    Future<Body> inner = collect(item);
    if (!inner) co_return;
    const Body result = co_await shield(inner);
    log(who, "shield -> " + result);
  }

  Coro<> wait_for_item(std::string who, const json& item, const json& q) {
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

  Coro<> future_wait_for(std::string who, int i, const json& q) {
    std::string text;
    try {
      const int value = co_await wait_for(shield(at(futures_, i)), eighths(q));
      text = std::to_string(value);
    } catch (const std::exception&) {
      text = kind(std::current_exception());
    }
    log(who, "fwaitfor " + text);
  }

  Coro<> wait_tasks(std::string who, const json& op) {
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

  Coro<> each_completed(std::string who, const json& op) {
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

  Coro<> condition_wait(std::string who, int i) {
    if (!at(conditions_, i).locked()) {
      log(who, "cwait skip");
      co_return;
    }
    co_await at(conditions_, i).wait();
    log(who, fmt::format("cond awake {}", i));
  }

  Coro<> put(int i, int value) {
    return std::visit([value](const auto& q) { return q.put(value); }, at(queues_, i));
  }
  Coro<int> get(int i) {
    return std::visit([](const auto& q) { return q.get(); }, at(queues_, i));
  }
  Coro<> join(int i) {
    return std::visit([](const auto& q) { return q.join(); }, at(queues_, i));
  }

  // -- Gathers

  Future<Body> collect(const json& item) {
    if (item[0] == "c") return ensure_future(body(item[1]));
    return task(item[1]);
  }
  std::vector<Future<Body>> collect_all(const json& items) {
    std::vector<Future<Body>> futures;
    for (const json& item : items) {
      if (Future<Body> f = collect(item)) futures.push_back(std::move(f));
    }
    return futures;
  }
  Gathered make_gather(const json& items, bool outcomes) {
    std::vector<Future<Body>> futures = collect_all(items);
    Gathered g;
    if (outcomes) {
      g.outcomes = gather(return_exceptions, std::move(futures));
    } else {
      g.plain = gather(std::move(futures));
    }
    return g;
  }
  Coro<> await_gather(std::string who, std::string what, Gathered g) {
    std::vector<std::string> texts;
    if (g.plain) {
      texts = co_await g.plain;
    } else {
      const auto results = co_await g.outcomes;
      for (const auto& r : results) texts.push_back(r.ok() ? r.value() : kind(r.error()));
    }
    log(who, what + " " + joined(texts));
  }

  // -- Operations that never wait: true if it was one

  bool at_once(const std::string& who, const std::string& name, const json& op,
               const Scopes& scopes) {
    return at_once_tasks(who, name, op, scopes) || at_once_objects(who, name, op) ||
           at_once_loop(who, name, op);
  }

  bool at_once_tasks(const std::string& who, const std::string& name, const json& op,
                     const Scopes& scopes) {
    if (name == "log") {
      log(who, "log " + op[1].get<std::string>());
    } else if (name == "spawn") {
      tasks_[op[1]] = loop_.create_task(body(op[1]), std::to_string(op[1].get<int>()));
    } else if (name == "gspawn") {
      if (scopes.groups.empty()) return true;
      const int k = op[1];
      try {
        tasks_[k] = scopes.groups.back().create_task(body(k), std::to_string(k));
      } catch (const RuntimeError&) {
        log(who, "gspawn RuntimeError");
      }
    } else if (name == "gstart") {
      gathers_[op[1]] = make_gather(op[2], op[3]);
    } else if (name == "gcancel") {
      const auto g = gathers_.find(op[1]);
      log(who, std::string("gcancel ") + (g == gathers_.end() ? "skip" : yn(g->second.cancel())));
    } else if (name == "resched") {
      if (scopes.timeouts.empty()) return true;
      guarded(who, "resched", [&] {
        std::optional<Duration> when = limit(op[1]);
        if (when) *when += loop_.time();
        scopes.timeouts.back().reschedule(when);
        return "none";
      });
    } else if (name == "cancel") {
      const int k = op[1];
      const auto t = task(k);
      log(who, fmt::format("cancel {} {}", k, t ? yn(t.cancel()) : "skip"));
    } else if (name == "cancel_self") {
      log(who, fmt::format("cancel self {}", yn(loop_.current_task()->cancel(""))));
    } else if (name == "uncancel") {
      log(who, fmt::format("uncancel {}", loop_.current_task()->uncancel()));
    } else if (name == "cancelling") {
      const int k = op[1];
      const auto t = task(k);
      log(who, fmt::format("cancelling {} {}", k, t ? std::to_string(t.cancelling()) : "skip"));
    } else if (name == "state") {
      log(who, fmt::format("state {} {}", op[1].get<int>(), state(task(op[1]))));
    } else if (name == "cb") {
      const int k = op[1];
      if (const auto t = task(k)) {
        t.add_done_callback([this, k, s = op[2].get<std::string>()](const Future<Body>& f) {
          log("cb", fmt::format("{} {} {} {}", s, k, state(f), variable().get()));
        });
      } else {
        log(who, fmt::format("cb {} skip", k));
      }
    } else {
      return false;
    }
    return true;
  }

  bool at_once_objects(const std::string& who, const std::string& name, const json& op) {
    const auto nothing = [](auto f) {
      return [f] {
        f();
        return std::string("none");
      };
    };
    if (name == "rel") {
      guarded(who, "release", nothing([&] { at(locks_, op[1]).release(); }));
    } else if (name == "srel") {
      guarded(who, "srel", nothing([&] { at(semaphores_, op[1]).release(); }));
    } else if (name == "bsrel") {
      guarded(who, "bsrel", nothing([&] { at(bounded_, op[1]).release(); }));
    } else if (name == "notify") {
      guarded(who, "notify", nothing([&] { at(conditions_, op[1]).notify(op[2]); }));
    } else if (name == "eset") {
      at(events_, op[1]).set();
    } else if (name == "eclr") {
      at(events_, op[1]).clear();
    } else if (name == "putn") {
      guarded(who, "putn", nothing([&] {
                std::visit([&](const auto& q) { q.put_nowait(op[2]); }, at(queues_, op[1]));
              }));
    } else if (name == "getn") {
      guarded(who, "getn", [&] {
        return std::visit([](const auto& q) { return std::to_string(q.get_nowait()); },
                          at(queues_, op[1]));
      });
    } else if (name == "qdone") {
      guarded(who, "task_done", nothing([&] {
                std::visit([](const auto& q) { q.task_done(); }, at(queues_, op[1]));
              }));
    } else if (name == "fset") {
      guarded(who, "fset", nothing([&] { at(futures_, op[1]).set_result(op[2].get<int>()); }));
    } else if (name == "fexc") {
      guarded(who, "fexc", nothing([&] { at(futures_, op[1]).set_exception(error_named(op[2])); }));
    } else if (name == "fcancel") {
      log(who, std::string("fcancel ") + yn(at(futures_, op[1]).cancel()));
    } else if (name == "feed") {
      const auto i = op[1].get<std::size_t>();
      if (ended_[i]) {
        log(who, "feed skip");
      } else {
        streams_[i].feed_data(op[2].get<std::string>());
      }
    } else if (name == "feof") {
      const auto i = op[1].get<std::size_t>();
      ended_[i] = true;
      streams_[i].feed_eof();
    } else if (name == "fcb") {
      const int i = op[1];
      at(futures_, i)
          .add_done_callback([this, i, s = op[2].get<std::string>()](const Future<int>& f) {
            log("fcb", fmt::format("{} {} {} {}", s, i, state(f), variable().get()));
          });
    } else {
      return false;
    }
    return true;
  }

  bool at_once_loop(const std::string& who, const std::string& name, const json& op) {
    const auto say = [&](const char* by, const json& what) {
      return [this, by, s = what.get<std::string>()] { log(by, s + " " + variable().get()); };
    };
    if (name == "soon") {
      loop_.call_soon(say("soon", op[1]));
    } else if (name == "later") {
      handles_[op[3]] = loop_.call_later(eighths(op[1]), say("later", op[2]));
    } else if (name == "at") {
      handles_[op[3]] = loop_.call_at(eighths(op[1]), say("at", op[2]));
    } else if (name == "hcancel") {
      if (const auto h = handles_.find(op[1]); h != handles_.end()) h->second.cancel();
    } else if (name == "later_op") {
      loop_.call_later(eighths(op[1]),
                       [this, inner = op[2]] { at_once("later", inner[0], inner, Scopes()); });
    } else if (name == "block") {
      busy(eighths(op[1]));
      log(who, fmt::format("blocked {}", op[1].get<int>()));
    } else if (name == "vset") {
      variable().set(op[1].is_string() ? op[1].get<std::string>() : op[1].dump());
    } else if (name == "vget") {
      log(who, "var " + variable().get());
    } else {
      return false;
    }
    return true;
  }

  template <class T>
  static const T& at(const std::vector<T>& objects, int i) {
    return objects.at(static_cast<std::size_t>(i));
  }

  const json& program_;
  std::vector<std::string> lines_;
  bool muted_ = false;
  EventLoop loop_;
  std::vector<Lock> locks_;
  std::vector<Event> events_;
  std::vector<Condition> conditions_;
  std::vector<Semaphore> semaphores_;
  std::vector<BoundedSemaphore> bounded_;
  std::vector<AnyQueue> queues_;
  std::vector<Barrier> barriers_;
  std::vector<Future<int>> futures_;
  std::vector<StreamReader> streams_;
  std::vector<bool> ended_;
  std::map<int, Task<Body>> tasks_;
  std::map<int, Gathered> gathers_;
  std::map<int, Handle> handles_;
};

}  // namespace

std::vector<std::string> run(const json& program, trace::Recorder* recorder,
                             const std::function<void(EventLoop&)>& on_loop) {
  return Machine(program, recorder).run(on_loop);
}

}  // namespace fuzz
