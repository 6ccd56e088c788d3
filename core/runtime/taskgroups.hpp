// TaskGroup: tasks that live no longer than the scope that started them.
//
// The scope's exit waits for all children. When one fails, the others and the body are cancelled,
// and what failed leaves the scope as an ExceptionGroup. Copies stand for the same group.
// asyncio: taskgroups.py
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/runtime/sync.hpp"

namespace aio {

class GroupState final : public SyncState {
 public:
  explicit GroupState(std::string name)
      : SyncState(trace::ObjectKind::TaskGroup, std::move(name)) {}

  static Coro<> enter(Ref<GroupState> s);
  static Coro<bool> exit(Ref<GroupState> s, std::exception_ptr error);
  /// Throws RuntimeError unless a child may be made now.
  void require_open() const;
  void add(const Ref<TaskBase>& child);

 private:
  void abort();
  void child_done(FutureBase& child);

  bool entered_ = false, exiting_ = false, aborting_ = false, parent_cancel_requested_ = false;
  Ref<TaskBase> parent_;
  std::vector<Ref<TaskBase>> children_;  // in order of creation
  std::vector<std::exception_ptr> errors_;
  Line waiters_;  // its exit, while children live
};

/// A scope for with(). Leaving it does not suspend without children; else it resumes two iterations
/// after the last child ended. A child that fails cancels the others, oldest first, and the body
/// one iteration after it ended. A cancelled child is no failure. A cancel from outside cancels the
/// children; when all have ended the scope throws CancelledError, or the group if one failed, and
/// then the cancel comes again at the next wait.   asyncio: TaskGroup
class TaskGroup {
 public:
  /// `name` is what the screen calls it.
  explicit TaskGroup(std::string name = "") : state_(new GroupState(std::move(name))) {}

  /// As create_task(), also for children that make others while the exit waits. Throws RuntimeError
  /// before the scope is entered, while it shuts down, and once it is left.
  /// asyncio: TaskGroup.create_task
  template <class T>
  Task<T> create_task(Coro<T> coro, std::string_view name = "",
                      Location at = Location::current()) const {
    const Context copy(copy_of_current_context(), Context::Bare());
    return create_task(std::move(coro), name, copy, at);
  }
  /// The child runs in `context`.
  template <class T>
  Task<T> create_task(Coro<T> coro, std::string_view name, const Context& context,
                      Location at = Location::current()) const {
    try {
      state_->require_open();
    } catch (...) {
      coro.close();
      throw;
    }
    Task<T> task = loop().create_task(std::move(coro), name, context, at);
    state_->add(Ref<TaskBase>(task.state()->as_task()));
    return task;
  }
  template <MakesCoro A>
  auto create_task(A&& awaitable, std::string_view name = "",
                   Location at = Location::current()) const {
    return create_task(std::forward<A>(awaitable).coro(), name, at);
  }
  template <MakesCoro A>
  auto create_task(A&& awaitable, std::string_view name, const Context& context,
                   Location at = Location::current()) const {
    return create_task(std::forward<A>(awaitable).coro(), name, context, at);
  }

  /// Throws RuntimeError outside a task or when entered before.
  Coro<> enter() const { return library(GroupState::enter(state_)); }
  /// Throws ExceptionGroup: the children's errors in the order in which they were noticed, the
  /// body's last.
  Coro<bool> exit(std::exception_ptr error) const {
    return library(GroupState::exit(state_, std::move(error)));
  }

 private:
  Ref<GroupState> state_;
};

}  // namespace aio
