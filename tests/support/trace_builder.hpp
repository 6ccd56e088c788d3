// Hand-made traces: one call per fact, ids counted as a loop counts them, nothing checked.
//
// The builder knows no rules: what it is told, it writes, so that tests can also write nonsense.
// It only remembers what is tedious to repeat: the time, the task whose step is running, and which
// handle each task was last given. A line said with line() goes to the next fact alone.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/session/feed.hpp"
#include "core/trace/trace.hpp"

namespace tests {

using trace::EventKind;
using trace::HandleId;
using trace::ObjectId;
using trace::ObjectKind;
using trace::Outcome;
using trace::TaskId;
using trace::Time;
using trace::TraceEvent;
using trace::WaitKind;
using namespace std::chrono_literals;

class TraceBuilder {
 public:
  explicit TraceBuilder(std::string_view file = "scenarios/basics/two_workers.cpp") : file_(file) {}

  /// The trace so far; move it out when it is complete.
  trace::Trace& trace() { return trace_; }
  trace::EventIndex size() const { return trace_.size(); }

  // -- What the next facts share

  TraceBuilder& at(Time time) {
    now_ = time;
    return *this;
  }
  TraceBuilder& line(std::uint32_t number) {
    line_ = number;
    return *this;
  }

  // -- The loop

  void loop_started() { add({.kind = EventKind::LoopStarted}); }
  void loop_stopped() { add({.kind = EventKind::LoopStopped}); }
  /// The start of an iteration that need not wait.
  void iteration() { add({.kind = EventKind::IterationBegan}); }
  /// The start of an iteration that waits for `limit`, and the end of the wait.
  void iteration_after(Time limit) {
    add({.kind = EventKind::IterationBegan, .value = limit.count()});
    now_ += limit;
    add({.kind = EventKind::SelectEnded, .value = limit.count()});
  }
  void batch(std::int64_t handles) { add({.kind = EventKind::BatchBegan, .value = handles}); }
  void deadlock(std::int64_t tasks) { add({.kind = EventKind::DeadlockFound, .value = tasks}); }

  // -- Handles and timers

  HandleId queue_callback(std::string_view what, ObjectId cause = 0) {
    const HandleId handle = next_handle_++;
    add({.kind = EventKind::HandleQueued, .handle = handle, .object = cause, .text = text(what)});
    return handle;
  }
  HandleId wake(TaskId task, ObjectId cause = 0) {
    const HandleId handle = next_handle_++;
    queued_[task] = handle;
    add({.kind = EventKind::HandleQueued, .task = task, .handle = handle, .object = cause});
    return handle;
  }
  void run(HandleId handle) {
    stepping_ = 0;
    add({.kind = EventKind::HandleRunBegan, .handle = handle});
  }
  void ran(HandleId handle) { add({.kind = EventKind::HandleRunEnded, .handle = handle}); }
  void cancel_handle(HandleId handle) {
    add({.kind = EventKind::HandleCancelled, .handle = handle});
  }
  HandleId arm(Time deadline, TaskId sleeper = 0, std::string_view what = "sleep") {
    const HandleId handle = next_handle_++;
    add({.kind = EventKind::TimerArmed,
         .task = sleeper,
         .handle = handle,
         .text = text(what),
         .value = deadline.count()});
    return handle;
  }
  void expire(HandleId handle) { add({.kind = EventKind::TimerExpired, .handle = handle}); }
  void disarm(HandleId handle) { add({.kind = EventKind::TimerCancelled, .handle = handle}); }

  // -- Tasks

