// What a program says of itself: lines of output, notes and watched values in the trace, and
// simulated work. All need a loop, and throw a LimitError when a run is full.
#pragma once

#include <fmt/format.h>

#include <string_view>
#include <type_traits>

#include "core/runtime/event_loop.hpp"

namespace aio {

/// A format string that knows where it was written.
template <class... A>
class FormatAt {
 public:
  template <class S>
    requires std::is_convertible_v<const S&, std::string_view>
  consteval FormatAt(const S& text, Location where = Location::current())  // NOLINT
      : format(text), at(where) {}
  fmt::format_string<A...> format;
  Location at;
};

/// One line of output; the text is formatted as fmt does, and {} prints a Duration as "0.5s". Goes
/// to standard output or to RunOptions::print, and into the trace.   Python: print
template <class... A>
void print(FormatAt<std::type_identity_t<A>...> line, A&&... values) {
  loop().print_line(fmt::format(line.format, std::forward<A>(values)...), line.at);
}

/// A remark for the trace; nothing is printed, and nothing is formatted unless a trace is kept.
template <class... A>
void note(FormatAt<std::type_identity_t<A>...> line, A&&... values) {
  loop().require_room();
  if (!loop().traced()) return;
  trace::TraceEvent e;
  e.kind = trace::EventKind::Noted;
  e.text = loop().intern(fmt::format(line.format, std::forward<A>(values)...));
  loop().emit(e, line.at);
}

/// A value that the inspector shows as remembered by the running task, from now on.
template <class T>
void watch(std::string_view name, const T& value, Location at = Location::current()) {
  loop().require_room();
  if (!loop().traced()) return;
  trace::TraceEvent e;
  e.kind = trace::EventKind::Watched;
  e.text = loop().intern(name);
  e.extra = loop().text_of(value);
  loop().emit(e, at);
}

/// Simulated CPU work: time passes and the loop is held. In a job of an executor only that job ends
/// later. On the virtual clock nothing is waited for.   Python: time.sleep
void busy(Duration d, Location at = Location::current());

}  // namespace aio
