// What a loop reports, and what its program says: exceptions that nobody catches, bounds, debug
// mode, printed lines.
#include <algorithm>
#include <cstdio>

#include "core/runtime/event_loop.hpp"

namespace aio {

using trace::EventKind;
using trace::TraceEvent;

// -- Exceptions that nobody catches

void EventLoop::call_exception_handler(std::string message, std::exception_ptr error,
                                       trace::ObjectId object) {
  if (traced()) {
    TraceEvent e;
    e.kind = EventKind::ExceptionUnhandled;
    e.object = object;
    e.text = intern(message);
    e.extra = intern(kind(error));
    emit(e);
  }
  const ExceptionContext context{std::move(message), std::move(error)};
  if (handler_) {
    try {
      handler_(*this, context);
      return;
    } catch (...) {  // a failing handler falls back to the default one
    }
  }
  default_exception_handler(context);
}

void EventLoop::default_exception_handler(const ExceptionContext& context) {
  std::string line = context.message;
  if (context.exception) {
    line += fmt::format(": {}: {}", kind(context.exception), aio::message(context.exception));
  }
  log(line);
}

void EventLoop::coroutine_dropped(std::string_view name) noexcept {
  if (!has_current()) return;
  EventLoop& loop = current();
  TraceEvent e;
  e.kind = EventKind::CoroDropped;
  e.text = loop.intern(name);
  loop.emit(e);
  loop.log(fmt::format("coroutine '{}' was never awaited", name));
}

// -- What the program says

void EventLoop::print_line(std::string_view line, Location at) {
  require_room();
  if (print_) {
    print_(line);
  } else {
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
  }
  TraceEvent e;
  e.kind = EventKind::Printed;
  e.text = intern(line);
  emit(e, at);
}

void EventLoop::busy(Duration d, Location at) {
  require_room();
  spend(std::max(d, Duration()));
  TraceEvent e;
  e.kind = EventKind::BusyEnded;
  e.value = d.count();
  emit(e, at);
}

/// A line about the program, not one of its own.
void EventLoop::log(std::string_view line) {
  if (log_) return log_(line);
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fputc('\n', stderr);
}

// -- Bounds

template <class E>
void EventLoop::reach(std::size_t limit, std::string sentence) {
  limit_error_ = std::make_exception_ptr(E(sentence));
  full_ = !std::is_same_v<E, TaskLimitError>;
  TraceEvent e;
  e.kind = EventKind::LimitReached;
  e.value = static_cast<std::int64_t>(limit);
  e.text = intern(sentence);
  emit(e);
}

/// After each fact: whether it was the last that may be recorded, and now and then the memory.
void EventLoop::check_limits() {
  if (limit_error_) return;
  const std::size_t events = recorder_->events();
  if (limits_.events > 0 && events >= limits_.events) {
    return reach<EventLimitError>(
        limits_.events, fmt::format("{} facts were recorded, as many as may be", limits_.events));
  }
  constexpr std::size_t kNowAndThen = 1024;
  if (limits_.memory == 0 || events % kNowAndThen != 0) return;
  if (Measured::bytes() + recorder_->bytes() <= limits_.memory) return;
  reach<MemoryLimitError>(limits_.memory, fmt::format("the run takes more than {} MiB of memory",
                                                      limits_.memory >> 20));
}

void EventLoop::require_room_for(CoroBase& coro) {
  const bool full = limits_.tasks > 0 && live_tasks_ >= limits_.tasks;
  if (!limit_error_ && full) {
    reach<TaskLimitError>(limits_.tasks,
                          fmt::format("{} tasks are alive, as many as may be", limits_.tasks));
  }
  if (!limit_error_ && limits_.memory > 0 && !traced() && Measured::bytes() > limits_.memory) {
    reach<MemoryLimitError>(limits_.memory, fmt::format("the run takes more than {} MiB of memory",
                                                        limits_.memory >> 20));
  }
  if (!limit_error_) return;
  coro.close();  // it is not the program's fault that this is never awaited
  std::rethrow_exception(limit_error_);
}

// -- Debug mode

void EventLoop::check_thread() const {
  if (!running_ || thread_ == std::this_thread::get_id()) return;
  throw RuntimeError(
      "Non-thread-safe operation invoked on an event loop other than the current one");
}

void EventLoop::check_duration(const Ready& handle, trace::HandleId id, Duration began) {
  read_stamp();
  const Duration held = stamp_ - began;
  if (held < slow_callback_duration) return;
  TraceEvent e;
  e.kind = EventKind::SlowCallback;
  e.handle = id;
  e.task = handle.is_task() ? handle.task().id() : 0;
  e.value = held.count();
  emit(e);
  log(fmt::format("Executing {} took {:.3f} seconds",
                  handle.is_task() ? "task " + handle.task().name() : handle.handle().label,
                  held.seconds()));
}

}  // namespace aio
