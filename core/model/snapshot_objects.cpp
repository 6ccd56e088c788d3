// The part of the fold that is about futures and the objects that tasks wait for.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/model/snapshot.hpp"

namespace model {

using trace::ObjectKind;
using trace::Outcome;

namespace {

/// More of them no window shows. Without a bound a hostile trace could take permits for ever.
constexpr std::size_t kMostHolders = 10'000;
/// Those who put items into a queue, or took some from it, that are remembered.
constexpr std::size_t kMostPartners = 8;

bool is_future(ObjectKind kind) {
  return kind == ObjectKind::Future || kind == ObjectKind::Gather || kind == ObjectKind::Shield ||
         kind == ObjectKind::Job || kind == ObjectKind::Unknown;
}

bool has_children(ObjectKind kind) {
  return kind == ObjectKind::Gather || kind == ObjectKind::Wait || kind == ObjectKind::Shield ||
         kind == ObjectKind::TaskGroup;
}

/// Moves `id` to the front of those who did the same.
void remember(std::vector<TaskId>& partners, TaskId id) {
  if (id == 0) return;
  std::erase(partners, id);
  partners.insert(partners.begin(), id);
  if (partners.size() > kMostPartners) partners.pop_back();
}

}  // namespace

void Snapshot::object_created(const TraceEvent& e) {
  if (is_taken(e.object)) {
    return diagnose(fmt::format("An object is created as {}, but this number is taken.", e.object));
  }
  ObjectView& object = objects_[e.object];
  object.id = e.object;
  constexpr auto kLast = static_cast<std::uint8_t>(ObjectKind::Job);
  object.kind = e.detail <= kLast ? e.object_kind() : ObjectKind::Unknown;
  object.name = e.text;
  object.size = std::max<std::int64_t>(e.value, 0);
  object.lock = e.task;
  if (object.kind == ObjectKind::Semaphore) object.permits = object.size;
  if (object.kind == ObjectKind::Job) {
    jobs_[e.object] = {.id = e.object, .by = e.by, .since = cursor_, .since_time = time_};
  }
}

/// Those who wait for it stay suspended, for nothing.
void Snapshot::object_gone(const TraceEvent& e) {
  const auto it = objects_.find(e.object);
  if (it == objects_.end()) {
    if (ended_.contains(e.object)) return;
    return diagnose(fmt::format("Object {} is gone, but it was not there.", e.object));
  }
  for (const TaskId id : it->second.waiters) {
    TaskView& task = tasks_.at(id);
    task.wait = trace::WaitKind::Nothing;
    task.waits_for = 0;
  }
  for (const TaskId id : it->second.promised) tasks_.at(id).promised = 0;
  child_ended(e.object);
  objects_.erase(it);
  ended_.insert(e.object);
}

/// The object that an event is about, if it is of this kind; else null and a diagnostic.
ObjectView* Snapshot::target(const TraceEvent& e, ObjectKind kind) {
  const auto it = objects_.find(e.object);
  if (it != objects_.end() && it->second.kind == kind) return &it->second;
  diagnose(fmt::format("{} is about object {}, which is no {}.", trace::kind_name(e.kind), e.object,
                       word(kind)));
  return nullptr;
}

/// The number that an event tells of an object. If it does not follow from the facts before, some
/// were lost: it stands, with a diagnostic.
std::size_t Snapshot::told(const TraceEvent& e, const ObjectView& object, std::size_t expected) {
  if (e.value >= 0 && static_cast<std::size_t>(e.value) == expected) return expected;
  diagnose(fmt::format("{} tells {} of {} {}, but it should be {}.", trace::kind_name(e.kind),
                       e.value, word(object.kind), object.id, expected));
  return e.value >= 0 ? static_cast<std::size_t>(e.value) : expected;
}

// -- Futures

void Snapshot::child_added(const TraceEvent& e) {
  const auto it = objects_.find(e.object);
  if (it == objects_.end() || !has_children(it->second.kind)) {
    return diagnose(fmt::format("Object {} gets a child, but it has none.", e.object));
  }
  it->second.children.push_back(e.task);
  const ObjectView* future = object(e.task);
  if (ended_.contains(e.task) || (future != nullptr && future->outcome != Outcome::Pending)) {
    ++it->second.children_done;
  } else if (future != nullptr || tasks_.contains(e.task)) {
    parents_of_.emplace(e.task, e.object);
  } else {
    diagnose(fmt::format("The {} {} waits for {}, which is not there.", word(it->second.kind),
                         e.object, e.task));
  }
}

void Snapshot::child_ended(ObjectId id) {
  const auto [first, last] = parents_of_.equal_range(id);
  for (auto it = first; it != last; ++it) {
    if (const auto parent = objects_.find(it->second); parent != objects_.end()) {
      ++parent->second.children_done;
    }
  }
  parents_of_.erase(first, last);
}

void Snapshot::future_done(const TraceEvent& e) {
  const auto it = objects_.find(e.object);
  const bool may_end =
      it != objects_.end() && it->second.outcome == Outcome::Pending && is_future(it->second.kind);
  if (!may_end) {
    return diagnose(fmt::format("Future {} is done, but it was not pending.", e.object));
  }
  const bool ends = e.outcome() != Outcome::Pending && e.outcome() <= Outcome::Cancelled;
  it->second.outcome = ends ? e.outcome() : Outcome::Result;
  // A job that is cancelled in line leaves it; one that has a thread goes on.
  if (it->second.kind == ObjectKind::Job) {
    const auto waiting = jobs_.find(e.object);
    if (waiting != jobs_.end() && waiting->second.thread == 0) jobs_.erase(waiting);
  }
  child_ended(e.object);
  drop_if_over(e.object);
}

/// Nobody can wait for a future any more once it is done and its waiters are woken.
void Snapshot::drop_if_over(ObjectId id) {
  const auto it = objects_.find(id);
  const ObjectView& object = it->second;
  if (object.outcome == Outcome::Pending || !object.waiters.empty()) return;
  objects_.erase(it);
  ended_.insert(id);
}

// -- Events, locks and semaphores

void Snapshot::event_changed(const TraceEvent& e, bool is_set) {
  if (ObjectView* event = target(e, ObjectKind::Event)) event->is_set = is_set;
}

void Snapshot::acquired(const TraceEvent& e) {
  const auto it = objects_.find(e.object);
  const bool semaphore = it != objects_.end() && it->second.kind == ObjectKind::Semaphore;
  ObjectView* object = semaphore ? &it->second : target(e, ObjectKind::Lock);
  if (object == nullptr) return;
  const auto task = tasks_.find(e.by);
  const bool was_promised = task != tasks_.end() && task->second.promised == e.object;
  if (was_promised) end_promise(task->second);
  if (semaphore) return take_permit(*object, e, was_promised);
  if (object->locked) {
    return diagnose(fmt::format("Lock {} is taken, but it was not free.", e.object));
  }
  object->locked = true;
  if (e.by != 0) object->holders.push_back(e.by);
}

/// A permit that was promised is not among those left since then.
void Snapshot::take_permit(ObjectView& semaphore, const TraceEvent& e, bool was_promised) {
  const std::int64_t taken = was_promised ? 0 : 1;
  if (e.value < 0 || (semaphore.permits && *semaphore.permits < taken)) {
    return diagnose(fmt::format("Semaphore {} has no permit that could be taken.", e.object));
  }
  const std::int64_t left = semaphore.permits ? *semaphore.permits - taken : e.value;
  semaphore.permits = told(e, semaphore, static_cast<std::size_t>(left));
  if (e.by == 0) return;
  if (semaphore.holders.size() < kMostHolders) {
    semaphore.holders.push_back(e.by);
  } else {
    diagnose(fmt::format("Semaphore {} has more than {} holders; the others are left out.",
                         e.object, kMostHolders));
  }
}

/// A lock has no owner: anyone may release it. A permit that comes from a task that holds none is
/// that of the one who has held it longest.
void Snapshot::released(const TraceEvent& e) {
  const auto it = objects_.find(e.object);
  if (it != objects_.end() && it->second.kind == ObjectKind::Semaphore) {
    ObjectView& semaphore = it->second;
    if (e.value < 1) {
      return diagnose(fmt::format("Semaphore {} is released, but has no permit then.", e.object));
    }
    const std::int64_t left = semaphore.permits ? *semaphore.permits : e.value - 1;
    semaphore.permits = told(e, semaphore, static_cast<std::size_t>(left) + 1);
    if (!semaphore.holders.erase(e.by) && !semaphore.holders.empty()) semaphore.holders.pop_front();
    return;
  }
  ObjectView* lock = target(e, ObjectKind::Lock);
  if (lock == nullptr) return;
  if (!lock->locked) diagnose(fmt::format("Lock {} is released, but it was free.", e.object));
  lock->locked = false;
  lock->holders.clear();
}

// -- Queues and streams

void Snapshot::item_put(const TraceEvent& e) {
  ObjectView* queue = target(e, ObjectKind::Queue);
  if (queue == nullptr) return;
  queue->items = told(e, *queue, queue->items + 1);
  ++queue->unfinished;
  remember(queue->producers, e.by);
}

void Snapshot::item_taken(const TraceEvent& e) {
  ObjectView* queue = target(e, ObjectKind::Queue);
  if (queue == nullptr) return;
  if (queue->items == 0) {
    return diagnose(fmt::format("An item is taken from queue {}, but it is empty.", e.object));
  }
  queue->items = told(e, *queue, queue->items - 1);
  remember(queue->consumers, e.by);
}

void Snapshot::item_done(const TraceEvent& e) {
  ObjectView* queue = target(e, ObjectKind::Queue);
  if (queue == nullptr) return;
  if (queue->unfinished == 0) {
    return diagnose(fmt::format("An item of queue {} is done, but all of them were.", e.object));
  }
  queue->unfinished = told(e, *queue, queue->unfinished - 1);
}

void Snapshot::queue_shut_down(const TraceEvent& e) {
  ObjectView* queue = target(e, ObjectKind::Queue);
  if (queue == nullptr) return;
  queue->is_shut_down = true;
  if (e.value != 1) return;
  queue->unfinished -= std::min(queue->unfinished, queue->items);
  queue->items = 0;
}

void Snapshot::data_fed(const TraceEvent& e) {
  ObjectView* stream = target(e, ObjectKind::Stream);
  if (stream == nullptr) return;
  if (stream->ended || e.value < 0) {
    return diagnose(fmt::format("Stream {} cannot be fed: {}.", e.object,
                                stream->ended ? "it has ended" : "its size makes no sense"));
  }
  stream->bytes = static_cast<std::size_t>(e.value);
}

void Snapshot::data_read(const TraceEvent& e) {
  ObjectView* stream = target(e, ObjectKind::Stream);
  if (stream == nullptr) return;
  if (e.value < 0 || static_cast<std::size_t>(e.value) >= stream->bytes) {
    return diagnose(fmt::format("Stream {} is read, but holds {} bytes then, of {}.", e.object,
                                e.value, stream->bytes));
  }
  stream->bytes = static_cast<std::size_t>(e.value);
}

void Snapshot::data_ended(const TraceEvent& e) {
  if (ObjectView* stream = target(e, ObjectKind::Stream)) stream->ended = true;
}

// -- Jobs

void Snapshot::job_began(const TraceEvent& e) {
  const auto it = jobs_.find(e.object);
  if (it == jobs_.end() || it->second.thread != 0 || e.value < 1) {
    return diagnose(fmt::format("Job {} begins in thread {}, but {}.", e.object, e.value,
                                it == jobs_.end() ? "it is in no line"
                                : e.value < 1     ? "there is no such thread"
                                                  : "it has begun already"));
  }
  it->second.thread = static_cast<std::uint32_t>(
      std::min<std::int64_t>(e.value, std::numeric_limits<std::uint32_t>::max()));
  it->second.since = cursor_;
  it->second.since_time = time_;
}

void Snapshot::job_ended(const TraceEvent& e) {
  const auto it = jobs_.find(e.object);
  if (it == jobs_.end() || it->second.thread == 0) {
    return diagnose(fmt::format("Job {} ends, but it was not running.", e.object));
  }
  jobs_.erase(it);
}

// -- Scopes

void Snapshot::group_aborted(const TraceEvent& e) {
  if (ObjectView* group = target(e, ObjectKind::TaskGroup)) group->aborting = true;
}

void Snapshot::timeout_expired(const TraceEvent& e) {
  if (target(e, ObjectKind::Timeout) == nullptr) return;
  objects_.erase(e.object);
  ended_.insert(e.object);
}

}  // namespace model
