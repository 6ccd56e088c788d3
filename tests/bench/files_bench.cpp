// bench_files [FACTS]: what a file of so many facts (10 million) costs: its size, the time to write
// and to open it, a seek, and memory. Targets: opened within 3 s; 25 ns per fact to write in all.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "core/aio.hpp"
#include "core/model/history.hpp"
#include "core/trace/file.hpp"
#include "core/trace/stream.hpp"

using namespace aio;

namespace {

using Wall = std::chrono::steady_clock;

double ms_since(Wall::time_point start) {
  return std::chrono::duration<double, std::milli>(Wall::now() - start).count();
}

double peak_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::atof(line.c_str() + 6) / 1024;
  }
  return 0;
}

Coro<> worker(Queue<int>& queue, Lock lock, int number, long rounds) {
  for (long i = 0; i < rounds; ++i) {
    co_await sleep(std::chrono::microseconds(100 + (number * 37 + i * 11) % 900));
    if (number % 2 == 0) {
      co_await queue.put(number);
    } else {
      co_await queue.get();
    }
    co_await lock.acquire();
    co_await sleep(Duration());
    lock.release();
    if (i % 16 == 0) print("worker {} is in round {}", number, i);
  }
}

constexpr int kWorkers = 10'000;
constexpr long kFactsPerRound = 20;

Coro<> main_(long facts) {
  Queue<int> queue(100);
  const Lock lock;
  std::vector<Future<>> workers;
  for (int i = 0; i < kWorkers; ++i) {
    workers.push_back(
        create_task(worker(queue, lock, i, std::max(1L, facts / kFactsPerRound / kWorkers))));
  }
  co_await gather(std::move(workers));
}

trace::Trace make(long facts) {
  trace::Trace trace;
  trace::Recorder recorder(trace);
  run(main_(facts), {.recorder = &recorder, .print = [](std::string_view) {}});
  return trace;
}

}  // namespace

int main(int count, char** arguments) {
  const long facts = count > 1 ? std::atol(arguments[1]) : 10'000'000;
  const std::string path =
      (std::filesystem::temp_directory_path() / "bench_files.loopscope").string();
  double events = 0;
  {
    auto start = Wall::now();
    const trace::Trace trace = make(facts);
    events = static_cast<double>(trace.size());
    fmt::print("{:.0f} facts, {} texts: run and kept in memory in {:.0f} ms\n", events,
               trace.strings(), ms_since(start));
    start = Wall::now();
    const std::size_t bytes = trace::StreamWriter(trace).finish().size();
    fmt::print("encoded in {:.0f} ms, {:.1f} ns and {:.1f} bytes per fact\n", ms_since(start),
               1e6 * ms_since(start) / events, static_cast<double>(bytes) / events);
    start = Wall::now();
    if (const auto fault = trace::save_file(trace, path)) fmt::print("{}\n", *fault);
    fmt::print("saved and synced in {:.0f} ms\n", ms_since(start));
  }
  std::ofstream("/proc/self/clear_refs") << "5";
  auto start = Wall::now();
  const trace::Loaded loaded = trace::load_file(path);
  fmt::print("opened in {:.0f} ms; peak {:.0f} MB, of which facts {:.0f} MB {}\n", ms_since(start),
             peak_mb(), static_cast<double>(loaded.events * sizeof(trace::TraceEvent)) / (1 << 20),
             loaded.sentence);
  std::filesystem::remove(path);
  model::History history(loaded.trace);
  start = Wall::now();
  history.at(loaded.events);
  fmt::print("folded to its end in {:.0f} ms\n", ms_since(start));
  std::mt19937_64 random(1);
  double slowest = 0, sum = 0;
  for (int i = 0; i < 100; ++i) {
    start = Wall::now();
    history.at(random() % (loaded.events + 1));
    sum += ms_since(start);
    slowest = std::max(slowest, ms_since(start));
  }
  fmt::print("a seek in {:.1f} ms, the slowest of 100 {:.1f} ms; peak {:.0f} MB\n", sum / 100,
             slowest, peak_mb());
}
