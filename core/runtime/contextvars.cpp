#include "core/runtime/contextvars.hpp"

namespace aio {

ContextSlot& outermost_context() {
  thread_local ContextSlot outermost;
  return outermost;
}

ContextSlot copy_of(const ContextSlot& slot) {
  ContextSlot copy(new ContextState);
  copy->values = slot->values;
  return copy;
}

}  // namespace aio
