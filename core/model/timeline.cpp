#include "core/model/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/model/findings.hpp"

namespace model {

using trace::EventKind;
using trace::ObjectKind;

namespace {

/// How many elements of a row begin before an event.
template <class T>
std::size_t begun_before(const Landmarks<PackedIndex>& begins, const std::deque<T>& row,
                         EventIndex event) {
  return begins.count([&](std::size_t i) { return row[i].begin; },
                      [&](EventIndex begin) { return begin < event; });
}

/// A step that comes out of the ready queue; an eager task's first one belongs to the run around
/// it.
bool is_turn(const trace::TraceEvent& e) {
  return e.kind == EventKind::TaskStepBegan && e.handle != 0;
}

}  // namespace

void Timeline::extend(Keyframes* keyframes, Findings* findings) {
  while (snapshot_.cursor() < trace_.size()) {
    const EventIndex index = snapshot_.cursor();
    take(index);
    if (keyframes != nullptr) keyframes->offer(snapshot_);
    if (findings != nullptr) findings->take(index, trace_[index]);
  }
}

void Timeline::take(EventIndex index) {
  const trace::TraceEvent& e = trace_[index];
  were_running_ = snapshot_.running_tasks();
  // Its lane may be far away in memory: it comes nearer while the fact is folded.
  if (const auto place = lane_of_.find(e.task)) __builtin_prefetch(&lanes_[*place].spans);
  snapshot_.apply(e);
  depths_.push_back(
      static_cast<std::uint16_t>(std::min<std::size_t>(snapshot_.ready().size(), 65'535)));
  take_iteration(index, e);
  take_run(index, e);
  take_wake_up(index, e);
  take_name(e);
  place_children(e);
  if (e.task != 0) follow(e.task, index, e);
  for (const TaskId task : were_running_) {
    if (task != e.task) follow(task, index, e);
  }
  if (e.kind == EventKind::Printed) {
    output_.push_back({index, snapshot_.time(), e.by, std::string(trace_.text(e.text))});
  }
}

// -- Iterations and runs

void Timeline::take_iteration(EventIndex index, const trace::TraceEvent& e) {
  const bool open = !iterations_.empty() && iterations_.back().end == trace::kNever;
  switch (e.kind) {
    case EventKind::IterationBegan:
      if (open) iterations_.back().end = index - 1;
      iterations_.push_back({.begin = index, .time = snapshot_.time()});
      iteration_begins_.push_back(index);
      break;
    case EventKind::SelectEnded:
      if (!open) break;
      iterations_.back().time = snapshot_.time();
      iterations_.back().waited = snapshot_.waited();
      break;
    case EventKind::LoopStopped:
      if (open) iterations_.back().end = index;
      break;
    default:
      break;
  }
}

/// A run goes on while it is its handle's turn: after the end of a step come the handles it queued.
void Timeline::take_run(EventIndex index, const trace::TraceEvent& e) {
  const bool begins = is_turn(e) || e.kind == EventKind::HandleRunBegan;
  const bool ends = e.kind == EventKind::HandleRunEnded && snapshot_.turn() == 0;
  if (in_run_ && (begins || (snapshot_.turn() == 0 && !ends))) {
    if (runs_.back().end == trace::kNever) runs_.back().end = index - 1;
    in_run_ = false;
  }
  if (begins) {
    const ReadyHandle& handle = snapshot_.running();
    runs_.push_back({.handle = e.handle,
                     .task = e.kind == EventKind::TaskStepBegan ? e.task : 0,
                     .label = handle.label,
                     .begin = index,
                     .iteration = snapshot_.iteration()});
    run_begins_.push_back(index);
    in_run_ = true;
  } else if (in_run_ && snapshot_.running().id == 0) {
    runs_.back().end = index;
    if (ends) in_run_ = false;
  }
}

const HandleRun* Timeline::run_at(EventIndex event) const {
  const std::size_t begun = event < size() ? runs_before(event + 1) : 0;
  return begun > 0 && event <= runs_[begun - 1].end ? &runs_[begun - 1] : nullptr;
}

const Iteration* Timeline::iteration_at(EventIndex event) const {
  const std::size_t begun = event < size() ? iterations_before(event + 1) : 0;
  return begun > 0 ? &iterations_[begun - 1] : nullptr;
}

std::size_t Timeline::index_of(const Iteration& iteration) const {
  return iterations_before(iteration.begin);
}

std::size_t Timeline::runs_before(EventIndex event) const {
  return begun_before(run_begins_, runs_, event);
}

std::size_t Timeline::iterations_before(EventIndex event) const {
  return begun_before(iteration_begins_, iterations_, event);
}

// -- Wake-ups

void Timeline::take_wake_up(EventIndex index, const trace::TraceEvent& e) {
  if (e.kind == EventKind::TaskStepBegan) {
    const auto it = wake_up_of_.find(e.handle);
    if (it == wake_up_of_.end()) return;
    wake_ups_[it->second].resumed = index;
    wake_up_of_.erase(it);
  } else if (e.kind == EventKind::HandleQueued || e.kind == EventKind::TaskCreated) {
    const auto& ready = snapshot_.ready();
    const bool queued = e.task != 0 && !ready.empty() && ready.back().queued_at == index;
    if (!queued) return;
    wake_up_of_[e.handle] = static_cast<std::uint32_t>(wake_ups_.size());
    wake_ups_.push_back(
        {.at = index, .from = e.by, .from_handle = ready.back().by_handle, .to = e.task});
  }
}

// -- Lanes

/// Brings the lane of a task up to what the snapshot says of it after the event at `index`.
void Timeline::follow(TaskId id, EventIndex index, const trace::TraceEvent& e) {
  const TaskView* task = snapshot_.task(id);
  if (task == nullptr) {
    TaskLane* lane = own_lane(id);
    if (lane == nullptr || lane->ended != trace::kNever) return;
    lane->ended = index;
    lane->spans.end_at(index);
    if (e.kind != EventKind::TaskDone) return;
    lane->outcome = e.outcome() <= trace::Outcome::Cancelled ? e.outcome() : trace::Outcome::Result;
    lane->result = trace_.text(e.text);
    lane->exception = trace_.text(e.extra);
    return;
  }
  if (e.kind == EventKind::TaskRenamed && e.task == id) {
    if (TaskLane* lane = own_lane(id)) lane->name = lane->label = trace_.text(e.text);
  }
  if (task->since != index) return;  // still in the same state
  TaskLane* known = own_lane(id);
  TaskLane& lane = known != nullptr ? *known : new_lane(*task, index, e);
  const ArmedTimer* timer = task->timer != 0 ? snapshot_.timer(task->timer) : nullptr;
  const ObjectView* object = task->waits_for != 0 ? snapshot_.object(task->waits_for) : nullptr;
  lane.spans.add({.state = task->state,
                  .begin = index,
                  .wait = task->wait,
                  .waits_for = task->waits_for,
                  .holder = object != nullptr && object->locked ? object->holder() : 0,
                  .timer = task->timer,
                  .handle = task->handle},
                 timer != nullptr ? EventIndex(timer->armed_at) : trace::kNever);
}

TaskLane& Timeline::new_lane(const TaskView& task, EventIndex index, const trace::TraceEvent& e) {
  const TaskLane* parent = lane(task.parent);
  const auto place = static_cast<std::uint32_t>(lanes_.size());
  TaskLane& lane = lanes_.emplace_back(TaskLane{.spans = Spans(trace_)});
  lane.id = task.id;
  lane.parent = task.parent;
  lane.depth = parent != nullptr ? parent->depth + 1 : 0;
  lane.index = place;
  lane.name = name_of(trace_, task);
  lane.coroutine = trace_.text(task.coroutine);
  lane.created_at = task.created_at;
  lane.created = index;
  lane.label = label_of(lane, e);
  lane_of_.emplace(task.id, place);
  kin_.emplace_back();
  if (parent != nullptr) {
    adopt(static_cast<std::uint32_t>(parent->index), place);
  } else {
    roots_.push_back(place);
  }
  if (lane.created_at == 0) unplaced_.push_back(task.id);
  return lane;
}

void Timeline::adopt(std::uint32_t parent, std::uint32_t child) {
  Kin& kin = kin_[parent];
  (kin.last_child != 0 ? kin_[kin.last_child].next : kin.first_child) = child;
  kin.last_child = child;
}

/// A gather's children get their line at the next suspension of their creator.
void Timeline::place_children(const trace::TraceEvent& e) {
  const bool known_now = e.kind == EventKind::TaskSuspended || e.kind == EventKind::TaskYielded;
  if (!known_now && !is_turn(e)) return;
  std::erase_if(unplaced_, [&](TaskId child) {
    const TaskView* task = snapshot_.task(child);
    if (task != nullptr) own_lane(child)->created_at = task->created_at;
    return task == nullptr || task->created_at != 0 || is_turn(e);
  });
}

std::string Timeline::label_of(const TaskLane& lane, const trace::TraceEvent& e) {
  if (e.kind != EventKind::TaskCreated) return fmt::format("task {}", lane.id);
  const std::size_t number = ++tasks_of_[e.extra];
  if (e.detail == 1 && !lane.name.empty()) return lane.name;
  if (lane.index == 0 && lane.parent == 0) return "main";
  std::string_view coroutine = lane.coroutine;
  if (coroutine.ends_with('_')) coroutine.remove_suffix(1);
  if (coroutine.empty()) coroutine = "task";
  return fmt::format("{}-{}", coroutine, number);
}

/// Creators before their children: a walk down the tree, without recursion since it may be deep.
const std::vector<TaskId>& Timeline::order() const {
  if (order_.size() == lanes_.size()) return order_;
  order_.clear();
  order_.reserve(lanes_.size());
  std::vector<std::uint32_t> open;
  for (const std::uint32_t root : roots_) {
    order_.push_back(lanes_[root].id);
    open.push_back(kin_[root].first_child);
    while (!open.empty()) {
      const std::uint32_t place = open.back();
      open.pop_back();
      if (place == 0) continue;
      order_.push_back(lanes_[place].id);
      open.push_back(kin_[place].next);
      open.push_back(kin_[place].first_child);
    }
  }
  return order_;
}

const TaskLane* Timeline::lane(TaskId id) const {
  const auto place = lane_of_.find(id);
  return place ? &lanes_[*place] : nullptr;
}

TaskLane* Timeline::own_lane(TaskId id) { return const_cast<TaskLane*>(lane(id)); }

std::optional<Span> Timeline::span_at(TaskId id, EventIndex cursor) const {
  const TaskLane* found = lane(id);
  if (found == nullptr || cursor == 0) return std::nullopt;
  const std::size_t at = found->spans.over_at(cursor);
  if (at == found->spans.size()) return std::nullopt;
  const Span span = found->spans[at];
  return span.begin < cursor ? std::optional(span) : std::nullopt;
}

// -- Names

void Timeline::take_name(const trace::TraceEvent& e) {
  if (e.kind == EventKind::GatherChildAdded || e.kind == EventKind::GroupChildAdded ||
      e.kind == EventKind::WaitChildAdded) {
    const auto parent = objects_.find(e.object);
    if (parent != objects_.end()) parent->second.children.push_back(e.task);
    return;
  }
  const bool announced =
      e.kind == EventKind::ObjectCreated && snapshot_.object(e.object) != nullptr;
  if (!announced || objects_.contains(e.object)) return;
  const ObjectKind kind = snapshot_.object(e.object)->kind;
  const std::size_t number = ++objects_of_[kind];
  const std::string_view name = trace_.text(e.text);
  const auto label = name.empty() ? fmt::format("{} {}", word(kind), number) : std::string(name);
  objects_.emplace(e.object, ObjectName{kind, label, {}});
}

std::string Timeline::label(ObjectId id) const {
  if (const TaskLane* found = lane(id)) return found->label;
  const auto it = objects_.find(id);
  return it != objects_.end() ? it->second.label : fmt::format("object {}", id);
}

}  // namespace model
