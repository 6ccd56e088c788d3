// run: makes a loop, runs a main coroutine in it to its end, and shuts down.
//
// At the end, in this order: tasks that are not done are cancelled (oldest first) and run until
// they are; exceptions among them go to the exception handler; asynchronous generators are closed;
// jobs of the executor are waited for; the loop is closed. Then main's result is returned, or what
// it ended with is thrown.   asyncio: runners.py
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/runtime/event_loop.hpp"

namespace trace {
struct RecordedRun;
}

namespace aio {

/// What a run can be given; asyncio has `debug` and, for the loop, `loop_factory`.
struct RunOptions {
  trace::ClockKind clock = trace::ClockKind::Virtual;
  std::uint64_t seed = 0;                            ///< of everything random in the run
  trace::Recorder* recorder = nullptr;               ///< null: nothing is recorded
  std::function<void(std::string_view)> print = {};  ///< empty: standard output
  std::function<void(std::string_view)> log = {};    ///< the loop's reports; empty: standard error
  EventLoop::Gate gate = {};                         ///< see EventLoop::set_gate
  Limits limits = {};
  bool debug = false;            ///< see EventLoop::set_debug
  Duration iteration_cost = {};  ///< see EventLoop's constructor
  /// A file in which the run is recorded, unless there is a recorder; `loopscope FILE` shows it.
  /// Empty: what the environment variable LOOPSCOPE_RECORD names. Further runs of a process, which
  /// that would name alike, go to FILE-2 and so on (before its extension).
  std::string record = {};
};

/// The loop of a run() and its shutdown; several run()s may share it. Python's `with` is a
/// block.   asyncio: Runner
class Runner {
 public:
  explicit Runner(const RunOptions& options = RunOptions());
  /// close()s.
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  /// Runs until `main` is done; returns and throws as EventLoop::run_until_complete() does. What is
  /// not done stays suspended until the next run() or close(). Each `main` runs in the runner's
  /// context, a copy of the one in which it was made.   asyncio: Runner.run
  template <class T>
  T run(Coro<T> main) {
    Task<T> task = main_task(std::move(main), context_);
    const TaskBase& base = *task.state()->as_task();
    // A context that holds nothing is not there yet: the first main that sets a variable makes it.
    struct Keep {
      Context& context;
      const TaskBase& main;
      ~Keep() { context = Context(main.context(), Context::Bare()); }
    } const keep{context_, base};
    return loop_.run_until_complete(task);
  }
  template <class T>
  T run(Coro<T> main, const Context& context) {
    return loop_.run_until_complete(main_task(std::move(main), context));
  }
  template <MakesCoro A>
  auto run(A&& awaitable) {
    return run(std::forward<A>(awaitable).coro());
  }
  /// Cancels what is left, waits for it, closes the loop: see above. Tasks that cannot end are
  /// dropped. Does nothing the second time.   asyncio: Runner.close
  void close();
  /// asyncio: Runner.get_loop
  EventLoop& loop() { return loop_; }

 private:
  template <class T>
  Task<T> main_task(Coro<T> main, const Context& context) {
    if (EventLoop::has_current() && EventLoop::current().is_running()) {
      throw RuntimeError("Runner.run() cannot be called from a running event loop");
    }
    Task<T> task = loop_.create_task(std::move(main), "", context, Location());
    task.state()->as_task()->no_destroy_report();
    return task;
  }

  std::unique_ptr<trace::RecordedRun> recorded_;  // null: nobody records, or somebody else does
  EventLoop loop_;
  Context context_{copy_of_current_context(), Context::Bare()};
};

/// Runs `main` as the first task of a new loop; returns its result or throws what it ended with,
/// DeadlockError if it can never end, or a LimitError, all after the shutdown above. Throws
/// RuntimeError inside a running loop.   asyncio: run
template <class T>
T run(Coro<T> main, const RunOptions& options = RunOptions()) {
  if (EventLoop::has_current() && loop().is_running()) {
    main.close();
    throw RuntimeError("run() cannot be called from a running event loop");
  }
  Runner runner(options);
  return runner.run(std::move(main));
}
/// Of what is awaited alone: run(sleep(1s)).
template <MakesCoro A>
auto run(A&& main, const RunOptions& options = RunOptions()) {
  return run(std::forward<A>(main).coro(), options);
}

}  // namespace aio
