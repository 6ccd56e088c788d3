#include "core/runtime/sync.hpp"

namespace aio {

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

void SyncState::record(EventLoop& here, trace::EventKind kind, std::int64_t value,
                       trace::StringId text, trace::StringId extra) {
  const trace::ObjectId object = id();
  here.tell(kind, [&](trace::TraceEvent& e) {
    e.object = object;
    e.value = value;
    e.text = text;
    e.extra = extra;
  });
}

}  // namespace aio
