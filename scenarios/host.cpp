#include "scenarios/host.hpp"

#include <fmt/format.h>
#include <uv.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <thread>

#include "core/trace/recorder.hpp"
#include "core/trace/stream.hpp"
#include "scenarios/registry.hpp"

namespace scenarios {
namespace {

// -- Running

void describe(const Scenario& scenario, const Parameters& parameters, const RunRequest& request,
              trace::Trace& trace) {
  trace.header.scenario = scenario.id;
  trace.header.parameters = parameters.values();
  trace.header.clock = request.clock;
  trace.header.seed = request.seed;
  const auto add = [&](const std::string& path, const char* language) {
    if (!path.empty()) trace.sources.push_back({path, language, std::string(source_text(path))});
  };
  add(scenario.cpp_path, "C++");
  add(scenario.python_path, "Python");
}

int run_recorded(const RunRequest& request, trace::Recorder& recorder,
                 const std::function<void(std::string_view)>& print,
                 const std::function<void(std::string_view)>& complain) {
  const Scenario& scenario = *find(request.scenario);
  const Parameters parameters(scenario, request.parameters);
  describe(scenario, parameters, request, recorder.trace());
  const auto forward = [&](std::string_view line) {
    if (print) print(line);
  };
  const aio::RunOptions options{
      .clock = request.clock, .seed = request.seed, .recorder = &recorder, .print = forward};
  try {
    aio::run(find_program(scenario.id)(parameters), options);
    return 0;
  } catch (...) {
    const std::exception_ptr error = std::current_exception();
    const std::string message = aio::message(error);
    if (complain) {
      complain(fmt::format("{} ended with {}{}{}", scenario.id, aio::kind(error),
                           message.empty() ? "" : ": ", message));
    }
    return 1;
  }
}

// -- Sending

/// Writes a trace to a descriptor while it grows, in pieces.
class Sender {
 public:
  Sender(const trace::Trace& trace, int descriptor) : writer_(trace), descriptor_(descriptor) {}

  void appended(const trace::TraceEvent& event, bool real_clock) {
    ++unsent_;
    const bool waits =
        real_clock && event.kind == trace::EventKind::IterationBegan && event.value != 0;
    if (waits || unsent_ * sizeof event >= kMostUnsent || Clock::now() - sent_ >= kLongestUnsent) {
      send(writer_.take());
    }
  }

  void finish() { send(writer_.finish()); }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kMostUnsent = 64 << 10;
  static constexpr std::chrono::milliseconds kLongestUnsent{50};

  void send(std::vector<std::byte> bytes) {
    std::span<std::byte> left(bytes);
    while (!left.empty()) {
      const std::ptrdiff_t written = write(left);
      if (written == UV_EAGAIN) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      } else if (written < 0) {
        give_up(static_cast<int>(written));
      } else {
        left = left.subspan(static_cast<std::size_t>(written));
      }
    }
    unsent_ = 0;
    sent_ = Clock::now();
  }

  /// How many bytes were written, or libuv's error.
  std::ptrdiff_t write(std::span<std::byte> bytes) const {
    uv_buf_t buffer =
        uv_buf_init(reinterpret_cast<char*>(bytes.data()), static_cast<unsigned>(bytes.size()));
    uv_fs_t request;
    uv_fs_write(nullptr, &request, descriptor_, &buffer, 1, -1, nullptr);
    const std::ptrdiff_t result = request.result;
    uv_fs_req_cleanup(&request);
    return result;
  }

  /// A program cannot be stopped from inside a recorder, and without a reader it has no purpose.
  [[noreturn]] static void give_up(int error) {
    if (error == UV_EPIPE || error == UV_ECONNRESET) std::_Exit(0);
    fmt::print(stderr, "loopscope: the trace cannot be written: {}.\n", uv_strerror(error));
    std::_Exit(1);
  }

  trace::StreamWriter writer_;
  int descriptor_;
  std::size_t unsent_ = 0;  // events
  Clock::time_point sent_ = Clock::now();
};

}  // namespace

std::optional<std::string> fault(const RunRequest& request) {
  const Scenario* scenario = find(request.scenario);
  if (scenario == nullptr) {
    std::string sentence = fmt::format("There is no scenario \"{}\".", request.scenario);
    if (const Scenario* near = closest(request.scenario)) {
      return sentence + fmt::format(" Did you mean {}?", near->id);
    }
    std::string names;
    for (const Scenario& each : catalogue()) names += (names.empty() ? "" : ", ") + each.id;
    return sentence + fmt::format(" There are: {}.", names);
  }
  for (const auto& [name, value] : request.parameters) {
    const Parameter* known = nullptr;
    std::string names;
    for (const Parameter& parameter : scenario->parameters) {
      if (parameter.name == name) known = &parameter;
      names += (names.empty() ? "" : ", ") + parameter.name;
    }
    if (known == nullptr) {
      return fmt::format("{} has no parameter \"{}\"; it has {}.", scenario->id, name,
                         names.empty() ? "none" : names);
    }
    if (auto sentence = fault(*known, value)) return sentence;
  }
  return std::nullopt;
}

int run_scenario(const RunRequest& request, trace::Trace& trace,
                 const std::function<void(std::string_view)>& print,
                 const std::function<void(std::string_view)>& complain) {
  trace::Recorder recorder(trace);
  return run_recorded(request, recorder, print, complain);
}

int run_host(const RunRequest& request, int descriptor) {
#ifdef SIGPIPE
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is told by write()
#endif
  trace::Trace trace;
  trace::Recorder recorder(trace);
  Sender sender(trace, descriptor);
  const bool real_clock = request.clock == trace::ClockKind::Real;
  recorder.observe([&](const trace::TraceEvent& event) { sender.appended(event, real_clock); });
  const int status = run_recorded(request, recorder, nullptr, [](std::string_view sentence) {
    fmt::print(stderr, "loopscope: {}\n", sentence);
  });
  sender.finish();
  return status;
}

}  // namespace scenarios
