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

namespace {

constinit thread_local bool disposing = false;
constinit thread_local bool any_doomed = false;  // while disposing
thread_local std::vector<const Counted*> doomed;

}  // namespace

void Counted::dispose(const Counted* object) noexcept {
  if (disposing) {
    doomed.push_back(object);
    any_doomed = true;
    return;
  }
  disposing = true;
  delete object;
  if (any_doomed) dispose_doomed();
  disposing = false;
}

void Counted::dispose_doomed() noexcept {
  while (!doomed.empty()) {
    const Counted* const next = doomed.back();
    doomed.pop_back();
    delete next;
  }
  any_doomed = false;
}

}  // namespace aio
