#include "tests/support/program.hpp"

#include <map>

namespace program {
namespace {

using aio::Coro;
using aio::Duration;
using aio::Future;
using aio::Task;

// -- Generating

/// SplitMix64: the same numbers with every compiler and library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  int below(int n) {
    state_ += 0x9E3779B97F4A7C15ull;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return static_cast<int>((z ^ (z >> 31)) % static_cast<std::uint64_t>(n));
  }
  bool chance(int percent) { return below(100) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }

 private:
  std::uint64_t state_;
};

Op make(std::string name, std::vector<int> numbers = {}, std::string text = "") {
  Op op;
  op.name = std::move(name);
  op.numbers = std::move(numbers);
  op.text = std::move(text);
  return op;
}

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) { program_.id = seed; }

  Program generate() {
    const int bodies = 2 + random_.below(6);
    owned_.resize(static_cast<std::size_t>(bodies));
    for (int k = 1; k < bodies; ++k)
      owned_[static_cast<std::size_t>(random_.below(k))].push_back(k);
    program_.bodies.resize(static_cast<std::size_t>(bodies));
    for (int k = 0; k < bodies; ++k) program_.bodies[static_cast<std::size_t>(k)] = body(k, bodies);
    return std::move(program_);
  }

 private:
  std::vector<Op> body(int k, int bodies) {
    body_ = k;
    bodies_ = bodies;
    std::vector<Op> ops = plain(1 + random_.below(4), 0);
    std::vector<int> mine = owned_[static_cast<std::size_t>(k)];
    while (!mine.empty()) {
      std::vector<Op> start = start_of(mine);
      if (random_.chance(25)) start = {attempt(std::move(start))};
      const auto at = random_.below(static_cast<int>(ops.size()) + 1);
      ops.insert(ops.begin() + at, start.begin(), start.end());
    }
    for (Op& op : plain(random_.below(4), 0)) ops.push_back(std::move(op));
    return ops;
  }

  /// Operations that start one or more of the bodies left in `mine`, which they remove.
  std::vector<Op> start_of(std::vector<int>& mine) {
    const int what = random_.below(10);
    const int k = mine.back();
    if (what < 5) {
      mine.pop_back();
      return {make("spawn", {k})};
    }
    if (what < 6) {
      mine.pop_back();
      return {make("call", {k})};
    }
    const bool stored = random_.chance(40);
    const int g = next_gather_++;
    Op op = make(stored ? "gstart" : "gather", {g, random_.below(2)});
    const int take = 1 + random_.below(static_cast<int>(mine.size()));
    for (int i = 0; i < take; ++i) {
      op.items.push_back({true, mine.back()});
      mine.pop_back();
    }
    if (random_.chance(40)) op.items.push_back({false, other()});
    std::vector<Op> ops{op};
    if (stored) {
      if (random_.chance(50)) ops.push_back(sleep());
      if (random_.chance(30)) ops.push_back(make("gcancel", {g}));
      ops.push_back(make("gawait", {g}));
    }
    return ops;
  }

  /// A body that this one may wait for: a greater number, or one that never exists.
  int other() {
    const int above = bodies_ - body_ - 1;
    return above > 0 ? body_ + 1 + random_.below(above) : -1;
  }
  int any() { return random_.below(bodies_); }
  Op sleep() { return make("sleep", {random_.pick<int>({0, 0, 1, 1, 2, 2, 3, 4, 8})}); }

  Op attempt(std::vector<Op> ops) {
    Op op = make("try", {}, std::string(1, random_.pick<char>({'A', 'E', 'C', 'N'})));
    op.ops = std::move(ops);
    op.finally = plain(random_.below(2), 2);
    return op;
  }

  std::vector<Op> plain(int count, int depth) {
    std::vector<Op> ops;
    for (int i = 0; i < count; ++i) ops.push_back(one(depth));
    return ops;
  }

  Op one(int depth) {
    const int e = random_.below(program_.events);
    const int f = random_.below(program_.futures);
    const int q = random_.pick<int>({0, 1, 1, 2, 3});
    switch (random_.below(depth < 2 ? 34 : 31)) {
      case 0:
      case 1:
      case 2:
      case 3:
      case 4:
      case 5:
        return sleep();
      case 6:
        return make("log", {}, "x" + std::to_string(random_.below(9)));
      case 7:
      case 8:
        return make("await", {other()});
      case 9:
        return make("cancel", {any()});
      case 10:
        return make("cancel", {other()});
      case 11:
        return make("cancel_self");
      case 12:
        return make("uncancel");
      case 13:
        return make("cancelling", {any()});
      case 14:
        return make("state", {any()});
      case 15:
        return make("cb", {any()}, "c" + std::to_string(next_label_++));
      case 16:
        return make("fcb", {f}, "f" + std::to_string(next_label_++));
      case 17:
      case 18:
        return make("eset", {e});
      case 19:
        return make("eclr", {e});
      case 20:
      case 21:
        return make("ewait", {e});
      case 22:
        return make("fawait", {f});
      case 23:
        return make("fset", {f, random_.below(9)});
      case 24:
        return random_.chance(50) ? make("fexc", {f}, "ValueError") : make("fcancel", {f});
      case 25:
        return make("soon", {}, "s" + std::to_string(next_label_++));
      case 26:
        return make("later", {q, next_handle_++}, "l" + std::to_string(next_label_++));
      case 27:
        return make("at", {random_.below(12), next_handle_++}, "a" + std::to_string(next_label_++));
      case 28:
        return make("hcancel", {random_.below(next_handle_ + 1)});
      case 29:
        return make("block", {q});
      case 30:
        if (random_.chance(60)) return sleep();
        if (random_.chance(30)) return make("return");
        return make("raise", {},
                    random_.pick<std::string>(
                        {"ValueError", "KeyError", "RuntimeError", "CancelledError"}));
      case 31: {
        Op op = make("rep", {2 + random_.below(2)});
        op.ops = plain(1 + random_.below(2), depth + 1);
        return op;
      }
      default:
        return attempt(plain(1 + random_.below(3), depth + 1));
    }
  }

  Random random_;
  Program program_;
  std::vector<std::vector<int>> owned_;
  int body_ = 0, bodies_ = 0;
  int next_gather_ = 0, next_handle_ = 0, next_label_ = 0;
};

