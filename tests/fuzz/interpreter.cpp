#include "tests/fuzz/interpreter.hpp"

#include "tests/fuzz/machine.hpp"

namespace fuzz {

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

Machine::Machine(const json& program, trace::Recorder* recorder)
    : program_(program), loop_(make_clock(trace::ClockKind::Virtual), recorder) {}

std::vector<std::string> Machine::run(const std::function<void(EventLoop&)>& on_loop) {
  if (on_loop) on_loop(loop_);
  loop_.set_exception_handler(
      [this](EventLoop&, const ExceptionContext& context) { handle(context); });
  make_objects();
  if (program_.value("eager", false)) loop_.set_task_factory(eager_task_factory);
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
  generators_.clear();
  loop_.close();
  return std::move(lines_);
}

void Machine::make_objects() {
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
  for (int i = 0; i < r["stream"]; ++i) streams_.emplace_back(r.value("limit", 1 << 16));
  ended_.resize(streams_.size());
  for (const json& g : r.value("gen", json::array())) {
    const int i = static_cast<int>(generators_.size());
    generators_.emplace_back(shared(i, g[0], limit(g[1]), g[2]));
  }
  asked_.resize(generators_.size());
}

void Machine::shut_down() {
  const auto left = loop_.all_tasks();
  if (left.empty()) return;
  log("-", "shutdown" + pending());
  for (const auto& task : left) {
    const bool closes_generator = std::string_view(task->coroutine()) == "close_dropped";
    if (!closes_generator) task->cancel("");
  }
  std::vector<Future<>> futures;
  for (const auto& task : left) futures.emplace_back(Ref<FutureBase>(task));
  try {
    loop_.run_until_complete(gather(return_exceptions, std::move(futures)));
  } catch (const DeadlockError&) {
    log("-", "DEADLOCK2" + pending());
  } catch (...) {
  }
}

std::string Machine::locks_line() const {
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

void Machine::log(const std::string& who, const std::string& what) {
  if (muted_) return;
  lines_.push_back(
      fmt::format("#{} {:.3f} {} {}", loop_.iteration() - 1, loop_.time().seconds(), who, what));
}

void Machine::handle(const ExceptionContext& context) {
  const std::string& m = context.message;
  if (m.find("never retrieved") != m.npos || m.find("destroyed") != m.npos) return;
  const bool callback = m.starts_with("Exception in callback");
  log("-", "HANDLER " + (callback ? "callback" : m) + " " +
               (context.exception ? kind(context.exception) : "none"));
}

std::string Machine::pending() const {
  std::string names;
  for (const auto& task : loop_.all_tasks()) {
    names += " " + (task->name().starts_with("Task-") ? "anon" : task->name());
  }
  return names;
}

std::vector<std::string> run(const json& program, trace::Recorder* recorder,
                             const std::function<void(EventLoop&)>& on_loop) {
  return Machine(program, recorder).run(on_loop);
}

}  // namespace fuzz
