// EventLoop: owns the ready queue and the timers and runs handles.
//
// Invariants:
//  1. Only run_handle() runs handles, one at a time, in the order of the ready queue.
//  2. The batch of an iteration is what is ready once I/O and due timers have been collected;
//     a handle queued later waits for the next iteration.
//  3. The clock is read once per iteration to decide which timers are due.
//  4. Timers go by (deadline, order of arming).
//  5. Each fact is recorded right after the change it tells of.
// run_once() is begin_iteration() and run_handle() until it returns false; whoever drives the loop
// handle by handle gets the same order.   asyncio: BaseEventLoop (base_events.py)
#pragma once

#include <atomic>
#include <cassert>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "core/runtime/clock.hpp"
#include "core/runtime/handles.hpp"
#include "core/runtime/random.hpp"
#include "core/runtime/ready.hpp"
#include "core/runtime/ring.hpp"
#include "core/runtime/tasks.hpp"
#include "core/runtime/timer_heap.hpp"
#include "core/trace/recorder.hpp"

namespace aio {

/// What an exception handler is told.   asyncio: the context of call_exception_handler
struct ExceptionContext {
  std::string message;
  std::exception_ptr exception;  ///< null if there is none
};

class GeneratorState;
class Job;
class ThreadPool;

/// How create_task() starts a task.   asyncio: set_task_factory
enum class TaskFactory : std::uint8_t {
  Lazy,   ///< its first step joins the ready queue
  Eager,  ///< its first step runs inside create_task(), if the loop is running; what ends in it is
          ///< done on return, and awaiting it does not suspend
};
/// asyncio: eager_task_factory
inline constexpr TaskFactory eager_task_factory = TaskFactory::Eager;

/// Bounds of a run; 0: none. What would go over one raises its LimitError, LimitReached is
/// recorded, and the run ends before its next iteration. The first two are exact: the same program
/// reaches them at the same fact everywhere.
struct Limits {
  std::size_t tasks = 0;   ///< alive at once: TaskLimitError
  std::size_t events = 0;  ///< facts in the trace: EventLimitError
  std::size_t memory = 0;  ///< bytes of frames, tasks, objects and trace: MemoryLimitError
};

/// The loop of a thread. While it lives, loop() in this thread is this one; loops of one thread end
/// in the reverse order of their making. Its functions are for its own thread, but for
/// call_soon_threadsafe().   asyncio: BaseEventLoop
class EventLoop {
 public:
  /// `recorder` may be null: then nothing is recorded. REQUIRES: it outlives the loop.
  /// `iteration_cost`: on a virtual clock each iteration but the first takes this long, so that a
  /// loop that is never idle lets time pass.
  EventLoop(std::unique_ptr<Clock> clock, trace::Recorder* recorder,
            Duration iteration_cost = Duration());
  /// close()s.
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // -- Callbacks and timers. `label`, a string literal, is what the screen calls the callback: only
  // its address is kept. Callbacks run in a copy of the present context, or in the one that is
  // given; what they throw goes to the exception handler. All but call_soon_threadsafe() throw
  // RuntimeError on a closed loop, and a LimitError when a run is full.
  /// Puts `callback` at the end of the ready queue; never runs inside this call nor in the
  /// iteration that queued it.   asyncio: call_soon
  Handle call_soon(std::function<void()> callback, const char* label = "callback");
  Handle call_soon(std::function<void()> callback, const Context& context);
  /// Runs `callback` in the first iteration that finds the deadline, time() + `delay`, in the past
  /// or present, after all that is ready by then; timers of one iteration go by (deadline, order of
  /// arming). Zero or less: in the next iteration.   asyncio: call_later
  TimerHandle call_later(Duration delay, std::function<void()> callback,
                         const char* label = "timer callback");
  TimerHandle call_later(Duration delay, std::function<void()> callback, const Context& context);
  TimerHandle call_at(Duration when, std::function<void()> callback, const Context& context);
  /// The same; `when` is a moment of time().   asyncio: call_at
  TimerHandle call_at(Duration when, std::function<void()> callback,
                      const char* label = "timer callback");
  /// From any thread: `callback` joins the ready queue when the loop next looks for I/O, and a
  /// waiting loop is woken; on the virtual clock one that a job sends comes at the time that busy()
  /// has brought the job to. It runs in an empty context and cannot be cancelled. Throws
  /// RuntimeError on a closed loop.   asyncio: call_soon_threadsafe
  void call_soon_threadsafe(std::function<void()> callback);
  /// The loop's clock: time since the loop was made.   asyncio: time
  Duration time() const { return clock_->now(); }
  /// Iterations begun so far.
  std::int64_t iteration() const { return iteration_; }

