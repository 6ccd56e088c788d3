#include "tests/support/mirror.hpp"

#include <algorithm>

#include "core/runtime/inspect.hpp"

namespace {

using model::TaskState;

TaskState state_of(const aio::LiveTask& task) {
  switch (task.state) {
    case aio::LiveTask::State::Created:
      return TaskState::Created;
    case aio::LiveTask::State::Ready:
      return TaskState::Ready;
    case aio::LiveTask::State::Running:
      return TaskState::Running;
    case aio::LiveTask::State::Suspended:
      return TaskState::Suspended;
  }
  return TaskState::Undetermined;
}

std::string task_difference(const aio::LiveTask& live, const model::TaskView& fold,
                            const trace::Trace& trace) {
  if (fold.state != state_of(live)) {
    return fmt::format("is {} in the loop, {} in the fold", model::word(state_of(live)),
                       model::word(fold.state));
  }
  const bool sleeps = live.wait == trace::WaitKind::Sleep;
  if (fold.wait != live.wait || (sleeps ? fold.timer : fold.waits_for) != live.waits_for) {
    return fmt::format("waits for {} {} in the loop, {} {} in the fold", trace::word(live.wait),
                       live.waits_for, trace::word(fold.wait),
                       sleeps ? fold.timer : fold.waits_for);
  }
  if (fold.cancel_requests != live.cancel_requests) {
    return fmt::format("was asked to stop {} times in the loop, {} in the fold",
                       live.cancel_requests, fold.cancel_requests);
  }
  const bool same_stack = std::ranges::equal(
      fold.stack, live.stack, {}, [&](const model::Frame& f) { return trace.text(f.coroutine); });
  return same_stack ? "" : "has other coroutines on its stack in the loop than in the fold";
}

template <class L, class F>
std::string order_difference(const char* what, const L& live, const F& fold, auto&& same) {
  if (std::ranges::equal(live, fold, same)) return "";
  std::string text = fmt::format("{}: loop", what);
  for (const auto& h : live) text += fmt::format(" {}", h.id);
  text += ", fold";
  for (const auto& h : fold) text += fmt::format(" {}", h.id);
  return text;
}

/// Both ways: who waits in the loop waits in the fold, in the same order, and nobody else does.
std::string waiters_difference(const aio::LiveLoop& live, const model::Snapshot& fold) {
  const auto ids = [](const auto& line) {
    std::string text;
    for (const trace::TaskId id : line) text += fmt::format(" {}", id);
    return text;
  };
  const auto compare = [&](trace::ObjectId id, const std::vector<trace::TaskId>& in_loop) {
    const model::ObjectView* view = fold.object(id);
    const model::Line in_fold = view != nullptr ? view->waiters : model::Line();
    if (std::ranges::equal(in_fold, in_loop)) return std::string();
    return fmt::format("waiters of {} {}: loop{}, fold{}",
                       view != nullptr ? trace::word(view->kind) : "object", id, ids(in_loop),
                       ids(in_fold));
  };
  for (const auto& [id, object] : live.objects) {
    if (std::string text = compare(id, object.waiters); !text.empty()) return text;
  }
  for (const auto& [id, object] : fold.objects()) {
    const bool wakes = object.outcome != trace::Outcome::Pending;  // its waiters, one by one
    if (object.waiters.empty() || wakes || live.objects.contains(id)) continue;
    if (std::string text = compare(id, {}); !text.empty()) return text;
  }
  return "";
}

}  // namespace

std::string difference(const aio::EventLoop& loop, const model::Snapshot& fold,
                       const trace::Trace& trace) {
  const aio::LiveLoop live = aio::Inspector::look(loop);
  if (!fold.diagnostics().empty()) return fold.diagnostics().front().sentence;
  if (fold.time() != live.time.chrono()) return "the time differs";
  if (fold.iteration() != static_cast<std::uint32_t>(live.iteration))
    return "the iteration differs";
  if (fold.batch_left() != live.batch_left) {
    return fmt::format("{} handles of the batch are left in the loop, {} in the fold",
                       live.batch_left, fold.batch_left());
  }
  if (auto text = order_difference("ready queue", live.ready, fold.ready(),
                                   [](const aio::LiveHandle& l, const model::ReadyHandle& f) {
                                     return l.id == f.id && l.task == f.task &&
                                            l.cancelled == f.cancelled;
                                   });
      !text.empty()) {
    return text;
  }
  if (auto text = order_difference("timers", live.timers, fold.timers(),
                                   [](const aio::LiveTimer& l, const model::ArmedTimer& f) {
                                     return l.id == f.id && l.deadline.chrono() == f.deadline;
                                   });
      !text.empty()) {
    return text;
  }
  if (fold.running_tasks() != live.running) return "the running tasks differ";
  if (fold.tasks().size() != live.tasks.size()) {
    return fmt::format("{} tasks are alive in the loop, {} in the fold", live.tasks.size(),
                       fold.tasks().size());
  }
  const auto same_job = [](const aio::LiveJob& l, const auto& f) {
    return l.id == f.first && l.thread == f.second.thread;
  };
  std::vector<std::pair<trace::ObjectId, model::JobView>> jobs;
  for (const auto& [id, job] : fold.jobs()) jobs.emplace_back(id, job);
  if (!std::ranges::equal(live.jobs, jobs, same_job)) return "the jobs of the executor differ";
  for (const auto& [id, task] : live.tasks) {
    const model::TaskView* view = fold.task(id);
    const std::string text = view ? task_difference(task, *view, trace) : "is not in the fold";
    if (!text.empty()) return fmt::format("task {} {}", id, text);
  }
  return waiters_difference(live, fold);
}

Mirror::Mirror(Tamper tamper) : recorder_(trace_), tamper_(std::move(tamper)) {
  recorder_.observe([this](const trace::TraceEvent& event) { see(event); });
}

void Mirror::see(trace::TraceEvent event) {
  if (loop_ == nullptr) {  // the first event is recorded while the loop is being built
    fold_.apply(event);
    return;
  }
  if (loop_->is_closed() || !fault_.empty()) return;
  if (tamper_ && !tamper_(event)) return;
  fold_.apply(event);
  ++compared_;
  const std::string text = difference(*loop_, fold_, trace_);
  if (text.empty()) return;
  fault_ =
      fmt::format("after event {} ({}): {}", trace_.size(), trace::kind_name(event.kind), text);
}
