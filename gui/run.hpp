// One started run as the window holds it: the session and what is worked out from its trace once,
// to be drawn many times. A new scenario or parameter is a new Run.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "core/model/axis.hpp"
#include "core/model/explain.hpp"
#include "core/model/object_lanes.hpp"
#include "core/model/overview.hpp"
#include "core/model/wait_layout.hpp"
#include "core/session/breakpoints.hpp"
#include "core/session/session.hpp"
#include "gui/line_visits.hpp"
#include "gui/source_text.hpp"

namespace gui {

/// What to run. The same words as on the command line.
struct RunSpec {
  std::string scenario;
  std::map<std::string, std::string> parameters;  ///< those that are not initial
  trace::ClockKind clock = trace::ClockKind::Virtual;
  std::uint64_t seed = 0;
  std::string file = {};  ///< a recording that is opened instead; it says what was run
};

class Run {
 public:
  Run(RunSpec spec, std::unique_ptr<session::Feed> feed);

  /// Takes what the feed has and works it in. True if the trace grew.
  bool poll();

  const RunSpec& spec() const { return spec_; }
  session::Session& session() { return session_; }
  const session::Session& session() const { return session_; }
  /// Laid out as far as the trace is known; the first call for a kind lays out all of it.
  const model::Axis& axis(model::AxisKind kind);
  model::Overview& overview();
  /// As far as they were worked out: follow_objects() goes on with it, for a part of a frame.
  const model::ObjectLanes& objects() const { return objects_; }
  void follow_objects();
  bool objects_known() const { return objects_.size() == known_; }
  const SourceBook& sources() const { return sources_; }
  /// No more events will come.
  bool complete() const;

  /// The sentence of an event, worked out once. Invalidates references to the session's snapshot.
  /// REQUIRES: index < trace().size().
  const model::Sentence& tell(trace::EventIndex index);
  /// The line of the fact just shown if it is about that task, else the line at which the task is;
  /// 0: none is known.
  trace::LocationId place(trace::TaskId task);
  /// A text of the lesson, with links to the moments that the trace has. They are looked for again
  /// when the trace has doubled, and when it is complete.
  const model::Sentence& linked(const std::string& text);
  /// When a line of one of the sources was reached, as far as the trace is known.
  const std::vector<LineVisit>& visits(const SourceText& text, int line) {
    return line_visits_.of(session_.trace(), sources_, text, line);
  }
  /// A breakpoint with its line in the program that is shown, where that has the line.
  session::Breakpoint shown(session::Breakpoint breakpoint, std::string_view language) const;
  /// Why a task is where it is at the cursor.
  const std::vector<model::Sentence>& why(trace::TaskId task);
  /// Why the fact just shown happened; empty at the start.
  const std::vector<model::Sentence>& why_fact();
  /// Who waits for whom at the cursor; see lay_out_waits().
  const model::WaitLayout& waits(std::size_t rows, trace::TaskId keep);
  /// The task that the story is about at the cursor: that of the last event that has one; 0: none
  /// yet.
  trace::TaskId subject() const;

 private:
  RunSpec spec_;
  session::Session session_;
  std::array<model::Axis, 3> axes_;
  model::Overview overview_;
  model::ObjectLanes objects_;
  model::History history_;  // apart from the session's, which stays near the cursor
  SourceBook sources_;
  LineVisits line_visits_;
  std::unordered_map<std::string, model::Sentence> linked_;
  trace::EventIndex linked_at_ = 0;  // facts that were known then
  trace::EventIndex known_ = 0;      // events worked in
  std::unordered_map<trace::EventIndex, model::Sentence> sentences_;
  std::vector<model::Sentence> why_fact_;
  trace::EventIndex why_fact_cursor_ = trace::kNever;
  model::WaitLayout waits_;
  std::tuple<trace::EventIndex, std::size_t, trace::TaskId> waits_for_{trace::kNever, 0, 0};
  std::vector<model::Sentence> why_;
  trace::EventIndex why_cursor_ = trace::kNever;
  trace::TaskId why_task_ = 0;
};

}  // namespace gui
