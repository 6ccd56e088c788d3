#include "core/runtime/sync.hpp"

#include <algorithm>

namespace aio {

bool wake(const Waiter& waiter) {
  if (waiter->done()) return false;
  waiter->set_result(None());
  return true;
}

SyncState::SyncState(trace::ObjectKind kind, std::string name)
    : kind_(kind), name_(std::move(name)) {
  if (EventLoop::has_current()) id();
}

trace::ObjectId SyncState::id() {
  if (id_ == 0) {
    id_ = loop().next_object();
    loop().object_created(id_, kind_, name_);
  }
  return id_;
}

void SyncState::emit(trace::EventKind kind, std::int64_t value, const std::string& text) {
  if (!EventLoop::has_current() || !loop().traced()) return;
  trace::TraceEvent e;
  e.kind = kind;
  e.object = id();
  e.value = value;
  e.text = loop().intern(text);
  loop().emit(e);
}

Place::Place(SyncState& object, trace::WaitKind why, std::deque<Waiter>& line)
    : object_(&object),
      line_(line),
      waiter_(new FutureState<void>(loop(), WaitReason(why, object.id()))) {
  line_.push_back(waiter_);
}

Place::~Place() { std::erase(line_, waiter_); }

}  // namespace aio
