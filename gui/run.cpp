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

}  // namespace

Run::Run(RunSpec spec, std::unique_ptr<session::Feed> feed)
    : spec_(std::move(spec)),
      session_(std::move(feed)),
      axes_{model::Axis(session_.timeline(), model::AxisKind::Elastic),
            model::Axis(session_.timeline(), model::AxisKind::Steps),
            model::Axis(session_.timeline(), model::AxisKind::Time)},
      history_(session_.trace()) {}

bool Run::poll() {
  const bool grew = session_.poll();
  if (!grew) return false;
  for (model::Axis& axis : axes_) axis.extend();
  sources_.extend(session_.trace());
  const trace::Trace& trace = session_.trace();
  while (depth_.size() <= trace.size()) {
    const int change = change_of_depth(trace[depth_.size() - 1]);
    const std::uint32_t before = depth_.back();
    depth_.push_back(change < 0 ? (before > 0 ? before - 1 : 0)
                                : before + static_cast<std::uint32_t>(change));
  }
  why_cursor_ = trace::kNever;
  return true;
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
