#include "core/session/file_feed.hpp"

#include <utility>

#include "core/trace/json_lines.hpp"

namespace session {

FeedStatus FileFeed::advance(trace::Trace& trace, std::size_t) {
  if (!std::exchange(read_, true)) {
    trace::Loaded loaded = trace::load_any(path_);
    failed_ = !loaded.is_trace;
    sentence_ = std::move(loaded.sentence);
    trace = std::move(loaded.trace);
    if (!trace.empty()) return FeedStatus::Appended;
  }
  return failed_ ? FeedStatus::Failed : FeedStatus::Finished;
}

}  // namespace session
