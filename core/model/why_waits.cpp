// Why a suspended task waits: for whom, who has what it wants, who could change it.
#include <fmt/format.h>

#include <algorithm>

#include "core/model/reasons.hpp"

namespace model {

using trace::ObjectKind;
using trace::Outcome;
using trace::WaitKind;

namespace {

constexpr std::size_t kLongestChain = 8;
constexpr std::size_t kMostLinks = 4;

}  // namespace

void Reasons::suspended(const TaskView& task) {
  std::vector<TaskId> chain;
  follow(task.id, chain);
}

/// The reason of one link; where that is another task, the chain goes on with it.
void Reasons::follow(TaskId id, std::vector<TaskId>& chain) {
  for (;;) {
    chain.push_back(id);
    const TaskView* task = now_.task(id);
    if (task == nullptr || task->state != TaskState::Suspended) return;
    if (task->wait == WaitKind::Sleep) return sleeps(*task);
    Phrase p = phrase();
    if (task->wait == WaitKind::Nothing) {
      since(p.task(id).plain(" is suspended"), *task);
      return say(p.plain(": what it waited for is gone, and only a cancellation can wake it"));
    }
    since(p.task(id).plain(" waits for ").awaited(task->wait, task->waits_for), *task);
    say(p);
    if (task->waits_for == 0) return;
    TaskId next = task->waits_for;
    if (const ObjectView* object = now_.object(task->waits_for)) {
      if (object->kind != ObjectKind::Lock) return waits_for_object(*task, *object);
      next = held_by(*task);
      if (next == 0) return;
    }
    const TaskView* other = now_.task(next);
    Phrase link = phrase();
    if (std::find(chain.begin(), chain.end(), next) != chain.end()) {
      if (chain.size() == 1) {
        link.task(next).plain(" waits for itself: nothing can wake it");
      } else {
        link.plain("They wait for each other in a ring: nothing can wake them");
      }
      return say(link);
    }
    if (other == nullptr || other->state != TaskState::Suspended || chain.size() == kLongestChain) {
      stands(link, next);
      return say(link);
    }
    id = next;
  }
}

/// Tells how the lock that a task wants stands. Returns the task that has it, or that gets it
/// before: the next link; 0 if that is none.
TaskId Reasons::held_by(const TaskView& task) {
  const ObjectView& lock = *now_.object(task.waits_for);
  const TaskId holder = !lock.promised.empty() ? lock.promised.front() : lock.holder();
  Phrase p = phrase();
  p.object(lock.id);
  if (!lock.promised.empty()) {
    p.plain(" is kept for ").task(holder);
  } else if (holder != 0) {
    p.plain(" is held by ").task(holder);
  } else {
    p.plain(lock.locked ? " is taken, but by no task" : " is free, but others came before");
  }
  say(place_in_line(p, task, lock));
  return holder;
}

void Reasons::sleeps(const TaskView& task) {
  Phrase p = phrase();
  since(p.task(task.id).plain(" sleeps"), task);
  if (now_.timer(task.timer) != nullptr) {
    p.plain(": its timer is due at ").strong(seconds(task.sleep_until));
    const Time left = elapsed(now_.time(), task.sleep_until);
    if (left > Time(0)) p.plain(", in ").strong(duration(left));
    say(p);
    return;
  }
  p.plain(". Its timer was due at ").strong(seconds(task.sleep_until));
  if (const auto position = now_.ready_position(task.timer)) {
    p.plain(fmt::format(": the callback that wakes it is {} of {} in the ready queue",
                        ordinal(*position + 1), now_.ready().size()));
  } else if (now_.running().id == task.timer) {
    p.plain(": the callback that wakes it is running");
  }
  say(p);
}

void Reasons::waits_for_object(const TaskView& task, const ObjectView& object) {
  switch (object.kind) {
    case ObjectKind::Gather:
    case ObjectKind::Wait:
    case ObjectKind::Shield:
    case ObjectKind::TaskGroup:
      return waits_for_children(object);
    case ObjectKind::Semaphore:
      return waits_for_permit(task, object);
    case ObjectKind::Queue:
      return waits_for_queue(task, object);
    case ObjectKind::Job:
      return waits_for_job(object);
    default:
      break;
  }
  Phrase p = phrase();
  p.object(object.id);
  if (object.kind == ObjectKind::Event) {
    p.plain(object.is_set ? " is set" : " is not set yet");
  } else if (object.kind == ObjectKind::Condition) {
    p.plain(" was not notified for it");
  } else if (object.kind == ObjectKind::Stream) {
    p.plain(object.ended ? " has ended" : " has not ended, and what it wants has not come yet");
  } else if (object.kind == ObjectKind::Barrier) {
    p.plain(" waits for others to come");
  } else {
    p.plain(object.outcome == Outcome::Pending ? " is not done yet" : " is done");
  }
  say(place_in_line(p, task, object));
  nobody_else();
}

/// Where the work is: in a thread, in line for one, or over.
void Reasons::waits_for_job(const ObjectView& future) {
  Phrase p = phrase();
  p.object(future.id);
  const JobView* job = now_.job(future.id);
  if (job == nullptr) {
    p.plain(future.outcome == Outcome::Pending
                ? " has ended: a callback then completes it, and wakes who waits"
                : " is done");
    return say(p);
  }
  if (job->thread != 0) {
    p.plain(fmt::format(" runs in thread {} since ", job->thread));
    say(p.moment(job->since_time, job->since));
    Phrase q = phrase();
    return say(q.plain("The loop is free meanwhile; it goes on here when the thread is done"));
  }
  p.plain(" waits for a thread since ").moment(job->since_time, job->since);
  std::size_t begun = 0, before = 0;
  now_.jobs().each([&](ObjectId id, const JobView& other) {
    if (other.thread != 0) ++begun;
    if (other.thread == 0 && id < future.id) ++before;
  });
  p.plain(": ").plain(count(begun, "job")).plain(verb(begun, " runs", " run"));
  say(before > 0 ? p.plain(fmt::format(", and {} came before it", before)) : p);
}

/// "; B is 2nd of 3 that wait for it".
Phrase& Reasons::place_in_line(Phrase& p, const TaskView& task, const ObjectView& object) {
  const std::vector<TaskId> line = now_.waiters(object.id, task.wait);
  const auto place = std::find(line.begin(), line.end(), task.id);
  if (place == line.end() || line.size() < 2) return p;
  const auto number = static_cast<std::size_t>(place - line.begin()) + 1;
  p.plain("; ").task(task.id);
  return p.plain(fmt::format(" is {} of {} that wait for it", ordinal(number), line.size()));
}

/// A sentence for each of the first few that are alive: "B sleeps until 2.000 s".
void Reasons::all_stand(const std::vector<TaskId>& tasks) {
  std::size_t told = 0;
  for (const TaskId id : tasks) {
    if (now_.task(id) == nullptr) continue;
    if (told++ == kMostLinks) break;
    Phrase link = phrase();
    stands(link, id);
    say(link);
  }
}

void Reasons::waits_for_children(const ObjectView& parent) {
  const bool group = parent.kind == ObjectKind::TaskGroup;
  Phrase p = phrase();
  const std::size_t all = parent.children.size();
  if (group && all == 1) {
    p.plain(parent.children_done == 0 ? "Its only child has not ended"
                                      : "Its only child has ended");
  } else {
    p.plain(fmt::format("{} of its {}", parent.children_done,
                        group ? fmt::format("{} children", all) : count(all, "task")));
    p.plain(" have ended");
  }
  if (parent.children_done >= all) {
    p.plain(group ? ": a callback then wakes who waits"
                  : ": a callback completes it, which then wakes who waits");
  }
  if (parent.aborting) p.plain("; it has cancelled the others");
  say(p);
  all_stand(parent.children);
  nobody_else();
}

void Reasons::waits_for_permit(const TaskView& task, const ObjectView& semaphore) {
  Phrase p = phrase();
  p.object(semaphore.id);
  p.plain(semaphore.permits.value_or(0) > 0 ? " has permits, but others came before"
                                            : " has no permit left");
  const std::vector<TaskId> promised(semaphore.promised.begin(), semaphore.promised.end());
  if (!promised.empty()) p.plain("; one is kept for ").tasks(promised);
  say(place_in_line(p, task, semaphore));
  std::vector<TaskId> holders;
  for (const TaskId id : semaphore.holders) {
    if (holders.size() == kMostLinks) break;
    if (std::find(holders.begin(), holders.end(), id) == holders.end()) holders.push_back(id);
  }
  if (!holders.empty()) {
    Phrase q = phrase();
    q.tasks(holders).plain(semaphore.holders.size() > holders.size() ? " and others have them"
                           : holders.size() == 1                     ? " has it"
                                                                     : " have them");
    say(q);
  }
  all_stand(holders);
  nobody_else();
}

/// Who could put, or take, an item: as far as one can know, those who did before.
void Reasons::waits_for_queue(const TaskView& task, const ObjectView& queue) {
  const bool gets = task.wait == WaitKind::Get;
  Phrase p = phrase();
  p.object(queue.id);
  if (gets) {
    p.plain(queue.items == 0 ? " is empty" : " has items, but others were woken for them");
  } else if (task.wait == WaitKind::Put) {
    p.plain(" is full: it holds ").plain(count(queue.items, "item"));
  } else {
    p.plain(" has ").plain(count(queue.unfinished, "item"));
    p.plain(verb(queue.unfinished, " that is not done yet", " that are not done yet"));
  }
  say(place_in_line(p, task, queue));
  const auto& partners = gets ? queue.producers : queue.consumers;
  Phrase q = phrase();
  if (partners.empty()) {
    q.plain(gets ? "No task has put an item into it so far" : "No task has taken an item so far");
  } else {
    q.plain("So far ").tasks(partners).plain(verb(partners.size(), " has ", " have "));
    q.plain(gets ? "put items into it" : "taken items from it");
  }
  say(q);
  all_stand(partners);
  nobody_else();
}

}  // namespace model
