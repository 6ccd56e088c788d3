// Shared ownership inside one loop's thread: a count in the object, and a pointer that keeps it.
//
// Releasing the last reference never recurses: what a dying object releases in turn waits in a
// work list, so that a chain of a million tasks that own each other ends without deep stacks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#define LOOPSCOPE_PLAIN_HEAP
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define LOOPSCOPE_PLAIN_HEAP
#endif
#endif

namespace aio {

/// The memory of what a run is made of, counted: coroutine frames, tasks, futures, handles,
/// objects. Blocks that are given back wait in lists by size, a set for each thread, to be used
/// again: such things come and go all the time. Large ones come from the heap; where a sanitizer
/// looks for uses of what is gone, all do.
class Measured {
 public:
  /// Of all loops of this thread.
  static std::size_t bytes() noexcept { return bytes_ > 0 ? static_cast<std::size_t>(bytes_) : 0; }
  static void* operator new(std::size_t size) {
    const std::size_t list = list_of(size);
    if (list < kLists && lists_[list] != nullptr) {
      Block* const block = lists_[list];
      lists_[list] = block->next;
      bytes_ += static_cast<std::ptrdiff_t>(size);
      return block;
    }
    return fresh(size);
  }
  static void operator delete(void* p, std::size_t size) noexcept {
    bytes_ -= static_cast<std::ptrdiff_t>(size);
    const std::size_t list = list_of(size);
    if (list < kLists) {
      lists_[list] = new (p) Block{lists_[list]};
    } else {
      ::operator delete(p);
    }
  }

 private:
  struct Block {
    Block* next;
  };
  // A block has 16 * list + 8 bytes: with the 8 that usual heaps add, nothing is wasted.
#ifdef LOOPSCOPE_PLAIN_HEAP
  static constexpr std::size_t kLists = 0;
#else
  static constexpr std::size_t kLists = 64;
#endif
  static constexpr std::size_t list_of(std::size_t size) { return (size + 7) / 16; }
  static void* fresh(std::size_t size);

  static inline constinit thread_local std::ptrdiff_t bytes_ = 0;
  static inline constinit thread_local std::array<Block*, kLists + 1> lists_{};
};

class Counted : public Measured {
 public:
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

  void retain() const noexcept { ++references_; }
  void release() const noexcept {
    if (--references_ == 0) dispose(this);
  }

 protected:
  Counted() = default;
  virtual ~Counted() = default;

 private:
  static void dispose(const Counted* object) noexcept;
  static void dispose_doomed() noexcept;
  mutable std::uint32_t references_ = 0;
};

/// Keeps a T, which derives from Counted; T need not be complete where a Ref is only copied.
template <class T>
class Ref {
 public:
  Ref() = default;
  explicit Ref(T* object) noexcept : object_(object) { retain(); }
  Ref(const Ref& other) noexcept : object_(other.object_) { retain(); }
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  template <class U>
    requires(!std::is_same_v<U, T> && std::is_convertible_v<U*, T*>)
  Ref(const Ref<U>& other) noexcept : Ref(static_cast<T*>(other.get())) {}
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  [[gnu::always_inline]] ~Ref() {
    if (object_) object_->release();
  }

  /// The reference is the caller's from here on.
  T* detach() noexcept { return static_cast<T*>(std::exchange(object_, nullptr)); }
  /// Takes over a reference that somebody holds.
  static Ref adopt(T* object) noexcept {
    Ref ref;
    ref.object_ = object;
    return ref;
  }

  T* get() const noexcept { return static_cast<T*>(object_); }
  T* operator->() const noexcept { return get(); }
  T& operator*() const noexcept { return *get(); }
  explicit operator bool() const noexcept { return object_ != nullptr; }
  friend bool operator==(const Ref&, const Ref&) = default;

 private:
  void retain() const noexcept {
    if (object_) object_->retain();
  }
  Counted* object_ = nullptr;
};

}  // namespace aio
