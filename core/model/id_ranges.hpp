// A set of ids that only grows and is mostly dense, kept as ranges: what has ended then costs
// about as much as what is still alive in between, however long the run was.
#pragma once

#include <iterator>
#include <map>

#include "core/trace/trace_event.hpp"

namespace model {

class IdRanges {
 public:
  using Id = trace::ObjectId;

  bool contains(Id id) const {
    const auto after = ranges_.upper_bound(id);
    return after != ranges_.begin() && id <= std::prev(after)->second;
  }

  void insert(Id id) {
    if (contains(id)) return;
    auto after = ranges_.upper_bound(id);
    Id last = id;
    if (after != ranges_.end() && after->first - 1 == id) {
      last = after->second;
      after = ranges_.erase(after);
    }
    if (after != ranges_.begin() && std::prev(after)->second + 1 == id) {
      std::prev(after)->second = last;
    } else {
      ranges_.emplace_hint(after, id, last);
    }
  }

  std::size_t ranges() const { return ranges_.size(); }

  friend bool operator==(const IdRanges&, const IdRanges&) = default;

 private:
  std::map<Id, Id> ranges_;  // first -> last, both inside
};

}  // namespace model
