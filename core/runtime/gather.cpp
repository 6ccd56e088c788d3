#include "core/runtime/gather.hpp"

#include <unordered_set>

namespace aio {

void GatherBase::watch(std::vector<Ref<FutureBase>> children) {
  children_ = std::move(children);
  std::vector<Ref<FutureBase>> ended;
  std::unordered_set<const FutureBase*> known;  // of those
  for (const Ref<FutureBase>& child : children_) {
    // Who stands in it twice counts once.
    const bool again = child->done() ? !known.insert(child.get()).second : child->last_calls(*this);
    if (again) continue;
    ++left_;
    if (child->done()) {
      ended.push_back(child);
    } else {
      child->add_done_call<&GatherBase::child_done>(*this, "gather: a child ended");
    }
    loop_->tell(trace::EventKind::GatherChildAdded, [&](trace::TraceEvent& e) {
      e.object = object();
      e.task = child->object();
    });
  }
  if (left_ == 0) {
    collect();
    finish(0);
    return;
  }
  for (const Ref<FutureBase>& child : ended) child_done(*child);
}

void GatherBase::child_done(FutureBase& child) {
  --left_;
  if (done()) {
    if (!child.cancelled()) child.exception();  // retrieved: nobody else will ask
    return;
  }
  if (!keep_errors_) {
    // A cancelled child makes this future fail with CancelledError; it is not cancelled itself.
    if (const std::exception_ptr error = child.failure()) {
      finish_with(error);
      return;
    }
  }
  if (left_ > 0) return;
  collect();
  if (cancel_requested_) {
    const bool cancelled = child.cancelled();
    finish_with(cancelled ? child.failure() : std::make_exception_ptr(CancelledError()));
  } else {
    finish(0);
  }
}

bool GatherBase::cancel(const std::string& message) {
  if (done()) return false;
  bool accepted = false;
  const std::vector<Ref<FutureBase>> children = children_;
  for (const Ref<FutureBase>& child : children) accepted = child->cancel(message) || accepted;
  cancel_requested_ = cancel_requested_ || accepted;
  return accepted;
}

}  // namespace aio
