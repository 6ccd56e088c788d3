#include "core/runtime/tasks.hpp"

#include <algorithm>
#include <cassert>

#include "core/runtime/event_loop.hpp"

namespace aio {

using trace::EventKind;
using trace::TraceEvent;
using trace::WaitKind;

namespace {

TraceEvent fact(EventKind kind, const TaskBase& task) {
  TraceEvent e;
  e.kind = kind;
  e.task = task.id();
  return e;
}

}  // namespace

TaskBase::~TaskBase() {
  if (done()) return;
  EventLoop::remove_pending(*this);  // nobody may find it any more, not even who is told of it
  TaskBase::abandon();
}

void TaskBase::drop_frames() noexcept { PromiseBase::destroy_chain(std::exchange(leaf_, nullptr)); }

void TaskBase::abandon() noexcept {
  if (!done() && leaf_ != nullptr && EventLoop::is_alive(loop_)) {
    loop_->emit(fact(EventKind::TaskDestroyed, *this));
    if (report_destroyed_) {
      loop_->call_exception_handler("Task was destroyed but it is pending!", nullptr, id());
    }
  }
  drop_frames();
  FutureBase::abandon();
}

std::string TaskBase::name() const {
  return named_ ? rare_->name : fmt::format("Task-{}", number_);
}

void TaskBase::set_name(std::string name) {
  named_ = true;
  rare().name = std::move(name);
  if (!traced()) return;
  TraceEvent e = fact(EventKind::TaskRenamed, *this);
  e.text = loop_->intern(rare_->name);
  loop_->emit(e);
}

// -- Cancelling

/// asyncio's cancel() calls itself for the task that is waited for; here that is the loop, so that
/// a long chain of tasks needs no stack.
bool TaskBase::cancel(const std::string& message) {
  report_unretrieved_ = false;
  if (done()) return false;
  // A ring of tasks has no end; this one need not be in it. The mark is moved at doubling
  // distances.
  const TaskBase* mark = this;
  std::size_t passed = 0, limit = 1;
  for (TaskBase* task = this;;) {
    ++task->rare().cancel_count;
    ++task->rare().cancel_requests;
    if (traced()) {
      TraceEvent e = fact(EventKind::TaskCancelRequested, *task);
      e.text = loop_->intern(message);
      loop_->emit(e);
    }
    Waiter* const place = task->place();
    if (place != nullptr && place->cancel(message)) return true;
    if (FutureBase* waiter = task->awaited()) {
      TaskBase* next = waiter->as_task();
      if (next != nullptr && !next->done() && next != this && next != mark) {
        if (++passed == limit) {
          mark = next;
          passed = 0;
          limit *= 2;
        }
        next->report_unretrieved_ = false;
        task = next;
        continue;
      }
      if (next == nullptr && waiter->cancel(message)) return true;
    }
    task->must_cancel_ = task->attention_ = true;
    task->rare().cancel_message = message;
    const bool stranded = task->waits_ == Waits::No && task->queued_ == 0 && !task->is_in_step();
    if (stranded) {  // what it waited for was dropped: nothing else would wake it
      task->queue_step(Ref<TaskBase>(task));
      task->tell_queued(0);
    }
    return true;
  }
}

WaitReason TaskBase::waits_for() const {
  if (waits_ == Waits::Line) return place_->reason();
  return waits_ == Waits::Future ? wait_->future().reason() : WaitReason(WaitKind::Nothing, 0);
}

bool TaskBase::is_in_step() const {
  return loop_->current_task_ == this || std::ranges::count(loop_->outer_tasks_, this) > 0;
}

unsigned TaskBase::uncancel() {
  if (!rare_ || rare_->cancel_count == 0) return 0;
  if (--rare_->cancel_count == 0) must_cancel_ = false;
  return rare_->cancel_count;
}

// -- The step. What each one passes through is inlined: a call costs as much as the rest of it.

void TaskBase::step() {
  EventLoop& loop = *loop_;
  TaskBase* const outer = std::exchange(loop.current_task_, this);
  if (outer != nullptr) [[unlikely]] {
    loop.outer_tasks_.push_back(outer);
  }
  const Waits waited = std::exchange(waits_, Waits::No);
  const trace::HandleId handle = std::exchange(queued_, 0);
  if (traced()) [[unlikely]] {
    tell_began(handle);
  }
  const bool runs = !attention_ || attend(waited);
  {
    const ContextScope scope(context_);
    const bool waits_on =
        waited == Waits::Line && place_->again_ != nullptr && !raising_ && place_->again_(*place_);
    if (runs && !waits_on) run_frames();
    end_step();
  }
  loop.current_task_ = outer;
  if (outer != nullptr) [[unlikely]] {
    loop.outer_tasks_.pop_back();
  }
}

/// Before a step that may raise something. False if the body does not run at all.
[[gnu::noinline]] bool TaskBase::attend(Waits waited) {
  attention_ = false;
  std::exception_ptr error;
  if (rare_) error = std::exchange(rare_->thrown, nullptr);
  if (!error && waited == Waits::Future) error = wait_->future().failure();
  if (must_cancel_) {
    must_cancel_ = false;
    if (!is_cancelled_error(error)) {
      error = std::make_exception_ptr(CancelledError(message_of_cancel()));
    }
  }
  if (traced() && is_cancelled_error(error)) {
    loop_->emit(fact(EventKind::CancelDelivered, *this));
  }
  if (!error) return true;
  if (waited == Waits::Start) {
    leaf_->error = std::move(error);
    waits_ = Waits::Ended;
    return false;
  }
  rare().thrown = std::move(error);
  raising_ = true;
  return true;
}

[[gnu::always_inline]] inline void TaskBase::run_frames() {
  do {
    goes_on_ = false;
    leaf_->frame().resume();
  } while (goes_on_);
}

[[gnu::always_inline]] inline void TaskBase::end_step() {
  if (waits_ == Waits::Turn) {
    waits_ = Waits::No;
    yield_at_once();
  } else if (waits_ == Waits::Line) {
    wait_in_line();
  } else if (waits_ == Waits::Future) {
    wait_for_future();
  } else {
    assert(waits_ == Waits::Ended &&
           "a step ends with the coroutine's end, a wait, or a bare yield");
    waits_ = Waits::No;
    complete();
  }
}

void TaskBase::complete() {
  const std::exception_ptr error = std::exchange(leaf_->error, nullptr);  // the root's
  if (!error && !must_cancel_) {
    finish_from(*leaf_);
  } else {
    drop_frames();
    if (!error) {  // cancelled in its last step: the result is lost
      must_cancel_ = false;
      finish_cancelled(message_of_cancel(), nullptr);
    } else if (is_cancelled_error(error)) {
      finish_cancelled("", error);
    } else {
      finish_with(error);
    }
  }
}

void TaskBase::raise_later(std::exception_ptr error) {
  rare().thrown = std::move(error);
  attention_ = true;
}

void TaskBase::wait_for_future() {
  FutureBase& future = wait_->future();
  const bool self = &future == this;
  const bool foreign = &future.loop() != loop_;
  if (self || foreign) {
    waits_ = Waits::No;
    raise_later(std::make_exception_ptr(
        self ? RuntimeError("Task cannot await on itself: " + name())
             : RuntimeError("Task " + name() + " got a Future attached to a different loop")));
    yield_at_once();
    return;
  }
  future.add_waiter(*wait_);
  if (traced()) tell_suspended(future.reason());
  if (must_cancel_ && future.cancel(message_of_cancel())) must_cancel_ = false;
}

[[gnu::always_inline]] inline void TaskBase::wait_in_line() {
  if (traced()) tell_suspended(place_->reason());
  if (must_cancel_ && place_->cancel(message_of_cancel())) must_cancel_ = false;
}

void TaskBase::tell_began(trace::HandleId handle) {
  loop_->tell(EventKind::TaskStepBegan, [&](TraceEvent& e) {
    e.task = id();
    e.handle = handle;
  });
}

void TaskBase::tell_suspended(WaitReason on) {
  loop_->tell(EventKind::TaskSuspended, location(), [&](TraceEvent& e) {
    e.task = id();
    e.detail = static_cast<std::uint8_t>(on.kind);
    (on.kind == WaitKind::Sleep ? e.handle : e.object) = on.id;
  });
}

[[gnu::always_inline]] inline void TaskBase::yield_at_once() {
  queue_step(Ref<TaskBase>(this));
  if (traced()) tell_yielded();
}

void TaskBase::tell_yielded() {
  loop_->tell(EventKind::TaskYielded, location(), [&](TraceEvent& e) {
    e.task = id();
    e.handle = queued_;
  });
}

void TaskBase::wake(FutureWait& wait) {
  if (leaf_ == nullptr || queued_ != 0) return;  // destroyed, or cancelled after it was stranded
  wait.keep();
  if (wait.future().failed()) attention_ = true;
  queue_step(Ref<TaskBase>(this));
  if (traced()) tell_queued(wait.future().object());
}

void TaskBase::tell_queued(trace::ObjectId cause) {
  loop_->tell(EventKind::HandleQueued, [&](TraceEvent& e) {
    e.task = id();
    e.handle = queued_;
    e.object = cause;
  });
}

void TaskBase::raise() {
  raising_ = false;
  std::rethrow_exception(std::exchange(rare_->thrown, nullptr));
}

// -- Waiters

/// Its frame is destroyed, perhaps while it waits.
void Waiter::end_early() noexcept {
  if (task_->place() == this) task_->waits_ = TaskBase::Waits::No;
  if (waits()) task_->release();
}

void Waiter::suspend(TaskBase& task, WaitReason reason) {
  task_ = &task;
  suspend(reason);
}

bool Waiter::cancel(const std::string& message) {
  if (!waits()) return false;
  stage_ = Stage::Cancelled;
  if (suspended_) {
    task_->raise_later(std::make_exception_ptr(CancelledError(message)));
    end();
  }
  return true;
}

// -- For awaiters

void TaskBase::tell_entered(const PromiseBase& frame) {
  loop_->tell(EventKind::CoroEntered, location(), [&](TraceEvent& e) {
    e.task = id();
    e.text = loop_->intern_literal(frame.name());
  });
}

void TaskBase::tell_left() noexcept {
  loop_->tell(EventKind::CoroLeft, [&](TraceEvent& e) { e.task = id(); });
}

// -- sleep

namespace {

/// Wakes the sleeper, or has forgotten it.
class SleepHandle final : public HandleState {
 public:
  explicit SleepHandle(Waiter& waiter)
      : HandleState("sleep"), waiter_(&waiter), task_(*waiter.task()) {}
  void run() override {
    if (waiter_ != nullptr) waiter_->wake();
  }
  void drop() noexcept override { waiter_ = nullptr; }
  void fetch() const noexcept override {
    if (waiter_ == nullptr) return;
    __builtin_prefetch(waiter_);
    __builtin_prefetch(&task_);
    __builtin_prefetch(reinterpret_cast<const char*>(&task_) + 64);
    __builtin_prefetch(reinterpret_cast<const char*>(&task_) + 128);
  }

 private:
  Waiter* waiter_;
  TaskBase& task_;  // as long as waiter_ is there
};

Coro<> sleep(Sleep nap) { co_await nap; }

}  // namespace

Coro<> Sleep::coro() const { return sleep(*this); }

void Sleep::Awaiter::arm() {
  const Duration duration = duration_;
  EventLoop& loop = task_.loop();
  new (&timer_) Armed(task_);
  armed_ = true;
  const Ref<SleepHandle> timer(new SleepHandle(timer_.waiter));
  loop.arm_timer(loop.stamp() + duration, timer, task_.id(), ContextSlot());
  timer_.waiter.suspend(WaitReason(WaitKind::Sleep, timer->id));
  timer_.timer = Handle(timer);
}

void Sleep::Awaiter::fired() noexcept {
  timer_.timer = Handle();  // nothing is left to cancel
  disarm();
}

void Sleep::Awaiter::disarm() noexcept {
  armed_ = false;
  timer_.timer.cancel();
  timer_.~Armed();
}

}  // namespace aio
