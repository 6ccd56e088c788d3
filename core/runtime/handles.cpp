#include "core/runtime/handles.hpp"

#include "core/runtime/event_loop.hpp"

namespace aio {

void Handle::cancel() {
  if (!state_ || state_->cancelled) return;
  state_->cancelled = true;
  const auto callback = std::move(state_->callback);  // released when this returns
  state_->callback = nullptr;
  if (state_->place != HandleState::Place::Gone) state_->loop->handle_cancelled(*state_);
}

}  // namespace aio
