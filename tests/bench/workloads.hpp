// What the programs under measurement share: the names and sizes of the workloads, and how a figure
// is taken and told. A program prints lines `workload mode value`: nanoseconds of CPU per
// operation, or bytes.
#pragma once

#include <malloc.h>
#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace bench {

/// A tenth of the size where only instructions are counted.
inline long scaled(long n) {
  static const char* const part = std::getenv("BENCH_PART");
  return part != nullptr ? n / std::atol(part) : n;
}

inline const long kTasks = 1'000, kTurns = scaled(1'000);   // yield: each of so many tasks so often
inline const long kSpawns = scaled(1'000'000);              // spawn, one after the other
inline const long kGroups = scaled(1'000), kGroup = 1'000;  // spawn, in gathers of kGroup
inline const long kDepth = 1'000, kDives = scaled(2'000);   // nested awaits
inline const long kHandOffs = scaled(1'000'000);            // event, queue, lock
inline const long kGathers = scaled(10'000), kChildren = 100;
inline const long kTimers = scaled(1'000'000);               // alive at once
inline const long kSleepers = 1'000, kNaps = scaled(1'000);  // steady state
inline const long kAlive = scaled(1'000'000);                // suspended tasks
inline const long kFacts = scaled(4'000'000);                // an event that is set and cleared

class Stopwatch {
 public:
  double nanoseconds() const { return now() - began_; }

 private:
  static double now() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
  }
  double began_ = now();
};

/// Bytes that the program has from the allocator.
inline double allocated() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<double>(info.uordblks) + static_cast<double>(info.hblkhd);
}

inline void report(const char* workload, const char* mode, double value) {
  std::printf("%s %s %.2f\n", workload, mode, value);
}

}  // namespace bench
