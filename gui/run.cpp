#include "gui/run.hpp"

#include <utility>

#include "core/model/moments.hpp"

namespace gui {

Run::Run(RunSpec spec, std::unique_ptr<session::Feed> feed)
    : spec_(std::move(spec)),
      // What is in a file is there: only of a program that runs is a part held back.
      session_(std::move(feed), spec_.file.empty() ? session::Session::kRunAhead : trace::kNever),
      axes_{model::Axis(session_.timeline(), model::AxisKind::Elastic),
            model::Axis(session_.timeline(), model::AxisKind::Steps),
            model::Axis(session_.timeline(), model::AxisKind::Time)},
      overview_(session_.timeline()),
      objects_(session_.trace()),
      history_(session_.trace(), session_.keyframes()) {}

bool Run::poll() {
  session_.poll();
  if (session_.trace().size() == known_) return false;
  if (known_ == 0 && !spec_.file.empty()) {
    const trace::Header& header = session_.trace().header;
    spec_.scenario = header.scenario;
    spec_.parameters = {header.parameters.begin(), header.parameters.end()};
    spec_.clock = header.clock;
    spec_.seed = header.seed;
  }
  known_ = session_.trace().size();
  sources_.extend(session_.trace());
  why_cursor_ = why_fact_cursor_ = trace::kNever;
  waits_for_ = {trace::kNever, 0, 0};
  return true;
}

const model::Axis& Run::axis(model::AxisKind kind) {
  model::Axis& axis = axes_[static_cast<std::size_t>(kind)];
  axis.extend();
  return axis;
}

model::Overview& Run::overview() {
  overview_.extend();
  return overview_;
}

void Run::follow_objects() {
  constexpr trace::EventIndex kAtOnce = 32'768;
  objects_.extend(kAtOnce);
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

const std::vector<model::Sentence>& Run::why_fact() {
  if (why_fact_cursor_ != session_.cursor()) {
    why_fact_cursor_ = session_.cursor();
    why_fact_.clear();
    if (why_fact_cursor_ > 0) why_fact_ = model::why(session_.timeline(), why_fact_cursor_ - 1);
  }
  return why_fact_;
}

const model::WaitLayout& Run::waits(std::size_t rows, trace::TaskId keep) {
  const std::tuple wanted{session_.cursor(), rows, keep};
  if (waits_for_ != wanted) {
    waits_for_ = wanted;
    const model::Snapshot& now = session_.snapshot();
    waits_ = model::lay_out_waits(session_.timeline(), now,
                                  model::standing_ring(session_.findings(), now), rows, keep);
  }
  return waits_;
}

const model::Sentence& Run::linked(const std::string& text) {
  const trace::EventIndex known = session_.trace().size();
  if (known != linked_at_ && (complete() || known >= 2 * linked_at_)) {
    linked_.clear();
    linked_at_ = known;
  }
  const auto [slot, fresh] = linked_.try_emplace(text);
  if (fresh) slot->second = model::with_links(session_.timeline(), text);
  return slot->second;
}

trace::LocationId Run::place(trace::TaskId task) {
  if (session_.cursor() > 0) {
    const trace::TraceEvent& event = session_.trace()[session_.cursor() - 1];
    const trace::TaskId actor = event.by != 0 ? event.by : event.task;
    const trace::Location at = session_.trace().location(event.location);
    if (at.line != 0 && (actor == task || event.task == task)) return event.location;
  }
  const model::TaskView* view = session_.snapshot().task(task);
  return view != nullptr ? view->location() : 0;
}

session::Breakpoint Run::shown(session::Breakpoint breakpoint, std::string_view language) const {
  const SourceText* text = sources_.in(language);
  const int line = text != nullptr ? sources_.line_of(breakpoint.file, breakpoint.line, *text) : 0;
  if (line == 0) return breakpoint;
  breakpoint.file = text->path;
  breakpoint.line = static_cast<std::uint32_t>(line);
  return breakpoint;
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
