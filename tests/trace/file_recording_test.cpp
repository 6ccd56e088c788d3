// Ideas for further tests: a disk that becomes full in the middle, a program that forks.
#include "core/trace/file_recording.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "core/aio.hpp"
#include "core/trace/stream.hpp"
#include "tests/support/folder.hpp"

#ifdef __unix__
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#endif

using namespace aio;

namespace {

Coro<> countdown(int from) {
  for (int i = from; i > 0; --i) {
    co_await sleep(1s);
    print("{}", i);
  }
}

void ignore(std::string_view) {}

std::vector<trace::TraceEvent> facts(const trace::Trace& trace) {
  std::vector<trace::TraceEvent> all;
  for (trace::EventIndex i = 0; i < trace.size(); ++i) all.push_back(trace[i]);
  return all;
}

}  // namespace

TEST_SUITE("file recording") {
  TEST_CASE("a program that is recorded leaves the facts that a recorder would have kept") {
    const tests::Folder folder;
    trace::Trace kept;
    trace::Recorder recorder(kept);
    run(countdown(500), {.recorder = &recorder, .print = ignore});
    const std::string file = folder / "a.loopscope";
    run(countdown(500), {.print = ignore, .record = file});
    const trace::Loaded loaded = trace::load_file(file);
    CHECK(loaded.complete);
    CHECK(loaded.sentence == "");
    CHECK(facts(loaded.trace) == facts(kept));
    CHECK(loaded.trace.strings() == kept.strings());
  }

  TEST_CASE("the source texts that facts refer to are in the file") {
    const tests::Folder folder;
    const std::string file = folder / "a.loopscope";
    run(countdown(1), {.print = ignore, .record = file});
    const trace::Loaded loaded = trace::load_file(file);
    REQUIRE(loaded.trace.sources.size() == 1);
    CHECK(loaded.trace.sources[0].path == "tests/trace/file_recording_test.cpp");
    CHECK(loaded.trace.sources[0].text.find("Coro<> countdown") != std::string::npos);
  }

#ifdef __unix__
  TEST_CASE("the environment names the files of all runs of a process") {
    const tests::Folder folder;
    const std::string file = folder / "a.loopscope";
    const pid_t child = fork();
    if (child == 0) {
      setenv("LOOPSCOPE_RECORD", file.c_str(), 1);
      run(countdown(1), {.print = ignore});
      run(countdown(2), {.print = ignore});
      _exit(0);
    }
    CHECK(waitpid(child, nullptr, 0) == child);
    CHECK(folder.files() == std::vector<std::string>{"a-2.loopscope", "a.loopscope"});
    CHECK(trace::load_file(folder / "a-2.loopscope").complete);
  }

  TEST_CASE("a file that cannot be written stops the recording and not the program") {
    const tests::Folder folder;
    const std::string complaints = folder / "complaints";
    const pid_t child = fork();
    if (child == 0) {
      REQUIRE(std::freopen(complaints.c_str(), "w", stderr) != nullptr);
      run(countdown(1000), {.print = ignore, .record = "/dev/full"});
      run(countdown(1000), {.print = ignore, .record = folder / "none" / "a"});
      std::fflush(stderr);
      _exit(7);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 7);
    std::ifstream in(complaints);
    std::string first, second, third;
    std::getline(in, first);
    std::getline(in, second);
    CHECK(first ==
          "loopscope: the recording in /dev/full has stopped: no space left on device. The program "
          "goes on.");
    CHECK(second.find("has stopped: no such file or directory") != std::string::npos);
    CHECK_FALSE(std::getline(in, third));
  }
#endif
}

#ifdef __unix__
namespace {

Coro<> chatter() {
  for (std::uint64_t i = 0;; ++i) {
    print("line {}", i % 1000);
    co_await sleep(1ms);
  }
}

/// Records until it is killed, and keeps `written` up to date.
[[noreturn]] void record_for_ever(const std::string& file, std::atomic<std::uint64_t>& written) {
  trace::RecordedRun recorded({}, file);
  std::thread([&] {
    for (;;) written = recorded.file.written();
  }).detach();
  run(chatter(), {.recorder = &recorded.recorder, .print = ignore});
  _exit(1);
}

}  // namespace

TEST_SUITE("slow") {
  TEST_CASE("of 1,000 recordings that are killed each is read to its last flush") {
    const tests::Folder folder;
    const std::string file = folder / "a.loopscope";
    void* const shared = mmap(nullptr, sizeof(std::atomic<std::uint64_t>), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(shared != MAP_FAILED);
    auto& written = *new (shared) std::atomic<std::uint64_t>;
    std::mt19937 random(3);
    std::uint64_t most = 0, sum = 0;
    int lost = 0, wrong = 0;
    for (int round = 0; round < 1000; ++round) {
      std::filesystem::remove(file);
      written = 0;
      const pid_t child = fork();
      if (child == 0) record_for_ever(file, written);
      usleep(5000 + random() % 25'000);
      kill(child, SIGKILL);
      REQUIRE(waitpid(child, nullptr, 0) == child);
      const trace::Loaded loaded = trace::load_file(file);
      lost += loaded.events < written;
      // A kill may also come before the file has its first byte.
      wrong += loaded.complete ||
               (loaded.is_trace && loaded.sentence.find("broken off") == std::string::npos);
      trace::EventIndex printed = 0;
      for (trace::EventIndex i = 0; i < loaded.events; ++i) {
        if (loaded.trace[i].kind != trace::EventKind::Printed) continue;
        wrong += loaded.trace.text(loaded.trace[i].text) != fmt::format("line {}", printed % 1000);
        ++printed;
      }
      most = std::max<std::uint64_t>(most, loaded.events);
      sum += loaded.events;
    }
    munmap(shared, sizeof(std::atomic<std::uint64_t>));
    MESSAGE(sum << " facts were recovered in all, at most " << most << " of one recording");
    CHECK(lost == 0);
    CHECK(wrong == 0);
    CHECK(sum > 1'000'000);
  }
}
#endif