  // -- Futures and tasks
  /// A pending future, to be completed with set_result() or set_exception().
  /// asyncio: create_future
  template <class T = void>
  Future<T> create_future() {
    const WaitReason reason(trace::WaitKind::Future, next_object());
    object_created(reason.id, trace::ObjectKind::Future, "");
    return Future<T>(Ref<FutureBase>(new FutureState<T>(*this, reason)));
  }
  /// A task of `coro`, in a copy of the present context. Its first step joins the ready queue and
  /// runs in the next iteration; the caller runs on. Without a `name` it is "Task-k". Throws
  /// RuntimeError for a coroutine that was awaited or moved away and on a closed loop, and a
  /// LimitError.   asyncio: create_task
  template <class T>
  Task<T> create_task(Coro<T> coro, std::string_view name = "", Location at = Location::current()) {
    return make_task(std::move(coro), name, copy_of_current_context(), at);
  }
  /// The task runs in `context`, which it may share with others.
  template <class T>
  Task<T> create_task(Coro<T> coro, std::string_view name, const Context& context,
                      Location at = Location::current()) {
    return make_task(std::move(coro), name, context.state(), at);
  }
  /// A task that does nothing but that: sleep(), event.wait() ...
  template <MakesCoro A>
  auto create_task(A&& awaitable, std::string_view name = "", Location at = Location::current()) {
    return create_task(std::forward<A>(awaitable).coro(), name, at);
  }
  template <MakesCoro A>
  auto create_task(A&& awaitable, std::string_view name, const Context& context,
                   Location at = Location::current()) {
    return create_task(std::forward<A>(awaitable).coro(), name, context, at);
  }
  /// How tasks start from now on.   asyncio: set_task_factory
  void set_task_factory(TaskFactory factory) { factory_ = factory; }
  TaskFactory get_task_factory() const { return factory_; }
  /// Unfinished tasks, oldest first; `Task<>(ref)` makes a task to await of one.
  /// asyncio: all_tasks
  std::vector<Ref<TaskBase>> all_tasks() const;
  /// The task whose step is being run; null in plain callbacks.   asyncio: current_task
  TaskBase* current_task() const { return current_task_; }

  // -- Running
  /// Runs until `main` is done; returns its result or throws what it ended with. The iteration
  /// after the one in which `main` ended is run to its end: other tasks may make one more step.
  /// Throws RuntimeError if the loop runs already, is closed, or is stopped before `main` is done;
  /// DeadlockError if `main` can never end; a LimitError. After the last two it can run again.
  /// asyncio: run_until_complete
  template <class T>
  T run_until_complete(Coro<T> main) {
    require_not_running();
    Task<T> task = create_task(std::move(main), "", Location());
    task.state()->as_task()->no_destroy_report();
    return run_until_complete(task);
  }
  template <MakesCoro A>
  auto run_until_complete(A&& awaitable) {
    return run_until_complete(std::forward<A>(awaitable).coro());
  }
  /// The same for a task or a future.
  template <class T>
  T run_until_complete(const Future<T>& future) {
    run_until_done(*future.state());
    return future.result();
  }
  /// Runs until stop(). Throws as run_until_complete() does; a loop with nothing left to do is a
  /// deadlock.   asyncio: run_forever
  void run_forever();
  /// The loop ends after the batch that is being run; called before, after one iteration.
  /// asyncio: stop
  void stop() { stopping_ = true; }
  bool is_running() const { return running_; }
  /// Waits for the jobs of the executor, then drops everything: ready handles, timers, the frames
  /// of tasks that are not done. Throws RuntimeError while it runs.   asyncio: close
  void close();
  bool is_closed() const { return closed_; }

  /// One iteration. Throws DeadlockError if nothing can ever happen again.   asyncio: _run_once
  void run_once();
  /// Collects I/O and due timers and fixes the batch.
  void begin_iteration();
  /// Runs the next handle of the batch; false when there is none left.
  bool run_handle();