// -- JSON

std::string json(const std::vector<Op>& ops);

std::string json(const Op& op) {
  std::string out = fmt::format("[\"{}\"", op.name);
  const auto number = [&](std::size_t i) { out += fmt::format(", {}", op.numbers[i]); };
  const auto text = [&] { out += fmt::format(", \"{}\"", op.text); };
  if (op.name == "try") {
    out += ", " + json(op.ops) + ", \"" + op.text + "\", " + json(op.finally);
  } else if (op.name == "rep") {
    number(0);
    out += ", " + json(op.ops);
  } else if (op.name == "gather" || op.name == "gstart") {
    if (op.name == "gstart") number(0);
    out += ", [";
    for (std::size_t i = 0; i < op.items.size(); ++i) {
      out += fmt::format("{}[\"{}\", {}]", i ? ", " : "", op.items[i].is_body ? "c" : "t",
                         op.items[i].body);
    }
    out += fmt::format("], {}", op.numbers[1] ? "true" : "false");
  } else if (op.name == "later" || op.name == "at") {
    number(0);
    text();
    number(1);
  } else {
    for (std::size_t i = 0; i < op.numbers.size(); ++i) number(i);
    if (!op.text.empty()) text();
  }
  return out + "]";
}

std::string json(const std::vector<Op>& ops) {
  std::string out = "[";
  for (const Op& op : ops) out += (out.size() > 1 ? ", " : "") + json(op);
  return out + "]";
}

// -- Running

std::exception_ptr error_named(const std::string& name) {
  if (name == "ValueError") return std::make_exception_ptr(aio::ValueError());
  if (name == "KeyError") return std::make_exception_ptr(aio::KeyError());
  if (name == "RuntimeError") return std::make_exception_ptr(aio::RuntimeError());
  return std::make_exception_ptr(aio::CancelledError());
}

