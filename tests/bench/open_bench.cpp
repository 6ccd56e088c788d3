// bench_open [TASKS [ALIVE]]: what it costs to open a trace and to move in it, on the reference
// trace (10 million facts, 100,000 tasks, 10,000 of them alive at once) or a smaller one.
//
// Times are those of the processor. Targets: opened, with all that the first picture needs, within
// 3 s and 1 GB; any cursor within 16 ms.
#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "core/model/axis.hpp"
#include "core/session/session.hpp"
#include "tests/support/reference.hpp"

namespace {

/// The processor time of this program: other programs on the machine do not count.
struct Clock {
  using time_point = std::clock_t;
  static time_point now() { return std::clock(); }
};

double ms_since(Clock::time_point start) {
  return static_cast<double>(Clock::now() - start) * 1e3 / CLOCKS_PER_SEC;
}

double status_mb(const std::string& name) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(name + ":")) return std::atof(line.c_str() + name.size() + 1) / 1024;
  }
  return 0;
}

/// Gives back what the run used, and counts the highest use of memory from here on.
void forget_peak() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
}

/// Hands its whole trace over at once.
struct GivenFeed final : session::Feed {
  explicit GivenFeed(trace::Trace whole) : given(std::move(whole)) {}
  session::FeedStatus advance(trace::Trace& trace, std::size_t) override {
    if (!trace.empty()) return session::FeedStatus::Finished;
    trace = std::move(given);
    return session::FeedStatus::Appended;
  }
  trace::Trace given;
};

void report(const char* what, std::vector<double>& times) {
  std::ranges::sort(times);
  const auto at = [&](std::size_t percent) { return times[(times.size() - 1) * percent / 100]; };
  fmt::print("{:<22} median {:7.3f} ms, p99 {:7.3f} ms, max {:7.3f} ms\n", what, at(50), at(99),
             times.back());
}

void print_kinds(const trace::Trace& trace) {
  std::map<std::string_view, std::size_t> kinds;
  for (trace::EventIndex i = 0; i < trace.size(); ++i) ++kinds[trace::kind_name(trace[i].kind)];
  for (const auto& [name, count] : kinds) fmt::print("    {:<20} {:>9}\n", name, count);
}

}  // namespace

int main(int count, char** arguments) {
  tests::ReferenceSize size;
  if (count > 1) size.tasks = std::max(2, std::atoi(arguments[1]));
  if (count > 2) size.alive = std::max(2, std::atoi(arguments[2]));
  auto start = Clock::now();
  trace::Trace trace = tests::reference_trace(size);
  const trace::EventIndex events = trace.size();
  fmt::print("{} facts of {} tasks, {} alive at once, recorded in {:.0f} ms\n", events, size.tasks,
             size.alive, ms_since(start));
  if (std::getenv("BENCH_KINDS") != nullptr) print_kinds(trace);
  forget_peak();
  fmt::print("{:<22} {:.0f} MB (facts alone {:.0f} MB)\n", "the trace alone", status_mb("VmRSS"),
             static_cast<double>(events * sizeof(trace::TraceEvent)) / (1 << 20));

  // -- The parts, one after another
  start = Clock::now();
  model::Snapshot fold;
  for (trace::EventIndex i = 0; i < events; ++i) fold.apply(trace[i]);
  fmt::print("{:<22} {:.0f} ms\n", "fold alone", ms_since(start));
  for (const model::Diagnostic& one : fold.diagnostics()) {
    fmt::print("  diagnostic at {}: {}\n", one.at, one.sentence);
  }
  {
    start = Clock::now();
    model::Timeline timeline(trace);
    timeline.extend();
    fmt::print("{:<22} {:.0f} ms\n", "timeline (with fold)", ms_since(start));
    start = Clock::now();
    model::Axis axis(timeline, model::AxisKind::Elastic);
    axis.extend();
    fmt::print("{:<22} {:.0f} ms\n", "axis", ms_since(start));
  }
  forget_peak();

  // -- A session, as the window opens it
  start = Clock::now();
  session::Session session(std::make_unique<GivenFeed>(std::move(trace)));
  while (session.poll()) {
  }
  const double open = ms_since(start);
  model::Axis axis(session.timeline(), model::AxisKind::Elastic);
  axis.extend();
  session.seek(0);
  (void)session.snapshot();
  fmt::print("{:<22} {:.0f} ms (session {:.0f} ms), peak {:.0f} MB, now {:.0f} MB\n", "opened in",
             ms_since(start), open, status_mb("VmHWM"), status_mb("VmRSS"));

  std::mt19937_64 random(1);
  std::vector<double> seeks, backs;
  for (int round = 0; round < 1000; ++round) {
    const trace::EventIndex there = random() % (events + 1);
    start = Clock::now();
    session.seek(there);
    (void)session.snapshot();
    seeks.push_back(ms_since(start));
    if (there == 0) continue;
    start = Clock::now();
    session.step(session::Direction::Back, session::StepSize::Event);
    (void)session.snapshot();
    backs.push_back(ms_since(start));
  }
  report("seek anywhere", seeks);
  report("one fact back", backs);
  std::vector<double> walk;
  for (int i = 0; i < 1000; ++i) {
    start = Clock::now();
    session.step(session::Direction::Back, session::StepSize::Event);
    (void)session.snapshot();
    walk.push_back(ms_since(start));
  }
  report("1,000 facts back, each", walk);
  fmt::print("{:<22} {:.0f} MB\n", "peak in the end", status_mb("VmHWM"));
}
