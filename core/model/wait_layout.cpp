#include "core/model/wait_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "core/model/phrase.hpp"
#include "core/model/wait_graph.hpp"

namespace model {

using trace::ObjectKind;
using trace::Outcome;
using trace::WaitKind;

namespace {

/// So many objects are drawn even if nobody waits for them and nobody has them: they stay in their
/// places.
constexpr std::size_t kManyObjects = 12;
/// A semaphore with more holders shows them among the others.
constexpr std::size_t kManyHolders = 8;
constexpr int kDeepest = 3;  // columns of tasks: 0 to this

bool is_join(ObjectKind kind) {
  return kind == ObjectKind::Gather || kind == ObjectKind::TaskGroup || kind == ObjectKind::Wait ||
         kind == ObjectKind::Shield;
}

bool is_drawn(const ObjectView& object) {
  switch (object.kind) {
    case ObjectKind::Event:
    case ObjectKind::Lock:
    case ObjectKind::Condition:
    case ObjectKind::Semaphore:
    case ObjectKind::Barrier:
    case ObjectKind::Queue:
    case ObjectKind::Stream:
      return true;
    default:
      return !is_join(object.kind) && !object.waiters.empty();  // a future
  }
}

bool is_idle(const ObjectView& object) {
  return object.waiters.empty() && object.holders.empty() && object.promised.empty();
}

/// "4,312".
std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

class WaitPainter {
 public:
  WaitPainter(const Timeline& timeline, const Snapshot& now, const std::vector<TaskId>& ring)
      : timeline_(timeline), now_(now), ring_(ring) {}

  WaitLayout lay_out(std::size_t rows, TaskId keep);

 private:
  /// What makes tasks alike: the state, and for what they wait.
  using Likeness = std::tuple<TaskState, WaitKind, ObjectId>;
  struct Group {
    TaskId first = 0;
    std::size_t count = 0, node = 0;
  };
  struct Column {
    std::vector<const TaskView*> tasks;
    std::map<Likeness, Group> groups;  // of those that do not stand alone
  };

  std::size_t depth_of(TaskId task) const {
    const TaskLane* lane = timeline_.lane(task);
    return static_cast<std::size_t>(std::clamp(lane != nullptr ? lane->depth : 0, 0, kDeepest));
  }
  static Likeness likeness(const TaskView& task) {
    const bool waits = task.state == TaskState::Suspended;
    return {task.state, task.wait, waits && task.wait != WaitKind::Sleep ? task.waits_for : 0};
  }
  void note_holders();
  void add_tasks(Column& column, std::size_t index, std::size_t rows, TaskId keep);
  void add_objects(std::size_t column);
  void add_edges();
  void add_edge(WaitEdge::Kind kind, std::size_t from, std::size_t to, std::size_t count);
  void mark_ring();
  WaitNode task_node(const TaskView& task) const;
  WaitNode group_node(const Group& group) const;
  WaitNode object_node(const ObjectView& object) const;
  std::string standing(const TaskView& task) const;
  std::string standing(const ObjectView& object) const;
  /// Where a task or an object is drawn, alone or among others; none if it is not.
  std::optional<std::size_t> node_of(ObjectId id) const;

