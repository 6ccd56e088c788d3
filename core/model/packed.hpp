// What a timeline holds millions of, in a third of the room.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/model/task_state.hpp"
#include "core/trace/trace.hpp"

namespace model {

/// An EventIndex in four bytes: 2^32 events take 192 GiB, no trace in memory has as many.
class PackedIndex {
 public:
  constexpr PackedIndex(trace::EventIndex index = 0)  // NOLINT: it is an EventIndex
      : index_(static_cast<std::uint32_t>(index)) {}
  constexpr operator trace::EventIndex() const {  // NOLINT: likewise
    return index_ == kNever ? trace::kNever : index_;
  }

 private:
  static constexpr auto kNever = static_cast<std::uint32_t>(trace::kNever);
  std::uint32_t index_;
};

/// One stretch of a task's life in one state. It covers the cursors begin+1 .. end: the event
/// `begin` brought the task into the state, the event `end` took it out (kNever: not yet).
struct Span {
  TaskState state = TaskState::Undetermined;
  trace::EventIndex begin = 0;
  trace::EventIndex end = trace::kNever;
  trace::WaitKind wait = trace::WaitKind::Nothing;
  trace::ObjectId waits_for = 0;
  trace::TaskId holder = 0;    ///< who had the lock it waits for when the wait began; 0: no task
  trace::HandleId timer = 0;   ///< of a sleep
  trace::Time sleeps{0};       ///< length of a sleep
  trace::HandleId handle = 0;  ///< of a Ready or Running span
};

/// How many spans of a row without gaps are over at a cursor, where it is known that the first
/// `known` are: what is near is found fast. `end`: of the last one.
template <class Packed>
std::size_t over_in(const std::vector<Packed>& row, trace::EventIndex cursor, std::size_t known,
                    trace::EventIndex end) {
  std::size_t low = known, high = row.size();
  for (std::size_t reach = 8; known != 0 && low + reach < high; reach *= 4) {
    if (row[low + reach].begin >= cursor) {
      high = low + reach;
    } else {
      low += reach;
    }
  }
  const auto from = row.begin() + static_cast<std::ptrdiff_t>(low);
  const auto to = row.begin() + static_cast<std::ptrdiff_t>(high);
  const auto later =
      std::partition_point(from, to, [&](const Packed& packed) { return packed.begin < cursor; });
  const auto begun = static_cast<std::size_t>(later - row.begin());
  if (begun == 0) return 0;
  return begun == row.size() && end < cursor ? begun : begun - 1;
}

/// The spans of one task, in order and without gaps; kept packed, and unpacked when asked for.
class Spans {
 public:
  /// For walking through them from the first to the last.
  class const_iterator {
   public:
    const_iterator(const Spans& spans, std::size_t at) : spans_(spans), at_(at) {}
    Span operator*() const { return spans_[at_]; }
    const_iterator& operator++() {
      ++at_;
      return *this;
    }
    friend bool operator==(const const_iterator& a, const const_iterator& b) {
      return a.at_ == b.at_;
    }

   private:
    const Spans& spans_;
    std::size_t at_;
  };

  std::size_t size() const { return packed_.size(); }
  bool empty() const { return packed_.empty(); }
  Span operator[](std::size_t i) const;
  // -- Parts of a span: cheaper than all of it
  trace::EventIndex begin_of(std::size_t i) const { return packed_[i].begin; }
  trace::EventIndex end_of(std::size_t i) const {
    return i + 1 < packed_.size() ? packed_[i + 1].begin : end_;
  }
  TaskState state_of(std::size_t i) const { return packed_[i].state; }
  const_iterator begin() const { return {*this, 0}; }
  const_iterator end() const { return {*this, size()}; }
  /// How many of them are over at a cursor, so that the next is the one that covers it, if any.
  std::size_t over_at(trace::EventIndex cursor) const { return over_at(cursor, 0); }
  /// The same where it is known that the first `known` are over: what is near is found fast.
  std::size_t over_at(trace::EventIndex cursor, std::size_t known) const;

  // -- For the timeline
  /// REQUIRES: `trace` outlives the spans.
  explicit Spans(const trace::Trace& trace) : trace_(&trace) {}
  /// Begins a span, at whose begin the one before ends. `armed`: the event that armed its timer.
  /// `end` and `sleeps` follow from what else is known.
  void add(const Span& span, trace::EventIndex armed);
  /// The last span ends, and no other will come.
  void end_at(trace::EventIndex end);

 private:
  struct Packed {
    PackedIndex begin;
    std::uint32_t subject;  // what it waits for, or the timer of a sleep
    std::uint32_t other;    // its handle, who held what it waits for, or when its timer was armed
    TaskState state;
    trace::WaitKind wait;
  };

  const trace::Trace* trace_;
  std::vector<Packed> packed_;
  PackedIndex end_ = trace::kNever;
};

}  // namespace model
