// Sentences about futures and the objects that tasks wait for.
#include <fmt/format.h>

#include <algorithm>

#include "core/model/teller.hpp"

namespace model {

using trace::ObjectKind;
using trace::Outcome;
using trace::WaitKind;

// -- Futures and objects

void Teller::object_created() {
  if (e_.object_kind() == ObjectKind::Job) {
    actor().plain(" hands ").object(e_.object).plain(" to the executor").arrow();
    p_.plain("it runs as soon as a thread is free");
    return;
  }
  actor();
  p_.plain(" creates ").object(e_.object);
  const std::string_view effect = [kind = e_.object_kind()]() -> std::string_view {
    switch (kind) {
      case ObjectKind::Event:
        return "it is not set";
      case ObjectKind::Future:
        return "its result is yet to come";
      case ObjectKind::Gather:
        return "it is done when its tasks are";
      case ObjectKind::Lock:
        return "it is free";
      case ObjectKind::Queue:
        return "it is empty";
      case ObjectKind::TaskGroup:
        return "it has no children yet";
      case ObjectKind::Wait:
        return "it is over when enough of them have ended";
      case ObjectKind::Shield:
        return "a cancellation of it does not reach what is inside";
      default:
        return "";
    }
  }();
  if (!effect.empty()) p_.arrow().plain(effect);
}

void Teller::object_gone() {
  p_.plain("Nothing refers to ").object(e_.object).plain(" any more").arrow();
  const ObjectView* object = before_.object(e_.object);
  if (object == nullptr || object->waiters.empty()) {
    p_.plain("it is gone");
    return;
  }
  const std::vector<TaskId> who(object->waiters.begin(), object->waiters.end());
  p_.tasks(who).plain(verb(who.size(), ", which waits for it,", ", which wait for it,"));
  p_.plain(" can only be woken by a cancellation");
}

void Teller::barrier_changed() {
  const std::vector<TaskId> who = waiters(WaitKind::Barrier, trace::kNever);
  if (e_.kind == trace::EventKind::BarrierTripped) {
    actor().plain(" is the last to come to ").object(e_.object).arrow();
    p_.plain("all parties are there");
    return woken(who, verb(who.size(), "which waits for that", "which wait for that"));
  }
  actor().plain(e_.kind == trace::EventKind::BarrierReset ? " resets " : " breaks ");
  p_.object(e_.object).arrow();
  if (who.empty()) {
    p_.plain("nobody waits in it");
  } else {
    p_.tasks(who).plain(verb(who.size(), " gets", " get")).plain(" an error");
  }
}

void Teller::future_done() {
  const ObjectView* object = before_.object(e_.object);
  const bool gather = object != nullptr && object->kind == ObjectKind::Gather;
  if (e_.outcome() == Outcome::Result && gather) {
    p_.plain("All that ").object(e_.object).plain(" waits for has ended");
    p_.arrow().plain("its results are complete, in the order of its arguments");
    return;
  }
  const bool shield = object != nullptr && object->kind == ObjectKind::Shield;
  if (e_.outcome() == Outcome::Result && e_.by != 0 && !shield) {
    p_.task(e_.by).plain(" sets the result of ").object(e_.object);
    if (e_.text != 0) p_.plain(" to ").text(e_.text);
  } else {
    p_.object(e_.object);
    outcome_of_future();
  }
  p_.arrow();
  if (object == nullptr || object->waiters.empty()) {
    p_.plain("nobody waits for it");
  } else {
    const std::vector<TaskId> who(object->waiters.begin(), object->waiters.end());
    p_.tasks(who).plain(
        verb(who.size(), ", which waits for it, is woken", ", which wait for it, are woken"));
  }
}

void Teller::outcome_of_future() {
  if (e_.outcome() == Outcome::Exception) {
    p_.plain(" fails with ").text(e_.extra);
    if (e_.text != 0) p_.plain(": ").text(e_.text);
  } else if (e_.outcome() == Outcome::Cancelled) {
    p_.plain(" is cancelled");
  } else if (e_.text != 0) {
    p_.plain(" has the result ").text(e_.text);
  } else {
    p_.plain(" is done");
  }
}

void Teller::job_began() {
  p_.plain(fmt::format("Thread {} is free", e_.value)).arrow();
  p_.object(e_.object).plain(" runs there, and the loop goes on meanwhile");
}

void Teller::job_ended() {
  const JobView* job = before_.job(e_.object);
  p_.object(e_.object).plain(" has ended");
  if (job != nullptr && elapsed(job->since_time, e_.time) > Time(0)) {
    p_.plain(" after ").strong(duration(elapsed(job->since_time, e_.time)));
  }
  p_.arrow().plain(fmt::format("the loop is told, and thread {} is free", e_.value));
}

void Teller::event_set() {
  actor().plain(" sets ").object(e_.object).arrow();
  const ObjectView* object = before_.object(e_.object);
  if (object == nullptr || object->waiters.empty()) {
    p_.plain("nobody waits for it; who comes later need not wait");
    return;
  }
  const std::vector<TaskId> who(object->waiters.begin(), object->waiters.end());
  p_.tasks(who).plain(verb(who.size(), ", which waits for it, is woken",
                           ", which wait for it, are woken in this order"));
}

void Teller::exception_unhandled() {
  if (e_.object != 0) {
    p_.plain("Nobody has seen how ").task_or_object(e_.object).plain(" ended");
  } else {
    p_.plain("An exception leaves a callback");
  }
  p_.arrow().plain("the loop reports: ").text(e_.text);
  if (e_.extra != 0) p_.plain(" (").text(e_.extra).plain(")");
}

// -- Waiting

/// Why a task that wants a lock, an item, ... is suspended; false for waits without such a reason.
bool Teller::must_wait() {
  const ObjectView* object = before_.object(e_.object);
  if (object == nullptr) return false;
  const auto begin = [this]() -> Phrase& { return p_.task(e_.task).plain(" must wait: "); };
  switch (e_.wait()) {
    case WaitKind::Lock:
      begin();
      must_wait_for_lock(*object);
      return true;
    case WaitKind::Semaphore:
      begin();
      must_wait_for_permit(*object);
      return true;
    case WaitKind::Condition:
      begin().object(e_.object).plain(" has to be notified");
      return true;
    case WaitKind::Barrier:
      begin().plain("others have yet to come to ").object(e_.object);
      return true;
    case WaitKind::Get:
      begin().object(e_.object).plain(" is empty");
      return true;
    case WaitKind::Put:
      begin().object(e_.object).plain(" is full");
      return true;
    case WaitKind::Join:
      begin().plain(count(object->unfinished, "item")).plain(" of ").object(e_.object);
      p_.plain(verb(object->unfinished, " is", " are")).plain(" not done yet");
      return true;
    case WaitKind::TaskGroup: {
      std::vector<TaskId> alive;
      std::ranges::copy_if(object->children, std::back_inserter(alive),
                           [this](TaskId id) { return before_.task(id) != nullptr; });
      if (alive.empty()) return false;
      begin().tasks(alive).plain(alive.size() == 1 ? ", a child of " : ", children of ");
      p_.object(e_.object).plain(verb(alive.size(), ", has", ", have")).plain(" not ended");
      return true;
    }
    case WaitKind::Read:
      begin().plain("what it wants has not come through ").object(e_.object);
      return true;
    default:
      return false;
  }
}

void Teller::must_wait_for_lock(const ObjectView& lock) {
  p_.object(lock.id);
  if (lock.holder() != 0) {
    p_.plain(" is held by ").task(lock.holder());
  } else if (lock.locked) {
    p_.plain(" is taken");
  } else if (!lock.promised.empty()) {
    p_.plain(" is kept for ").task(lock.promised.front());
  } else {
    p_.plain(" is free, but others came before");
  }
  const std::size_t before = lock.waiters.size();
  if (before == 0) return;
  p_.plain(", and ");
  before == 1 ? p_.task(lock.waiters.front()) : p_.plain(fmt::format("{} others", before));
  p_.plain(verb(before, " stands", " stand")).plain(" in line before it");
}

void Teller::must_wait_for_permit(const ObjectView& semaphore) {
  if (semaphore.permits.value_or(0) > 0) {
    p_.object(semaphore.id).plain(" has permits, but others came before");
    return;
  }
  p_.object(semaphore.id).plain(" has no permit left");
  const std::vector<TaskId> holders(semaphore.holders.begin(), semaphore.holders.end());
  const std::vector<TaskId> promised(semaphore.promised.begin(), semaphore.promised.end());
  if (!holders.empty()) p_.plain(", ").tasks(holders).plain(verb(holders.size(), " has", " have"));
  if (!holders.empty()) p_.plain(holders.size() == 1 ? " one" : " them");
  if (!promised.empty()) p_.plain(", one is kept for ").tasks(promised);
}

/// What a woken task waited for has come.
void Teller::wait_is_over(const TaskView& task) {
  const ObjectView* object = before_.object(task.waits_for);
  const bool shut_down = object != nullptr && object->is_shut_down;
  const auto waits = [&](std::string_view what) {
    p_.plain(", and ").task(task.id).plain(" waits for ").plain(what);
  };
  switch (task.wait) {
    case WaitKind::Sleep:
      p_.task(task.id).plain("'s sleep is over");
      return;
    case WaitKind::Wait:
      p_.plain("Enough of what ").task(task.id).plain(" waits for has ended, or its time is over");
      return;
    case WaitKind::Lock:
      p_.object(task.waits_for).plain(" is free, and ").task(task.id).plain(" is first in line");
      return;
    case WaitKind::Semaphore:
      p_.plain("A permit of ").object(task.waits_for).plain(" is kept for ").task(task.id);
      return;
    case WaitKind::Condition:
      p_.object(task.waits_for).plain(" is notified");
      return waits("that");
    case WaitKind::Barrier:
      p_.plain("All have come to ").object(task.waits_for);
      return waits("that");
    case WaitKind::Get:
      p_.object(task.waits_for).plain(shut_down ? " is shut down" : " has an item");
      return waits(shut_down ? "an item" : "one");
    case WaitKind::Put:
      p_.object(task.waits_for).plain(shut_down ? " is shut down" : " has room");
      return waits(shut_down ? "room" : "it");
    case WaitKind::Join:
      p_.plain("All items of ").object(task.waits_for).plain(" are done");
      return waits("that");
    case WaitKind::TaskGroup:
      p_.plain("All children of ").object(task.waits_for).plain(" have ended");
      return waits("that");
    case WaitKind::Read:
      p_.object(task.waits_for);
      p_.plain(object != nullptr && object->ended ? " has ended" : " has news");
      return waits("data");
    default:
      break;
  }
  if (e_.object != 0) {
    has_ended(e_.object);
    return waits("it");
  }
  p_.task(task.id).plain(" waits no longer");
}

// -- Who is woken

/// The first that wait for the event's object in this way.
std::vector<TaskId> Teller::waiters(WaitKind wait, std::size_t most) const {
  std::vector<TaskId> found = before_.waiters(e_.object, wait);
  if (found.size() > most) found.resize(most);
  return found;
}

/// ", and C, which waits for an item, goes to the back of the ready queue"; nothing for nobody.
void Teller::woken(const std::vector<TaskId>& tasks, std::string_view because) {
  if (tasks.empty()) return;
  p_.plain(", and ").tasks(tasks).plain(", ").plain(because).plain(",");
  p_.plain(verb(tasks.size(), " goes", " go")).plain(kToTheBack);
}

/// A task that was cancelled keeps its place in the line of a lock until it runs, and while it is
/// the first, a release wakes nobody else. 0 if the first in line is a waiter.
TaskId Teller::cancelled_first_in_line(const ObjectView& lock) const {
  EventIndex first = trace::kNever;
  if (!lock.waiters.empty()) first = before_.task(lock.waiters.front())->since;
  TaskId found = 0;
  for (const ReadyHandle& handle : before_.ready()) {
    if (handle.task == 0 || handle.cause != lock.id) continue;
    const TaskView* task = before_.task(handle.task);
    if (task == nullptr || task->promised == lock.id) continue;
    const auto waited = timeline_.span_at(handle.task, task->since);
    if (!waited || waited->begin > first) continue;
    first = waited->begin;
    found = handle.task;
  }
  return found;
}

// -- Locks, conditions and semaphores

namespace {

std::string left(std::int64_t permits) {
  if (permits <= 0) return "none is left";
  return fmt::format("{} {} left", permits, permits == 1 ? "is" : "are");
}

}  // namespace

void Teller::acquired() {
  const ObjectView* object = before_.object(e_.object);
  if (object == nullptr || object->kind != ObjectKind::Semaphore) {
    actor().plain(" takes ").object(e_.object);
    return;
  }
  actor().plain(" takes a permit of ").object(e_.object).arrow();
  p_.plain(left(e_.value));
}

void Teller::released() {
  const ObjectView* lock = before_.object(e_.object);
  if (lock != nullptr && lock->kind == ObjectKind::Semaphore) return permit_released(lock);
  actor().plain(" releases ").object(e_.object).arrow();
  if (const TaskId stopped = lock != nullptr ? cancelled_first_in_line(*lock) : 0) {
    p_.task(stopped).plain(", the first in line, was cancelled and lets the next one pass");
  } else if (lock == nullptr || lock->waiters.empty()) {
    p_.plain("nobody waits for it");
  } else {
    p_.task(lock->waiters.front()).plain(", the first in line, goes").plain(kToTheBack);
  }
}

void Teller::permit_released(const ObjectView* semaphore) {
  actor().plain(" gives back a permit of ").object(e_.object).arrow();
  if (semaphore->waiters.empty()) {
    p_.plain(left(e_.value));
  } else {
    p_.task(semaphore->waiters.front()).plain(", the first in line, goes").plain(kToTheBack);
  }
}

void Teller::notified() {
  actor().plain(" notifies ").object(e_.object).arrow();
  const auto who =
      waiters(WaitKind::Condition, e_.value > 0 ? static_cast<std::size_t>(e_.value) : 0);
  if (who.empty()) {
    p_.plain("nobody waits for it");
    return;
  }
  p_.tasks(who).plain(verb(who.size(), ", which waits for it, goes", ", which wait for it, go"));
  p_.plain(kToTheBack);
}

// -- Queues and streams

Phrase& Teller::item() { return e_.text != 0 ? p_.text(e_.text) : p_.plain("an item"); }

void Teller::item_put() {
  actor().plain(" puts ");
  item().plain(" into ").object(e_.object).arrow().plain(fmt::format("it holds {}", e_.value));
  woken(waiters(WaitKind::Get, 1), "which waits for an item");
}

void Teller::item_taken() {
  actor().plain(" takes ");
  item().plain(" from ").object(e_.object).arrow().plain(fmt::format("it holds {}", e_.value));
  woken(waiters(WaitKind::Put, 1), "which waits for room");
}

void Teller::item_done() {
  actor().plain(" is done with an item of ").object(e_.object).arrow();
  if (e_.value > 0) {
    p_.plain(fmt::format("{} {} not done yet", e_.value, e_.value == 1 ? "is" : "are"));
    return;
  }
  p_.plain("all are done");
  const auto who = waiters(WaitKind::Join, trace::kNever);
  woken(who, verb(who.size(), "which waits for that", "which wait for that"));
}

void Teller::queue_shut_down() {
  actor().plain(" shuts down ").object(e_.object).arrow();
  p_.plain("nothing more can be put into it");
  const ObjectView* queue = before_.object(e_.object);
  if (queue == nullptr) return;
  if (e_.value == 1 && queue->items > 0) {
    p_.plain(fmt::format(", what it holds ({}) is dropped", count(queue->items, "item")));
  }
  std::vector<TaskId> who = waiters(WaitKind::Get, trace::kNever);
  const auto putters = waiters(WaitKind::Put, trace::kNever);
  who.insert(who.end(), putters.begin(), putters.end());
  woken(who, verb(who.size(), "which waits for it", "which wait for it"));
}

void Teller::data_fed() {
  actor().plain(" feeds ").object(e_.object).arrow();
  p_.plain(fmt::format("it holds {} byte{}", e_.value, e_.value == 1 ? "" : "s"));
  woken(waiters(WaitKind::Read, 1), "which waits for data");
}

// -- Scopes

void Teller::group_aborted() {
  const ObjectId failed = before_.running().cause;
  if (e_.by == 0 && timeline_.lane(failed) != nullptr) {
    p_.task(failed).plain(" failed").arrow();
  } else if (e_.by != 0) {
    p_.task(e_.by).plain(" failed or was cancelled in the scope").arrow();
  } else {
    p_.plain("A child failed").arrow();
  }
  p_.object(e_.object).plain(" cancels ");
  std::vector<TaskId> left;
  if (const ObjectView* group = before_.object(e_.object)) {
    std::ranges::copy_if(group->children, std::back_inserter(left),
                         [this](TaskId id) { return before_.task(id) != nullptr; });
  }
  left.empty() ? p_.plain("its children; all of them have ended") : p_.tasks(left);
}

}  // namespace model
