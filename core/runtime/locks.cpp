#include "core/runtime/locks.hpp"

#include <algorithm>

namespace aio {

using trace::EventKind;

Event::Event(std::string name) : state_(new State) {
  state_->name = std::move(name);
  if (EventLoop::has_current()) state_->id();
}

trace::ObjectId Event::State::id() {
  if (id_ == 0) {
    id_ = loop().next_object();
    loop().object_created(id_, trace::ObjectKind::Event, name);
  }
  return id_;
}

void Event::emit(EventKind kind) {
  if (!EventLoop::has_current()) return;
  trace::TraceEvent e;
  e.kind = kind;
  e.object = state_->id();
  loop().emit(e);
}

void Event::set() {
  if (state_->set) return;
  state_->set = true;
  emit(EventKind::EventSet);
  const auto waiters = state_->waiters;
  for (const auto& waiter : waiters) {
    if (!waiter->done()) waiter->set_result(None());
  }
}

void Event::clear() {
  if (!state_->set) return;
  state_->set = false;
  emit(EventKind::EventCleared);
}

void Event::Wait::Awaiter::await_suspend(std::coroutine_handle<>) {
  const Ref<FutureState<void>> waiter(
      new FutureState<void>(task_.loop(), WaitReason(trace::WaitKind::Event, state_->id())));
  waiter_ = waiter.get();
  state_->waiters.push_back(waiter);
  task_.suspend_on(*waiter);
}

bool Event::Wait::Awaiter::await_resume() {
  const bool suspended = waiter_ != nullptr;
  leave();
  if (suspended) task_.resume();
  return true;
}

void Event::Wait::Awaiter::leave() {
  if (waiter_ == nullptr) return;
  std::erase_if(state_->waiters, [this](const auto& w) { return w.get() == waiter_; });
  waiter_ = nullptr;
}

}  // namespace aio
