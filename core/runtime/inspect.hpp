// A read-only look into a live loop, for the mirror test: what the fold of its trace must equal.
// Derived from the loop's own queues and flags, never from what was recorded.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/runtime/event_loop.hpp"

namespace aio {

struct LiveHandle {
  trace::HandleId id = 0;
  trace::TaskId task = 0;
  bool cancelled = false;
  friend bool operator==(const LiveHandle&, const LiveHandle&) = default;
};

struct LiveTimer {
  trace::HandleId id = 0;
  Duration deadline;
  friend bool operator==(const LiveTimer&, const LiveTimer&) = default;
};

struct LiveTask {
  enum class State : std::uint8_t { Created, Ready, Running, Suspended };
  State state = State::Ready;
  trace::WaitKind wait = trace::WaitKind::Nothing;
  std::uint32_t waits_for = 0;     ///< an object, or the timer of a sleep
  unsigned cancel_requests = 0;    ///< accepted cancel() calls, uncancel() or not
  std::vector<std::string> stack;  ///< coroutines, outermost first
  friend bool operator==(const LiveTask&, const LiveTask&) = default;
};

struct LiveObject {
  std::vector<trace::TaskId> waiters;  ///< suspended on it and not yet woken, first come first
};

struct LiveJob {
  trace::ObjectId id = 0;
  std::uint32_t thread = 0;  ///< counted from 1; 0: it waits for one
};

struct LiveLoop {
  Duration time;
  std::int64_t iteration = 0;
  std::size_t batch_left = 0;
  std::vector<trace::TaskId> running;  ///< tasks whose steps are being run, outermost first
  std::vector<LiveHandle> ready;
  std::vector<LiveTimer> timers;                  ///< armed ones, by (deadline, order of arming)
  std::map<trace::TaskId, LiveTask> tasks;        ///< those that are not done
  std::map<trace::ObjectId, LiveObject> objects;  ///< those that are waited for; no tasks
  std::vector<LiveJob> jobs;                      ///< whose end is not yet told, in their order
};

class Inspector {
 public:
  static LiveLoop look(const EventLoop& loop);
};

}  // namespace aio
