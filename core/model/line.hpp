// Tasks in the order in which they came, any of whom may leave: waiters, holders. Leaving costs
// O(log n) wherever one stands, so that no trace, however hostile, makes the fold slow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "core/trace/trace_event.hpp"

namespace model {

class Line {
 public:
  using Id = trace::TaskId;
  using value_type = Id;

  class const_iterator {
   public:
    using value_type = Id;
    using difference_type = std::ptrdiff_t;
    using reference = Id;
    using pointer = const Id*;
    using iterator_category = std::forward_iterator_tag;

    const_iterator() = default;
    explicit const_iterator(std::map<std::uint64_t, Id>::const_iterator at) : at_(at) {}
    Id operator*() const { return at_->second; }
    const_iterator& operator++() {
      ++at_;
      return *this;
    }
    const_iterator operator++(int) {
      const const_iterator here = *this;
      ++at_;
      return here;
    }
    friend bool operator==(const const_iterator&, const const_iterator&) = default;

   private:
    std::map<std::uint64_t, Id>::const_iterator at_;
  };

  Line() = default;
  Line(std::initializer_list<Id> ids) {
    for (const Id id : ids) push_back(id);
  }

  const_iterator begin() const { return const_iterator(by_place_.begin()); }
  const_iterator end() const { return const_iterator(by_place_.end()); }
  std::size_t size() const { return by_place_.size(); }
  bool empty() const { return by_place_.empty(); }
  /// REQUIRES: !empty().
  Id front() const { return by_place_.begin()->second; }
  bool contains(Id id) const { return first_place(id) != places_.end(); }

  void push_back(Id id) {
    const std::uint64_t place = empty() ? 0 : by_place_.rbegin()->first + 1;
    by_place_.emplace_hint(by_place_.end(), place, id);
    places_.emplace(id, place);
  }
  /// Takes out the first place that `id` has; false if it has none.
  bool erase(Id id) {
    const auto it = first_place(id);
    if (it == places_.end()) return false;
    by_place_.erase(it->second);
    places_.erase(it);
    return true;
  }
  void pop_front() { erase(front()); }
  void clear() {
    by_place_.clear();
    places_.clear();
  }

  /// Equal: the same tasks in the same order.
  friend bool operator==(const Line& a, const Line& b) {
    auto i = a.begin(), j = b.begin();
    for (; i != a.end() && j != b.end(); ++i, ++j) {
      if (*i != *j) return false;
    }
    return i == a.end() && j == b.end();
  }

 private:
  using Places = std::set<std::pair<Id, std::uint64_t>>;
  Places::const_iterator first_place(Id id) const {
    const auto it = places_.lower_bound({id, 0});
    return it != places_.end() && it->first == id ? it : places_.end();
  }

  std::map<std::uint64_t, Id> by_place_;
  Places places_;
};

}  // namespace model
