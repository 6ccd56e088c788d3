// One debugged run: a trace, a cursor in it, and a feed of more events.
//
// Live is not a mode: it is cursor() == trace().size(). Every step, in either direction, is one
// function: find the next cursor in this direction at which a predicate holds; past the end, ask
// the feed for more. The time-travel state is one number, the cursor.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/model/findings.hpp"
#include "core/model/history.hpp"
#include "core/model/timeline.hpp"
#include "core/session/feed.hpp"

namespace session {

using trace::EventIndex;
using trace::TaskId;

enum class Direction : std::uint8_t { Forward, Back };

/// How far a search for a stop has come.
enum class Progress : std::uint8_t {
  Going,    ///< what it was allowed to look at is used up
  Arrived,  ///< at a stop
  Waiting,  ///< at the end of what is there; the feed may bring more
  Ended,    ///< at the start of the trace, or at its end, and no more will come
};

/// How far one step goes. The start and the end of the trace are stops of every kind.
enum class StepSize : std::uint8_t {
  Event,       ///< one fact
  Handle,      ///< to where one more callback or task step is complete
  Iteration,   ///< to where one more iteration is complete
  Suspension,  ///< to just after the selected task suspended, yielded or ended
  Timer,       ///< to just after a timer's deadline has passed
  Output,      ///< to just after a line was printed
};

class Session {
 public:
  /// Reads at most so many events beyond the cursor.
  static constexpr EventIndex kRunAhead = 1'000'000;
  /// And about so many in one poll: what a frame has time for.
  static constexpr EventIndex kAtOnce = 16'384;

  explicit Session(std::unique_ptr<Feed> feed, EventIndex run_ahead = kRunAhead);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Takes what the feed has, at most about kAtOnce facts, as far as the bound allows beyond the
  /// cursor. Never blocks; call it every frame. True if the trace grew.
  bool poll();
  /// Polls until settled(): for the command line and tests. `idle` is called while there is nothing
  /// to read (to wait a little).
  void poll_all(const std::function<void()>& idle);

  /// Moves the cursor to the next one in this direction at which `stop` holds, but by no more than
  /// `most` events. All steps are this; a long way is gone in pieces, so that no frame is missed.
  Progress travel(Direction direction, const std::function<bool(EventIndex)>& stop,
                  EventIndex most);
  /// Whether a step of this size stops at a cursor. Both ends are stops of every kind.
  bool is_stop(EventIndex cursor, StepSize size, TaskId selected) const;
  /// Moves the cursor one step; false if there is nowhere to go (yet).
  bool step(Direction direction, StepSize size, TaskId selected = 0);
  /// Moves the cursor to `cursor`, or to the end of what is there.
  void seek(EventIndex cursor);

  EventIndex cursor() const { return cursor_; }
  /// The furthest cursor visited: nothing beyond it is told before it has happened.
  EventIndex frontier() const { return frontier_; }
  bool at_end() const { return cursor_ == trace_.size(); }
  /// Status of the feed at the last poll.
  FeedStatus status() const { return status_; }
  std::string error() const { return feed_->error(); }

  // -- The program behind the feed
  /// One sentence about it that the facts do not tell: that it ended in no ordinary way, that a
  /// handle blocks the loop, that it seems to have no end. Else empty.
  std::string remark() const;
  /// Whether there is one that runs and can be asked for something.
  bool running() const { return feed_->running(); }
  bool held() const { return feed_->held(); }
  void ask(Order order);
  /// Of a file that is not read to its end yet.
  std::optional<Reading> reading() const { return feed_->reading(); }
  /// Nothing more comes without somebody's doing: it has ended, is blocked, asks, or is as far
  /// ahead of the cursor as it may get.
  bool settled() const;

  const trace::Trace& trace() const { return trace_; }
  const model::Timeline& timeline() const { return timeline_; }
  const model::Findings& findings() const { return findings_; }
  /// At the cursor. The reference is valid until the cursor moves.
  const model::Snapshot& snapshot() { return history_.at(cursor_); }
  /// Of this trace, for those who want snapshots elsewhere than at the cursor.
  model::Keyframes& keyframes() { return keyframes_; }
  /// The snapshot at any cursor; invalidates references from snapshot().
  const model::Snapshot& snapshot_at(EventIndex cursor) { return history_.at(cursor); }

 private:
  bool is_over() const { return status_ == FeedStatus::Finished || status_ == FeedStatus::Failed; }
  EventIndex room() const;
  bool blocked() const;

  trace::Trace trace_;
  std::unique_ptr<Feed> feed_;
  EventIndex run_ahead_;
  std::optional<std::string> stopped_in_;  // remark() when it was asked to stop
  model::Timeline timeline_;
  model::Findings findings_;
  model::Keyframes keyframes_;
  model::History history_;
  EventIndex cursor_ = 0;
  EventIndex frontier_ = 0;
  FeedStatus status_ = FeedStatus::Waiting;
};

}  // namespace session
