#include <fmt/format.h>

#include <ostream>

#include "core/model/explain.hpp"
#include "core/model/export.hpp"
#include "core/trace/utf8.hpp"

namespace model {
namespace {

/// A field as it is, or between quotes where it holds what separates fields.
std::string field(std::string_view text) {
  std::string valid = trace::valid_utf8(text);
  if (valid.find_first_of("\",\r\n") == std::string::npos) return valid;
  std::string inside;
  for (const char c : valid) {
    inside += c;
    if (c == '"') inside += c;
  }
  return '"' + inside + '"';
}

std::string place(const trace::Trace& trace, LocationId id) {
  if (id == 0) return {};
  const trace::Location location = trace.location(id);
  return fmt::format("{}:{}", trace.text(location.file), location.line);
}

}  // namespace

void write_spans(const trace::Trace& trace, std::ostream& out) {
  Timeline timeline(trace);
  timeline.extend();
  out << "task,name,state,reason,object,start_ns,end_ns,start_fact,end_fact,iteration,line\r\n";
  for (const TaskId id : timeline.order()) {
    const TaskLane& lane = *timeline.lane(id);
    const std::string name = field(lane.label);
    LocationId line = lane.created_at;
    for (const Span& span : lane.spans) {
      // A step begins at the line where the task was suspended.
      if (trace[span.begin].location != 0) line = trace[span.begin].location;
      const bool waits = span.state == TaskState::Suspended;
      const bool over = span.end != trace::kNever;
      const Iteration* in = timeline.iteration_at(span.begin);
      out << fmt::format(
          "{},{},{},{},{},{},{},{},{},{},{}\r\n", lane.id, name, word(span.state),
          waits ? field(reason(timeline, span.wait, span.waits_for, span.sleeps, span.holder)) : "",
          waits && span.waits_for != 0 ? field(timeline.label(span.waits_for)) : "",
          trace[span.begin].time.count(),
          over ? fmt::format("{}", trace[span.end].time.count()) : "", span.begin + 1,
          over ? fmt::format("{}", span.end + 1) : "",
          in != nullptr ? fmt::format("{}", timeline.index_of(*in) + 1) : "",
          field(place(trace, line)));
    }
  }
}

}  // namespace model
