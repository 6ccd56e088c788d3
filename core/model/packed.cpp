#include "core/model/packed.hpp"

#include <algorithm>

#include "core/model/snapshot.hpp"

namespace model {

using trace::WaitKind;

Span Spans::operator[](std::size_t i) const {
  const Packed& packed = packed_[i];
  Span span{.state = packed.state, .begin = packed.begin, .wait = packed.wait};
  span.end = i + 1 < packed_.size() ? packed_[i + 1].begin : end_;
  if (packed.state != TaskState::Suspended) {
    span.handle = packed.other;
  } else if (packed.wait != WaitKind::Sleep) {
    span.waits_for = packed.subject;
    span.holder = packed.other;
  } else if (const trace::EventIndex armed = PackedIndex(packed.other); armed < trace_->size()) {
    span.timer = packed.subject;
    span.sleeps = elapsed((*trace_)[armed].time, trace::Time((*trace_)[armed].value));
  } else {
    span.timer = packed.subject;
  }
  return span;
}

std::size_t Spans::over_at(trace::EventIndex cursor, std::size_t known) const {
  return over_in(packed_, cursor, known, end_);
}

void Spans::add(const Span& span, trace::EventIndex armed) {
  const bool sleeps = span.wait == WaitKind::Sleep;
  const bool waits = span.state == TaskState::Suspended;
  if (packed_.empty()) packed_.reserve(8);
  packed_.push_back({.begin = span.begin,
                     .subject = sleeps ? span.timer : span.waits_for,
                     .other = sleeps  ? static_cast<std::uint32_t>(armed)
                              : waits ? span.holder
                                      : span.handle,
                     .state = span.state,
                     .wait = span.wait});
}

void Spans::end_at(trace::EventIndex end) {
  end_ = end;
  packed_.shrink_to_fit();
}

}  // namespace model
