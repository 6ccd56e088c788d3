#include "core/runtime/ref.hpp"

#include <vector>

namespace aio {

void* Measured::fresh(std::size_t size) {
  // Ends with the thread, and its blocks with it.
  struct Lists {
    ~Lists() {
      for (Block*& list : lists_) {
        while (list != nullptr) ::operator delete(std::exchange(list, list->next));
      }
    }
  };
  thread_local const Lists lists;
  static_cast<void>(&lists);
  const std::size_t list = list_of(size);
  void* const p = ::operator new(list < kLists ? 16 * list + 8 : size);
  bytes_ += static_cast<std::ptrdiff_t>(size);
  return p;
}

void Counted::dispose(const Counted* object) noexcept {
  thread_local std::vector<const Counted*> doomed;
  thread_local bool disposing = false;
  if (disposing) {
    doomed.push_back(object);
    return;
  }
  disposing = true;
  delete object;
  while (!doomed.empty()) {
    const Counted* next = doomed.back();
    doomed.pop_back();
    delete next;
  }
  disposing = false;
}

}  // namespace aio
