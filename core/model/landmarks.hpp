// Every 64th key of a row that only grows and whose keys never decrease: the place of a key among
// millions is found by looking at few lines of the processor's cache.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace model {

template <class Key>
class Landmarks {
 public:
  /// Takes in the key of the row's next element.
  void push_back(Key key) {
    if (size_++ % kStep == 0) keys_.push_back(key);
  }
  /// How many elements at the front of the row are `before`: once it is false for a key it is so
  /// for all greater ones. `key_at(i)` tells the key of the i-th.
  template <class KeyAt, class Before>
  std::size_t count(KeyAt&& key_at, Before&& before) const {
    const auto after = std::partition_point(keys_.begin(), keys_.end(), before);
    const auto stretch = static_cast<std::size_t>(after - keys_.begin());
    if (stretch == 0) return 0;
    std::size_t low = (stretch - 1) * kStep + 1, high = std::min(stretch * kStep, size_);
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (before(key_at(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

 private:
  static constexpr std::size_t kStep = 64;

  std::vector<Key> keys_;
  std::size_t size_ = 0;  // of the row
};

}  // namespace model
