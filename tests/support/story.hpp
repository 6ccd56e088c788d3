// A test tells a story as lines and compares them once, at its end.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/aio.hpp"

using Lines = std::vector<std::string>;

namespace doctest {
template <>
struct StringMaker<Lines> {
  static String convert(const Lines& lines) {
    std::string all;
    for (const std::string& line : lines) all += "\n    " + line;
    return all.c_str();
  }
};
}  // namespace doctest

/// The lines of the story that is being told, and ways to add to them.
struct Story {
  Lines lines;
  /// What the exception handler was told, one line each.
  Lines reports;

  /// Adds "<time> <words>", the time in seconds with three decimals.
  void log(const std::string& words) {
    lines.push_back(fmt::format("{:.3f} {}", aio::loop().time().seconds(), words));
  }
  /// Adds "#<iterations since main's first step> <words>".
  void hop(const std::string& words) {
    lines.push_back(fmt::format("#{} {}", aio::loop().iteration() - 1, words));
  }
  void say(std::string words) { lines.push_back(std::move(words)); }

  /// Runs `main` on a new virtual loop.
  template <class T>
  T run(aio::Coro<T> main) {
    aio::Runner runner;
    runner.loop().set_print([this](std::string_view line) { lines.emplace_back(line); });
    runner.loop().set_exception_handler(
        [this](aio::EventLoop&, const aio::ExceptionContext& context) {
          reports.push_back(context.message + " / " +
                            (context.exception ? aio::kind(context.exception) : "none"));
        });
    return runner.run(std::move(main));
  }
};

inline const char* yn(bool b) { return b ? "yes" : "no"; }