  /// Called before each handle, and before each iteration (`handle`: which of the two): who wants
  /// the loop to stand still does not return. Empty: nobody.
  using Gate = std::function<void(EventLoop&, bool handle)>;
  void set_gate(Gate gate) {
    gate_ = std::move(gate);
    set_careful();
  }

  // -- Exceptions that nobody catches
  using ExceptionHandler = std::function<void(EventLoop&, const ExceptionContext&)>;
  /// Empty: the default one, which writes to standard error.   asyncio: set_exception_handler
  void set_exception_handler(ExceptionHandler handler) { handler_ = std::move(handler); }
  /// Reports to the handler, at once. A handler that throws is passed over for the default one.
  /// asyncio: call_exception_handler
  const ExceptionHandler& get_exception_handler() const { return handler_; }
  /// What is done where there is no handler.   asyncio: default_exception_handler
  void default_exception_handler(const ExceptionContext& context);
  void call_exception_handler(std::string message, std::exception_ptr error,
                              trace::ObjectId object = 0);

  // -- Bounds and debug mode
  /// From now on; a bound that was reached before is forgotten.
  void set_limits(const Limits& limits) {
    limits_ = limits;
    limited_ = limits.events != 0 || limits.memory != 0;
    bounded_ = limits.tasks != 0 || limits.memory != 0;
    limit_error_ = nullptr;
    full_ = false;
  }
  /// Debug mode reports handles that hold the loop for slow_callback_duration or longer, and throws
  /// RuntimeError where another thread than the loop's calls call_soon, call_later or call_at. No
  /// effect on the order.   asyncio: set_debug
  void set_debug(bool enabled) {
    debug_ = enabled;
    set_careful();
  }
  bool get_debug() const { return debug_; }
  Duration slow_callback_duration = 100ms;  ///< may be changed while it runs

  // -- What the program says
  /// Where the loop's own reports go, a line at a time; empty: standard error.   asyncio: its
  /// logger
  void set_log(std::function<void(std::string_view)> log) { log_ = std::move(log); }
  /// Where printed lines go; empty: standard output.
  void set_print(std::function<void(std::string_view)> print) { print_ = std::move(print); }
  /// See print().
  void print_line(std::string_view line, Location at);
  /// Simulated work: holds the loop for `d`; see busy() in probes.hpp.
  void busy(Duration d, Location at);

  /// The random numbers of this loop's run: they begin at RunOptions::seed.
  Random& random() { return random_; }

  // -- For the library
  /// The loop of this thread; throws RuntimeError if there is none.
  static EventLoop& current() {
    if (current_ == nullptr) throw_no_loop();
    return *current_;
  }
  static bool has_current() noexcept { return current_ != nullptr; }
  /// True if `loop` exists and is this thread's, or one under that.
  static bool is_alive(const EventLoop* loop) {
    const EventLoop* one = current_;
    while (one != loop && one != nullptr) one = one->outer_;
    return one != nullptr;
  }
  static void coroutine_dropped(std::string_view name) noexcept;

  /// Runs `work` on a thread, as soon as one is free; `done` runs in the loop when it ended. `job`:
  /// the future of its result.
  void submit(trace::ObjectId job, std::function<void()> work, std::function<void()> done);
  /// One that has not begun never will; for others nothing happens.
  void withdraw_job(trace::ObjectId job);