class Machine {
 public:
  Machine(const Program& program, trace::Recorder* recorder)
      : program_(program), loop_(aio::make_clock(trace::ClockKind::Virtual), recorder) {}

  std::vector<std::string> run(const std::function<void(aio::EventLoop&)>& on_loop) {
    if (on_loop) on_loop(loop_);
    loop_.set_exception_handler(
        [this](aio::EventLoop&, const aio::ExceptionContext& context) { handle(context); });
    for (int i = 0; i < program_.events; ++i) events_.emplace_back("");
    for (int i = 0; i < program_.futures; ++i) futures_.push_back(loop_.create_future<int>());
    const Task<std::string> main = loop_.create_task(body(0), "0");
    tasks_[0] = main;
    try {
      loop_.run_until_complete(main);
    } catch (const aio::DeadlockError&) {
      log("-", "DEADLOCK" + pending());
    } catch (...) {
    }
    log("-", "main " + state(main));
    shut_down();
    for (const auto& [k, task] : tasks_) log("-", fmt::format("task {} {}", k, state(task)));
    for (std::size_t i = 0; i < futures_.size(); ++i) {
      log("-", fmt::format("future {} {}", i, state(futures_[i])));
    }
    muted_ = true;
    tasks_.clear();
    gathers_.clear();
    loop_.close();
    return std::move(lines_);
  }

 private:
  void log(const std::string& who, const std::string& what) {
    if (muted_) return;
    lines_.push_back(
        fmt::format("#{} {:.3f} {} {}", loop_.iteration() - 1, loop_.time().seconds(), who, what));
  }
  void log(int who, const std::string& what) { log(std::to_string(who), what); }

  void handle(const aio::ExceptionContext& context) {
    const std::string& m = context.message;
    if (m.find("never retrieved") != m.npos || m.find("destroyed") != m.npos) return;
    const bool callback = m.starts_with("Exception in callback");
    log("-", "HANDLER " + (callback ? "callback" : m) + " " + aio::kind(context.exception));
  }

  void shut_down() {
    const auto left = loop_.all_tasks();
    if (left.empty()) return;
    log("-", "shutdown" + pending());
    for (const auto& task : left) task->cancel("");
    std::vector<Future<>> futures;
    for (const auto& task : left) futures.emplace_back(aio::Ref<aio::FutureBase>(task));
    try {
      loop_.run_until_complete(aio::gather(aio::return_exceptions, std::move(futures)));
    } catch (const aio::DeadlockError&) {
      log("-", "DEADLOCK2" + pending());
    } catch (...) {
    }
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
    if (const auto error = future.exception()) return "error " + aio::kind(error);
    return fmt::format("result {}", future.result());
  }

  Task<std::string> task(int k) const {
    const auto it = tasks_.find(k);
    return it == tasks_.end() ? Task<std::string>() : it->second;
  }

  Coro<std::string> body(int k) {
    log(k, "start");
    std::exception_ptr error;
    try {
      co_await ops(k, program_.bodies[static_cast<std::size_t>(k)]);
    } catch (...) {
      error = std::current_exception();
    }
    if (error) {
      log(k, "raise " + aio::kind(error));
      std::rethrow_exception(error);
    }
    log(k, "return");
    co_return fmt::format("r{}", k);
  }

  /// True: the body returns.
  Coro<bool> ops(int k, const std::vector<Op>& list) {
    for (const Op& op : list) {
      const bool returned = co_await one(k, op);
      if (returned) co_return true;
    }
    co_return false;
  }

