#include "core/model/object_lanes.hpp"

#include <algorithm>
#include <limits>

namespace model {

using trace::ObjectKind;

namespace {

std::uint32_t cut(std::int64_t amount) {
  return static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(amount, 0, std::numeric_limits<std::uint32_t>::max()));
}

}  // namespace

bool has_lane(ObjectKind kind) {
  return kind == ObjectKind::Lock || kind == ObjectKind::Semaphore || kind == ObjectKind::Queue ||
         kind == ObjectKind::Event || kind == ObjectKind::Condition || kind == ObjectKind::Barrier;
}

ObjectSpan state_of(const ObjectView& object) {
  ObjectSpan span;
  span.waiters = cut(static_cast<std::int64_t>(object.waiters.size()));
  auto waiter = object.waiters.begin();
  if (span.waiters > 0) span.first = *waiter;
  if (span.waiters > 1) span.second = *++waiter;
  const TaskId promised = object.promised.empty() ? 0 : object.promised.front();
  switch (object.kind) {
    case ObjectKind::Lock:
      if (object.locked) {
        span.state = ObjectState::Held;
        span.task = object.holder();
      } else if (promised != 0) {
        span.state = ObjectState::Promised;
        span.task = promised;
      }
      break;
    case ObjectKind::Semaphore:
      span.state = ObjectState::Counted;
      span.amount = cut(object.permits.value_or(0));
      span.task = promised;
      break;
    case ObjectKind::Queue:
      span.state = ObjectState::Counted;
      span.amount = cut(static_cast<std::int64_t>(object.items));
      break;
    case ObjectKind::Barrier:
      span.state = ObjectState::Counted;
      span.amount = span.waiters;
      break;
    case ObjectKind::Event:
      span.state = object.is_set ? ObjectState::Set : ObjectState::Clear;
      break;
    default:
      span.state = ObjectState::Waited;
      break;
  }
  return span;
}

ObjectSpan ObjectLane::span(std::size_t i) const {
  const Packed& packed = packed_[i];
  return {.state = packed.state,
          .begin = packed.begin,
          .end = end_of(i),
          .task = packed.task,
          .amount = packed.amount,
          .waiters = packed.waiters,
          .first = packed.first,
          .second = packed.second};
}

std::size_t ObjectLane::over_at(EventIndex cursor, std::size_t known) const {
  return over_in(packed_, cursor, known, end_);
}

void ObjectLanes::touch(ObjectId id) {
  if (id != 0 && std::ranges::find(touched_, id) == touched_.end()) touched_.push_back(id);
}

/// An event changes the object that it names, and those that its task waits for, or was woken for.
void ObjectLanes::extend(EventIndex most) {
  for (; most > 0 && snapshot_.cursor() < trace_.size(); --most) {
    const EventIndex index = snapshot_.cursor();
    const trace::TraceEvent& e = trace_[index];
    touched_.clear();
    const auto touch_of = [&](TaskId id) {
      const TaskView* task = id != 0 ? snapshot_.task(id) : nullptr;
      if (task == nullptr) return;
      touch(task->waits_for);
      touch(task->promised);
    };
    touch(e.object);
    touch_of(e.task);
    if (e.by != e.task) touch_of(e.by);
    const auto job_with_thread = [&](trace::EventKind kind) {
      const JobView* job = e.kind == kind ? snapshot_.job(e.object) : nullptr;
      return job != nullptr && job->thread != 0 ? job : nullptr;
    };
    if (const JobView* job = job_with_thread(trace::EventKind::JobEnded)) {
      follow_thread(*job, false, index);
    }
    snapshot_.apply(e);
    if (const JobView* job = job_with_thread(trace::EventKind::JobBegan)) {
      if (job->since == index) follow_thread(*job, true, index);
    }
    if (e.kind == trace::EventKind::LoopStopped) {
      for (ObjectLane& lane : threads_) lane.end_ = index;
    }
    touch_of(e.task);
    for (const ObjectId id : touched_) follow(id, index);
  }
}

void ObjectLanes::follow_thread(const JobView& job, bool runs, EventIndex index) {
  const auto known = thread_of_.find(job.thread);
  if (known == thread_of_.end()) {
    thread_of_[job.thread] = static_cast<std::uint32_t>(threads_.size());
    ObjectLane& lane = threads_.emplace_back();
    lane.thread = job.thread;
    lane.kind = ObjectKind::Job;
    lane.created = index;
  }
  ObjectLane::Packed packed{};
  packed.begin = index;
  packed.state = runs ? ObjectState::Runs : ObjectState::Free;
  if (runs) packed.task = job.by;
  if (runs) packed.first = job.id;
  threads_[thread_of_.at(job.thread)].packed_.push_back(packed);
}

void ObjectLanes::follow(ObjectId id, EventIndex index) {
  const ObjectView* object = snapshot_.object(id);
  const auto known = lane_of_.find(id);
  if (object == nullptr) {
    if (known != lane_of_.end() && lanes_[known->second].end_ == trace::kNever) {
      lanes_[known->second].end_ = index;
    }
    return;
  }
  if (!has_lane(object->kind)) return;
  if (known == lane_of_.end()) {
    lane_of_[id] = static_cast<std::uint32_t>(lanes_.size());
    ObjectLane& lane = lanes_.emplace_back();
    lane.id = id;
    lane.kind = object->kind;
    lane.created = index;
    lane.size = cut(object->size);
  }
  ObjectLane& lane = lanes_[lane_of_.at(id)];
  const ObjectSpan now = state_of(*object);
  const std::uint32_t most = lane.packed_.empty() ? 0 : lane.packed_.back().most;
  const ObjectLane::Packed packed{index,
                                  now.task,
                                  now.amount,
                                  now.waiters,
                                  now.first,
                                  now.second,
                                  std::max(most, now.amount),
                                  now.state};
  if (!lane.packed_.empty()) {
    const ObjectLane::Packed& last = lane.packed_.back();
    const bool same = last.state == packed.state && last.task == packed.task &&
                      last.amount == packed.amount && last.waiters == packed.waiters &&
                      last.first == packed.first && last.second == packed.second;
    if (same) return;
  }
  lane.packed_.push_back(packed);
}

}  // namespace model