  Clock& clock() { return *clock_; }
  bool traced() const { return recorder_ != nullptr; }
  /// The time now, which the facts that follow in this step carry, too: so that in a trace a
  /// deadline is as far from the arming of its timer as the program said.
  Duration stamp();
  /// Records a fact, if there is a trace: `fill(event)` completes what has its kind, the time, the
  /// place and the task whose step is being run. It may intern texts, and tells nothing itself.
  template <class Fill>
  void tell(trace::EventKind kind, Location at, const Fill& fill) {
    if (recorder_ == nullptr) return;
    trace::TraceEvent& e = recorder_->next();
    e = trace::TraceEvent();
    e.kind = kind;
    e.time = stamp_.chrono();
    if (current_task_ != nullptr) e.by = current_task_->id();
    fill(e);
    e.location = recorder_->location(at.file, at.line);  // after its texts, as in all writings
    recorder_->appended();
    if (limited_) [[unlikely]] {
      check_limits();
    }
  }
  template <class Fill>
  void tell(trace::EventKind kind, const Fill& fill) {
    tell(kind, Location(), fill);
  }
  /// The same, of a fact whose own fields are complete.
  void emit(const trace::TraceEvent& event, Location at = Location()) {
    if (recorder_ != nullptr) record(event, at);
  }
  trace::StringId intern(std::string_view text) {
    return recorder_ == nullptr ? 0 : recorder_->intern(text);
  }
  /// The same; the characters stay where they are as long as the program runs.
  trace::StringId intern_literal(std::string_view text) {
    return recorder_ == nullptr ? 0 : recorder_->intern_literal(text);
  }
  /// How the trace shows a value: see repr().
  template <class T>
  trace::StringId text_of(const T& value) {
    if (recorder_ == nullptr) return 0;
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool> && sizeof(T) >= sizeof(int) &&
                  !std::is_same_v<T, wchar_t> && !std::is_same_v<T, char32_t>) {
      if (std::in_range<std::int32_t>(value) && value >= 0) {
        return trace::kNumbers + static_cast<trace::StringId>(value);
      }
    }
    return recorder_->intern(repr(value));
  }
  trace::ObjectId next_object() {
    if (objects_ == std::numeric_limits<trace::ObjectId>::max()) throw_too_many_objects();
    return ++objects_;
  }
  /// `value`, `part`: see the fact ObjectCreated.
  void object_created(trace::ObjectId id, trace::ObjectKind kind, std::string_view name,
                      std::int64_t value = 0, trace::ObjectId part = 0);
  /// Nothing refers to it any more; nothing happens once the loop is closed.
  void object_gone(trace::ObjectId id) noexcept;
  /// Tells this loop from all others of the process.
  std::uint64_t run() const { return run_; }
  /// Throws the LimitError if the trace may not grow any more.
  void require_room() const {
    if (full_) std::rethrow_exception(limit_error_);
  }
  /// A callback caused by the completion of `cause`.
  void queue_handle(Ref<HandleState> handle, trace::ObjectId cause, ContextSlot context);
  Handle queue_callback(std::function<void()> callback, const char* label, trace::ObjectId cause,
                        ContextSlot context);
  /// A step of the task; the reference to it goes to the ready queue.
  trace::HandleId queue_task(Ref<TaskBase> task) {
    ready_.push_back(Ready(*task.detach()));
    return ++handles_;
  }
  std::uint64_t next_callback() { return ++callbacks_; }
  void arm_timer(Duration when, const Ref<HandleState>& handle, trace::TaskId sleeper,
                 ContextSlot context);
  void handle_cancelled(HandleState& handle);
  void add_pending(FutureBase& future) noexcept {
    if (future.kind_ == trace::WaitKind::Task) ++live_tasks_;
    future.previous_pending_ = last_pending_;
    (last_pending_ != nullptr ? last_pending_->next_pending_ : first_pending_) = &future;
    last_pending_ = &future;
  }
  void generator_started(GeneratorState& generator) { generators_.push_back(&generator); }
  void generator_gone(GeneratorState& generator) noexcept { std::erase(generators_, &generator); }
  bool has_asyncgens() const { return !generators_.empty(); }
  /// Closes all generators that were started and have not ended, all at once; their errors go to
  /// the exception handler.   asyncio: shutdown_asyncgens
  Coro<> shutdown_asyncgens();
  static void remove_pending(FutureBase& future) noexcept;

 private:
  friend class Inspector;
  friend class TaskBase;
  friend class Waiter;

  /// What another thread sent: a callback, or the number of a job that ended. `when`: by the clock
  /// of the job that ended or sent it.
  struct Posted {
    Duration when;
    trace::ObjectId job = 0;   // that ended
    trace::ObjectId from = 0;  // the job that sent the callback, on the virtual clock; 0: who knows
    std::function<void()> callback;
    std::uint64_t order = 0;
    ContextSlot context;
  };

  /// A job that the program was not told the end of.
  struct PendingJob {
    std::shared_ptr<Job> job;
    std::function<void()> done;
    std::uint32_t thread = 0;  // that runs it, counted from 1; 0: none is free
  };

