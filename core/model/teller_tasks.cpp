// Sentences about tasks, coroutines, and what the program says of itself.
#include <fmt/format.h>

#include <algorithm>

#include "core/model/teller.hpp"

namespace model {

using trace::Outcome;
using trace::WaitKind;

// -- Tasks and coroutines

void Teller::task_created() {
  if (e_.by == 0 && before_.tasks().empty() && before_.iteration() == 0) {
    p_.plain("The program starts with task ").task(e_.task);
  } else {
    actor().plain(" creates task ").task(e_.task);
    if (e_.extra != 0) p_.plain(" to run ").text(e_.extra);
  }
  if (e_.handle == 0) return;
  p_.arrow().task(e_.task).plain("'s first step goes").plain(kToTheBack);
}

void Teller::task_step_began() {
  const TaskView* task = before_.task(e_.task);
  if (e_.handle == 0) {  // an eager task
    p_.task(e_.task).plain(" does not wait for its turn: it starts to run at once, inside ");
    if (before_.running_task() != 0) {
      p_.task(before_.running_task()).plain("'s step");
    } else {
      p_.plain("the callback that created it");
    }
    return;
  }
  p_.plain("It is ").task(e_.task).plain("'s turn").arrow();
  if (task != nullptr && task->steps == 0 && task->cancel_requests == 0) {
    p_.plain("it starts to run");
    return;
  }
  p_.plain("it goes on");
  const TaskLane* lane = timeline_.lane(e_.task);
  if (lane == nullptr || task == nullptr || task->since == 0) return;
  if (is_woken_to_be_cancelled(timeline_.trace(), task->since, *task)) return;
  const auto earlier = timeline_.span_at(e_.task, task->since);  // before it became ready
  if (!earlier || earlier->state != TaskState::Suspended) return;
  if (earlier->wait == WaitKind::Sleep) {
    p_.plain(" after its sleep");
  } else if (earlier->wait == WaitKind::Wait || earlier->waits_for != 0) {
    p_.plain(" after its wait for ").awaited(earlier->wait, earlier->waits_for);
  }
}

void Teller::task_suspended() {
  if (must_wait()) return then_next();
  p_.task(e_.task).plain(" is suspended: it waits for ").awaited(e_.wait(), e_.object);
  const ObjectView* gather = before_.object(e_.object);
  const bool several =
      e_.wait() == WaitKind::Gather || e_.wait() == WaitKind::Wait || e_.wait() == WaitKind::Shield;
  if (several && gather != nullptr && !gather->children.empty()) {
    p_.plain(", that is for ").tasks(gather->children);
  }
  then_next();
}

void Teller::task_done() {
  p_.task(e_.task);
  if (e_.outcome() == Outcome::Exception) {
    p_.plain(" ends with ").text(e_.extra);
    if (e_.text != 0) p_.plain(": ").text(e_.text);
    p_.arrow().plain("the exception is kept for whoever awaits it");
  } else if (e_.outcome() == Outcome::Cancelled) {
    p_.plain(" does not catch CancelledError").arrow().plain("it ends as cancelled");
  } else if (e_.text != 0) {
    p_.plain(" returns ").text(e_.text).arrow().plain("it is done");
  } else {
    p_.plain(" returns").arrow().plain("it is done");
  }
}

void Teller::task_renamed() {
  const TaskView* task = before_.task(e_.task);
  p_.plain("Task ");
  if (task != nullptr && task->name != 0) {
    p_.text(task->name);
  } else if (task != nullptr) {
    p_.strong(name_of(timeline_.trace(), *task));
  }
  p_.plain(" is now called ").text(e_.text);
}

void Teller::task_cancel_requested() {
  const TaskView* task = before_.task(e_.task);
  if (e_.by != 0 && e_.by == e_.task) {
    p_.task(e_.task).plain(" asks for its own cancellation");
  } else {
    actor().plain(" asks to cancel ").task(e_.task);
  }
  if (e_.text != 0) p_.plain(" (\"").text(e_.text).plain("\")");
  p_.arrow();
  if (task != nullptr && task->steps == 0) {
    p_.plain("its coroutine will not even start");
  } else if (task != nullptr && task->wait == WaitKind::Task) {
    p_.plain("the request is passed on to ").task(task->waits_for).plain(", for which it waits");
  } else if (task != nullptr && task->state == TaskState::Running) {
    p_.plain("CancelledError will be raised at its next suspension");
  } else {
    p_.plain("CancelledError will be raised where it waits");
  }
}

void Teller::cancel_delivered() {
  const TaskView* task = before_.task(e_.task);
  if (task != nullptr && task->steps == 1) {
    p_.task(e_.task).plain(" was cancelled before its first step").arrow();
    p_.plain("its coroutine never starts");
    return;
  }
  p_.task(e_.task).plain(" was cancelled").arrow();
  p_.plain("CancelledError is raised in it, where it waited");
}

void Teller::coro_left() {
  const TaskView* task = before_.task(e_.task);
  if (task == nullptr || task->stack.size() < 2) {
    p_.plain("A coroutine of ").task(e_.task).plain(" ends");
    return;
  }
  p_.plain("Coroutine ").text(task->stack.back().coroutine).plain(" ends").arrow();
  p_.task(e_.task).plain(" goes on in ").text(task->stack[task->stack.size() - 2].coroutine);
  p_.plain(", in the same step");
}

// -- What the program says

void Teller::watched() {
  actor().plain(" remembers ").text(e_.text).plain(" = ").text(e_.extra);
  const TaskView* task = before_.task(e_.by);
  if (task == nullptr) return;
  const auto earlier = std::find_if(task->watches.begin(), task->watches.end(),
                                    [&](const WatchedValue& w) { return w.name == e_.text; });
  if (earlier == task->watches.end() || earlier->value == e_.extra) return;
  p_.plain("; it was ").text(earlier->value);
}

}  // namespace model
