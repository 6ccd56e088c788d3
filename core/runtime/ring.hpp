// A queue in one block of memory, which grows and is used again and again.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace aio {

/// T is default-constructible and cheap to copy.
template <class T>
class Ring {
 public:
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  /// REQUIRES: i < size(); 0 is the front.
  const T& operator[](std::size_t i) const { return slots_[(head_ + i) & (slots_.size() - 1)]; }
  void push_back(const T& item) {
    if (size_ == slots_.size()) [[unlikely]] {
      grow();
    }
    slots_[(head_ + size_++) & (slots_.size() - 1)] = item;
  }
  /// REQUIRES: not empty.
  const T& front() const { return slots_[head_]; }
  T pop_front() {
    const T item = slots_[head_];
    head_ = (head_ + 1) & (slots_.size() - 1);
    --size_;
    return item;
  }

 private:
  void grow() {
    std::vector<T> more(slots_.empty() ? 64 : 2 * slots_.size());  // always a power of two
    for (std::size_t i = 0; i < size_; ++i) {
      more[i] = slots_[(head_ + i) & (slots_.size() - 1)];
    }
    slots_ = std::move(more);
    head_ = 0;
  }

  std::vector<T> slots_;
  std::size_t head_ = 0, size_ = 0;
};

}  // namespace aio
