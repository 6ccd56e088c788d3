#include "core/runtime/sync.hpp"

#include <algorithm>

namespace aio {

bool wake(const Waiter& waiter) {
  if (waiter->done()) return false;
  waiter->set_result(None());
  return true;
}

SyncState::SyncState(trace::ObjectKind kind, std::string name, std::int64_t value,
                     trace::ObjectId part)
    : kind_(kind), name_(std::move(name)), value_(value), part_(part) {
  if (EventLoop::has_current()) id();
}

SyncState::SyncState(SyncState& whole, trace::WaitKind why) : whole_(&whole), why_(why) {}

SyncState::~SyncState() {
  if (id_ == 0 || !EventLoop::has_current() || loop().run() != run_) return;
  loop().object_gone(id_);
}

trace::ObjectId SyncState::new_id() {
  if (whole_ != nullptr) return whole_->id();
  id_ = loop().next_object();
  run_ = loop().run();
  loop().object_created(id_, kind_, name_, value_, part_);
  return id_;
}

void SyncState::record(trace::EventKind kind, std::int64_t value, std::string_view text,
                       std::string_view extra) {
  trace::TraceEvent e;
  e.kind = kind;
  e.object = id();
  e.value = value;
  e.text = loop().intern(text);
  e.extra = loop().intern(extra);
  loop().emit(e);
}

Place::Place(SyncState& object, trace::WaitKind why, std::deque<Waiter>& line)
    : object_(&object), line_(line), waiter_(new FutureState<void>(loop(), object.reason(why))) {
  line_.push_back(waiter_);
}

Place::~Place() {
  // It mostly stands in front.
  const auto at = std::ranges::find(line_, waiter_);
  if (at != line_.end()) line_.erase(at);
}

}  // namespace aio
