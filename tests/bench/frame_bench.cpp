// bench_frames [TRACE [PART]]: what a frame of the window costs the processor, without a screen,
// for large traces: "tasks" (10,000 tasks, 1 M spans), "spans" (30 tasks, 1 M spans), "reference"
// (10 M facts, 100,000 tasks); all of them by default. PART chooses one way of looking by its first
// letters, for a profiler.
//
// Target: median below 4 ms, 99 of 100 below 16 ms.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/aio.hpp"
#include "gui/platform/null.hpp"
#include "tests/support/reference.hpp"

using namespace aio;

namespace {

/// Processor time of this program, in ms: others on the machine do not count.
double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// -- Traces

Coro<> sleeper(int number, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    co_await sleep(std::chrono::microseconds(100 + (number * 37 + i * 11) % 900));
    if (i % 50 == 7) busy(std::chrono::microseconds(number % 60));
    if (i % 100 == 9) print("sleeper {} is in round {}", number, i);
  }
}

Coro<> sleepers(int tasks, int rounds) {
  std::vector<Future<>> all;
  for (int i = 0; i < tasks; ++i) all.push_back(create_task(sleeper(i, rounds)));
  co_await gather(std::move(all));
}

/// Each round of a sleeper makes three spans: suspended, ready, running.
trace::Trace sleepers_trace(int tasks, int rounds) {
  trace::Trace trace;
  trace::Recorder recorder(trace);
  RunOptions options;
  options.recorder = &recorder;
  options.print = [](std::string_view) {};
  run(sleepers(tasks, rounds), options);
  return trace;
}

/// A program text for the lines that the trace names.
void add_source(trace::Trace& trace) {
  std::string text;
  for (int i = 1; i < 300; ++i) text += fmt::format("line({});  // number {}\n", i, i);
  if (trace.locations() < 2) return;
  trace.sources.push_back({std::string(trace.text(trace.location(1).file)), "C++", text});
}

struct GivenFeed final : session::Feed {
  explicit GivenFeed(trace::Trace whole) : given(std::move(whole)) {}
  session::FeedStatus advance(trace::Trace& trace, std::size_t) override {
    if (!trace.empty()) return session::FeedStatus::Finished;
    trace = std::move(given);
    return session::FeedStatus::Appended;
  }
  trace::Trace given;
};

// -- Frames

void report(std::string_view what, std::vector<double>& times, int triangles) {
  std::ranges::sort(times);
  const auto at = [&](std::size_t percent) { return times[(times.size() - 1) * percent / 100]; };
  fmt::print("  {:<28} median {:7.2f} ms  p99 {:7.2f} ms  max {:7.2f} ms  {:>7} triangles\n", what,
             at(50), at(99), times.back(), triangles);
  std::fflush(stdout);
}

void measure(std::string_view name, trace::Trace trace, std::string_view part) {
  add_source(trace);
  const trace::EventIndex events = trace.size();
  gui::AppOptions options;
  options.motion = false;
  options.feed = [&](const gui::RunSpec&) { return std::make_unique<GivenFeed>(std::move(trace)); };
  gui::App app(std::move(options));
  gui::NullWindow window(app, 1600, 900);
  session::Session& session = app.run().session();
  double start = cpu_ms();
  do window.frame();
  while (!app.run().complete());
  fmt::print("{}: {} facts, {} tasks, read in {:.0f} ms\n", name, events,
             session.timeline().order().size(), cpu_ms() - start);

  gui::UiState& ui = app.ui();
  const auto frames = [&](std::string_view what, int count,
                          const std::function<void(int)>& before) {
    if (!what.starts_with(part) && what.find(part) == std::string_view::npos) return;
    std::vector<double> times;
    for (int i = 0; i < count + 3; ++i) {
      before(i);
      start = cpu_ms();
      window.frame();
      if (i >= 3) times.push_back(cpu_ms() - start);  // the first ones lay out what all later use
    }
    report(what, times, window.triangles());
  };
  const auto nothing = [](int) {};
  for (const char* axis : {"elastic", "steps", "time"}) {
    const auto titled = [&](std::string_view what) { return fmt::format("{}, {}", axis, what); };
    session.seek(events);
    app.perform({"axis", axis});
    app.perform({"fit", ""});
    frames(titled("fit"), 100, nothing);
    frames(titled("fit, stepping back"), 200, [&](int) { app.perform({"step-back", "1"}); });
    frames(titled("fit, seeking"), 200,
           [&](int i) { session.seek(events / 211 * static_cast<std::size_t>(i)); });
    session.seek(events / 2);
    const double length = app.run().axis(ui.axis).length();
    for (const int shown : {100, 10'000}) {
      ui.follow = false;
      const double runs = static_cast<double>(session.timeline().runs().size());
      const double width = std::min(1.0, shown / runs) * length;  // of the axis, in sight
      ui.unit = static_cast<float>(900 / width);
      frames(titled(fmt::format("{} runs, panning", shown)), 300, [&](int i) {
        ui.follow = false;
        ui.origin = length / 2 + width * 0.01 * i;
      });
    }
    app.perform({"zoom", "0"});
    frames(titled("stepping"), 300, [&](int) { app.perform({"step", "1"}); });
    frames(titled("playing"), 300, [&](int i) {
      app.perform({"pace", "100"});
      if (i == 0) app.perform({"play", ""});
    });
    app.perform({"pause", ""});
    session.seek(events / 400);
    app.perform({"fit", ""});
    frames(titled("early, playing fit"), 200, [&](int i) {
      if (i == 0) app.perform({"play", ""});
      app.perform({"fit", ""});
    });
    app.perform({"pause", ""});
  }
  app.perform({"axis", "elastic"});
  session.seek(events);
  app.perform({"fit", ""});
  app.perform({"records", "log"});
  frames("elastic, log, stepping back", 200, [&](int) { app.perform({"step-back", "1"}); });
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view chosen = count > 1 ? arguments[1] : "";
  const std::string_view part = count > 2 ? arguments[2] : "";
  const auto wanted = [&](std::string_view name) { return chosen.empty() || chosen == name; };
  if (wanted("tasks")) measure("tasks", sleepers_trace(10'000, 33), part);
  if (wanted("spans")) measure("spans", sleepers_trace(30, 11'000), part);
  if (wanted("reference")) measure("reference", tests::reference_trace({}), part);
}
