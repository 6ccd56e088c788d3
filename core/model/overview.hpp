// How much the loop had to do in any stretch of a run, told without looking at each fact of it: the
// greatest length of the ready queue, and the longest run of a handle.
//
// Invariant: both are exact, however long the stretch is.
#pragma once

#include <array>
#include <deque>
#include <vector>

#include "core/model/timeline.hpp"

namespace model {

/// Numbers in a row that grows, of which the greatest of any stretch is found in O(log n).
template <class T>
class Greatest {
 public:
  std::size_t size() const { return levels_[0].size(); }
  void push_back(T value) {
    std::size_t at = size();
    for (auto& level : levels_) {
      if (at < level.size()) {
        level[at] = std::max(level[at], value);
      } else {
        level.push_back(value);
      }
      at /= kStep;
    }
  }
  /// Of the numbers first .. last - 1; T() if there are none.
  T in(std::size_t first, std::size_t last) const {
    T most{};
    last = std::min(last, size());
    for (const auto& level : levels_) {
      if (first >= last) return most;
      const bool top = &level == &levels_.back();
      for (; first < last && (top || first % kStep != 0); ++first)
        most = std::max(most, level[first]);
      for (; first < last && !top && last % kStep != 0; --last)
        most = std::max(most, level[last - 1]);
      first /= kStep;
      last /= kStep;
    }
    return most;
  }

 private:
  static constexpr std::size_t kStep = 16;
  /// Each number of a level is the greatest of kStep numbers of the level below.
  std::array<std::deque<T>, 7> levels_;
};

class Overview {
 public:
  /// What happened between two cursors: most_ready() and longest_run().
  struct Column {
    std::size_t ready = 0;
    Time longest{0};
  };

  /// REQUIRES: `timeline` outlives the overview.
  explicit Overview(const Timeline& timeline) : timeline_(timeline) {}

  /// Takes in what the timeline has grown by.
  void extend();
  /// The greatest length of the ready queue at the cursors first .. last.
  /// REQUIRES: last <= timeline.size() at the last extend().
  std::size_t most_ready(EventIndex first, EventIndex last) const;
  /// How long the longest of the handles that ran between two cursors held the loop; of one that is
  /// not over at `last`, as far as it has come then. At most one hour is told.
  Time longest_run(EventIndex first, EventIndex last) const;
  /// A column up to each of the cursors, from the one before it, the first from 0. The columns
  /// asked for last are kept until other ones are asked for or the timeline has grown. REQUIRES:
  /// `ends` are in order, otherwise as above.
  const std::vector<Column>& columns(const std::vector<EventIndex>& ends);

 private:
  Time length(const HandleRun& run, EventIndex last) const;

  const Timeline& timeline_;
  Greatest<std::uint16_t> depths_;
  Greatest<std::uint32_t> runs_;  // microseconds, of those that are over
  std::vector<Column> columns_;
  std::vector<EventIndex> columns_ends_;  // what they were worked out for,
  EventIndex columns_size_ = 0;           // when the timeline had so many events
};

}  // namespace model
