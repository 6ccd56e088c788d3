// A length of time, or a moment of a loop's clock: whole nanoseconds, never doubles.
//
// Takes any std::chrono duration (rounded to nanoseconds); prints as "2s", "0.5s".
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>

namespace aio {

/// asyncio's float seconds.
class Duration {
 public:
  /// 0s.
  constexpr Duration() = default;
  template <class Rep, class Period>
  constexpr Duration(std::chrono::duration<Rep, Period> d)  // NOLINT: `sleep(2s)` must read so
      : ns_(std::chrono::round<std::chrono::nanoseconds>(d)) {}

  /// Nanoseconds.
  constexpr std::int64_t count() const { return ns_.count(); }
  constexpr std::chrono::nanoseconds chrono() const { return ns_; }
  /// Rounded: for texts, never for arithmetic.
  constexpr double seconds() const { return std::chrono::duration<double>(ns_).count(); }

  friend constexpr auto operator<=>(Duration, Duration) = default;
  friend constexpr Duration operator+(Duration a, Duration b) { return a.ns_ + b.ns_; }
  friend constexpr Duration operator-(Duration a, Duration b) { return a.ns_ - b.ns_; }
  friend constexpr Duration operator*(Duration a, std::int64_t n) { return a.ns_ * n; }
  Duration& operator+=(Duration other) {
    ns_ += other.ns_;
    return *this;
  }

 private:
  std::chrono::nanoseconds ns_{0};
};

/// "2s", "0.5s", "0.000001s": no digit more than is needed.
std::string to_string(Duration d);

using namespace std::chrono_literals;  // 2s, 500ms: part of how programs are written

}  // namespace aio

template <>
struct fmt::formatter<aio::Duration> : fmt::formatter<std::string> {
  template <class Context>
  auto format(aio::Duration d, Context& context) const {
    return fmt::formatter<std::string>::format(aio::to_string(d), context);
  }
};
