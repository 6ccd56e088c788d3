#include "core/runtime/contextvars.hpp"

namespace aio {
namespace {

thread_local ContextSlot outermost;
thread_local ContextSlot* present = nullptr;

}  // namespace

ContextScope::ContextScope(ContextSlot& slot) : outer_(std::exchange(present, &slot)) {}
ContextScope::~ContextScope() { present = outer_; }

ContextSlot& current_context() { return present != nullptr ? *present : outermost; }

ContextSlot copy_of_current_context() {
  const ContextSlot& now = current_context();
  if (!now) return ContextSlot();
  ContextSlot copy(new ContextState);
  copy->values = now->values;
  return copy;
}

}  // namespace aio
