#include "core/runtime/handles.hpp"

#include "core/runtime/event_loop.hpp"

namespace aio {

void Handle::cancel_now() {
  state_->cancelled = true;
  if (state_->place == HandleState::Place::Gone) return;  // it runs, or has run
  const Ref<HandleState> handle = state_;
  handle->loop->handle_cancelled(*handle);
  handle->drop();
}

}  // namespace aio
