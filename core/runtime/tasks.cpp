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
      root_(root),
      leaf_(root),
      coroutine_(root->name()) {
  root->enter(*this, nullptr, &root_);
}

TaskBase::~TaskBase() {
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

const std::string& TaskBase::name() const {
  if (!name_) name_ = std::make_unique<const std::string>(fmt::format("Task-{}", number_));
  return *name_;
}

void TaskBase::set_name(std::string name) {
  name_ = std::make_unique<const std::string>(std::move(name));
  if (!traced()) return;
  TraceEvent e = fact(EventKind::TaskRenamed, *this);
  e.text = loop_->intern(*name_);
  loop_->emit(e);
}

// -- Cancelling

/// asyncio's cancel() calls itself for the task that is waited for; here that is the loop, so that
/// a long chain of tasks needs no stack.
bool TaskBase::cancel(const std::string& message) {
  report_unretrieved_ = false;
  if (done()) return false;
  for (TaskBase* task = this;;) {
    ++task->cancel_count_;
    ++task->cancel_requests_;
    if (traced()) {
      TraceEvent e = fact(EventKind::TaskCancelRequested, *task);
      e.text = loop_->intern(message);
      loop_->emit(e);
    }
    if (FutureBase* waiter = task->waiter_) {
      TaskBase* next = waiter->as_task();
      if (next != nullptr && !next->done() && next != this) {
        next->report_unretrieved_ = false;
        task = next;
        continue;
      }
      if (next == nullptr && waiter->cancel(message)) return true;
    }
    task->must_cancel_ = true;
    task->cancel_message_ =
        message.empty() ? nullptr : std::make_unique<const std::string>(message);
    const bool stranded = !task->waiter_ && task->queued_ == 0 && !task->is_in_step();
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

// -- The step

void TaskBase::step() {
  below_ = std::exchange(loop_->current_task_, this);
  waiter_ = nullptr;
  const trace::HandleId handle = std::exchange(queued_, 0);
  if (traced()) {
    TraceEvent e = fact(EventKind::TaskStepBegan, *this);
    e.handle = handle;
    loop_->emit(e);
  }
  thrown_ = error_to_raise();
  if (thrown_ && traced() && is_cancelled_error(thrown_)) {
    loop_->emit(fact(EventKind::CancelDelivered, *this));
  }
  {
    const ContextScope scope(context_);
    run_frames();
    end_step();
  }
  loop_->current_task_ = std::exchange(below_, nullptr);
}

std::exception_ptr TaskBase::error_to_raise() {
  std::exception_ptr error = std::exchange(forced_, nullptr);
  if (!error && woken_by_) error = woken_by_->failure();
  if (std::exchange(must_cancel_, false) && !is_cancelled_error(error)) {
    error = std::make_exception_ptr(CancelledError(message_of_cancel()));
  }
  return error;
}

void TaskBase::run_frames() {
  if (!std::exchange(started_, true) && thrown_) {  // never started: the body does not run at all
    root_->error = std::exchange(thrown_, nullptr);
    ended_ = true;
    return;
  }
  resume_ = leaf_;
  while (resume_ != nullptr) std::exchange(resume_, nullptr)->frame().resume();
}

void TaskBase::end_step() {
  woken_by_ = Ref<FutureBase>();
  if (ended_) {
    complete();
  } else if (suspend_on_ != nullptr) {
    wait_for_future();
  } else {
    assert(yield_ && "a step ends with the coroutine's end, a future, or a bare yield");
    yield_ = false;
    yield_at_once();
  }
}

void TaskBase::complete() {
  const std::exception_ptr error = std::exchange(root_->error, nullptr);
  if (!error && !must_cancel_) {
    finish_from(*root_);
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
  FutureBase& future = *std::exchange(suspend_on_, nullptr);
  const bool self = &future == this;
  const bool foreign = &future.loop() != loop_;
  if (self || foreign) {
    forced_ = std::make_exception_ptr(
        self ? RuntimeError("Task cannot await on itself: " + name())
             : RuntimeError("Task " + name() + " got a Future attached to a different loop"));
    yield_at_once();
    return;
  }
  waiter_ = &future;
  future.add_waiter(*this);
  if (traced()) {
    TraceEvent e = fact(EventKind::TaskSuspended, *this);
    e.detail = static_cast<std::uint8_t>(future.reason().kind);
    (future.reason().kind == WaitKind::Sleep ? e.handle : e.object) = future.reason().id;
    loop_->emit(e, location_);
  }
  if (must_cancel_ && future.cancel(message_of_cancel())) must_cancel_ = false;
}

void TaskBase::yield_at_once() {
  queue_step();
  if (!traced()) return;
  TraceEvent e = fact(EventKind::TaskYielded, *this);
  e.handle = queued_;
  loop_->emit(e, location_);
}

void TaskBase::queue_step() {
  assert(queued_ == 0 && "at most one step of a task is in the ready queue");
  queued_ = loop_->queue_task(*this);
}

void TaskBase::wake(FutureBase& future) {
  if (leaf_ == nullptr || queued_ != 0) return;  // destroyed, or cancelled after it was stranded
  woken_by_ = Ref<FutureBase>(&future);
  queue_step();
  if (!traced()) return;
  TraceEvent e = fact(EventKind::HandleQueued, *this);
  e.handle = queued_;
  e.object = future.object();
  loop_->emit(e);
}

// -- For awaiters

void TaskBase::tell_entered(const PromiseBase& frame) {
  TraceEvent e = fact(EventKind::CoroEntered, *this);
  e.text = loop_->intern_literal(frame.name());
  loop_->emit(e, location_);
}

void TaskBase::tell_left() noexcept { loop_->emit(fact(EventKind::CoroLeft, *this)); }

Ref<FutureBase> TaskBase::resume() {
  Ref<FutureBase> by = std::exchange(woken_by_, Ref<FutureBase>());
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  return by;
}

// -- sleep

namespace {

/// The timer owns the future, the future the task: a sleeping task lives on if it is dropped.
class SleepHandle final : public HandleState {
 public:
  SleepHandle() : HandleState("sleep") {}
  FutureBase& start(EventLoop& loop_) {
    future_ = Ref<FutureState<void>>(new FutureState<void>(loop_, WaitReason(WaitKind::Sleep, id)));
    return *future_;
  }
  void run() override {
    if (!future_->done()) future_->set_result(None());
  }
  void drop() noexcept override { const auto gone = std::exchange(future_, {}); }

 private:
  Ref<FutureState<void>> future_;
};

Coro<> sleep(Sleep nap) { co_await nap; }

}  // namespace

Coro<> Sleep::coro() const { return sleep(*this); }

void Sleep::Awaiter::await_suspend(std::coroutine_handle<>) {
  task_.await_at(at_);
  if (duration_ <= Duration()) {
    task_.yield();
    return;
  }
  EventLoop& loop = task_.loop();
  const Ref<SleepHandle> timer(new SleepHandle());
  loop.arm_timer(loop.stamp() + duration_, timer, task_.id(), ContextSlot());
  task_.suspend_on(timer->start(loop));
  timer_ = TimerHandle(timer);
}

void Sleep::Awaiter::await_resume() {
  task_.resume();
  timer_ = TimerHandle();
}

}  // namespace aio
