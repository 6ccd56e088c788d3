// Shared ownership inside one loop's thread: a count in the object, and a pointer that keeps it.
//
// Releasing the last reference never recurses: what a dying object releases in turn waits in a
// work list, so that a chain of a million tasks that own each other ends without deep stacks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>

namespace aio {

/// Counts the bytes of what a run is made of: coroutine frames, tasks, futures, objects.
class Measured {
 public:
  /// Of all loops of this thread.
  static std::size_t bytes() noexcept { return bytes_ > 0 ? static_cast<std::size_t>(bytes_) : 0; }
  static void* operator new(std::size_t size) {
    void* const p = ::operator new(size);
    bytes_ += static_cast<std::ptrdiff_t>(size);
    return p;
  }
  static void operator delete(void* p, std::size_t size) noexcept {
    bytes_ -= static_cast<std::ptrdiff_t>(size);
    ::operator delete(p);
  }

 private:
  static inline thread_local std::ptrdiff_t bytes_ = 0;
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
  ~Ref() {
    if (object_) object_->release();
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
