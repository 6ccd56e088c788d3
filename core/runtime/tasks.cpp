#include "core/runtime/tasks.hpp"

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

TaskBase::TaskBase(EventLoop& loop, trace::TaskId id, PromiseBase* root)
    : FutureBase(loop, WaitReason(WaitKind::Task, id)),
      leaf_(root),
      coroutine_(root->name().data()),
      coroutine_size_(static_cast<std::uint16_t>(root->name().size())) {
  root->enter(*this, nullptr, nullptr);
}

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
  return named_ ? texts_->name : fmt::format("Task-{}", number_);
}

void TaskBase::set_name(std::string name) {
  named_ = true;
  texts().name = std::move(name);
  if (!traced()) return;
  TraceEvent e = fact(EventKind::TaskRenamed, *this);
  e.text = loop_->intern(texts_->name);
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
    ++task->cancel_count_;
    ++task->cancel_requests_;
    if (traced()) {
      TraceEvent e = fact(EventKind::TaskCancelRequested, *task);
      e.text = loop_->intern(message);
      loop_->emit(e);
    }
    if (task->place_ != nullptr && task->place_->cancel(message)) return true;
    if (FutureBase* waiter = task->waiter_) {
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
    task->must_cancel_ = true;
    if (!message.empty() || task->texts_) task->texts().cancel_message = message;
    const bool waits = task->waiter_ != nullptr || task->place_ != nullptr;
    const bool stranded = !waits && task->queued_ == 0 && !task->is_in_step();
    if (stranded) {  // what it waited for was dropped: nothing else would wake it
      task->queue_step();
      TraceEvent e = fact(EventKind::HandleQueued, *task);
      e.handle = task->queued_;
      loop_->emit(e);
    }
    return true;
  }
}

bool TaskBase::is_in_step() const {
  const TaskBase* task = loop_->current_task_;
  while (task != nullptr && task != this) task = task->below_;
  return task == this;
}

unsigned TaskBase::uncancel() {
  if (cancel_count_ > 0 && --cancel_count_ == 0) must_cancel_ = false;
  return cancel_count_;
}

// -- The step. What each one passes through is inlined: a call costs as much as the rest of it.

void TaskBase::step() {
  below_ = std::exchange(loop_->current_task_, this);
  waiter_ = nullptr;
  Waiter* const place = std::exchange(place_, nullptr);
  const trace::HandleId handle = std::exchange(queued_, 0);
  if (traced()) {
    TraceEvent e = fact(EventKind::TaskStepBegan, *this);
    e.handle = handle;
    loop_->emit(e);
  }
  if (has_to_raise()) [[unlikely]] {
    find_error();
    if (traced() && is_cancelled_error(thrown_)) {
      loop_->emit(fact(EventKind::CancelDelivered, *this));
    }
  }
  {
    const ContextScope scope(context_);
    const bool waits_on =
        place != nullptr && place->again_ != nullptr && !thrown_ && place->again_(*place);
    if (!waits_on) run_frames();
    end_step();
  }
  loop_->current_task_ = std::exchange(below_, nullptr);
}

/// What await_resume will raise.
void TaskBase::find_error() {
  if (!thrown_ && woken_by_) thrown_ = woken_by_->failure();
  if (!must_cancel_) return;
  must_cancel_ = false;
  if (!is_cancelled_error(thrown_)) {
    thrown_ = std::make_exception_ptr(CancelledError(message_of_cancel()));
  }
}

void TaskBase::run_frames() {
  if (!std::exchange(started_, true) && thrown_) {  // never started: the body does not run at all
    leaf_->error = std::exchange(thrown_, nullptr);
    ended_ = true;
    return;
  }
  resume_ = leaf_;
  while (resume_ != nullptr) std::exchange(resume_, nullptr)->frame().resume();
}

