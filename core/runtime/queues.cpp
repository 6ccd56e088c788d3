#include "core/runtime/queues.hpp"

namespace aio {

using trace::EventKind;
using trace::WaitKind;

QueueState::QueueState(int maxsize, std::string name)
    : SyncState(trace::ObjectKind::Queue, std::move(name), std::max(maxsize, 0)),
      maxsize_(maxsize) {}

/// Unlike in locks.cpp, who wakes a waiter takes it out of the line.
void QueueState::wake_next(Line& line) {
  while (!line.empty()) {
    if (line.pop_front().wake()) return;
  }
}

void QueueState::wake_all(Line& line) {
  while (!line.empty()) line.pop_front().wake();
}

/// Somebody else may have taken what it was woken for.
bool QueueAwaiter::again(Waiter& waiter) {
  auto& self = static_cast<QueueAwaiter&>(waiter);
  if (!self.queue().blocks(self.why_)) return false;
  self.renew();
  self.wait_in(self.line(), self.why_, again);
  return true;
}

/// It was woken and does not go on: somebody else can.
void QueueAwaiter::pass_on() {
  leave();
  const bool free = why_ == WaitKind::Put ? !queue().full() : !queue().empty();
  if (free && !cancelled()) QueueState::wake_next(line());
}

bool JoinAwaiter::await_ready() const { return object<QueueState>().unfinished_ == 0; }
void JoinAwaiter::await_suspend(std::coroutine_handle<>) {
  wait_in(object<QueueState>().joiners_, WaitKind::Join);
}

void QueueState::refuse_item() const {
  if (shut_down_) throw QueueShutDown();
  throw QueueFull();
}

void QueueState::refuse_get() const {
  if (shut_down_) throw QueueShutDown();
  throw QueueEmpty();
}

void QueueState::put_done(trace::StringId item) {
  ++size_;
  emit(EventKind::ItemPut, static_cast<std::int64_t>(size_), item);
  ++unfinished_;
  wake_next(getters_);
}

void QueueState::take_done(trace::StringId item) {
  --size_;
  emit(EventKind::ItemTaken, static_cast<std::int64_t>(size_), item);
  wake_next(putters_);
}

void QueueState::task_done() {
  if (unfinished_ == 0) throw ValueError("task_done() called too many times");
  --unfinished_;
  emit(EventKind::ItemDone, static_cast<std::int64_t>(unfinished_));
  if (unfinished_ == 0) wake_all(joiners_);
}

void QueueState::shutdown(bool immediate) {
  shut_down_ = true;
  emit(EventKind::QueueShutDown, immediate ? 1 : 0);
  if (immediate) {
    while (!empty()) {
      drop_one();
      --size_;
      if (unfinished_ > 0) --unfinished_;
    }
    if (unfinished_ == 0) wake_all(joiners_);
  }
  wake_all(getters_);
  wake_all(putters_);
}

}  // namespace aio
