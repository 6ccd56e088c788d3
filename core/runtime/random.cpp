#include "core/runtime/random.hpp"

namespace aio {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;

}  // namespace

Duration Random::uniform(Duration least, Duration most) {
  const std::int64_t from = least.count() / kMillisecond, to = most.count() / kMillisecond;
  if (to <= from) return least;
  return std::chrono::milliseconds(
      from + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(to - from) + 1)));
}

// Von Neumann's way, which compares and never takes a logarithm: those differ in their last bit
// from one system to the next.
Duration Random::exponential(Duration mean) {
  for (int whole = 0;; ++whole) {
    const double first = uniform();
    double last = first;
    bool odd = true;  // the length of the run of falling numbers
    for (double next = uniform(); next < last; next = uniform()) {
      last = next;
      odd = !odd;
    }
    if (!odd) continue;
    const auto milliseconds = static_cast<double>(mean.count() / kMillisecond);
    return std::chrono::milliseconds(static_cast<std::int64_t>((whole + first) * milliseconds));
  }
}

}  // namespace aio
