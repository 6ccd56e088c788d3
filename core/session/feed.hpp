// Where more of a session's events come from: a host process, a file, a trace that is complete.
#pragma once

#include <string>

#include "core/trace/trace.hpp"

namespace session {

enum class FeedStatus : std::uint8_t {
  Appended,  ///< the trace grew
  Waiting,   ///< nothing now, perhaps later
  Finished,  ///< no more events will come
  Failed,    ///< no more events will come, and something went wrong: see error()
};

class Feed {
 public:
  virtual ~Feed() = default;
  /// Appends what is there, at most about `most` events; never blocks.
  virtual FeedStatus advance(trace::Trace& trace, std::size_t most) = 0;
  /// One sentence: what went wrong, and what to do; empty when nothing did.
  virtual std::string error() const { return {}; }
};

/// A trace that is complete: for tests and for recordings that were loaded at once.
class FinishedFeed final : public Feed {
 public:
  FeedStatus advance(trace::Trace&, std::size_t) override { return FeedStatus::Finished; }
};

}  // namespace session
