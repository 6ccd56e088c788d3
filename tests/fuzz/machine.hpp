// The machine that runs one program: its objects, and a coroutine that walks the operations.
#pragma once

#include <map>
#include <variant>

#include "tests/fuzz/interpreter.hpp"

namespace fuzz {

using namespace aio;
using nlohmann::json;

using Body = std::string;  // a body's result
using AnyQueue = std::variant<Queue<int>, LifoQueue<int>, PriorityQueue<int>>;

std::exception_ptr error_named(const std::string& name);
const char* yn(bool b);
Duration eighths(const json& q);
std::optional<Duration> limit(const json& q);
ContextVar<std::string>& variable();

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
  Machine(const json& program, trace::Recorder* recorder);
  std::vector<std::string> run(const std::function<void(EventLoop&)>& on_loop);

 private:
  // -- interpreter.cpp: set-up, tear-down, logging
  void make_objects();
  void shut_down();
  std::string locks_line() const;
  void log(const std::string& who, const std::string& what);
  void handle(const ExceptionContext& context);
  std::string pending() const;

  template <class T>
  static std::string state(const Future<T>& future) {
    if (!future) return "none";
    if (!future.done()) return "pending";
    if (future.cancelled()) return "cancelled";
    if (const auto error = future.exception()) return "error " + kind(error);
    return fmt::format("result {}", future.result());
  }

  /// Logs what `f` returns, or the kind of error it throws.
  template <class F>
  void guarded(const std::string& who, const std::string& what, F f) {
    try {
      log(who, what + " " + f());
    } catch (const std::exception&) {
      log(who, what + " " + kind(std::current_exception()));
    }
  }

  // -- statements.cpp: bodies, blocks and scopes. True: the body returns.
  Task<Body> task(int k) const;
  Coro<Body> body(int k);
  Coro<bool> ops(std::string who, const json& list, Scopes scopes);
  Coro<bool> one(std::string who, const json& op, Scopes scopes);
  Coro<bool> attempt(std::string who, const json& op, Scopes scopes);
  template <class S>
  Coro<bool> inside(std::string who, S scope, std::string what, const json& list, Scopes scopes);
  Coro<bool> in_lock(std::string who, int i, const json& list, Scopes scopes);
  Coro<bool> in_group(std::string who, const json& kids, const json& list, Scopes scopes);
  Coro<bool> in_timeout(std::string who, const json& q, const json& list, Scopes scopes);
  Coro<bool> scoped(std::string who, const std::string& name, const json& op, Scopes scopes);

  // -- waits.cpp: operations that may wait, by what they wait for
  Coro<> waits(std::string who, const std::string& name, const json& op);
  Coro<> waits_for_object(std::string who, const std::string& name, const json& op);
  Coro<> shield_item(std::string who, const json& item);
  Coro<> wait_for_item(std::string who, const json& item, const json& q);
  Coro<> future_wait_for(std::string who, int i, const json& q);
  Coro<> wait_tasks(std::string who, const json& op);
  Coro<> each_completed(std::string who, const json& op);
  Coro<> condition_wait(std::string who, int i);
  Coro<> put(int i, int value);
  Coro<int> get(int i);
  Coro<> join(int i);
  Future<Body> collect(const json& item);
  std::vector<Future<Body>> collect_all(const json& items);
  Gathered make_gather(const json& items, bool outcomes);
  Coro<> await_gather(std::string who, std::string what, Gathered g);

  // -- sources.cpp: generators and streams
  struct AtEnd;
  AsyncGenerator<int> counted(std::string who, int n, Duration each);
  AsyncGenerator<int> shared(int i, int n, std::optional<Duration> each, std::string how);
  Coro<> generate(std::string who, const json& op);
  Coro<> ask(std::string who, const std::string& name, const json& op);
  Coro<> read(std::string who, const std::string& name, const json& op);

  // -- at_once.cpp: operations that never wait. True if it was one.
  bool at_once(const std::string& who, const std::string& name, const json& op,
               const Scopes& scopes);
  bool at_once_tasks(const std::string& who, const std::string& name, const json& op,
                     const Scopes& scopes);
  bool at_once_objects(const std::string& who, const std::string& name, const json& op);
  bool at_once_sources(const std::string& who, const std::string& name, const json& op);
  bool at_once_loop(const std::string& who, const std::string& name, const json& op);

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
  std::vector<bool> ended_;  // of each stream
  std::vector<std::optional<AsyncGenerator<int>>> generators_;
  std::vector<int> asked_;  // how many ask each generator just now
  std::map<int, Task<Body>> tasks_;
  std::map<int, Gathered> gathers_;
  std::map<int, Handle> handles_;
};

}  // namespace fuzz
