#include "core/runtime/ref.hpp"

#include <vector>

namespace aio {

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
