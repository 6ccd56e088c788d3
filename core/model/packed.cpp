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
  std::size_t low = known, high = size();
  for (std::size_t reach = 8; known != 0 && low + reach < high; reach *= 4) {
    if (begin_of(low + reach) >= cursor) {
      high = low + reach;
    } else {
      low += reach;
    }
  }
  const auto from = packed_.begin() + static_cast<std::ptrdiff_t>(low);
  const auto to = packed_.begin() + static_cast<std::ptrdiff_t>(high);
  const auto later = std::ranges::lower_bound(
      from, to, cursor, {}, [](const Packed& p) -> trace::EventIndex { return p.begin; });
  const auto begun = static_cast<std::size_t>(later - packed_.begin());
  if (begun == 0) return 0;
  return begun == size() && end_ < cursor ? begun : begun - 1;
}

void Spans::add(const Span& span, trace::EventIndex armed) {
  const bool sleeps = span.wait == WaitKind::Sleep;
  const bool waits = span.state == TaskState::Suspended;
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
