// What the conformance programs are written with: ports of Python programs, case by case, that must
// print line for line what CPython 3.13 prints. Helpers as in the Python programs' vloop.py.
//
// Each program stands in a namespace of its own, in the order of the Python text. `main_` is
// Python's main; where Python passes a bound method or a closure, a named lambda stands.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/aio.hpp"
#include "tests/support/mirror.hpp"
#include "tests/support/story.hpp"

namespace conformance {

using namespace aio;

/// The lines of the program that is running, and its loop: the last one, as it stays after a run.
struct Program {
  Lines lines;
  std::unique_ptr<Mirror> mirror;
  std::unique_ptr<Runner> runner;
};
inline Program program;

/// Ends the loop that is there, which its mirror must have followed without a difference.
inline void end_runner() {
  program.runner.reset();
  if (program.mirror) CHECK(program.mirror->fault() == "");
  program.mirror.reset();
}

inline Runner& new_runner() {
  end_runner();  // before the next: loops nest
  program.mirror = std::make_unique<Mirror>();
  RunOptions options;
  options.recorder = &program.mirror->recorder();
  program.runner = std::make_unique<Runner>(options);
  program.mirror->follow(program.runner->loop());
  return *program.runner;
}

inline Duration now() { return program.runner->loop().time(); }

template <class... A>
void print_words(std::string line, const A&... words) {
  ((line += fmt::format(" {}", words)), ...);
  program.lines.push_back(std::move(line));
}

/// "<virtual time, three decimals> <words>"
template <class... A>
void log(const A&... words) {
  print_words(fmt::format("{:.3f}", now().seconds()), words...);
}

/// "#<iterations since main's first step> <words>"
template <class... A>
void hop(const A&... words) {
  print_words(fmt::format("#{}", program.runner->loop().iteration() - 1), words...);
}

/// A time as the programs print it: seconds with some decimals.
inline std::string fixed(Duration d, int decimals = 3) {
  return fmt::format("{:.{}f}", d.seconds(), decimals);
}

using ::yn;

/// The kind of the exception that is being handled: `kind(e)` in a handler.
inline std::string caught() { return kind(std::current_exception()); }

/// What Python writes as *values.
template <class T>
std::string all_of(const std::vector<T>& values) {
  return fmt::format("{}", fmt::join(values, " "));
}

/// Python's [a, b]; g++ 12 takes no braces in a statement that awaits.
template <class T, class... More>
std::vector<T> list_of(const T& first, const More&... more) {
  return {first, more...};
}

/// Python's finally, for what does not wait.
class Finally {
 public:
  explicit Finally(std::function<void()> last) : last_(std::move(last)) {}
  Finally(const Finally&) = delete;
  Finally& operator=(const Finally&) = delete;
  ~Finally() { last_(); }

 private:
  std::function<void()> last_;
};

/// Simulated work: virtual time passes and nothing else runs.
inline void block(Duration d) { busy(d); }

/// An exception handler that prints only what does not depend on the language.
inline void print_handler(EventLoop&, const ExceptionContext& context) {
  constexpr std::string_view callback = "Exception in callback";
  const bool in_callback = context.message.starts_with(callback);
  log("HANDLER:", in_callback ? std::string(callback) : context.message, "/",
      context.exception ? kind(context.exception) : "none");
}

/// asyncio.run on a fresh virtual loop. An object, so that aio::run is not looked at.
inline constexpr auto run = []<class T>(Coro<T> main) -> T {
  Runner& runner = new_runner();
  struct Close {
    Runner& r;
    ~Close() { r.close(); }
  } close{runner};
  return runner.run(std::move(main));
};

inline Lines expected_lines(const std::string& name) {
  std::ifstream file("tests/conformance/expected/" + name + ".expected");
  REQUIRE_MESSAGE(file, "run from the repository's root: no expected lines for " << name);
  Lines lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

/// Runs a whole program and compares what it printed with expected/<name>.expected.
inline void check(const std::string& name, const std::function<void()>& body) {
  program.lines.clear();
  body();
  end_runner();
  CHECK(program.lines == expected_lines(name));
}

/// The same for a program that is nothing but run(main()).
template <class T>
void check(const std::string& name, Coro<T> main) {
  check(name, [&] { run(std::move(main)); });
}

}  // namespace conformance
