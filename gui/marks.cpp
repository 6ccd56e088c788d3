#include "gui/marks.hpp"

namespace gui {

void Marks::work(Run& run, trace::TaskId focus, trace::EventIndex frontier,
                 std::chrono::steady_clock::time_point enough) {
  session::Session& session = run.session();
  if (range.open) range.set(range.anchor, session.cursor());
  log.go_on(session.trace(), focus, frontier, enough);
  chain.grow(session.timeline(), enough);
  range.count(session.timeline(), enough);
  search.go_on(run, frontier, enough);
}

bool Marks::working(trace::EventIndex frontier) const {
  return chain.growing() || range.counting() || !search.complete(frontier) ||
         !log.complete(frontier);
}

}  // namespace gui
