#include "core/runtime/futures.hpp"

#include <utility>

#include "core/runtime/event_loop.hpp"
#include "core/runtime/tasks.hpp"

namespace aio {

using trace::EventKind;

FutureBase::~FutureBase() {
  if (!done()) {
    EventLoop::remove_pending(*this);
    abandon();
  }
  if (report_unretrieved_ && EventLoop::is_alive(loop_)) {
    const char* what = kind_ == trace::WaitKind::Task ? "Task" : "Future";
    loop_->call_exception_handler(std::string(what) + " exception was never retrieved",
                                  rare_->error, object());
  }
}

void FutureBase::abandon() noexcept {
  for (const Waiting* w = waiting_.empty() ? nullptr : &waiting_.first(); w != nullptr;
       w = waiting_.after(*w)) {
    if (w->task != nullptr) w->task->future_dropped();
  }
  const bool task = kind_ == trace::WaitKind::Task;
  if (!done() && announced() && !task && EventLoop::is_alive(loop_)) {
    loop_->object_gone(object());
  }
  waiting_.clear();
}

bool FutureBase::announced() const {
  using enum trace::WaitKind;
  return kind_ == Future || kind_ == Gather || kind_ == Shield || kind_ == Task;
}

bool FutureBase::cancel(const std::string& message) { return cancel_now(message); }

bool FutureBase::cancel_now(const std::string& message) {
  report_unretrieved_ = false;
  if (done()) return false;
  finish_cancelled(message, nullptr);
  return true;
}

void FutureBase::require_pending() const {
  if (done()) throw InvalidStateError("invalid state: the future is done");
}

void FutureBase::require_takes_result(const char* what) const {
  if (takes_result()) return;
  const bool task = kind_ == trace::WaitKind::Task;
  throw RuntimeError(
      fmt::format("{} does not support {} operation", task ? "Task" : "This future", what));
}

void FutureBase::set_exception(std::exception_ptr error) {
  require_pending();
  finish_with(std::move(error));
}

const std::string& FutureBase::no_text() {
  static const std::string none;
  return none;
}

void FutureBase::finish(trace::StringId text) {
  state_ = State::Finished;
  if (traced()) tell_done(trace::Outcome::Result, text);
  run_callbacks();
}

void FutureBase::finish_with(std::exception_ptr error) {
  rare().error = std::move(error);
  report_unretrieved_ = true;
  state_ = State::Failed;
  if (traced()) tell_done(trace::Outcome::Exception, loop_->intern(aio::message(rare_->error)));
  run_callbacks();
}

void FutureBase::finish_cancelled(std::string message, std::exception_ptr original) {
  if (!message.empty()) rare().message = std::move(message);
  if (original) rare().error = std::move(original);
  state_ = State::Cancelled;
  if (traced()) {
    const bool raised = rare_ && rare_->error;
    const std::string text = raised ? aio::message(rare_->error) : cancel_message();
    tell_done(trace::Outcome::Cancelled, loop_->intern(text));
  }
  run_callbacks();
}

void FutureBase::tell_done(trace::Outcome outcome, trace::StringId text) {
  if (!announced()) return;
  const bool task = kind_ == trace::WaitKind::Task;
  loop_->tell(task ? EventKind::TaskDone : EventKind::FutureDone, [&](trace::TraceEvent& e) {
    e.detail = static_cast<std::uint8_t>(outcome);
    (task ? e.task : e.object) = id_;
    e.text = text;
    if (outcome == trace::Outcome::Exception) e.extra = loop_->intern(aio::kind(rare_->error));
  });
}

// -- Who waits

/// Its frame is destroyed while it waits.
void FutureWait::leave() noexcept {
  future_->waiting_.remove(*this);
  task->release();
}

/// A callback: it waits for the future, and is a handle in the ready queue when that is done.
class FutureBase::DoneHandle final : public HandleState, public Waiting {
 public:
  DoneHandle(const char* label_, DoneCall call, std::uint64_t number)
      : HandleState(label_), call_(std::move(call)), number_(number) {}
  void set_done(FutureBase& done) { done_ = Ref<FutureBase>(&done); }
  void run() override { call_.function(*call_.self, *done_); }
  void drop() noexcept override {
    const Ref<FutureBase> done = std::move(done_);
    const DoneCall call = std::move(call_);
  }
  const DoneCall& call() const { return call_; }
  std::uint64_t number() const { return number_; }

