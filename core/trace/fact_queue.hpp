// Facts on their way from the loop's thread to the one that writes them.
//
// A ring with one producer and one consumer and no lock, so that neither a handle that runs for
// ever nor a crash in the middle of one keeps what was put in from being taken out. New texts and
// lines travel before the first fact that refers to them, in the order of their ids. A full ring
// holds the producer: that is how a slow disk, or a window that does not read, holds a program.
#pragma once

#include <atomic>
#include <string_view>
#include <variant>
#include <vector>

#include "core/trace/trace.hpp"

namespace trace {

class FactQueue {
 public:
  /// A fact, a new text, or a new line. REQUIRES of a text: it stays where it is.
  using Item = std::variant<TraceEvent, std::string_view, Location>;
  static constexpr std::size_t kRoom = 1 << 16;

  FactQueue() : ring_(kRoom) {}

  // -- The producer's side
  /// Waits while the ring is full.
  void push(const Item& item) {
    const std::size_t head = head_.load(std::memory_order_relaxed);
    if (head - seen_tail_ == kRoom) wait_for_room(head);
    ring_[head % kRoom] = item;
    head_.store(head + 1, std::memory_order_release);
  }

  // -- The consumer's side
  /// Hands what is there to `take`, in order. Returns how many items that were.
  template <class Take>
  std::size_t drain(Take&& take) {
    const std::size_t head = head_.load(std::memory_order_acquire);
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    for (std::size_t i = tail; i != head; ++i) take(ring_[i % kRoom]);
    tail_.store(head, std::memory_order_release);
    if (head != tail) tail_.notify_one();
    return head - tail;
  }

 private:
  void wait_for_room(std::size_t head) {
    while (head - (seen_tail_ = tail_.load(std::memory_order_acquire)) == kRoom) {
      tail_.wait(seen_tail_, std::memory_order_acquire);
    }
  }

  std::vector<Item> ring_;
  alignas(64) std::atomic<std::size_t> head_{0};  // items ever put in
  std::size_t seen_tail_ = 0;                     // the producer's: tail_ when it last looked
  alignas(64) std::atomic<std::size_t> tail_{0};  // items ever taken out
};

}  // namespace trace
