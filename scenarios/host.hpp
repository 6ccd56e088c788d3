// Runs a scenario on a real loop and hands its trace on. `loopscope host` is this with a pipe; the
// command line's `run` and `show` are this in their own process.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/trace/trace.hpp"

namespace scenarios {

struct RunRequest {
  std::string scenario;
  std::map<std::string, std::string> parameters;  ///< those given; the others have their initials
  trace::ClockKind clock = trace::ClockKind::Virtual;
  std::uint64_t seed = 0;
};

/// Null if the request can be run; else one sentence that says what is wrong and what to do.
std::optional<std::string> fault(const RunRequest& request);

/// Runs the scenario to its end. The facts go to `trace`, with header and sources; each printed
/// line also to `print` as it happens, if given. Returns the exit status: 0, or 1 if the scenario
/// ended with an exception (told on `complain`, if given).
/// REQUIRES: no fault(request); `trace` is empty.
int run_scenario(const RunRequest& request, trace::Trace& trace,
                 const std::function<void(std::string_view)>& print,
                 const std::function<void(std::string_view)>& complain);

/// The same with the trace written to a file descriptor as it grows: see sender.hpp.
/// REQUIRES: no fault(request).
int run_host(const RunRequest& request, int descriptor);

/// `loopscope host`: run_host() to the standard output, in a process that is there for nothing
/// else: see host_process.hpp. REQUIRES: no fault(request).
int run_host_process(const RunRequest& request);

}  // namespace scenarios
