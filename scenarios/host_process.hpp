// Runs a program on a loop in a process that is there for nothing else, so that whatever the
// program does harms nobody, and all that had happened is seen by the window.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "core/aio.hpp"
#include "core/trace/trace.hpp"

namespace scenarios {

/// What a host runs.
struct Hosted {
  trace::Header header;
  std::vector<trace::Source> sources;
  std::function<aio::Coro<>()> main;
  aio::Duration iteration_cost = {};  ///< see EventLoop's constructor
};

/// Runs the program to its end. The facts go to `recorder`, whose trace gets header and sources;
/// printed lines also to `print`, if given. Returns the exit status: 0, or 1 if the program ended
/// with an exception; then `complain` is told its type and message.
/// `gate`: see EventLoop::set_gate.
int run_recorded(const Hosted& run, trace::Recorder& recorder,
                 const std::function<void(std::string_view)>& print,
                 const std::function<void(std::string_view)>& complain,
                 const aio::EventLoop::Gate& gate = {});

/// Runs the program and sends its trace to `descriptor`, also what happened before a crash.
int run_and_send(const Hosted& run, int descriptor);

struct HostLimits {
  std::size_t memory = std::size_t{2} << 30;  ///< bytes
};

/// The whole of a host process: run_and_send() to what was the standard output, with limits, and in
/// touch with the window that started it, if one did. What the program itself writes to the
/// standard output goes to the standard error, so that it cannot damage the trace.
int host_process(const Hosted& run, const HostLimits& limits = HostLimits());

}  // namespace scenarios
