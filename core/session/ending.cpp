#include "core/session/ending.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <csignal>
#include <utility>

namespace session {
namespace {

/// "was ended by ...", "called ...": what follows the program's name.
std::string words_for(int signal) {
  static constexpr std::array kWords{
      std::pair(SIGABRT, "called abort()"),
      std::pair(SIGFPE, "was ended by a division by zero (SIGFPE)"),
      std::pair(SIGILL, "was ended by an illegal instruction (SIGILL)"),
      std::pair(SIGINT, "was interrupted (SIGINT)"),
      std::pair(SIGSEGV, "was ended by a segmentation fault"),
      std::pair(SIGTERM, "was ended from outside (SIGTERM)"),
#ifndef _WIN32
      std::pair(SIGKILL, "was killed from outside (SIGKILL), or for want of memory"),
      std::pair(SIGBUS, "was ended by an access to memory that is not there (SIGBUS)"),
      std::pair(SIGPIPE, "was ended since nobody reads what it writes (SIGPIPE)"),
      std::pair(SIGXCPU, "used up its processor time (SIGXCPU)"),
#endif
  };
  for (const auto& [number, words] : kWords) {
    if (number == signal) return words;
  }
  return fmt::format("was ended by signal {}", signal);
}

std::string words_for(const Ending& e) {
  if (e.closed_output) return "closed its own output";
  if (e.no_memory) return "ran out of memory";
  if (e.stack_is_full) return "recursed without end (stack overflow)";
  if (!e.terminated.empty()) {
    return fmt::format("was ended by an exception that nothing catches: {}", e.terminated);
  }
  if (e.said_signal != 0) return words_for(e.said_signal);
  if (e.signal != 0) return words_for(e.signal);
  return fmt::format("exited with status {} before its loop ended", e.status);
}

}  // namespace

bool Ending::hear(std::string_view line) {
  const std::size_t space = line.find(' ');
  const std::string_view word = line.substr(0, space);
  const std::string_view rest = space == line.npos ? "" : line.substr(space + 1);
  if (word == "exception") {
    exception = rest;
  } else if (word == "terminate") {
    terminated = rest.empty() ? "std::terminate()" : rest;
  } else if (word == "signal") {
    std::from_chars(rest.data(), rest.data() + rest.size(), said_signal);
  } else if (word == "stack") {
    stack_is_full = true;
  } else if (word == "exit") {
    called_exit = true;
  } else if (word == "memory") {
    no_memory = true;
  } else if (word == "closed") {
    closed_output = true;
  } else {
    return false;
  }
  return true;
}

Verdict judge(const Ending& e, std::string_view name) {
  if (e.stopped) return {false, fmt::format("{} was stopped by you.", name)};
  const bool ran_dry = e.no_memory && (!e.exception.empty() || !e.complete);
  if (e.complete && !ran_dry) {
    if (!e.exception.empty()) {
      return {false, fmt::format("{} ended with an exception: {}.", name, e.exception)};
    }
    if (e.signal == 0 && e.status == 0) return {};
    if (e.signal == 0) {
      return {false, fmt::format("{} ended its loop, and then with status {}.", name, e.status)};
    }
    return {true, fmt::format("{} ended its loop, and then {}.", name, words_for(e))};
  }
  return {true, fmt::format("{} {}; what it did before is all here.", name, words_for(e))};
}

}  // namespace session
