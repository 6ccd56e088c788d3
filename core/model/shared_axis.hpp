// Two axes of one kind laid over each other, so that equal times have equal x: what takes longer in
// one run makes room in the other.
//
// Invariant: both ways lead back, and neither ever decreases.
#pragma once

#include <array>
#include <vector>

#include "core/model/axis.hpp"

namespace model {

class SharedAxis {
 public:
  /// A time at which something happens in one of the runs, and where it is: from the first fact
  /// then to the last.
  struct Instant {
    Time time{0};
    double begin = 0, end = 0;
  };

  /// Laid out once, of what the axes have taken in. REQUIRES: they are of the same kind.
  SharedAxis(const Axis& a, const Timeline& run_a, const Axis& b, const Timeline& run_b);

  /// Where a position of one of the two axes lies here; `run`: 0 or 1.
  double shared(std::size_t run, double own) const;
  /// Which position of that run's own axis lies here.
  double own(std::size_t run, double shared) const;
  double length() const { return length_; }
  const std::vector<Instant>& instants() const { return instants_; }

 private:
  struct Knot {
    double own, shared;
  };
  std::vector<Instant> instants_;
  std::array<std::vector<Knot>, 2> knots_;  // in between it is a straight line
  double length_ = 0;
};

}  // namespace model
