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
    const Waiter waiter = line.front();
    line.pop_front();
    if (wake(waiter)) return;
  }
}

void QueueState::wake_all(Line& line) {
  for (const Waiter& waiter : std::exchange(line, {})) wake(waiter);
}

Coro<> QueueState::wait_in(Ref<QueueState> s, Line& line, WaitKind why,
                           bool (QueueState::*blocked)() const) {
  while ((s.get()->*blocked)()) {
    if (s->shut_down_) throw QueueShutDown();
    std::exception_ptr error;
    {
      const Place place(*s, why, line);
      const Waiter waiter = place.waiter();
      try {
        co_await place.woken();
      } catch (...) {
        error = std::current_exception();
      }
      if (error) {
        waiter->cancel_now("");
        std::erase(line, waiter);
        // It was woken and does not go on: somebody else can.
        if (!(s.get()->*blocked)() && !waiter->cancelled()) wake_next(line);
      }
    }
    if (error) std::rethrow_exception(error);
  }
}

Coro<> QueueState::wait_for_room(Ref<QueueState> s) {
  return wait_in(s, s->putters_, WaitKind::Put, &QueueState::full);
}
Coro<> QueueState::wait_for_item(Ref<QueueState> s) {
  return wait_in(s, s->getters_, WaitKind::Get, &QueueState::empty);
}

Coro<> QueueState::join(Ref<QueueState> s) {
  if (s->unfinished_ > 0) {
    const Place place(*s, WaitKind::Join, s->joiners_);
    co_await place.woken();
  }
}

void QueueState::require_room() const {
  if (shut_down_) throw QueueShutDown();
  if (full()) throw QueueFull();
}

void QueueState::require_item() const {
  if (!empty()) return;
  if (shut_down_) throw QueueShutDown();
  throw QueueEmpty();
}

void QueueState::put_done(const std::string& text) {
  emit(EventKind::ItemPut, static_cast<std::int64_t>(size()), text);
  ++unfinished_;
  wake_next(getters_);
}

void QueueState::take_done(const std::string& text) {
  emit(EventKind::ItemTaken, static_cast<std::int64_t>(size()), text);
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
      if (unfinished_ > 0) --unfinished_;
    }
    if (unfinished_ == 0) wake_all(joiners_);
  }
  wake_all(getters_);
  wake_all(putters_);
}

}  // namespace aio
