#include "core/model/shared_axis.hpp"

#include <algorithm>

namespace model {
namespace {

using Instant = SharedAxis::Instant;

/// On its own axis.
std::vector<Instant> instants_of(const Axis& axis, const Timeline& timeline) {
  std::vector<Instant> all{Instant()};
  for (EventIndex i = 0; i < timeline.size(); ++i) {
    const Time time = timeline.trace()[i].time;
    const double x = axis.position(i + 1);
    if (time > all.back().time) all.push_back({time, x, x});
    all.back().end = x;
  }
  return all;
}

/// Goes through a run's instants with the times of both.
class Reader {
 public:
  explicit Reader(std::vector<Instant> all) : all_(std::move(all)) {}

  bool at_end() const { return at_ + 1 >= all_.size(); }
  Time next_time() const { return all_[at_ + 1].time; }
  /// Where this run is at a time that is not before the last one asked for.
  Instant at(Time time) {
    while (!at_end() && next_time() <= time) ++at_;
    const Instant& here = all_[at_];
    if (here.time == time) return here;
    double x = here.end;  // between two, or over
    if (!at_end()) {
      const Instant& next = all_[at_ + 1];
      const auto part = static_cast<double>((time - here.time).count()) /
                        static_cast<double>((next.time - here.time).count());
      x += part * (next.begin - here.end);
    }
    return {time, x, x};
  }

 private:
  std::vector<Instant> all_;
  std::size_t at_ = 0;
};

}  // namespace

SharedAxis::SharedAxis(const Axis& a, const Timeline& run_a, const Axis& b, const Timeline& run_b) {
  std::array<Reader, 2> readers{Reader(instants_of(a, run_a)), Reader(instants_of(b, run_b))};
  std::array<double, 2> ends{0, 0};  // own position behind what is laid out
  Time time{0};
  while (true) {
    const std::array<Instant, 2> own{readers[0].at(time), readers[1].at(time)};
    double gap = 0, width = 0;
    for (std::size_t i = 0; i < 2; ++i) {
      gap = std::max(gap, own[i].begin - ends[i]);
      width = std::max(width, own[i].end - own[i].begin);
    }
    const double begin = length_ + gap;
    length_ = begin + width;
    instants_.push_back({time, begin, length_});
    for (std::size_t i = 0; i < 2; ++i) {
      knots_[i].push_back({own[i].begin, begin});
      knots_[i].push_back({own[i].end, begin + own[i].end - own[i].begin});
      ends[i] = own[i].end;
    }
    if (readers[0].at_end() && readers[1].at_end()) break;
    time = readers[0].at_end()   ? readers[1].next_time()
           : readers[1].at_end() ? readers[0].next_time()
                                 : std::min(readers[0].next_time(), readers[1].next_time());
  }
}

double SharedAxis::shared(std::size_t run, double own) const {
  const std::vector<Knot>& knots = knots_[run];
  const auto after = std::ranges::lower_bound(knots, own, {}, &Knot::own);
  if (after == knots.end()) return knots.back().shared;
  if (after == knots.begin() || after->own == own) return after->shared;
  const Knot& before = *std::prev(after);
  const double part = (own - before.own) / (after->own - before.own);
  return before.shared + part * (after->shared - before.shared);
}

double SharedAxis::own(std::size_t run, double shared) const {
  const std::vector<Knot>& knots = knots_[run];
  const auto after = std::ranges::upper_bound(knots, shared, {}, &Knot::shared);
  if (after == knots.end()) return knots.back().own;
  if (after == knots.begin()) return shared < 0 ? shared : after->own;
  const Knot& before = *std::prev(after);
  const double part = (shared - before.shared) / (after->shared - before.shared);
  return before.own + part * (after->own - before.own);
}

}  // namespace model