[[gnu::always_inline]] inline void TaskBase::end_step() {
  woken_by_ = Ref<FutureBase>();
  if (yield_) {
    yield_ = false;
    yield_at_once();
  } else if (place_ != nullptr) {
    wait_in_line();
  } else if (waiter_ != nullptr) {
    wait_for_future();
  } else {
    assert(ended_ && "a step ends with the coroutine's end, a wait, or a bare yield");
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

void TaskBase::wait_for_future() {
  FutureBase& future = *waiter_;
  const bool self = &future == this;
  const bool foreign = &future.loop() != loop_;
  if (self || foreign) {
    waiter_ = nullptr;
    thrown_ = std::make_exception_ptr(
        self ? RuntimeError("Task cannot await on itself: " + name())
             : RuntimeError("Task " + name() + " got a Future attached to a different loop"));
    yield_at_once();
    return;
  }
  future.add_waiter(*this);
  if (traced()) tell_suspended(future.reason());
  if (must_cancel_ && future.cancel(message_of_cancel())) must_cancel_ = false;
}

void TaskBase::wait_in_line() {
  if (traced()) tell_suspended(place_->reason());
  if (must_cancel_ && place_->cancel(message_of_cancel())) must_cancel_ = false;
}

void TaskBase::tell_suspended(WaitReason on) {
  TraceEvent e = fact(EventKind::TaskSuspended, *this);
  e.detail = static_cast<std::uint8_t>(on.kind);
  (on.kind == WaitKind::Sleep ? e.handle : e.object) = on.id;
  loop_->emit(e, location());
}

[[gnu::always_inline]] inline void TaskBase::yield_at_once() {
  queue_step();
  if (!traced()) return;
  TraceEvent e = fact(EventKind::TaskYielded, *this);
  e.handle = queued_;
  loop_->emit(e, location());
}

void TaskBase::queue_step() {
  assert(queued_ == 0 && "at most one step of a task is in the ready queue");
  queued_ = loop_->queue_task(*this);
}

void TaskBase::wake(FutureBase& future) {
  if (leaf_ == nullptr || queued_ != 0) return;  // destroyed, or cancelled after it was stranded
  woken_by_ = Ref<FutureBase>(&future);
  queue_step();
  if (traced()) tell_queued(future.object());
}

[[gnu::always_inline]] inline void TaskBase::wake(const Waiter& waiter) {
  queue_step();
  if (traced()) tell_queued(waiter.reason().object());
}

void TaskBase::tell_queued(trace::ObjectId cause) {
  TraceEvent e = fact(EventKind::HandleQueued, *this);
  e.handle = queued_;
  e.object = cause;
  loop_->emit(e);
}

void TaskBase::raise() {
  const Ref<FutureBase> by = std::move(woken_by_);
  std::rethrow_exception(std::exchange(thrown_, nullptr));
}

// -- Waiters

/// Its frame is destroyed, perhaps while it waits.
void Waiter::end_early() noexcept {
  if (task_->place_ == this) task_->place_ = nullptr;
  if (waits()) task_->release();
}

void Waiter::suspend(WaitReason reason, Again again) {
  assert(waits());
  suspended_ = true;
  task_->retain();
  again_ = again;
  reason_ = reason;
  order_ = ++task_->loop_->waits_;
  task_->suspend_in(*this);
}

bool Waiter::wake() {
  if (!waits()) return false;
  stage_ = Stage::Woken;
  if (suspended_) end();
  return true;
}

bool Waiter::cancel(const std::string& message) {
  if (!waits()) return false;
  stage_ = Stage::Cancelled;
  if (suspended_) {
    task_->thrown_ = std::make_exception_ptr(CancelledError(message));
    end();
  }
  return true;
}

[[gnu::always_inline]] inline void Waiter::end() {
  task_->wake(*this);
  task_->release();
}

// -- For awaiters

void TaskBase::tell_entered(const PromiseBase& frame) {
  TraceEvent e = fact(EventKind::CoroEntered, *this);
  e.text = loop_->intern_literal(frame.name());
  loop_->emit(e, location());
}

void TaskBase::tell_left() noexcept { loop_->emit(fact(EventKind::CoroLeft, *this)); }

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
  EventLoop& loop = task_.loop();
  armed_.emplace(task_);
  const Ref<SleepHandle> timer(new SleepHandle(armed_->waiter));
  loop.arm_timer(loop.stamp() + duration_, timer, task_.id(), ContextSlot());
  armed_->waiter.suspend(WaitReason(WaitKind::Sleep, timer->id));
  armed_->timer = TimerHandle(timer);
}

}  // namespace aio