  /// Operations that may suspend; the others are in at_once().
  Coro<bool> one(int k, const Op& op) {
    const int n = op.numbers.empty() ? 0 : op.numbers[0];
    if (op.name == "sleep") {
      co_await aio::sleep(eighths(n));
      log(k, fmt::format("slept {}", n));
    } else if (op.name == "rep") {
      for (int i = 0; i < n; ++i) {
        const bool returned = co_await ops(k, op.ops);
        if (returned) co_return true;
      }
    } else if (op.name == "try") {
      const bool returned = co_await attempt(k, op);
      co_return returned;
    } else if (op.name == "return") {
      co_return true;
    } else if (op.name == "raise") {
      std::rethrow_exception(error_named(op.text));
    } else if (op.name == "call") {
      const std::string result = co_await body(n);
      log(k, "call -> " + result);
    } else if (op.name == "await") {
      const Task<std::string> t = task(n);
      if (!t) {
        log(k, fmt::format("await {} skip", n));
      } else {
        const std::string result = co_await t;
        log(k, fmt::format("await {} -> {}", n, result));
      }
    } else if (op.name == "gather") {
      co_await gathered(k, "gather", gather(op));
    } else if (op.name == "gawait") {
      if (gathers_.contains(n)) co_await gathered(k, "gawait", gathers_.at(n));
    } else if (op.name == "ewait") {
      co_await event(n).wait();
      log(k, fmt::format("event {} {}", n, event(n).is_set() ? "yes" : "no"));
    } else if (op.name == "fawait") {
      const int value = co_await future(n);
      log(k, fmt::format("future {} {}", n, value));
    } else {
      at_once(k, op, n);
    }
    co_return false;
  }

  Coro<bool> attempt(int k, const Op& op) {
    std::exception_ptr error;
    bool returned = false;
    try {
      returned = co_await ops(k, op.ops);
    } catch (...) {
      error = std::current_exception();
    }
    const bool cancelled = aio::is_cancelled_error(error);
    if (error && (op.text == "A" || op.text == (cancelled ? "C" : "E"))) {
      log(k, "caught " + aio::kind(error));
      error = nullptr;
    }
    const bool also = co_await ops(k, op.finally);
    if (error) std::rethrow_exception(error);
    co_return returned || also;
  }

  /// A gather, of either form, with its results as one text.
  struct Gathered {
    Future<std::vector<std::string>> plain;
    Future<std::vector<aio::Outcome<std::string>>> outcomes;
  };

  Gathered gather(const Op& op) {
    std::vector<Future<std::string>> items;
    for (const Item& item : op.items) {
      if (item.is_body) {
        items.push_back(aio::ensure_future(body(item.body)));
      } else if (const auto t = task(item.body)) {
        items.push_back(t);
      }
    }
    Gathered g;
    if (op.numbers[1]) {
      g.outcomes = aio::gather(aio::return_exceptions, std::move(items));
    } else {
      g.plain = aio::gather(std::move(items));
    }
    return g;
  }

  Coro<> gathered(int k, std::string what, Gathered g) {
    std::string text;
    if (g.plain) {
      const auto results = co_await g.plain;
      for (const std::string& r : results) text += " " + r;
    } else {
      const auto results = co_await g.outcomes;
      for (const auto& r : results) text += " " + (r.ok() ? r.value() : aio::kind(r.error()));
    }
    log(k, what + " [" + (text.empty() ? "" : text.substr(1)) + "]");
  }

