#include "core/runtime/inspect.hpp"

#include <algorithm>

namespace aio {

using trace::WaitKind;

LiveLoop Inspector::look(const EventLoop& loop) {
  LiveLoop live;
  live.time = loop.time();
  live.iteration = loop.iteration_;
  live.batch_left = loop.batch_;
  // A task whose step is over still counts as the current one while it wakes others.
  std::vector<TaskBase*> in_step = loop.outer_tasks_;
  if (loop.current_task_ != nullptr) in_step.push_back(loop.current_task_);
  for (const TaskBase* t : in_step) {
    const bool over = t->done() || t->queued_ != 0 || t->waits_for().kind != WaitKind::Nothing;
    if (!over) live.running.push_back(t->id());
  }
  for (std::size_t i = 0; i < loop.ready_.size(); ++i) {
    const auto& r = loop.ready_[i];
    live.ready.push_back({r.id(), r.is_task() ? r.task().id() : 0, r.cancelled()});
  }
  for (const auto& t : loop.timers_) {
    if (!t.handle->cancelled) live.timers.push_back({t.handle->id, t.when});
  }
  std::ranges::sort(live.timers, [](const LiveTimer& a, const LiveTimer& b) {
    return a.deadline != b.deadline ? a.deadline < b.deadline : a.id < b.id;
  });
  std::vector<const Waiter*> places;
  for (const Ref<TaskBase>& t : loop.all_tasks()) {
    LiveTask task;
    if (t->queued_ != 0) {
      task.state = LiveTask::State::Ready;
    } else if (std::ranges::count(live.running, t->id()) > 0) {
      task.state = LiveTask::State::Running;
    } else if (t->waits_ == TaskBase::Waits::Start) {
      task.state = LiveTask::State::Created;
    } else {
      task.state = LiveTask::State::Suspended;
    }
    const bool suspended = task.state == LiveTask::State::Suspended;
    if (suspended) {
      task.wait = t->waits_for().kind;
      task.waits_for = t->waits_for().id;
    }
    const Waiter* const place = t->place();
    if (place != nullptr && place->waits() && place->reason().object() != 0) {
      places.push_back(place);
    }
    task.cancel_requests = t->rare_ ? t->rare_->cancel_requests : 0;
    for (const PromiseBase* p = t->leaf_; p != nullptr; p = p->parent()) {
      const bool root = p->parent() == nullptr;
      if (root || p->shown == PromiseBase::Shown::Frame) task.stack.emplace_back(p->name());
    }
    std::ranges::reverse(task.stack);
    live.tasks.emplace(t->id(), std::move(task));
  }
  // Each pending future knows whom it will wake; those of one object stand in their order here.
  for (FutureBase* f = loop.first_pending_; f != nullptr; f = f->next_pending_) {
    if (f->done() || f->object() == 0 || f->as_task() != nullptr) continue;
    const Waiting* const first = f->waiting_.empty() ? nullptr : &f->waiting_.first();
    for (const Waiting* w = first; w != nullptr; w = f->waiting_.after(*w)) {
      if (w->task != nullptr) live.objects[f->object()].waiters.push_back(w->task->id());
    }
  }
  for (const auto& [id, job] : loop.jobs_) live.jobs.push_back({id, job.thread});
  std::ranges::sort(places, {}, &Waiter::order);
  for (const Waiter* w : places) {
    live.objects[w->reason().object()].waiters.push_back(w->task()->id());
  }
  return live;
}

}  // namespace aio