  void begin_jobs();
  void start(const std::shared_ptr<Job>& job);
  void job_ended(trace::ObjectId id);
  void refuse_callbacks();
  void finish_jobs();
  void post(Posted posted);
  void take_posted() {
    if (any_posted_.load(std::memory_order_acquire)) take_all_posted();
  }
  void take_all_posted();
  void queue_arrived(bool jobs);
  bool callback_arrived() const;
  bool is_due(const Posted& posted, bool jobs) const;
  std::size_t jobs_running() const;
  std::size_t jobs_silent() const;
  void wait_for_next(std::optional<Duration> timer);
  template <class T>
  [[gnu::always_inline]] Task<T> make_task(Coro<T>&& coro, std::string_view name,
                                           ContextSlot context, Location at) {
    if (!coro) throw_reused();
    if (bounded_ || limit_error_) require_room_for(coro);
    Ref<TaskBase> task(new TaskState<T>(*this, next_object(), coro.take()));
    task_created(*task, name, std::move(context), at);
    return Task<T>(std::move(task));
  }
  void task_created(TaskBase& task, std::string_view name, ContextSlot context, Location at);
  void run_until_done(FutureBase& future);
  void require_room_for(CoroBase& coro);
  template <class E>
  void reach(std::size_t limit, std::string sentence);
  void check_limits();
  void check_thread() const;
  void check_duration(const Ready& handle, trace::HandleId id, Duration began);
  void log(std::string_view line);
  [[noreturn]] static void throw_no_loop();
  [[noreturn]] static void throw_too_many_objects();
  void record(const trace::TraceEvent& event, Location at);
  void drop_ready();
  bool skip_cancelled();
  void set_careful() {
    careful_ = debug_ || gate_ || (real_ && traced());
    plain_ = !gate_ && !(real_ && traced()) && iteration_cost_ == Duration();
  }
  void begin_any_iteration();
  void begin_batch() {
    batch_ = ready_.size();
    if (traced()) tell_batch();
  }
  [[gnu::noinline]] void tell_plain_iteration();
  [[gnu::noinline]] void tell_batch();
  void run_carefully(Ready next);
  void run(Ready next);
  void wait_for_ready();
  void drop_cancelled_timers();
  void collect_timers();
  std::vector<DeadlockError::Pending> pending_tasks() const;
  void run_callback(HandleState& handle);
  void require_open() const {
    if (closed_) throw_closed();
  }
  [[noreturn]] static void throw_closed();
  void require_callable() const;
  void require_not_running() const;
  void read_stamp() { stamp_ = clock_->now(); }
  /// Lets `d` pass.
  void spend(Duration d) {
    clock_->advance(d);
    read_stamp();
  }

  static inline constinit thread_local EventLoop* current_ = nullptr;

  std::unique_ptr<Clock> clock_;
  trace::Recorder* recorder_;
  const bool real_;  // the clock
  Duration stamp_;   // of facts; on the real clock: when the present handle began
  Ring<Ready> ready_;
  TimerHeap timers_;
  std::size_t cancelled_timers_ = 0;
  std::size_t batch_ = 0;  // handles of this iteration that have not begun
  std::int64_t iteration_ = 0;
  trace::HandleId handles_ = 0;
  trace::ObjectId objects_ = 0;
  std::uint64_t callbacks_ = 0;  // that were added to futures
  std::uint32_t waits_ = 0;      // that began, of those without a future
  unsigned tasks_ = 0;
  std::size_t live_tasks_ = 0;
  std::unordered_map<trace::ObjectId, std::string> names_;  // of objects that have one
  std::uint64_t run_;
  Duration iteration_cost_;
  Limits limits_;
  std::exception_ptr limit_error_;  // of the bound that was reached
  bool full_ = false;               // that was not the bound of tasks
  bool limited_ = false;            // there is a bound of facts or memory
  bool bounded_ = false;            // or of tasks or memory
  bool debug_ = false;
  bool careful_ = false;  // there is more to do for a handle than to run it
  bool plain_ = false;    // there is nothing to do for an iteration if nothing comes or is due
  Random random_{0};
  std::thread::id thread_;  // in which it runs
  TaskBase* current_task_ = nullptr;
  std::vector<TaskBase*> outer_tasks_;   // inside whose steps that was started, outermost first
  FutureBase* first_pending_ = nullptr;  // all futures and tasks that are not done
  FutureBase* last_pending_ = nullptr;
  std::vector<GeneratorState*> generators_;  // started and not ended, oldest first
  Gate gate_;
  ExceptionHandler handler_;
  std::function<void(std::string_view)> print_;
  std::function<void(std::string_view)> log_;
  std::mutex posted_mutex_;
  std::vector<Posted> posted_;  // guarded by posted_mutex_
  std::uint64_t posts_ = 0;     // likewise
  std::atomic<bool> any_posted_ = false;
  std::vector<Posted> arrived_;                 // taken over, not yet due
  std::map<trace::ObjectId, PendingJob> jobs_;  // in the order of submission
  std::uint32_t busy_threads_ = 0;              // a bit for each that has a job
  std::unique_ptr<ThreadPool> pool_;
  TaskFactory factory_ = TaskFactory::Lazy;
  bool stopping_ = false;
  bool running_ = false;
  std::atomic<bool> closed_ = false;  // workers ask
  EventLoop* outer_ = nullptr;        // the loop that was this thread's before
};

