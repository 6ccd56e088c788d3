// What a frame costs while a program beside it runs away: the window's share of the work, from
// reading the facts to the last triangle, without the screen.
//
//     bench_runaway [PROGRAM]
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <thread>
#include <vector>

#include "core/session/process_feed.hpp"
#include "gui/platform/null.hpp"

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

double milliseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

double own_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double at(std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

/// Three seconds of frames, 60 a second, that go to the end of what is there.
void measure(const std::string& name) {
  gui::AppOptions options;
  options.spec.scenario = "two-workers";
  options.motion = false;
  options.feed = [&](const gui::RunSpec&) {
    return std::make_unique<session::ProcessFeed>(std::vector<std::string>{RUNAWAY_HOST, name});
  };
  gui::App app(std::move(options));
  gui::NullWindow window(app, 1600, 900);
  std::vector<double> own, whole;
  const auto began = Clock::now();
  for (auto due = began; due < began + 3s; due += 16'667us) {
    std::this_thread::sleep_until(due);
    const auto before = Clock::now();
    const double own_before = own_milliseconds();
    if (own.size() % 10 == 9) app.perform({"end", ""});
    window.frame();
    own.push_back(own_milliseconds() - own_before);
    whole.push_back(milliseconds(Clock::now() - before));
    due = std::max(due, Clock::now() - 16'667us);
  }
  std::ranges::sort(own);
  std::ranges::sort(whole);
  fmt::print("{:<20} {:>6} {:>10} {:>8.2f} {:>8.2f} {:>8.2f} {:>10.2f}\n", name, own.size(),
             app.run().session().trace().size(), at(own, 0.5), at(own, 0.99), own.back(),
             whole.back());
}

}  // namespace

int main(int argc, char** argv) {
  fmt::print("{:<20} {:>6} {:>10} {:>8} {:>8} {:>8} {:>10}\n", "program", "frames", "facts",
             "median", "p99", "max", "max, wall");
  fmt::print("{:>64}\n", "ms of the window's own CPU");
  for (const char* name : {"fine", "endless", "sleep-zero", "spawn-bomb", "memory-bomb",
                           "event-flood", "output-flood", "main-throws", "recursion"}) {
    if (argc < 2 || std::string_view(argv[1]) == name) measure(name);
  }
}
