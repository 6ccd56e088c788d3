#include "core/runtime/event_loop.hpp"

#include <algorithm>
#include <cassert>
#include <cstdio>

#include "core/runtime/executors.hpp"
#include "core/runtime/thread_pool.hpp"

namespace aio {

using trace::EventKind;
using trace::TraceEvent;

namespace {

constexpr Duration kLongestWait = 24h;

std::atomic<std::uint64_t> runs = 0;

TraceEvent fact(EventKind kind) {
  TraceEvent e;
  e.kind = kind;
  return e;
}

}  // namespace

EventLoop::EventLoop(std::unique_ptr<Clock> clock, trace::Recorder* recorder,
                     Duration iteration_cost)
    : clock_(std::move(clock)),
      recorder_(recorder),
      real_(clock_->kind() == trace::ClockKind::Real),
      run_(++runs),
      iteration_cost_(real_ ? Duration() : iteration_cost),
      outer_(current_) {
  current_ = this;
  set_debug(false);
  read_stamp();
  TraceEvent e = fact(EventKind::LoopStarted);
  e.value = iteration_cost_.count();
  e.detail = static_cast<std::uint8_t>(clock_->kind());
  emit(e);
}

EventLoop::~EventLoop() {
  close();
  current_ = outer_;
}

void EventLoop::throw_no_loop() { throw RuntimeError("no running event loop"); }

void EventLoop::throw_too_many_objects() {
  throw RuntimeError("a run can make at most 4294967295 tasks and objects");
}

// -- Recording

Duration EventLoop::stamp() {
  read_stamp();
  return stamp_;
}

void EventLoop::record(const TraceEvent& event, Location at) {
  tell(event.kind, at, [&](TraceEvent& e) {
    const auto [time, by] = std::tuple(e.time, e.by);
    e = event;
    e.time = time;
    e.by = by;
  });
}

void EventLoop::object_created(trace::ObjectId id, trace::ObjectKind kind, std::string_view name,
                               std::int64_t value, trace::ObjectId part) {
  if (!name.empty()) names_.emplace(id, name);
  tell(EventKind::ObjectCreated, [&](TraceEvent& e) {
    e.object = id;
    e.detail = static_cast<std::uint8_t>(kind);
    e.text = intern(name);
    e.value = value;
    e.task = part;
  });
}

void EventLoop::object_gone(trace::ObjectId id) noexcept {
  if (closed_) return;
  if (!names_.empty()) names_.erase(id);
  tell(EventKind::ObjectGone, [&](TraceEvent& e) { e.object = id; });
}

// -- Callbacks and timers

void EventLoop::throw_closed() { throw RuntimeError("Event loop is closed"); }

void EventLoop::require_callable() const {
  require_open();
  require_room();
  if (debug_) check_thread();
}

Handle EventLoop::call_soon(std::function<void()> callback, const char* label) {
  require_callable();
  return queue_callback(std::move(callback), label, 0, copy_of_current_context());
}

Handle EventLoop::call_soon(std::function<void()> callback, const Context& context) {
  require_callable();
  return queue_callback(std::move(callback), "callback", 0, context.state());
}

Handle EventLoop::queue_callback(std::function<void()> callback, const char* label,
                                 trace::ObjectId cause, ContextSlot context) {
  const Ref<HandleState> handle(new FunctionHandle(label, std::move(callback)));
  queue_handle(handle, cause, std::move(context));
  return Handle(handle);
}

void EventLoop::queue_handle(Ref<HandleState> handle, trace::ObjectId cause, ContextSlot context) {
  handle->id = ++handles_;
  handle->loop = this;
  handle->context = std::move(context);
  handle->place = HandleState::Place::Queued;
  const char* const label = handle->label;
  ready_.push_back(Ready(*handle.detach()));
  tell(EventKind::HandleQueued, [&](TraceEvent& e) {
    e.handle = handles_;
    e.object = cause;
    e.text = intern_literal(label);
  });
}

TimerHandle EventLoop::call_later(Duration delay, std::function<void()> callback,
                                  const char* label) {
  return call_at(stamp() + delay, std::move(callback), label);
}

TimerHandle EventLoop::call_at(Duration when, std::function<void()> callback, const char* label) {
  require_callable();
  const Ref<FunctionHandle> handle(new FunctionHandle(label, std::move(callback)));
  handle->when = when;
  arm_timer(when, handle, 0, copy_of_current_context());
  return TimerHandle(handle);
}

TimerHandle EventLoop::call_later(Duration delay, std::function<void()> callback,
                                  const Context& context) {
  return call_at(stamp() + delay, std::move(callback), context);
}

TimerHandle EventLoop::call_at(Duration when, std::function<void()> callback,
                               const Context& context) {
  require_callable();
  const Ref<FunctionHandle> handle(new FunctionHandle("timer callback", std::move(callback)));
  handle->when = when;
  arm_timer(when, handle, 0, context.state());
  return TimerHandle(handle);
}

void EventLoop::arm_timer(Duration when, const Ref<HandleState>& handle, trace::TaskId sleeper,
                          ContextSlot context) {
  handle->id = ++handles_;
  handle->loop = this;
  handle->context = std::move(context);
  handle->place = HandleState::Place::Armed;
  timers_.push(when, handle);
  tell(EventKind::TimerArmed, [&](TraceEvent& e) {
    e.handle = handle->id;
    e.value = when.count();
    e.task = sleeper;
    e.text = intern_literal(handle->label);
  });
}

void EventLoop::handle_cancelled(HandleState& handle) {
  const bool armed = handle.place == HandleState::Place::Armed;
  if (armed) ++cancelled_timers_;
  tell(armed ? EventKind::TimerCancelled : EventKind::HandleCancelled,
       [&](TraceEvent& e) { e.handle = handle.id; });
}

/// Cancelled timers leave when they come to the top, or all at once when they are the majority.
void EventLoop::drop_cancelled_timers() {
  if (timers_.size() > 100 && cancelled_timers_ * 2 > timers_.size()) {
    timers_.drop_cancelled();
    cancelled_timers_ = 0;
  }
  while (!timers_.empty() && timers_.front().handle->cancelled) {
    --cancelled_timers_;
    timers_.pop_front();
  }
}

/// Those that are due join the ready queue.
void EventLoop::collect_timers() {
  const Duration now = stamp_;
  while (!timers_.empty() && timers_.front().when <= now) {
    timers_.front().handle->fetch();  // while the heap is put in order
    Ref<HandleState> handle = timers_.pop_front();
    if (!timers_.empty()) {
      __builtin_prefetch(timers_.front().handle);
      __builtin_prefetch(reinterpret_cast<const char*>(timers_.front().handle) + 64);
    }
    if (handle->cancelled) {
      --cancelled_timers_;
      continue;
    }
    handle->place = HandleState::Place::Queued;
    const trace::HandleId id = handle->id;
    ready_.push_back(Ready(*handle.detach()));
    tell(EventKind::TimerExpired, [&](TraceEvent& e) { e.handle = id; });
  }
}

// -- Tasks

void EventLoop::task_created(TaskBase& task, std::string_view name, ContextSlot context,
                             Location at) {
  require_open();
  task.context_ = std::move(context);
  ++tasks_;
  task.number_ = tasks_;
  if (!name.empty()) {
    task.named_ = true;
    task.rare().name = name;
  }
  const bool eager = factory_ == TaskFactory::Eager && running_;
  if (!eager) task.queue_step(Ref<TaskBase>(&task));
  tell(EventKind::TaskCreated, at, [&](TraceEvent& e) {
    e.handle = task.queued_;
    e.task = task.id();
    e.text = intern(name);
    if (name.empty()) e.value = task.number_;
    e.extra = intern_literal(task.coroutine());
    e.detail = name.empty() ? 0 : 1;
  });
  if (eager) task.step();
}

void EventLoop::remove_pending(FutureBase& future) noexcept {
  EventLoop* const loop = future.loop_;
  FutureBase* const before = std::exchange(future.previous_pending_, nullptr);
  FutureBase* const after = std::exchange(future.next_pending_, nullptr);
  // Removed already, or the loop has closed and forgotten it.
  if (before == nullptr && (!is_alive(loop) || loop->first_pending_ != &future)) return;
  if (future.kind_ == trace::WaitKind::Task) --loop->live_tasks_;
  (before != nullptr ? before->next_pending_ : loop->first_pending_) = after;
  (after != nullptr ? after->previous_pending_ : loop->last_pending_) = before;
}

std::vector<Ref<TaskBase>> EventLoop::all_tasks() const {
  std::vector<Ref<TaskBase>> tasks;
  for (FutureBase* f = first_pending_; f != nullptr; f = f->next_pending_) {
    if (!f->done() && f->as_task() != nullptr) tasks.emplace_back(f->as_task());
  }
  return tasks;
}

std::vector<DeadlockError::Pending> EventLoop::pending_tasks() const {
  std::vector<DeadlockError::Pending> pending;
  for (const Ref<TaskBase>& t : all_tasks()) {
    const Location at = t->location();
    const std::string where = at.line != 0 ? fmt::format("{}:{}", at.file, at.line) : "";
    if (t->waits_ == TaskBase::Waits::No) {
      pending.push_back({t->id(), t->name(), 0, "what was dropped", where});
      continue;
    }
    const WaitReason on = t->waits_for();
    const trace::ObjectId id = on.object();
    std::string what(trace::word(on.kind));
    if (FutureBase* const awaited = t->awaited(); awaited != nullptr && awaited->as_task()) {
      what += " " + awaited->as_task()->name();
    } else if (const auto name = names_.find(id); name != names_.end()) {
      what += " " + name->second;
    }
    pending.push_back({t->id(), t->name(), id, what, where});
  }
  return pending;
}

// -- One iteration

void EventLoop::begin_iteration() {
  const bool nothing_due =
      timers_.empty() || (!real_ && cancelled_timers_ == 0 && timers_.front().when > stamp_);
  const bool nothing_came = !any_posted_.load(std::memory_order_acquire) && arrived_.empty();
  if (plain_ && nothing_due && nothing_came && !ready_.empty() && batch_ == 0 && !limit_error_) {
    ++iteration_;
    if (traced()) tell_plain_iteration();
    begin_batch();
  } else {
    begin_any_iteration();
  }
}

void EventLoop::begin_any_iteration() {
  if (limit_error_) {
    const std::exception_ptr error = limit_error_;
    set_limits(Limits());  // what the shutdown takes is not bounded
    std::rethrow_exception(error);
  }
  if (gate_) gate_(*this, false);
  if (iteration_++ > 0 && iteration_cost_ > Duration()) spend(iteration_cost_);
  while (batch_ > 0 && ready_.front().cancelled()) drop_ready();
  if (cancelled_timers_ > 0) drop_cancelled_timers();
  take_posted();
  read_stamp();
  const bool idle = ready_.empty() && !stopping_;
  if (idle || traced() || !arrived_.empty()) wait_for_ready();
  if (!timers_.empty() && timers_.front().when <= stamp_) collect_timers();
  begin_batch();
}

void EventLoop::tell_plain_iteration() {
  tell(EventKind::IterationBegan, [](TraceEvent&) {});
}

void EventLoop::tell_batch() {
  tell(EventKind::BatchBegan, [&](TraceEvent& e) { e.value = static_cast<std::int64_t>(batch_); });
}

/// Waits for a timer or for another thread, unless something is ready; what arrived from other
/// threads joins the ready queue.
void EventLoop::wait_for_ready() {
  const bool real = real_;
  std::optional<Duration> deadline;
  if (!timers_.empty()) deadline = timers_.front().when;
  const bool arrived = !arrived_.empty() && (real || callback_arrived());
  const bool polls_only = !ready_.empty() || stopping_ || arrived;
  Duration limit;
  if (!polls_only && deadline) {
    limit = std::clamp(*deadline - stamp_, Duration(), kLongestWait);
  } else if (!polls_only) {
    limit = std::chrono::nanoseconds(-1);
  }
  tell(EventKind::IterationBegan, [&](TraceEvent& e) { e.value = limit.count(); });

  if (limit != Duration()) {
    const Duration start = stamp_;
    if (deadline) deadline = start + limit;
    wait_for_next(deadline);
    read_stamp();
    tell(EventKind::SelectEnded, [&](TraceEvent& e) { e.value = (stamp_ - start).count(); });
    take_posted();
    queue_arrived(true);
  } else if (!arrived_.empty()) {
    // On the virtual clock jobs' completions are for when nothing else is left to do: so runs
    // repeat.
    queue_arrived(real);
  }
}

/// Nothing is ready: waits for the next timer, or for another thread.
void EventLoop::wait_for_next(std::optional<Duration> timer) {
  if (clock_->kind() == trace::ClockKind::Real) {
    if (jobs_running() > 0) {
      clock_->wait_for_wake(timer);
      return;
    }
  } else {
    // Which job does something first is known when all have.
    while (jobs_silent() > 0 && !callback_arrived()) {
      clock_->wait_for_wake(std::nullopt);
      take_posted();
    }
    if (callback_arrived()) return;
  }
  for (const Posted& p : arrived_) timer = std::min(timer.value_or(p.when), p.when);
  if (clock_->wait_until(timer)) return;
  const auto pending = pending_tasks();
  TraceEvent e = fact(EventKind::DeadlockFound);
  e.value = static_cast<std::int64_t>(pending.size());
  emit(e);
  throw DeadlockError(pending);
}

bool EventLoop::run_handle() {
  if (batch_ == 0) return false;
  if (!ready_.front().is_task() && !skip_cancelled()) return false;
  if (careful_ && gate_) gate_(*this, true);
  const Ready next = ready_.pop_front();
  const auto keep = Ref<Counted>::adopt(next.what());
  --batch_;
  if (careful_) [[unlikely]] {
    run_carefully(next);
  } else {
    run(next);
  }
  return true;
}

void EventLoop::run(Ready next) {
  if (next.is_task()) {
    next.task().step();
  } else {
    next.handle().place = HandleState::Place::Gone;
    run_callback(next.handle());
  }
}

void EventLoop::run_carefully(Ready next) {
  if (debug_ || (real_ && traced())) read_stamp();
  const Duration began = stamp_;
  const trace::HandleId id = next.id();
  run(next);
  if (debug_) check_duration(next, id, began);
}

/// Brings one that is not cancelled to the front. False if the batch has none: cancelled ones at
/// its end leave with the next iteration.
bool EventLoop::skip_cancelled() {
  std::size_t skipped = 0;
  while (skipped < batch_ && ready_[skipped].cancelled()) ++skipped;
  if (skipped == batch_) return false;
  for (; skipped > 0; --skipped) drop_ready();
  return true;
}

void EventLoop::drop_ready() {
  const auto handle = Ref<HandleState>::adopt(&ready_.pop_front().handle());
  --batch_;
  handle->place = HandleState::Place::Gone;
}

void EventLoop::run_callback(HandleState& handle) {
  tell(EventKind::HandleRunBegan, [&](TraceEvent& e) { e.handle = handle.id; });
  {
    ContextSlot context = std::move(handle.context);
    const ContextScope scope(context);
    try {
      handle.run();
    } catch (...) {
      call_exception_handler(fmt::format("Exception in callback {}", handle.label),
                             std::current_exception());
    }
  }
  handle.drop();  // what the callback owned is released before it counts as ended
  tell(EventKind::HandleRunEnded, [&](TraceEvent& e) { e.handle = handle.id; });
}

void EventLoop::run_once() {
  begin_iteration();
  while (batch_ > 0) {
    const Ready next = ready_.front();
    if (careful_ || !next.is_task()) [[unlikely]] {
      if (!run_handle()) break;
      continue;
    }
    ready_.pop_front();
    --batch_;
    const auto task = Ref<TaskBase>::adopt(&next.task());
    task->step();
  }
}

void EventLoop::require_not_running() const {
  require_open();
  if (running_) throw RuntimeError("This event loop is already running");
  for (const EventLoop* l = current_; l != nullptr; l = l->outer_) {
    if (l->running_) {
      throw RuntimeError("Cannot run the event loop while another loop is running");
    }
  }
}

void EventLoop::run_forever() {
  require_not_running();
  running_ = true;
  thread_ = std::this_thread::get_id();
  struct Leave {
    EventLoop& loop;
    ~Leave() { loop.running_ = loop.stopping_ = false; }
  } const leave{*this};
  do {
    run_once();
  } while (!stopping_);
}

void EventLoop::run_until_done(FutureBase& future) {
  require_not_running();
  const Ref<FutureBase> keep(&future);
  const auto callback =
      future.add_done_callback([this](FutureBase&) { stop(); }, "stop the loop when main ends");
  try {
    run_forever();
  } catch (...) {
    future.remove_done_callback(callback);
    throw;
  }
  if (!future.done()) {
    future.remove_done_callback(callback);
    throw RuntimeError("Event loop stopped before Future completed.");
  }
}

void EventLoop::close() {
  if (closed_) return;
  if (running_) throw RuntimeError("Cannot close a running event loop");
  refuse_callbacks();
  finish_jobs();
  const auto drop = [](HandleState& handle) {  // its callback may own the handle: a ring
    handle.place = HandleState::Place::Gone;
    handle.drop();
  };
  do {  // what is destroyed may wake others
    Ring<Ready> ready = std::exchange(ready_, {});
    for (std::size_t i = 0; i < ready.size(); ++i) {
      if (!ready[i].is_task()) drop(ready[i].handle());
    }
    for (const TimerHeap::Timer& t : timers_) drop(*t.handle);
    while (!ready.empty()) Ref<Counted>::adopt(ready.pop_front().what());
    while (!timers_.empty()) timers_.pop_front();
    // What still waits is kept by its users, or by a ring of tasks and futures that wait for each
    // other: nothing but this ends those.
    while (first_pending_ != nullptr) {
      const Ref<FutureBase> future(first_pending_);
      remove_pending(*future);
      future->abandon();
    }
  } while (!ready_.empty());
  batch_ = 0;
  emit(fact(EventKind::LoopStopped));
}

}  // namespace aio