// -- What futures, tasks and waiters do with their loop

inline FutureBase::FutureBase(EventLoop& loop, WaitReason reason)
    : traced_(loop.traced()), kind_(reason.kind), loop_(&loop), id_(reason.id) {
  loop.add_pending(*this);
}

inline TaskBase::TaskBase(EventLoop& loop, trace::TaskId id, PromiseBase* root)
    : FutureBase(loop, WaitReason(trace::WaitKind::Task, id)),
      leaf_(root),
      coroutine_(root->name().data()),
      coroutine_size_(static_cast<std::uint16_t>(root->name().size())) {
  root->enter(*this, nullptr, nullptr);
}

inline void TaskBase::queue_step(Ref<TaskBase> self) {
  assert(queued_ == 0 && "at most one step of a task is in the ready queue");
  queued_ = loop_->queue_task(std::move(self));
}

inline void Waiter::suspend(WaitReason reason, Again again) {
  assert(waits());
  suspended_ = true;
  task_->retain();
  again_ = again;
  reason_ = reason;
  order_ = ++task_->loop().waits_;
  task_->suspend_in(*this);
}

inline bool Waiter::wake() {
  if (!waits()) return false;
  stage_ = Stage::Woken;
  if (suspended_) end();
  return true;
}

inline void Waiter::end() {
  task_->queue_step(Ref<TaskBase>::adopt(task_));
  if (task_->traced()) task_->tell_queued(reason_.object());
}

template <class T>
trace::StringId FutureBase::text_of(const T& value) const {
  return traced() ? loop_->text_of(value) : 0;
}

/// The loop of this thread, running or not. Throws RuntimeError if there is none.
/// asyncio: get_running_loop
inline EventLoop& loop() { return EventLoop::current(); }

/// A task of this thread's loop: see EventLoop::create_task.   asyncio: create_task
template <class T>
Task<T> create_task(Coro<T> coro, std::string_view name = "", Location at = Location::current()) {
  return loop().create_task(std::move(coro), name, at);
}
template <class T>
Task<T> create_task(Coro<T> coro, std::string_view name, const Context& context,
                    Location at = Location::current()) {
  return loop().create_task(std::move(coro), name, context, at);
}

template <MakesCoro A>
auto create_task(A&& awaitable, std::string_view name = "", Location at = Location::current()) {
  return loop().create_task(std::forward<A>(awaitable).coro(), name, at);
}
template <MakesCoro A>
auto create_task(A&& awaitable, std::string_view name, const Context& context,
                 Location at = Location::current()) {
  return loop().create_task(std::forward<A>(awaitable).coro(), name, context, at);
}

/// The task whose step is being run, without its result's type; empty in plain callbacks.
/// asyncio: current_task
inline Task<> current_task() { return Task<>(Ref<TaskBase>(loop().current_task())); }

/// Unfinished tasks, oldest first (asyncio: a set).   asyncio: all_tasks
inline std::vector<Task<>> all_tasks() {
  std::vector<Task<>> tasks;
  for (const Ref<TaskBase>& task : loop().all_tasks()) tasks.emplace_back(task);
  return tasks;
}

}  // namespace aio
