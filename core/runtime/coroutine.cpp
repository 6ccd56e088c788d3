#include "core/runtime/coroutine.hpp"

#include "core/runtime/event_loop.hpp"
#include "core/runtime/tasks.hpp"

namespace aio {

void throw_reused() { throw RuntimeError("cannot reuse already awaited coroutine"); }

void PromiseBase::destroy_chain(PromiseBase* leaf) noexcept {
  while (leaf != nullptr) {
    PromiseBase* const parent = leaf->parent_;
    if (leaf->owner_ != nullptr) *leaf->owner_ = nullptr;
    leaf->frame().destroy();
    leaf = parent;
  }
}

void CoroBase::close() noexcept {
  if (PromiseBase* promise = take()) promise->frame().destroy();
}

void CoroBase::drop() noexcept {
  if (promise_->task_ == nullptr) EventLoop::coroutine_dropped(promise_->name());
  close();
}

}  // namespace aio
