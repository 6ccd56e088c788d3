#include "core/runtime/taskgroups.hpp"

#include <algorithm>

namespace aio {

Coro<> GroupState::enter(Ref<GroupState> s) {
  if (s->entered_) throw RuntimeError("TaskGroup has already been entered");
  TaskBase* const parent = loop().current_task();
  if (parent == nullptr) throw RuntimeError("TaskGroup cannot determine the parent task");
  s->parent_ = Ref<TaskBase>(parent);
  s->entered_ = true;
  co_return;
}

void GroupState::require_open() const {
  if (!entered_) throw RuntimeError("TaskGroup has not been entered");
  if (exiting_ && children_.empty()) throw RuntimeError("TaskGroup is finished");
  if (aborting_) throw RuntimeError("TaskGroup is shutting down");
}

void GroupState::add(const Ref<TaskBase>& child) {
  if (loop().traced()) {
    trace::TraceEvent e;
    e.kind = trace::EventKind::GroupChildAdded;
    e.object = id();
    e.task = child->id();
    loop().emit(e);
  }
  if (child->done()) {
    child_done(*child);
    return;
  }
  children_.push_back(child);
  child->add_done_call<&GroupState::child_done>(*this, "task group: a child ended");
}

void GroupState::abort() {
  aborting_ = true;
  emit(trace::EventKind::GroupAborted);
  const auto children = children_;
  for (const auto& child : children) {
    if (!child->done()) child->cancel("");
  }
}

void GroupState::child_done(FutureBase& child) {
  std::erase_if(children_, [&](const auto& c) { return c.get() == &child; });
  if (children_.empty() && !waiters_.empty()) waiters_.front().wake();
  if (child.cancelled()) return;
  const std::exception_ptr error = child.exception();
  if (!error) return;
  errors_.push_back(error);
  if (parent_ && parent_->done()) {
    loop().call_exception_handler("Task has errored out but its parent task is already completed",
                                  error, child.object());
    return;
  }
  if (aborting_ || parent_cancel_requested_) return;
  abort();
  parent_cancel_requested_ = true;
  parent_->cancel("");
}

Coro<bool> GroupState::exit(Ref<GroupState> s, std::exception_ptr error) {
  s->exiting_ = true;
  std::exception_ptr cancelled = is_cancelled_error(error) ? error : nullptr;
  if (error && !s->aborting_) s->abort();
  while (!s->children_.empty()) {
    std::exception_ptr interrupted;
    try {
      Place place(*s, trace::WaitKind::TaskGroup, s->waiters_);
      co_await place.woken();
    } catch (const CancelledError&) {
      interrupted = std::current_exception();
    }
    if (interrupted && !s->aborting_) {
      cancelled = interrupted;
      s->abort();
    }
  }
  const Ref<TaskBase> parent = std::exchange(s->parent_, Ref<TaskBase>());
  if (s->parent_cancel_requested_ && parent->uncancel() == 0) cancelled = nullptr;
  if (cancelled && s->errors_.empty()) std::rethrow_exception(cancelled);
  if (error && !is_cancelled_error(error)) s->errors_.push_back(error);
  if (!s->errors_.empty()) {
    if (parent->cancelling() > 0) {  // a cancel from outside must not be lost
      parent->uncancel();
      parent->cancel("");
    }
    throw ExceptionGroup("unhandled errors in a TaskGroup", std::exchange(s->errors_, {}));
  }
  co_return false;
}

}  // namespace aio
