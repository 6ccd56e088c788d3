// runaway_host NAME: a host of programs that come to no good end. See runaway_test.cpp.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

#include "scenarios/host_process.hpp"

#if defined(__clang__)
#define UNCHECKED __attribute__((no_sanitize("undefined", "address", "thread")))
#else
#define UNCHECKED __attribute__((no_sanitize("undefined"), no_sanitize_address))
#endif

using namespace aio;

namespace {

volatile int sink = 0;

void last() { note("the last"); }

Coro<> fine() {
  co_await sleep(1s);
  print("fine");
}

Coro<> endless() {
  last();
  for (;;) sink = 1;
  co_return;
}

Coro<> sleep_zero() {
  for (;;) co_await sleep(0s);
}

Coro<> child() { co_return; }

Coro<> spawn_bomb() {
  for (;;) static_cast<void>(create_task(child()));
  co_return;
}

Coro<> memory_bomb() {
  last();
  std::vector<std::unique_ptr<char[]>> all;
  for (;;) {
    constexpr std::size_t kPiece = 1 << 20;
    all.push_back(std::make_unique_for_overwrite<char[]>(kPiece));
    all.back()[0] = 1;
  }
  co_return;
}

/// Does not take no for an answer.
Coro<> stubborn_memory_bomb() {
  last();
  std::vector<std::unique_ptr<char[]>> all;
  all.reserve(1 << 20);
  for (;;) {
    try {
      all.push_back(std::make_unique_for_overwrite<char[]>(1 << 20));
    } catch (const std::bad_alloc&) {
    }
  }
  co_return;
}

Coro<> event_flood() {
  for (std::uint64_t i = 0;; ++i) note("{}", i);
  co_return;
}

Coro<> output_flood() {
  for (std::uint64_t i = 0;; ++i) {
    print("{}", i);
    co_await sleep(0s);
  }
}

UNCHECKED void write_to(volatile int* nowhere) { *nowhere = 1; }

Coro<> null_pointer() {
  last();
  write_to(nullptr);
  co_return;
}

Coro<> calls_abort() {
  last();
  std::abort();
  co_return;
}

Coro<> calls_exit() {
  last();
  std::exit(3);
  co_return;
}

Coro<> calls_quick_exit() {
  last();
  ::_exit(4);
  co_return;
}

Coro<> main_throws() {
  last();
  throw ValueError("no");
  co_return;
}

Coro<> thread_throws() {
  last();
  std::thread([] { throw ValueError("nobody looks"); }).join();
  co_return;
}

UNCHECKED int recurse(volatile int* depth) {  // NOLINT(misc-no-recursion)
  volatile int here[64] = {*depth + 1};
  return here[0] < 0 ? 0 : recurse(here) + here[1];
}

Coro<> recursion() {
  last();
  sink = 0;
  sink = recurse(&sink);
  co_return;
}

/// The stack may be full in the middle of the recording of a fact.
UNCHECKED int recurse_and_note(volatile int* depth) {  // NOLINT(misc-no-recursion)
  volatile int here[1024] = {*depth + 1};
  note("{}", *depth);
  return here[0] < 0 ? 0 : recurse_and_note(here) + here[1];
}

Coro<> noted_recursion() {
  sink = 0;
  sink = recurse_and_note(&sink);
  co_return;
}

UNCHECKED int divide(volatile int* by) {
#if defined(__x86_64__) || defined(__i386__)
  return *by + 7 / *by;
#else
  return std::raise(SIGFPE);
#endif
}

Coro<> division() {
  last();
  volatile int zero = 0;
  sink = divide(&zero);
  co_return;
}

Coro<> closes_output() {
  last();
  for (int descriptor = 3; descriptor < 256; ++descriptor) ::close(descriptor);
  for (std::uint64_t i = 0;; ++i) note("{}", i);
  co_return;
}

Coro<> writes_to_standard_output() {
  std::fputs("this is not a trace\n", stdout);
  std::fflush(stdout);
  last();
  co_return;
}

/// What it is going to be killed for: it says who it is and holds the loop.
Coro<> victim() {
  print("{}", ::getpid());
  for (;;) sink = 1;
  co_return;
}

/// Comes to a good end, in its own time.
Coro<> ticks() {
  for (int i = 0; i < 20; ++i) {
    print("{}", i);
    co_await sleep(10ms);
  }
}

struct Named {
  std::string_view name;
  Coro<> (*main)();
};
constexpr Named kPrograms[] = {
    {"fine", fine},
    {"endless", endless},
    {"sleep-zero", sleep_zero},
    {"spawn-bomb", spawn_bomb},
    {"memory-bomb", memory_bomb},
    {"stubborn-memory-bomb", stubborn_memory_bomb},
    {"event-flood", event_flood},
    {"output-flood", output_flood},
    {"null-pointer", null_pointer},
    {"abort", calls_abort},
    {"exit", calls_exit},
    {"quick-exit", calls_quick_exit},
    {"main-throws", main_throws},
    {"thread-throws", thread_throws},
    {"recursion", recursion},
    {"noted-recursion", noted_recursion},
    {"division", division},
    {"closes-output", closes_output},
    {"standard-output", writes_to_standard_output},
    {"victim", victim},
    {"ticks", ticks},
};

}  // namespace

int main(int count, char** arguments) {
  const std::string_view name = count > 1 ? arguments[1] : "";
  for (const Named& program : kPrograms) {
    if (program.name != name) continue;
    const std::string_view clock = count > 2 ? arguments[2] : "virtual";
    scenarios::Hosted run;
    run.header.scenario = name;
    run.header.clock = clock == "real" ? trace::ClockKind::Real : trace::ClockKind::Virtual;
    run.main = program.main;
    return scenarios::host_process(run, {.memory = std::size_t{256} << 20});
  }
  return 2;
}
