#include "gui/run.hpp"

#include <utility>

namespace gui {
namespace {

/// By how much an event changes the length of the ready queue.
int change_of_depth(const trace::TraceEvent& event) {
  using enum trace::EventKind;
  switch (event.kind) {
    case HandleQueued:
    case TimerExpired:
    case TaskCreated:
    case TaskYielded:
      return event.handle != 0 ? 1 : 0;
    case TaskStepBegan:
    case HandleRunBegan:
      return -1;
    default:
      return 0;
  }
}

std::uint32_t depth_after(std::uint32_t depth, const trace::TraceEvent& event) {
  const int change = change_of_depth(event);
  if (change < 0) return depth > 0 ? depth - 1 : 0;
  return depth + static_cast<std::uint32_t>(change);
}

}  // namespace

Run::Run(RunSpec spec, std::unique_ptr<session::Feed> feed)
    : spec_(std::move(spec)),
      session_(std::move(feed)),
      axes_{model::Axis(session_.timeline(), model::AxisKind::Elastic),
            model::Axis(session_.timeline(), model::AxisKind::Steps),
            model::Axis(session_.timeline(), model::AxisKind::Time)},
      history_(session_.trace(), session_.keyframes()) {}

bool Run::poll() {
  const bool grew = session_.poll();
  if (!grew) return false;
  sources_.extend(session_.trace());
  const trace::Trace& trace = session_.trace();
  while (depth_size_ < trace.size()) {
    last_depth_ = depth_after(last_depth_, trace[depth_size_++]);
    if (depth_size_ % kDepthBlock == 0) depth_.push_back(last_depth_);
  }
  why_cursor_ = trace::kNever;
  return true;
}

const model::Axis& Run::axis(model::AxisKind kind) {
  model::Axis& axis = axes_[static_cast<std::size_t>(kind)];
  axis.extend();
  return axis;
}

unsigned Run::ready_depth(trace::EventIndex cursor) const {
  std::uint32_t depth = depth_[cursor / kDepthBlock];
  for (trace::EventIndex i = cursor / kDepthBlock * kDepthBlock; i < cursor; ++i) {
    depth = depth_after(depth, session_.trace()[i]);
  }
  return depth;
}

bool Run::complete() const {
  return session_.status() == session::FeedStatus::Finished ||
         session_.status() == session::FeedStatus::Failed;
}

const model::Sentence& Run::tell(trace::EventIndex index) {
  const auto [slot, fresh] = sentences_.try_emplace(index);
  if (fresh) {
    // Before the last event the session's own history is near; elsewhere it is left where it is.
    const bool last = index + 1 == session_.cursor();
    const model::Snapshot& before = last ? session_.snapshot_at(index) : history_.at(index);
    slot->second = model::tell(session_.timeline(), before, index);
  }
  return slot->second;
}

const std::vector<model::Sentence>& Run::why(trace::TaskId task) {
  if (why_cursor_ != session_.cursor() || why_task_ != task) {
    why_ = model::why(session_.timeline(), session_.snapshot(), task);
    why_cursor_ = session_.cursor();
    why_task_ = task;
  }
  return why_;
}

trace::TaskId Run::subject() const {
  const trace::Trace& trace = session_.trace();
  for (trace::EventIndex i = session_.cursor(); i > 0; --i) {
    const trace::TraceEvent& event = trace[i - 1];
    if (event.kind == trace::EventKind::TaskCreated && event.by != 0) return event.by;
    if (event.task != 0) return event.task;
    if (event.by != 0) return event.by;
  }
  return 0;
}

}  // namespace gui