  /// A task without a name of its own is called Task-<n>, as in asyncio.
  TaskId create_task(std::string_view coroutine, std::string_view name = {}) {
    const TaskId task = next_object_++;
    const HandleId handle = next_handle_++;
    queued_[task] = handle;
    ++tasks_;
    add({.kind = EventKind::TaskCreated,
         .detail = name.empty() ? std::uint8_t{0} : std::uint8_t{1},
         .task = task,
         .handle = handle,
         .text = text(std::string(name)),
         .value = name.empty() ? tasks_ : 0,
         .extra = text(coroutine)});
    return task;
  }
  void step(TaskId task) {
    stepping_ = task;
    add({.kind = EventKind::TaskStepBegan, .task = task, .handle = queued_[task]});
  }
  void suspend(TaskId task, WaitKind wait, ObjectId object = 0, HandleId timer = 0) {
    add({.kind = EventKind::TaskSuspended,
         .detail = static_cast<std::uint8_t>(wait),
         .task = task,
         .handle = timer,
         .object = object});
  }
  /// Arms the timer of a sleep and suspends the task.
  HandleId sleep(TaskId task, Time length) {
    const std::uint32_t where = line_;
    const HandleId timer = arm(now_ + length, task);
    line(where).suspend(task, WaitKind::Sleep, 0, timer);
    return timer;
  }
  void yield(TaskId task) {
    queued_[task] = next_handle_++;
    add({.kind = EventKind::TaskYielded, .task = task, .handle = queued_[task]});
  }
  void done(TaskId task, Outcome outcome = Outcome::Result, std::string_view result = {},
            std::string_view exception = {}) {
    add({.kind = EventKind::TaskDone,
         .detail = static_cast<std::uint8_t>(outcome),
         .task = task,
         .text = text(result),
         .extra = text(exception)});
  }
  void cancel(TaskId task, std::string_view message = {}) {
    add({.kind = EventKind::TaskCancelRequested, .task = task, .text = text(message)});
  }
  void cancel_delivered(TaskId task) { add({.kind = EventKind::CancelDelivered, .task = task}); }
  void destroy(TaskId task) { add({.kind = EventKind::TaskDestroyed, .task = task}); }
  void enter(TaskId task, std::string_view coroutine) {
    add({.kind = EventKind::CoroEntered, .task = task, .text = text(coroutine)});
  }
  void leave(TaskId task) { add({.kind = EventKind::CoroLeft, .task = task}); }

  // -- Futures and objects

  ObjectId create_object(ObjectKind kind, std::string_view name = {}, std::int64_t value = 0) {
    const ObjectId object = next_object_++;
    add({.kind = EventKind::ObjectCreated,
         .detail = static_cast<std::uint8_t>(kind),
         .object = object,
         .text = text(name),
         .value = value});
    return object;
  }
  void add_child(ObjectId gather, TaskId child) {
    add({.kind = EventKind::GatherChildAdded, .task = child, .object = gather});
  }
  void future_done(ObjectId object, Outcome outcome = Outcome::Result,
                   std::string_view result = {}) {
    add({.kind = EventKind::FutureDone,
         .detail = static_cast<std::uint8_t>(outcome),
         .object = object,
         .text = text(result)});
  }
  void set_event(ObjectId event) { add({.kind = EventKind::EventSet, .object = event}); }
  void clear_event(ObjectId event) { add({.kind = EventKind::EventCleared, .object = event}); }

  // -- What the program says

  void print(std::string_view words) { add({.kind = EventKind::Printed, .text = text(words)}); }
  void note(std::string_view words) { add({.kind = EventKind::Noted, .text = text(words)}); }
  void watch(std::string_view name, std::string_view value) {
    add({.kind = EventKind::Watched, .text = text(name), .extra = text(value)});
  }
  void busy(Time length) {
    now_ += length;
    add({.kind = EventKind::BusyEnded, .value = length.count()});
  }

  /// Any fact at all, as given but for the time, the line and who did it.
  void add(TraceEvent event) {
    event.time = now_;
    if (event.by == 0) event.by = stepping_;
    if (line_ != 0) event.location = trace_.intern_location(file_, line_);
    line_ = 0;
    trace_.append(event);
    const bool loop_itself =
        event.kind == EventKind::IterationBegan || event.kind == EventKind::HandleRunEnded ||
        event.kind == EventKind::TaskSuspended || event.kind == EventKind::TaskYielded;
    if (loop_itself) stepping_ = 0;
  }

  trace::StringId text(std::string_view words) { return trace_.intern(words); }

 private:
  trace::Trace trace_;
  std::string_view file_;
  Time now_{0};
  std::uint32_t line_ = 0;
  TaskId stepping_ = 0;
  HandleId next_handle_ = 1;
  ObjectId next_object_ = 1;
  int tasks_ = 0;
  std::map<TaskId, HandleId> queued_;
};

// -- A program as it runs

inline constexpr std::string_view kTwoWorkersCpp = R"(#include "core/aio.hpp"
using namespace aio;

static Coro<std::string> worker(std::string name, Duration delay) {
  print("{} started", name);                   // [1]
  co_await sleep(delay);                       // [2]
  print("{} finished after {}", name, delay);  // [3]
  co_return name;                              // [4]
}

Coro<> main_() {
  auto a = create_task(worker("A", 2s), "A");  // [5]
  auto b = create_task(worker("B", 1s), "B");  // [6]
  co_await a;                                  // [7]
  co_await b;                                  // [8]
}
)";

