// What happened to every lock, semaphore, queue, event, condition and barrier, and to the threads
// of the executor, over the whole trace: spans by event index, as a Timeline has them for tasks. A
// fold of its own, since only the window shows it, and in pieces, since a long trace takes longer
// than a frame.
//
// Invariant: the span that covers a cursor tells what Snapshot's ObjectView, or JobView, tells
// there.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "core/model/packed.hpp"
#include "core/model/snapshot.hpp"

namespace model {

enum class ObjectState : std::uint8_t {
  Free,      ///< a lock that nobody has, or a thread without a job
  Held,      ///< a lock; `task` has it, 0: a callback took it
  Promised,  ///< a lock that is free, but kept for `task`, which was woken for it
  Clear,     ///< an event that is not set
  Set,       ///< an event
  Counted,   ///< semaphore: permits left; queue: items; barrier: who has come. See `amount`
  Waited,    ///< a condition: only who waits for it is to be told
  Runs,      ///< a thread: `first` is its job, `task` who handed that over; 0: a callback did
};

/// One stretch of an object's life in which nothing of it changed. It covers the cursors
/// begin+1 .. end, as a Span of a task does.
struct ObjectSpan {
  ObjectState state = ObjectState::Free;
  EventIndex begin = 0;
  EventIndex end = trace::kNever;
  TaskId task = 0;           ///< of Held, Promised and Runs, and whom a permit is kept for
  std::uint32_t amount = 0;  ///< of Counted
  std::uint32_t waiters = 0;
  TaskId first = 0, second = 0;  ///< of the waiters
};

/// What an object is at one moment; begin and end are not set.
ObjectSpan state_of(const ObjectView& object);
/// Whether objects of this kind have a lane.
bool has_lane(trace::ObjectKind kind);

struct ObjectLane {
  ObjectId id = 0;           ///< 0 of a thread
  std::uint32_t thread = 0;  ///< its number, if it is one
  trace::ObjectKind kind = trace::ObjectKind::Unknown;
  EventIndex created = 0;
  std::uint32_t size = 0;  ///< permits at first, room of a queue (0: without limit), parties

  std::size_t spans() const { return packed_.size(); }
  ObjectSpan span(std::size_t i) const;
  EventIndex begin_of(std::size_t i) const { return packed_[i].begin; }
  EventIndex end_of(std::size_t i) const {
    return i + 1 < packed_.size() ? packed_[i + 1].begin : end_;
  }
  /// The greatest amount of all spans up to this one.
  std::uint32_t most_until(std::size_t i) const { return packed_[i].most; }
  /// How many of them are over at a cursor, so that the next is the one that covers it, if any.
  std::size_t over_at(EventIndex cursor) const { return over_at(cursor, 0); }
  /// The same where it is known that the first `known` are over: what is near is found fast.
  std::size_t over_at(EventIndex cursor, std::size_t known) const;

 private:
  friend class ObjectLanes;
  struct Packed {
    PackedIndex begin;
    std::uint32_t task, amount, waiters, first, second, most;
    ObjectState state;
  };
  std::vector<Packed> packed_;
  PackedIndex end_ = trace::kNever;
};

class ObjectLanes {
 public:
  /// REQUIRES: `trace` outlives the lanes.
  explicit ObjectLanes(const trace::Trace& trace) : trace_(trace) {}

  /// Takes in at most so many events of those that were appended.
  void extend(EventIndex most);
  /// How many events were taken in.
  EventIndex size() const { return snapshot_.cursor(); }
  /// In order of creation.
  const std::deque<ObjectLane>& lanes() const { return lanes_; }
  /// In the order in which they got their first jobs.
  const std::deque<ObjectLane>& threads() const { return threads_; }

 private:
  void follow(ObjectId id, EventIndex index);
  void touch(ObjectId id);
  void follow_thread(const JobView& job, bool runs, EventIndex index);

  const trace::Trace& trace_;
  Snapshot snapshot_;
  std::deque<ObjectLane> lanes_;
  IdMap<std::uint32_t> lane_of_;  // index in lanes_
  std::deque<ObjectLane> threads_;
  IdMap<std::uint32_t> thread_of_;  // by number, index in threads_
  std::vector<ObjectId> touched_;   // by the event that is taken in
};

}  // namespace model
