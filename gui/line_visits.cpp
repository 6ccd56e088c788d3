#include "gui/line_visits.hpp"

namespace gui {

const std::vector<LineVisit>& LineVisits::of(const trace::Trace& trace, const SourceBook& book,
                                             const SourceText& text, int line) {
  if (path_ != text.path || line_ != line) {
    path_ = text.path;
    line_ = line;
    known_ = 0;
    visits_.clear();
    there_.clear();
  }
  const std::vector<int>& lines = book.lines_at(trace, text);
  for (; known_ < trace.size(); ++known_) {
    const trace::TraceEvent& event = trace[known_];
    if (event.location == 0 || event.location >= lines.size()) continue;
    const trace::TaskId actor = event.by != 0 ? event.by : event.task;
    if (lines[event.location] != line) {
      if (!there_.empty()) there_.erase(actor);
      continue;
    }
    const auto [began, fresh] = there_.try_emplace(actor, event.kind);
    if (fresh || began->second == event.kind) visits_.push_back({known_, actor});
  }
  return visits_;
}

}  // namespace gui
