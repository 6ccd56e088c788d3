// A queue in one block of memory, which grows and is used again and again.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace aio {

/// T is default-constructible and cheap to copy.
template <class T>
class Ring {
 public:
  Ring() = default;
  Ring(Ring&& other) noexcept { swap(other); }
  Ring& operator=(Ring&& other) noexcept {
    swap(other);
    return *this;
  }

  std::size_t size() const { return end_ - begin_; }
  bool empty() const { return end_ == begin_; }
  /// REQUIRES: i < size(); 0 is the front.
  const T& operator[](std::size_t i) const { return slots_[place(begin_ + i)]; }
  void push_back(const T& item) {
    if (size() == room_) [[unlikely]] {
      grow();
    }
    slots_[place(end_++)] = item;
  }
  /// REQUIRES: not empty.
  const T& front() const { return slots_[place(begin_)]; }
  T pop_front() { return slots_[place(begin_++)]; }

 private:
  void swap(Ring& other) noexcept {
    std::swap(slots_, other.slots_);
    std::swap(room_, other.room_);
    std::swap(begin_, other.begin_);
    std::swap(end_, other.end_);
  }
  std::size_t place(std::size_t i) const { return i & (room_ - 1); }
  void grow() {
    const std::size_t room = room_ > 0 ? 2 * room_ : 64;  // always a power of two
    auto more = std::make_unique_for_overwrite<T[]>(room);
    for (std::size_t i = begin_; i != end_; ++i) more[i & (room - 1)] = slots_[place(i)];
    slots_ = std::move(more);
    room_ = room;
  }

  std::unique_ptr<T[]> slots_;
  std::size_t room_ = 0;
  std::size_t begin_ = 0, end_ = 0;  // counted on and on: of what left, of what came
};

}  // namespace aio