 private:
  Ref<FutureBase> done_;  // as soon as it is
  DoneCall call_;
  std::uint64_t number_;
};

void FutureBase::Line::drop(Waiting& waiting) noexcept {
  if (waiting.task != nullptr) {
    waiting.task->release();
  } else {
    static_cast<DoneHandle&>(waiting).release();
  }
}

void FutureBase::run_callbacks() {
  EventLoop::remove_pending(*this);
  while (!waiting_.empty()) {
    Waiting& w = waiting_.pop_front();
    if (TaskBase* const task = w.task) {
      task->wake(static_cast<FutureWait&>(w));
      task->release();
    } else {
      queue_call(Ref<DoneHandle>::adopt(static_cast<DoneHandle*>(&w)));
    }
  }
}

void FutureBase::queue_call(Ref<DoneHandle> call) {
  call->set_done(*this);
  ContextSlot context = std::move(call->context);
  loop_->queue_handle(std::move(call), object(), std::move(context));
}

void FutureBase::add_waiter(FutureWait& wait) {
  if (done()) {
    wait.task->wake(wait);
  } else {
    wait.task->retain();
    waiting_.push_back(wait);
  }
}

/// A function object as what is called.
struct FutureBase::FunctionCall final : Counted {
  explicit FunctionCall(Callback callback_) : callback(std::move(callback_)) {}
  static void call(Counted& self, FutureBase& done) {
    static_cast<FunctionCall&>(self).callback(done);
  }
  const Callback callback;
};

std::uint64_t FutureBase::add_done_callback(Callback callback, const char* label) {
  return add_done_callback(std::move(callback), label, copy_of_current_context());
}

std::uint64_t FutureBase::add_done_callback(Callback callback, const char* label,
                                            ContextSlot context) {
  const DoneCall call{Ref<Counted>(new FunctionCall(std::move(callback))), FunctionCall::call};
  return add_done_call(call, label, std::move(context));
}

std::uint64_t FutureBase::add_done_call(DoneCall call, const char* label, ContextSlot context) {
  const std::uint64_t number = loop_->next_callback();
  Ref<DoneHandle> handle(new DoneHandle(label, std::move(call), number));
  handle->context = std::move(context);
  if (done()) {
    queue_call(std::move(handle));
  } else {
    waiting_.push_back(*handle.detach());
  }
  return number;
}

bool FutureBase::last_calls(const Counted& self) const {
  if (waiting_.empty() || waiting_.last().task != nullptr) return false;
  return static_cast<const DoneHandle&>(waiting_.last()).call().self.get() == &self;
}

std::size_t FutureBase::remove_done_callback(std::uint64_t number) {
  return waiting_.erase_if([number](const Waiting& w) {
    return w.task == nullptr && static_cast<const DoneHandle&>(w).number() == number;
  });
}

std::size_t FutureBase::remove_done_callbacks(const std::function<bool(const Callback&)>& same) {
  return waiting_.erase_if([&](const Waiting& w) {
    if (w.task != nullptr) return false;
    const DoneCall& call = static_cast<const DoneHandle&>(w).call();
    return call.function == FunctionCall::call &&
           same(static_cast<const FunctionCall&>(*call.self).callback);
  });
}

void FutureBase::mark_retrieved() {
  if (!report_unretrieved_) return;
  report_unretrieved_ = false;
  if (object() == 0) return;
  trace::TraceEvent e;
  e.kind = EventKind::ExceptionRetrieved;
  e.object = object();
  loop_->emit(e);
}

/// The first reader of a cancelled task gets the original error, every other one a new error.
std::exception_ptr FutureBase::take_cancelled_error() {
  if (rare_ && rare_->error) return std::exchange(rare_->error, nullptr);
  return std::make_exception_ptr(CancelledError(cancel_message()));
}

std::exception_ptr FutureBase::exception() {
  if (!done()) throw InvalidStateError("Exception is not set.");
  if (cancelled()) std::rethrow_exception(take_cancelled_error());
  return failure();
}

std::exception_ptr FutureBase::failure() {
  if (cancelled()) return take_cancelled_error();
  if (!failed()) return nullptr;
  mark_retrieved();
  return rare_->error;
}

}  // namespace aio
