// What stands in the ready queue: a step of a task, or a callback, in one word.
#pragma once

#include <cstdint>

#include "core/runtime/handles.hpp"
#include "core/runtime/tasks.hpp"

namespace aio {

/// The ready queue holds a reference to it.
class Ready {
 public:
  Ready() = default;
  explicit Ready(TaskBase& task) : bits_(address(&task) | kTask) {}
  explicit Ready(HandleState& handle) : bits_(address(&handle)) {}

  bool is_task() const { return (bits_ & kTask) != 0; }
  /// REQUIRES: it is one.
  TaskBase& task() const { return static_cast<TaskBase&>(*what()); }
  HandleState& handle() const { return static_cast<HandleState&>(*what()); }
  Counted* what() const { return reinterpret_cast<Counted*>(bits_ & ~kTask); }
  trace::HandleId id() const { return is_task() ? task().queued() : handle().id; }
  bool cancelled() const { return !is_task() && handle().cancelled; }

 private:
  static constexpr std::uintptr_t kTask = 1;  // no object has an odd address
  static std::uintptr_t address(Counted* what) { return reinterpret_cast<std::uintptr_t>(what); }
  std::uintptr_t bits_ = 0;
};

}  // namespace aio
