// How results are stored and shown: void as None, everything that fmt can print as its text.
#pragma once

#include <fmt/format.h>

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace aio {

/// Python's None: what a coroutine without a result returns.
struct None {
  friend bool operator==(None, None) = default;
};

template <class T>
using Stored = std::conditional_t<std::is_void_v<T>, None, T>;

/// The text of a value as the trace shows it, near Python's repr; "" for None, "..." when unknown.
template <class T>
std::string repr(const T& value) {
  if constexpr (std::is_same_v<T, None>) {
    return "";
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return fmt::format("'{}'", std::string_view(value));
  } else if constexpr (std::is_same_v<T, bool>) {
    return value ? "True" : "False";
  } else if constexpr (fmt::is_formattable<T>::value) {
    return fmt::format("{}", value);
  } else {
    return "...";
  }
}

/// A value or an exception: an element of gather(return_exceptions, ...), where Python has the
/// exception object itself among the results.
template <class T>
class Outcome {
 public:
  Outcome() = default;
  static Outcome of(Stored<T> value) {
    Outcome o;
    o.value_.emplace(std::move(value));
    return o;
  }
  static Outcome failed(std::exception_ptr error) {
    Outcome o;
    o.error_ = std::move(error);
    return o;
  }
  bool ok() const { return value_.has_value(); }
  /// Throws the exception if there is one.
  const Stored<T>& value() const {
    if (error_) std::rethrow_exception(error_);
    return *value_;
  }
  /// Null if it is a value.
  const std::exception_ptr& error() const { return error_; }

 private:
  std::optional<Stored<T>> value_;
  std::exception_ptr error_;
};

}  // namespace aio