  void at_once(int k, const Op& op, int n) {
    const auto yn = [](bool b) { return b ? "yes" : "no"; };
    if (op.name == "log") {
      log(k, "log " + op.text);
    } else if (op.name == "spawn") {
      tasks_[n] = loop_.create_task(body(n), std::to_string(n));
    } else if (op.name == "gstart") {
      gathers_[n] = gather(op);
    } else if (op.name == "gcancel") {
      const auto g = gathers_.find(n);
      const bool known = g != gathers_.end();
      log(k,
          std::string("gcancel ") + (!known ? "skip"
                                            : yn(g->second.plain ? g->second.plain.cancel()
                                                                 : g->second.outcomes.cancel())));
    } else if (op.name == "cancel") {
      const auto t = task(n);
      log(k, fmt::format("cancel {} {}", n, t ? yn(t.cancel()) : "skip"));
    } else if (op.name == "cancel_self") {
      log(k, fmt::format("cancel self {}", yn(loop_.current_task()->cancel(""))));
    } else if (op.name == "uncancel") {
      log(k, fmt::format("uncancel {}", loop_.current_task()->uncancel()));
    } else if (op.name == "cancelling") {
      const auto t = task(n);
      log(k, fmt::format("cancelling {} {}", n, t ? std::to_string(t.cancelling()) : "skip"));
    } else if (op.name == "state") {
      log(k, fmt::format("state {} {}", n, state(task(n))));
    } else if (op.name == "cb") {
      if (const auto t = task(n)) {
        t.add_done_callback([this, n, s = op.text](const Future<std::string>& f) {
          log("cb", fmt::format("{} {} {} -", s, n, state(f)));
        });
      } else {
        log(k, fmt::format("cb {} skip", n));
      }
    } else if (op.name == "fcb") {
      future(n).add_done_callback([this, n, s = op.text](const Future<int>& f) {
        log("fcb", fmt::format("{} {} {} -", s, n, state(f)));
      });
    } else if (op.name == "eset") {
      event(n).set();
    } else if (op.name == "eclr") {
      event(n).clear();
    } else if (op.name == "fset") {
      guarded(k, "fset", [&] { future(n).set_result(op.numbers[1]); });
    } else if (op.name == "fexc") {
      guarded(k, "fexc", [&] { future(n).set_exception(error_named(op.text)); });
    } else if (op.name == "fcancel") {
      log(k, std::string("fcancel ") + yn(future(n).cancel()));
    } else if (op.name == "soon") {
      loop_.call_soon([this, s = op.text] { log("soon", s + " -"); });
    } else if (op.name == "later") {
      handles_[op.numbers[1]] =
          loop_.call_later(eighths(n), [this, s = op.text] { log("later", s + " -"); });
    } else if (op.name == "at") {
      handles_[op.numbers[1]] =
          loop_.call_at(eighths(n), [this, s = op.text] { log("at", s + " -"); });
    } else if (op.name == "hcancel") {
      if (const auto h = handles_.find(n); h != handles_.end()) h->second.cancel();
    } else if (op.name == "block") {
      aio::busy(eighths(n));
      log(k, fmt::format("blocked {}", n));
    }
  }

  template <class F>
  void guarded(int k, const std::string& what, F f) {
    try {
      f();
      log(k, what + " none");
    } catch (const std::exception&) {
      log(k, what + " " + aio::kind(std::current_exception()));
    }
  }

  static Duration eighths(int n) { return std::chrono::milliseconds(125) * n; }
  aio::Event& event(int i) { return events_[static_cast<std::size_t>(i)]; }
  const Future<int>& future(int i) const { return futures_[static_cast<std::size_t>(i)]; }

  const Program& program_;
  std::vector<std::string> lines_;
  bool muted_ = false;
  aio::EventLoop loop_;
  std::vector<aio::Event> events_;
  std::vector<Future<int>> futures_;
  std::map<int, Task<std::string>> tasks_;
  std::map<int, Gathered> gathers_;
  std::map<int, aio::Handle> handles_;
};

}  // namespace

Program generate(std::uint64_t seed) { return Generator(seed).generate(); }

std::string to_json(const Program& program) {
  std::string out = fmt::format(
      "{{\"id\": {}, \"v\": 1, \"res\": {{\"lock\": 0, \"event\": {}, \"cond\": 0, \"sem\": [], "
      "\"bsem\": [], \"queue\": [], \"barrier\": [], \"future\": {}, \"stream\": 0}}, \"bodies\": "
      "[",
      program.id, program.events, program.futures);
  for (std::size_t i = 0; i < program.bodies.size(); ++i) {
    out += (i ? ", " : "") + json(program.bodies[i]);
  }
  return out + "]}";
}

std::vector<std::string> run(const Program& program, trace::Recorder* recorder,
                             const std::function<void(aio::EventLoop&)>& on_loop) {
  return Machine(program, recorder).run(on_loop);
}

}  // namespace program
