// A map by id for what a snapshot holds many of: found in a few nanoseconds, copied fast (a seek
// copies all of it), and told in the order of the ids.
//
// Values stand side by side in slots; a table with open addressing says which slot an id has. An
// erased value's slot is free for the next one, so that erasing moves no other value; inserting
// may move all. Where the table puts an id depends on a number drawn at the start of the program,
// so that nobody can write a trace whose ids all meet in one place; what can be seen does not.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <random>
#include <utility>
#include <vector>

namespace model {

template <class T>
class IdMap {
 public:
  using Id = std::uint32_t;  ///< 0 is none and never in the map
  struct Entry {
    Id first = 0;
    T second{};
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  /// Goes through the entries by id. Making one sorts: O(n log n).
  class const_iterator {
   public:
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using reference = const Entry&;
    using pointer = const Entry*;
    using iterator_category = std::forward_iterator_tag;

    const_iterator() = default;
    explicit const_iterator(const IdMap& map) {
      std::vector<const Entry*> entries;
      entries.reserve(map.size());
      for (const Entry& entry : map.slots_) {
        if (entry.first != 0) entries.push_back(&entry);
      }
      std::ranges::sort(entries, {}, [](const Entry* entry) { return entry->first; });
      entries_ = std::make_shared<const std::vector<const Entry*>>(std::move(entries));
    }
    const Entry& operator*() const { return *(*entries_)[at_]; }
    const Entry* operator->() const { return (*entries_)[at_]; }
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
    friend bool operator==(const const_iterator& it, std::nullptr_t) {
      return it.at_ == it.entries_->size();
    }

   private:
    std::shared_ptr<const std::vector<const Entry*>> entries_;
    std::size_t at_ = 0;
  };

  /// Calls `visit(id, value)` for each, in no particular order.
  template <class Visit>
  void each(Visit&& visit) const {
    for (const Entry& entry : slots_) {
      if (entry.first != 0) visit(entry.first, entry.second);
    }
  }

  std::size_t size() const { return slots_.size() - free_.size(); }
  bool empty() const { return size() == 0; }
  const_iterator begin() const { return const_iterator(*this); }
  /// Null: the end of a walk by id, and what find() returns for an id that is not there.
  static constexpr std::nullptr_t end() { return nullptr; }

  const Entry* find(Id id) const {
    if (table_.empty() || id == 0) return nullptr;
    for (std::size_t i = home(id);; i = next(i)) {
      if (table_[i].id == id) return &slots_[table_[i].slot];
      if (table_[i].id == 0) return nullptr;
    }
  }
  Entry* find(Id id) { return const_cast<Entry*>(std::as_const(*this).find(id)); }
  bool contains(Id id) const { return find(id) != nullptr; }
  /// REQUIRES: contains(id).
  const T& at(Id id) const { return find(id)->second; }
  T& at(Id id) { return find(id)->second; }
  /// REQUIRES: id != 0.
  T& operator[](Id id) {
    Entry* entry = find(id);
    return (entry != nullptr ? entry : add(id))->second;
  }
  /// False, and nothing is changed, if the id is there already. REQUIRES: id != 0.
  bool emplace(Id id, T value) {
    if (contains(id)) return false;
    add(id)->second = std::move(value);
    return true;
  }

  void erase(Id id) {
    if (Entry* entry = find(id)) erase(entry);
  }
  /// REQUIRES: `entry` is in the map.
  void erase(Entry* entry) {
    if (size() == 1 && slots_.size() > kMany) return clear();
    forget(std::exchange(entry->first, 0));
    entry->second = T{};
    free_.push_back(static_cast<std::uint32_t>(entry - slots_.data()));
  }
  void clear() { *this = {}; }

  /// Bytes of memory of a copy, without what the values own.
  std::size_t bytes() const {
    return slots_.size() * sizeof(Entry) + table_.size() * sizeof(Place) +
           free_.size() * sizeof(std::uint32_t);
  }

  /// Equal: the same ids with equal values.
  friend bool operator==(const IdMap& a, const IdMap& b) {
    return a.size() == b.size() && std::ranges::all_of(a.slots_, [&](const Entry& entry) {
             const Entry* other = b.find(entry.first);
             return entry.first == 0 || (other != nullptr && entry == *other);
           });
  }

 private:
  /// A map that had more than so many and is empty again gives back its memory: nobody copies it.
  static constexpr std::size_t kMany = 64;

  struct Place {
    Id id = 0;
    std::uint32_t slot = 0;
  };

  static std::uint64_t seed() {
    static const std::uint64_t drawn = std::random_device{}();
    return drawn;
  }
  /// The place in the table where an id would like to be: eight neighbours in one line of the
  /// processor's cache, since what was made together is often used together.
  std::size_t home(Id id) const {
    std::uint64_t x = ((id >> 3) + seed_) * 0x9E37'79B9'7F4A'7C15u;
    x = (x ^ (x >> 32)) * 0xD6E8'FEB8'6659'FD93u;
    return static_cast<std::size_t>((x >> 32 << 3) | (id & 7)) & (table_.size() - 1);
  }
  std::size_t next(std::size_t i) const { return (i + 1) & (table_.size() - 1); }

  Entry* add(Id id) {
    if (4 * (size() + 1) > 3 * table_.size()) grow();
    std::uint32_t slot = static_cast<std::uint32_t>(slots_.size());
    if (free_.empty()) {
      slots_.emplace_back();
    } else {
      slot = free_.back();
      free_.pop_back();
    }
    slots_[slot].first = id;
    place({id, slot});
    return &slots_[slot];
  }
  void place(Place place) {
    std::size_t i = home(place.id);
    while (table_[i].id != 0) i = next(i);
    table_[i] = place;
  }
  void grow() {
    const std::vector<Place> old =
        std::exchange(table_, std::vector<Place>(std::max<std::size_t>(16, 2 * table_.size())));
    for (const Place& each : old) {
      if (each.id != 0) place(each);
    }
  }
  /// Takes an id out of the table; those behind it that could not be where they wanted move up.
  void forget(Id id) {
    std::size_t hole = home(id);
    while (table_[hole].id != id) hole = next(hole);
    for (std::size_t i = next(hole); table_[i].id != 0; i = next(i)) {
      const std::size_t mask = table_.size() - 1;
      if (((i - home(table_[i].id)) & mask) >= ((i - hole) & mask)) {
        table_[hole] = table_[i];
        hole = i;
      }
    }
    table_[hole] = {};
  }

  std::vector<Entry> slots_;  // those with id 0 are free
  std::vector<std::uint32_t> free_;
  std::vector<Place> table_;  // empty, or a power of two, at most three quarters full
  std::uint64_t seed_ = seed();
};

}  // namespace model
