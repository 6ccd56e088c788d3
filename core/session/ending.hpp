// How a program that was a feed ended, as one sentence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace session {

/// What is known of it: what the system says, and what it said itself (channel.hpp).
struct Ending {
  std::int64_t status = 0;  ///< exit status
  int signal = 0;           ///< that killed it; 0: none
  bool complete = false;    ///< its trace has an end mark
  bool stopped = false;     ///< the user asked for it

  // What it said
  std::string exception;       ///< that its run ended with
  std::string terminated;      ///< an exception that nothing can catch
  int said_signal = 0;         ///< sanitizers turn a signal into a status
  bool stack_is_full = false;  ///< a fault beyond its stack
  bool called_exit = false;
  bool no_memory = false;
  bool closed_output = false;

  /// Takes in a line of the status channel. False if it is not about the end.
  bool hear(std::string_view line);
};

struct Verdict {
  bool failed = false;   ///< something went wrong
  std::string sentence;  ///< empty: it ended as programs do
};

/// `name`: of the program.
Verdict judge(const Ending& ending, std::string_view name);

}  // namespace session
