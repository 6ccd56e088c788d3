#include "core/model/wait_graph.hpp"

#include <algorithm>
#include <unordered_set>

#include "core/model/timeline.hpp"

namespace model {

using trace::ObjectKind;

namespace {

/// A gather may wait for a gather, and a trace may claim any nesting: each is looked at once.
void collect(const Snapshot& now, ObjectId id, std::unordered_set<ObjectId>& seen,
             std::vector<TaskId>& tasks) {
  std::vector<ObjectId> open(1, id);
  while (!open.empty()) {
    const ObjectId next = open.back();
    open.pop_back();
    if (!seen.insert(next).second) continue;
    if (now.task(next) != nullptr) {
      tasks.push_back(next);
    } else if (const ObjectView* object = now.object(next)) {
      open.insert(open.end(), object->children.rbegin(), object->children.rend());
      open.insert(open.end(), object->holders.begin(), object->holders.end());
      open.insert(open.end(), object->promised.begin(), object->promised.end());
    }
  }
}

}  // namespace

std::vector<TaskId> awaited_tasks(const Snapshot& now, TaskId task) {
  std::vector<TaskId> tasks;
  const TaskView* view = now.task(task);
  if (view == nullptr || view->state != TaskState::Suspended || view->waits_for == 0) return tasks;
  std::unordered_set<ObjectId> seen;
  collect(now, view->waits_for, seen, tasks);
  return tasks;
}

/// A walk in depth, without recursion: a task that is met again while it is open closes a ring.
std::vector<TaskId> wait_ring(const Snapshot& now) {
  struct Open {
    TaskId task;
    std::vector<TaskId> next;  // not yet walked, in reverse
  };
  const auto opened = [&](TaskId task) {
    std::vector<TaskId> next = awaited_tasks(now, task);
    std::ranges::reverse(next);
    return Open{task, std::move(next)};
  };
  std::unordered_set<TaskId> known;
  for (const auto& [first, view] : now.tasks()) {
    if (known.contains(first)) continue;
    known.insert(first);
    std::vector<Open> path(1, opened(first));
    while (!path.empty()) {
      if (path.back().next.empty()) {
        path.pop_back();
        continue;
      }
      const TaskId next = path.back().next.back();
      path.back().next.pop_back();
      const auto met = std::ranges::find(path, next, &Open::task);
      if (met != path.end()) {
        std::vector<TaskId> ring;
        std::transform(met, path.end(), std::back_inserter(ring), [](auto& o) { return o.task; });
        std::ranges::rotate(ring, std::ranges::min_element(ring));
        return ring;
      }
      if (known.insert(next).second) path.push_back(opened(next));
    }
  }
  return {};
}

Sentence tell_ring(const Timeline& timeline, const Snapshot& now, const std::vector<TaskId>& ring) {
  Phrase p(timeline);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const TaskId next = ring[(i + 1) % ring.size()];
    const TaskView& task = *now.task(ring[i]);
    p.plain(i > 0 ? "; " : "").task(task.id).plain(" waits for ");
    p.awaited(task.wait, task.waits_for);
    if (task.waits_for == next) continue;
    const ObjectView* object = now.object(task.waits_for);
    const bool held = object != nullptr &&
                      (object->kind == ObjectKind::Lock || object->kind == ObjectKind::Semaphore);
    p.plain(held ? ", held by " : ", that is for ").task(next);
  }
  return p.take();
}

std::string deadlock_ring(const trace::Trace& trace) {
  Timeline timeline(trace);
  timeline.extend();
  Snapshot now;
  while (now.cursor() < trace.size()) {
    const trace::TraceEvent& e = trace[now.cursor()];
    now.apply(e);
    if (e.kind != trace::EventKind::DeadlockFound) continue;
    const std::vector<TaskId> ring = wait_ring(now);
    return ring.empty() ? "" : plain(tell_ring(timeline, now, ring));
  }
  return "";
}

}  // namespace model