  const Timeline& timeline_;
  const Snapshot& now_;
  const std::vector<TaskId>& ring_;
  WaitLayout layout_;
  std::array<Column, kDeepest + 1> columns_;         // by depth
  std::unordered_map<ObjectId, std::size_t> alone_;  // the node of an object or a task
  std::unordered_set<TaskId> holders_;               // of what others wait for
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> edge_of_;
};

std::optional<std::size_t> WaitPainter::node_of(ObjectId id) const {
  const auto alone = alone_.find(id);
  if (alone != alone_.end()) return alone->second;
  const TaskView* task = now_.task(id);
  if (task == nullptr) return std::nullopt;
  const auto& groups = columns_[depth_of(id)].groups;
  const auto group = groups.find(likeness(*task));
  return group != groups.end() ? std::optional(group->second.node) : std::nullopt;
}

// -- Words

std::string WaitPainter::standing(const TaskView& task) const {
  switch (task.state) {
    case TaskState::Ready: {
      const auto position = now_.ready_position(task.handle);
      return position ? fmt::format("ready, {} of {}", ordinal(*position + 1), now_.ready().size())
                      : "ready";
    }
    case TaskState::Suspended:
      if (task.wait == WaitKind::Sleep) return "sleeps until " + seconds(task.sleep_until);
      return reason(timeline_, task.wait, task.waits_for, Time(0));
    default:
      return std::string(word(task.state));
  }
}

std::string WaitPainter::standing(const ObjectView& object) const {
  const auto waiting = [&](std::string words) {
    const std::size_t waiters = object.waiters.size();
    if (waiters > 1) words += fmt::format(", {} wait", grouped(waiters));
    return words;
  };
  switch (object.kind) {
    case ObjectKind::Lock:
      if (!object.promised.empty()) {
        return waiting("kept for " + timeline_.label(object.promised.front()));
      }
      if (object.holder() != 0) return waiting("held by " + timeline_.label(object.holder()));
      return waiting(object.locked ? "taken" : "free");
    case ObjectKind::Semaphore:
      if (!object.permits) return waiting("");
      return waiting(fmt::format("{} of {} permits left", *object.permits, object.size));
    case ObjectKind::Queue:
      if (object.size > 0) return waiting(fmt::format("{} of {} items", object.items, object.size));
      return waiting(object.items == 0 ? "empty" : count(object.items, "item"));
    case ObjectKind::Event:
      return waiting(object.is_set ? "set" : "not set");
    case ObjectKind::Barrier:
      return fmt::format("{} of {} have come", object.waiters.size(), object.size);
    case ObjectKind::Stream:
      return waiting(object.ended ? "ended" : count(object.bytes, "byte"));
    case ObjectKind::Condition:
      return waiting(object.waiters.empty() ? "nobody waits" : "not notified");
    case ObjectKind::Job:
      if (const JobView* job = now_.job(object.id)) {
        return job->thread != 0 ? fmt::format("in thread {}", job->thread) : "in line";
      }
      return waiting("has ended");
    default:
      return waiting(object.outcome == Outcome::Pending ? "not done" : "done");
  }
}

WaitNode WaitPainter::task_node(const TaskView& task) const {
  return {.kind = WaitNode::Kind::Task,
          .id = task.id,
          .state = task.state,
          .title = timeline_.label(task.id),
          .detail = standing(task)};
}

/// Many tasks that are alike, or one that could be one of many.
WaitNode WaitPainter::group_node(const Group& group) const {
  const TaskView& first = *now_.task(group.first);
  if (group.count == 1) return task_node(first);
  WaitNode node{.kind = WaitNode::Kind::Tasks,
                .id = group.first,
                .count = group.count,
                .state = first.state,
                .title = grouped(group.count) + " tasks"};
  if (first.state != TaskState::Suspended) {
    node.detail = word(first.state);
  } else if (first.wait == WaitKind::Sleep) {
    node.detail = "sleep";
  } else {
    node.detail = reason(timeline_, first.wait, first.waits_for, Time(0));
  }
  return node;
}

WaitNode WaitPainter::object_node(const ObjectView& object) const {
  Phrase p(timeline_);
  p.object(object.id);
  return {.kind = WaitNode::Kind::Object,
          .id = object.id,
          .title = plain(p.pieces()),
          .detail = standing(object),
          .idle = is_idle(object)};
}

// -- Nodes

void WaitPainter::note_holders() {
  now_.objects().each([&](ObjectId, const ObjectView& object) {
    if (object.waiters.empty() || object.holders.size() > kManyHolders) return;
    holders_.insert(object.holders.begin(), object.holders.end());
    if (object.promised.size() <= kManyHolders) {
      holders_.insert(object.promised.begin(), object.promised.end());
    }
  });
}

/// The tasks of one column, the oldest first; where there are too many, those that are alike and
/// that nobody looks for become one.
void WaitPainter::add_tasks(Column& column, std::size_t index, std::size_t rows, TaskId keep) {
  const bool merge = column.tasks.size() > rows;
  std::size_t holders = 0;
  const auto stands_alone = [&](const TaskView& task) {
    if (!merge || task.id == keep || task.state == TaskState::Running) return true;
    if (std::ranges::find(ring_, task.id) != ring_.end()) return true;
    return holders_.contains(task.id) && holders++ < kManyHolders;
  };
  std::vector<WaitNode> nodes;
  for (const TaskView* task : column.tasks) {
    if (stands_alone(*task)) {
      nodes.push_back(task_node(*task));
      continue;
    }
    Group& group = column.groups[likeness(*task)];
    if (group.count++ == 0 || task->id < group.first) group.first = task->id;
  }
  for (const auto& [like, group] : column.groups) nodes.push_back(group_node(group));
  std::ranges::sort(nodes, {}, &WaitNode::id);
  double row = 0;
  for (WaitNode& node : nodes) {
    node.column = index;
    node.row = row++;
    const auto group = column.groups.find(likeness(*now_.task(node.id)));
    if (group != column.groups.end() && group->second.first == node.id) {
      group->second.node = layout_.nodes.size();
    } else {
      alone_[node.id] = layout_.nodes.size();
    }
    layout_.nodes.push_back(std::move(node));
  }
}

void WaitPainter::add_objects(std::size_t column) {
  std::vector<const ObjectView*> objects;
  std::size_t idle = 0;
  now_.objects().each([&](ObjectId, const ObjectView& object) {
    if (!is_drawn(object)) return;
    objects.push_back(&object);
    if (is_idle(object)) ++idle;
  });
  if (objects.size() > kManyObjects && idle > 0) {
    std::erase_if(objects, [](const ObjectView* object) { return is_idle(*object); });
  }
  std::ranges::sort(objects, {}, &ObjectView::id);
  double row = 0;
  for (const ObjectView* object : objects) {
    alone_[object->id] = layout_.nodes.size();
    WaitNode& node = layout_.nodes.emplace_back(object_node(*object));
    node.column = column;
    node.row = row++;
  }
}

// -- Edges

void WaitPainter::add_edge(WaitEdge::Kind kind, std::size_t from, std::size_t to,
                           std::size_t count) {
  const auto [known, fresh] = edge_of_.try_emplace({from, to}, layout_.edges.size());
  if (fresh) {
    layout_.edges.push_back({.kind = kind, .from = from, .to = to, .count = count});
  } else {
    layout_.edges[known->second].count += count;
  }
}

void WaitPainter::add_edges() {
  for (std::size_t from = 0; from < layout_.nodes.size(); ++from) {
    const WaitNode& node = layout_.nodes[from];
    if (node.kind == WaitNode::Kind::Object) {
      const ObjectView& object = *now_.object(node.id);
      for (const Line* line : {&object.holders, &object.promised}) {
        for (const TaskId holder : *line) {
          if (const auto to = node_of(holder)) add_edge(WaitEdge::Kind::Held, from, *to, 1);
        }
      }
      continue;
    }
    const TaskView& task = *now_.task(node.id);
    if (task.state != TaskState::Suspended || task.waits_for == 0) continue;
    if (const auto to = node_of(task.waits_for)) {
      add_edge(WaitEdge::Kind::Waits, from, *to, node.count);
      continue;
    }
    for (const TaskId child : awaited_tasks(now_, task.id)) {
      if (const auto to = node_of(child)) add_edge(WaitEdge::Kind::Waits, from, *to, node.count);
    }
  }
}

void WaitPainter::mark_ring() {
  if (ring_.empty()) return;
  const auto mark = [&](std::size_t from, std::size_t to) {
    layout_.nodes[from].in_ring = layout_.nodes[to].in_ring = true;
    for (WaitEdge& edge : layout_.edges) {
      if (edge.from == from && edge.to == to) edge.in_ring = true;
    }
  };
  for (std::size_t i = 0; i < ring_.size(); ++i) {
    const TaskId next = ring_[(i + 1) % ring_.size()];
    const auto from = node_of(ring_[i]), to = node_of(next);
    if (!from || !to) return;
    const auto object = node_of(now_.task(ring_[i])->waits_for);
    if (object && *object != *to) {
      mark(*from, *object);
      mark(*object, *to);
    } else {
      mark(*from, *to);
    }
  }
  layout_.ring = tell_ring(timeline_, now_, ring_);
}

WaitLayout WaitPainter::lay_out(std::size_t rows, TaskId keep) {
  note_holders();
  now_.tasks().each(
      [&](TaskId id, const TaskView& task) { columns_[depth_of(id)].tasks.push_back(&task); });
  std::size_t columns = 0;
  for (Column& column : columns_) {
    if (!column.tasks.empty()) add_tasks(column, columns++, rows, keep);
  }
  const std::size_t of_tasks = layout_.nodes.size();
  add_objects(columns);
  layout_.columns = columns + (layout_.nodes.size() > of_tasks ? 1 : 0);
  add_edges();
  mark_ring();
  std::vector<double> lengths(layout_.columns + 1);
  for (const WaitNode& node : layout_.nodes) lengths[node.column] = node.row + 1;
  const double longest = *std::ranges::max_element(lengths);
  for (WaitNode& node : layout_.nodes) node.row += (longest - lengths[node.column]) / 2;
  layout_.rows = static_cast<std::size_t>(longest);
  return std::move(layout_);
}

}  // namespace

std::vector<TaskId> standing_ring(const Findings& findings, const Snapshot& now) {
  const std::size_t known = findings.known_at(now.cursor());
  for (std::size_t i = known; i-- > 0;) {
    const Finding& one = findings.all()[i];
    if (one.kind != FindingKind::Deadlock) continue;
    const std::size_t times = one.times(now.cursor());
    const EventIndex closed = times < 2 ? one.at : EventIndex(one.again[times - 2]);
    const bool stands = std::ranges::all_of(one.tasks, [&](TaskId id) {
      const TaskView* task = now.task(id);
      return task != nullptr && task->state == TaskState::Suspended && task->since <= closed;
    });
    if (stands) return one.tasks;
  }
  return {};
}

WaitLayout lay_out_waits(const Timeline& timeline, const Snapshot& now,
                         const std::vector<TaskId>& ring, std::size_t rows, TaskId keep) {
  return WaitPainter(timeline, now, ring).lay_out(rows, keep);
}

}  // namespace model
