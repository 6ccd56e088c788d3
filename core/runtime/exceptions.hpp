// asyncio's exceptions, and Python's that its programs meet.
//
// CancelledError does not derive from std::exception, as Python's does not derive from Exception:
// a handler for ordinary errors must not catch it.   asyncio: exceptions.py
#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/trace/trace_event.hpp"

namespace aio {

/// Raised in a task where it waits, after it was asked to stop. Caught by `catch (...)` and by its
/// own name only.   asyncio: CancelledError
class CancelledError {
 public:
  CancelledError() = default;
  explicit CancelledError(std::string message) : message_(std::move(message)) {}
  /// What cancel() was given.
  const std::string& message() const { return message_; }

 private:
  std::string message_;
};

/// Raised at the yield of a generator that is closed. No std::exception.   Python: GeneratorExit
class GeneratorExit {};

#define LOOPSCOPE_EXCEPTION(Name, Base)                               \
  class Name : public Base {                                          \
   public:                                                            \
    explicit Name(const std::string& message = "") : Base(message) {} \
  }

LOOPSCOPE_EXCEPTION(Exception, std::runtime_error);  // Python's: the base of the ordinary errors
LOOPSCOPE_EXCEPTION(RuntimeError, Exception);
LOOPSCOPE_EXCEPTION(ValueError, Exception);
LOOPSCOPE_EXCEPTION(TypeError, Exception);
LOOPSCOPE_EXCEPTION(LookupError, Exception);  // a ContextVar without a value
LOOPSCOPE_EXCEPTION(KeyError, LookupError);
LOOPSCOPE_EXCEPTION(TimeoutError, Exception);           // a deadline passed: timeout, wait_for
LOOPSCOPE_EXCEPTION(InvalidStateError, Exception);      // not in the future's present state
LOOPSCOPE_EXCEPTION(BrokenBarrierError, RuntimeError);  // after abort(), or reset() in between
LOOPSCOPE_EXCEPTION(QueueEmpty, Exception);             // get_nowait()
LOOPSCOPE_EXCEPTION(QueueFull, Exception);              // put_nowait()
LOOPSCOPE_EXCEPTION(QueueShutDown, Exception);          // after shutdown()

// A run reached one of its bounds: see Limits. Raised in the program by what would have gone over
// it, and, whatever the program does, by the loop before its next iteration. Not in asyncio.
LOOPSCOPE_EXCEPTION(LimitError, RuntimeError);
LOOPSCOPE_EXCEPTION(TaskLimitError, LimitError);    // Limits::tasks
LOOPSCOPE_EXCEPTION(EventLimitError, LimitError);   // Limits::events
LOOPSCOPE_EXCEPTION(MemoryLimitError, LimitError);  // Limits::memory

#undef LOOPSCOPE_EXCEPTION

/// Several errors at once: what a TaskGroup throws, always, also for one. There is no `except*`: go
/// through exceptions().   Python: ExceptionGroup
class ExceptionGroup : public Exception {
 public:
  ExceptionGroup(const std::string& message, std::vector<std::exception_ptr> exceptions)
      : Exception(message), exceptions_(std::move(exceptions)) {}
  const std::vector<std::exception_ptr>& exceptions() const { return exceptions_; }

 private:
  std::vector<std::exception_ptr> exceptions_;
};

/// Nothing is ready, no timer is armed, and tasks are still pending: nothing can ever happen again.
/// Its message names each task and what it waits for. The loop stays usable. No counterpart in
/// asyncio, which waits for ever.
class DeadlockError : public RuntimeError {
 public:
  struct Pending {
    trace::TaskId task = 0;
    std::string name;
    trace::ObjectId waits_for = 0;  ///< 0: what it waited for was dropped
    std::string what;               ///< in words: "lock db", "task B"
    std::string where;              ///< "file:line" of its last await; empty if it has none
  };
  explicit DeadlockError(std::vector<Pending> pending);
  const std::vector<Pending>& pending() const { return pending_; }

 private:
  std::vector<Pending> pending_;
};

/// The name Python would print: "ValueError", "CancelledError", "ExceptionGroup[KeyError]"; for
/// others the C++ type's.
std::string kind(const std::exception_ptr& error);
/// Its message; empty if it has none.
std::string message(const std::exception_ptr& error);
/// False for null.
bool is_cancelled_error(const std::exception_ptr& error);

}  // namespace aio