inline constexpr std::string_view kTwoWorkersPython = R"(from asyncio import create_task, run, sleep


async def worker(name, delay):
    print(f"{name} started")  # [1]
    await sleep(delay)  # [2]
    print(f"{name} finished after {delay}s")  # [3]
    return name  # [4]


async def main():
    a = create_task(worker("A", 2), name="A")  # [5]
    b = create_task(worker("B", 1), name="B")  # [6]
    await a  # [7]
    await b  # [8]


run(main())
)";

/// Two workers in tasks: main creates A (2 s) and B (1 s), awaits A, then B. B ends first; main
/// is woken once, by A. Eight iterations, 2.000 s, main is task 1, A task 2, B task 3.
inline trace::Trace two_workers_trace() {
  TraceBuilder b;
  b.trace().header = {.scenario = "two-workers", .parameters = {{"mode", "tasks"}}};
  b.trace().sources = {
      {"scenarios/basics/two_workers.cpp", "C++", std::string(kTwoWorkersCpp)},
      {"scenarios/python/two_workers.py", "Python", std::string(kTwoWorkersPython)}};

  b.loop_started();
  const TaskId main = b.create_task("main_");

  b.iteration();
  b.batch(1);
  b.step(main);
  const TaskId worker_a = b.line(12).create_task("worker", "A");
  const TaskId worker_b = b.line(13).create_task("worker", "B");
  b.line(14).suspend(main, WaitKind::Task, worker_a);

  b.iteration();
  b.batch(2);
  b.step(worker_a);
  b.line(5).print("A started");
  const HandleId timer_a = b.line(6).sleep(worker_a, 2s);
  b.step(worker_b);
  b.line(5).print("B started");
  const HandleId timer_b = b.line(6).sleep(worker_b, 1s);

  b.iteration_after(1s);
  b.expire(timer_b);
  b.batch(1);
  b.run(timer_b);
  b.wake(worker_b);
  b.ran(timer_b);

  b.iteration();
  b.batch(1);
  b.step(worker_b);
  b.line(7).print("B finished after 1s");
  b.done(worker_b, Outcome::Result, "'B'");

  b.iteration_after(1s);
  b.expire(timer_a);
  b.batch(1);
  b.run(timer_a);
  b.wake(worker_a);
  b.ran(timer_a);

  b.iteration();
  b.batch(1);
  b.step(worker_a);
  b.line(7).print("A finished after 2s");
  b.done(worker_a, Outcome::Result, "'A'");
  b.wake(main, worker_a);

  b.iteration();
  b.batch(1);
  b.step(main);
  b.done(main);
  const HandleId stop = b.queue_callback("stop the loop when main ends", main);

  b.iteration();
  b.batch(1);
  b.run(stop);
  b.ran(stop);
  b.loop_stopped();
  return std::move(b.trace());
}

/// Hands out the events of a prepared trace, at most `piece` per call, then is finished.
class ReplayFeed final : public session::Feed {
 public:
  explicit ReplayFeed(trace::Trace original, std::size_t piece = 1'000'000)
      : original_(std::move(original)), piece_(piece) {}

  session::FeedStatus advance(trace::Trace& trace, std::size_t most) override {
    if (trace.empty()) begin(trace);
    if (trace.size() == original_.size()) return session::FeedStatus::Finished;
    if (most == 0) return session::FeedStatus::Waiting;
    const std::size_t end =
        trace.size() + std::min({most, piece_, original_.size() - trace.size()});
    while (trace.size() < end) trace.append(original_[trace.size()]);
    return session::FeedStatus::Appended;
  }

 private:
  void begin(trace::Trace& trace) const {
    trace.header = original_.header;
    trace.sources = original_.sources;
    for (trace::StringId id = 1; id < original_.strings(); ++id) trace.intern(original_.text(id));
    for (trace::LocationId id = 1; id < original_.locations(); ++id) {
      const trace::Location location = original_.location(id);
      trace.intern_location(original_.text(location.file), location.line);
    }
  }

  trace::Trace original_;
  std::size_t piece_;
};

}  // namespace tests
