#include "scenarios/host_process.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>

#include "scenarios/gate.hpp"
#include "scenarios/host_pipes.hpp"
#include "scenarios/last_words.hpp"
#include "scenarios/sender.hpp"

namespace scenarios {
namespace {

/// Far beyond what can be looked at; a trace of more facts opens only where that is asked for.
constexpr aio::Limits kLimits{.tasks = 1'000'000, .events = 20'000'000};

int run_and_send(const Hosted& run, const HostPipes& pipes) {
#ifdef SIGPIPE
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is told by write()
#endif
  trace::Trace trace;
  trace.header = run.header;
  trace.sources = run.sources;
  trace::Recorder recorder(trace);
  Sender sender(trace, pipes.trace, pipes.status);
  Gate gate(sender);
  const bool real_clock = run.header.clock == trace::ClockKind::Real;
  recorder.pass_on_only();
  recorder.observe([&](const trace::TraceEvent& event) {
    const bool waits =
        real_clock && event.kind == trace::EventKind::IterationBegan && event.value != 0;
    sender.appended(event, trace, waits);
    if (event.kind == trace::EventKind::LoopStopped) gate.loop_is_over();
  });
  const LastWords last_words(sender);
  const Control control(pipes.control, sender, gate);
  const int status = run_recorded(
      run, recorder, nullptr,
      [&](std::string_view error) {
        sender.say(fmt::format("exception {}", error));
        fmt::print(stderr, "loopscope: {} ended with {}\n", run.header.scenario, error);
      },
      [&](aio::EventLoop& loop, bool handle) { gate.pass(loop, handle); });
  sender.finish();
  return status;
}

}  // namespace

int run_recorded(const Hosted& run, trace::Recorder& recorder,
                 const std::function<void(std::string_view)>& print,
                 const std::function<void(std::string_view)>& complain,
                 const aio::EventLoop::Gate& gate) {
  recorder.trace().header = run.header;
  recorder.trace().sources = run.sources;
  const auto forward = [&](std::string_view line) {
    if (print) print(line);
  };
  const aio::RunOptions options{.clock = run.header.clock,
                                .seed = run.header.seed,
                                .recorder = &recorder,
                                .print = forward,
                                .gate = gate,
                                .limits = kLimits,
                                .iteration_cost = run.iteration_cost};
  try {
    aio::run(run.main(), options);
    return 0;
  } catch (...) {
    const std::exception_ptr error = std::current_exception();
    const std::string message = aio::message(error);
    complain(fmt::format("{}{}{}", aio::kind(error), message.empty() ? "" : ": ", message));
    return 1;
  }
}

int run_and_send(const Hosted& run, int descriptor) {
  return run_and_send(run, HostPipes{descriptor, -1, -1});
}

int host_process(const Hosted& run, const HostLimits& limits) {
  const HostPipes pipes = take_pipes();
  limit_memory(limits.memory);
  return run_and_send(run, pipes);
}

}  // namespace scenarios
