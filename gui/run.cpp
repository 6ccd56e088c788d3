#include "gui/run.hpp"

#include <chrono>
#include <utility>

namespace gui {
Run::Run(RunSpec spec, std::unique_ptr<session::Feed> feed)
    : spec_(std::move(spec)),
      session_(std::move(feed)),
      axes_{model::Axis(session_.timeline(), model::AxisKind::Elastic),
            model::Axis(session_.timeline(), model::AxisKind::Steps),
            model::Axis(session_.timeline(), model::AxisKind::Time)},
      history_(session_.trace(), session_.keyframes()) {}

bool Run::poll() {
  const auto start = std::chrono::steady_clock::now();
  while (session_.poll() && std::chrono::steady_clock::now() - start < kLongestPoll) {
  }
  if (session_.trace().size() == known_) return false;
  known_ = session_.trace().size();
  sources_.extend(session_.trace());
  why_cursor_ = trace::kNever;
  return true;
}

const model::Axis& Run::axis(model::AxisKind kind) {
  model::Axis& axis = axes_[static_cast<std::size_t>(kind)];
  axis.extend();
  return axis;
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
