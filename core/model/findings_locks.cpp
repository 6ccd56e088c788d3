// Rules about locks, queues and waits without end.
#include <fmt/format.h>

#include <algorithm>

#include "core/model/findings.hpp"
#include "core/model/phrase.hpp"
#include "core/model/wait_graph.hpp"

namespace model {

using trace::ObjectKind;
using trace::TraceEvent;
using trace::WaitKind;
using namespace std::chrono_literals;

namespace {

// -- From when on it is worth a word

/// How long a lock is held while another task waits for it.
constexpr Time kLongHeld = 1s;
/// Items in a queue that became longer in so many iterations since it was empty.
constexpr std::size_t kManyItems = 64, kManyGrowths = 32;

// -- What is remembered at most: a trace may claim anything

constexpr std::size_t kMostHeld = 16;      // locks of one task
constexpr std::size_t kMostOrders = 4096;  // pairs of locks
constexpr std::size_t kMostTakers = 4;     // tasks that took such a pair
constexpr std::size_t kLongestRing = 64;
constexpr std::size_t kMostSpans = 256;

}  // namespace

// -- Locks

void Findings::acquired(EventIndex index, const TraceEvent& e) {
  const ObjectView* lock = timeline_.end().object(e.object);
  if (lock == nullptr || lock->kind != ObjectKind::Lock || e.by == 0) return;
  held_[e.object] = {e.by, index, e.time};
  std::vector<ObjectId>& has = has_[e.by];
  if (has.size() == kMostHeld) return;
  for (const ObjectId first : has) compare_orders(index, e.by, first, e.object);
  has.push_back(e.object);
}

/// Two tasks that take two locks in different orders may each get one and wait for the other; not
/// if a third lock keeps them apart, nor if one of them was over before the other began.
void Findings::compare_orders(EventIndex index, TaskId task, ObjectId first, ObjectId second) {
  if (first == second) return;
  const auto known = orders_.find({first, second});
  if (known == orders_.end() && orders_.size() == kMostOrders) return;
  std::vector<Order>& takers = known != orders_.end() ? known->second : orders_[{first, second}];
  if (takers.size() < kMostTakers &&
      std::ranges::find(takers, task, &Order::task) == takers.end()) {
    takers.push_back({task, index, has_[task]});
  }
  const auto reverse = orders_.find({second, first});
  const TaskLane* lane = timeline_.lane(task);
  if (reverse == orders_.end() || lane == nullptr) return;
  for (const Order& other : reverse->second) {
    const TaskLane* before = timeline_.lane(other.task);
    if (other.task == task || before == nullptr || before->ended < lane->created) continue;
    const auto shared = [&](ObjectId held) {
      return held != first && held != second && std::ranges::count(has_[task], held) > 0;
    };
    if (std::ranges::any_of(other.held, shared)) continue;
    Finding* finding = add(FindingKind::LockOrder, index,
                           fmt::format("{} {}", std::min(first, second), std::max(first, second)));
    if (finding == nullptr) return;
    finding->tasks = {task, other.task};
    finding->objects = {first, second};
    Phrase p(timeline_);
    p.task(task).plain(" has taken ").object(first).plain(" and then ").object(second);
    p.plain("; at ").moment(timeline_.trace()[other.at].time, other.at).plain(" ");
    p.task(other.task).plain(" took ").object(second).plain(" and then ").object(first);
    p.plain(": if each gets its first one, both wait for ever");
    return say(*finding, p);
  }
}

/// How much of the time between two facts the task was suspended.
static Time suspended(const Timeline& timeline, TaskId task, EventIndex begin, EventIndex end) {
  const TaskLane* lane = timeline.lane(task);
  if (lane == nullptr) return Time(0);
  const trace::Trace& trace = timeline.trace();
  Time all{0};
  const std::size_t spans = lane->spans.size();
  for (std::size_t i = spans; i > 0 && spans - i < kMostSpans; --i) {
    const Span span = lane->spans[i - 1];
    if (span.begin < begin) break;
    if (span.state != TaskState::Suspended) continue;
    all += elapsed(trace[span.begin].time, trace[std::min(span.end, end)].time);
  }
  return all;
}

void Findings::released(EventIndex index, const TraceEvent& e) {
  const auto it = held_.find(e.object);
  if (it == held_.end()) return;
  const Hold hold = it->second;
  held_.erase(it);
  if (const auto has = has_.find(hold.task); has != has_.end()) {
    std::erase(has->second, e.object);
    if (has->second.empty()) has_.erase(has);
  }
  const Time held = elapsed(hold.time, e.time);
  if (held < kLongHeld) return;
  const Snapshot& now = timeline_.end();
  const ObjectView* lock = now.object(e.object);
  if (lock == nullptr || lock->waiters.empty()) return;
  const TaskView* first = now.task(lock->waiters.front());
  if (first == nullptr || first->id == hold.task) return;
  if (elapsed(first->since_time, e.time) < kLongHeld) return;
  const Time waited = suspended(timeline_, hold.task, hold.at, index);
  if (waited < held / 2) return;  // it has blocked the loop, which is told
  Finding* finding = add(FindingKind::LongHeldLock, index, fmt::format("{}", e.object));
  if (finding == nullptr) return;
  finding->tasks = {hold.task, first->id};
  finding->objects = {e.object};
  Phrase p(timeline_);
  p.task(hold.task).plain(" held ").object(e.object).plain(" for ").strong(duration(held));
  p.plain(", from ").moment(hold.time, hold.at).plain(" on, and was itself suspended for ");
  p.plain(waited == held ? "all of it" : duration(waited) + " of it");
  p.plain("; meanwhile ").task(first->id);
  if (lock->waiters.size() > 1) {
    p.plain(fmt::format(" and {} more", lock->waiters.size() - 1));
  }
  p.plain(" waited for it");
  say(*finding, p);
}

// -- Queues

void Findings::put(EventIndex index, const TraceEvent& e) {
  const Snapshot& now = timeline_.end();
  const ObjectView* queue = now.object(e.object);
  if (queue == nullptr || queue->kind != ObjectKind::Queue || queue->size > 0) return;
  Growth& growth = growths_[e.object];
  if (growth.told || queue->items <= growth.most) return;
  growth.most = queue->items;
  if (growth.iteration != now.iteration()) ++growth.iterations;
  growth.iteration = now.iteration();
  if (growth.iterations < kManyGrowths || growth.most < kManyItems) return;
  if (queue->consumers.empty()) return;  // it is being filled
  growth.told = true;
  Finding* finding = add(FindingKind::GrowingQueue, index, fmt::format("{}", e.object));
  if (finding == nullptr) return;
  if (e.by != 0) finding->tasks.push_back(e.by);
  finding->objects = {e.object};
  Phrase p(timeline_);
  p.object(e.object).plain(" has ").strong(count(queue->items, "item")).plain(" and grows: ");
  e.by != 0 ? p.task(e.by) : p.plain("a callback");
  p.plain(" puts them faster than ").tasks(queue->consumers);
  p.plain(verb(queue->consumers.size(), " takes", " take"));
  p.plain(" them, and it has no limit");
  say(*finding, p);
}

void Findings::taken(const TraceEvent& e) {
  const auto it = growths_.find(e.object);
  if (it != growths_.end() && e.value <= 0 && !it->second.told) it->second = {};
}

// -- Waits without end

/// A task that awaits another, or a lock: does the chain of those who wait lead back to it?
void Findings::wait_closes(EventIndex index, const TraceEvent& e) {
  const Snapshot& now = timeline_.end();
  std::vector<TaskId> ring;
  for (TaskId id = e.task; ring.size() < kLongestRing;) {
    const TaskView* task = now.task(id);
    const bool stays =
        task != nullptr && task->state == TaskState::Suspended && task->cancel_requests == 0;
    if (!stays) return;
    ring.push_back(id);
    if (task->wait == WaitKind::Task) {
      id = task->waits_for;
    } else if (task->wait == WaitKind::Lock) {
      const ObjectView* lock = now.object(task->waits_for);
      if (lock == nullptr || !lock->promised.empty()) return;
      id = lock->holder();
    } else {
      return;
    }
    if (id != e.task) continue;
    std::ranges::rotate(ring, std::ranges::min_element(ring));
    return ring_closed(index, std::move(ring));
  }
}

/// `ring`: the oldest task first.
void Findings::ring_closed(EventIndex index, std::vector<TaskId> ring) {
  Finding* finding = add(FindingKind::Deadlock, index, fmt::format("{}", fmt::join(ring, " ")));
  if (finding == nullptr) return;
  const Snapshot& now = timeline_.end();
  for (const TaskId task : ring) finding->objects.push_back(now.task(task)->waits_for);
  Phrase p(timeline_);
  p.add(tell_ring(timeline_, now, ring));
  p.plain(ring.size() == 1 ? ": it waits for itself" : ": none of them can go on by itself");
  finding->tasks = std::move(ring);
  say(*finding, p);
}

void Findings::deadlock(EventIndex index) {
  const Snapshot& now = timeline_.end();
  std::vector<TaskId> ring = wait_ring(now);
  if (!ring.empty()) {
    const auto told = [&](const Finding& one) {
      return one.kind == FindingKind::Deadlock && one.tasks == ring;
    };
    if (std::ranges::none_of(all_, told)) ring_closed(index, std::move(ring));
    return;
  }
  Finding* finding = add(FindingKind::NeverWoken, index, fmt::format("{}", index));
  if (finding == nullptr) return;
  // Those whose wait hangs on no other task are what the others hang on.
  for (const auto& [id, task] : now.tasks()) {
    if (finding->tasks.size() == 4) break;
    if (task.state == TaskState::Suspended && awaited_tasks(now, id).empty()) {
      finding->tasks.push_back(id);
    }
  }
  Phrase p(timeline_);
  p.plain("Nothing is ready and no timer is armed");
  for (std::size_t i = 0; i < std::min<std::size_t>(finding->tasks.size(), 3); ++i) {
    const TaskView& task = *now.task(finding->tasks[i]);
    p.plain(i == 0 ? ", but " : "; ").task(task.id).plain(" waits for ");
    p.awaited(task.wait, task.waits_for);
    if (task.waits_for != 0) finding->objects.push_back(task.waits_for);
  }
  if (finding->tasks.size() > 3) p.plain("; and so do others");
  p.plain(": nobody is left who could end it");
  say(*finding, p);
}

}  // namespace model
