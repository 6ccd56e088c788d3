// Random numbers of a run: the same seed gives the same numbers in every build and on every system,
// which the generators and distributions of the standard library do not promise.
//
// asyncio has none; Python's module random is the model for the names. Each loop has a generator of
// its own, which begins at RunOptions::seed; the seed is in the header of a recording, so a rerun
// draws the same. scenarios/python/simulated.py has the same formulas for the twins.
#pragma once

#include <cstdint>

#include "core/runtime/duration.hpp"

namespace aio {

/// splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t x = state_ += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
  }
  /// From 0 up to, but not including, 1: one of 2^53 numbers.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  /// From 0 to n - 1. REQUIRES: n > 0.
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  /// True with this probability, from 0 to 1.
  bool chance(double probability) { return uniform() < probability; }
  /// In whole milliseconds from `least` to `most`, each equally likely.
  Duration uniform(Duration least, Duration most);
  /// Mostly short and now and then very long, with this mean; in whole milliseconds.
  Duration exponential(Duration mean);

 private:
  std::uint64_t state_;
};

}  // namespace aio
