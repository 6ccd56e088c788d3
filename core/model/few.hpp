// A row of plain values of which there are few as a rule: up to N of them stand in the object
// itself, so that it is copied without asking for memory; more are kept elsewhere.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <type_traits>
#include <utility>

namespace model {

template <class T, std::uint32_t N>
class Few {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  using value_type = T;
  using iterator = T*;
  using const_iterator = const T*;

  Few() = default;
  Few(const Few& other) { *this = other; }
  Few(Few&& other) noexcept { swap(other); }
  Few& operator=(const Few& other) {
    if (this == &other) return *this;
    if (other.size_ > room_) {
      Few larger;
      larger.reserve(other.size_);
      swap(larger);
    }
    std::copy_n(other.begin(), other.size_, begin());
    size_ = other.size_;
    return *this;
  }
  Few& operator=(Few&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Few() {
    if (room_ > N) delete[] place_.elsewhere;
  }
  void swap(Few& other) noexcept {
    std::swap(place_, other.place_);
    std::swap(size_, other.size_);
    std::swap(room_, other.room_);
  }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return room_ > N ? place_.elsewhere : place_.here; }
  T* end() { return begin() + size_; }
  const T* begin() const { return room_ > N ? place_.elsewhere : place_.here; }
  const T* end() const { return begin() + size_; }
  /// REQUIRES: i < size().
  T& operator[](std::size_t i) { return begin()[i]; }
  const T& operator[](std::size_t i) const { return begin()[i]; }
  /// REQUIRES: !empty().
  T& back() { return begin()[size_ - 1]; }
  const T& back() const { return begin()[size_ - 1]; }

  void push_back(const T& value) {
    const T kept = value;
    reserve(std::size_t{size_} + 1);
    begin()[size_++] = kept;
  }
  /// REQUIRES: !empty().
  void pop_back() { --size_; }

  /// Bytes of memory that are not in the object itself.
  std::size_t bytes_elsewhere() const { return room_ > N ? room_ * sizeof(T) : 0; }

  friend bool operator==(const Few& a, const Few& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  void reserve(std::size_t wanted) {
    if (wanted <= room_) return;
    const std::size_t room = std::max<std::size_t>(wanted, 2 * std::size_t{room_});
    T* moved = new T[room];
    std::copy_n(begin(), size_, moved);
    if (room_ > N) delete[] place_.elsewhere;
    place_.elsewhere = moved;
    room_ = static_cast<std::uint32_t>(room);
  }

  union Place {
    Place() : here{} {}
    T here[N];
    T* elsewhere;
  };
  Place place_;
  std::uint32_t size_ = 0;
  std::uint32_t room_ = N;  // more than N: they are elsewhere
};

}  // namespace model
