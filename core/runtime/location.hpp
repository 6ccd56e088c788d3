// Where in a program something was written: file and line, never a column (compilers disagree).
//
// As a defaulted argument it is the caller's place: every suspension knows its line without macros.
#pragma once

#include <cstdint>
#include <string_view>

namespace aio {

struct Location {
  const char* file = nullptr;
  std::uint32_t line = 0;

  static constexpr Location current(const char* file = __builtin_FILE(),
                                    std::uint32_t line = __builtin_LINE()) {
    return Location(file, line);
  }
  constexpr Location() = default;
  constexpr Location(const char* file_, std::uint32_t line_) : file(file_), line(line_) {}
};

/// The name of the coroutine whose promise is being built. Nothing converts to it, so that a
/// coroutine's own parameters never choose a promise constructor by accident.
class FunctionName {
 public:
  static constexpr FunctionName current(const char* name = __builtin_FUNCTION()) {
    return FunctionName(name);
  }
  /// Without the arguments of a template, which only some compilers tell.
  constexpr std::string_view text() const { return text_; }

 private:
  constexpr explicit FunctionName(std::string_view text) : text_(text.substr(0, text.find('<'))) {}
  std::string_view text_;
};

}  // namespace aio
