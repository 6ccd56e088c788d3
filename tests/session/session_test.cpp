// Ideas for further tests: a program that writes for ever is held back by a cursor that stands
// still.
#include "core/session/session.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "core/session/file_feed.hpp"
#include "core/session/process_feed.hpp"
#include "core/trace/file.hpp"
#include "core/trace/json_lines.hpp"
#include "core/trace/stream.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("session");

namespace {

using session::Direction;
using session::FeedStatus;
using session::ProcessFeed;
using session::Session;
using session::StepSize;
using namespace tests;

using Cursors = std::vector<trace::EventIndex>;

constexpr StepSize kAllSizes[] = {StepSize::Event,      StepSize::Handle, StepSize::Iteration,
                                  StepSize::Suspension, StepSize::Timer,  StepSize::Output};
constexpr TaskId kB = 3;

struct Opened {
  explicit Opened(std::size_t piece = 1'000'000)
      : session(std::make_unique<ReplayFeed>(two_workers_trace(), piece)) {}
  Session session;

  /// All stops from the start on.
  Cursors stops(StepSize size, TaskId selected = 0) {
    Cursors cursors;
    while (session.step(Direction::Forward, size, selected)) cursors.push_back(session.cursor());
    return cursors;
  }
};

}  // namespace

TEST_CASE("a new session is at the start and has nothing") {
  Opened run;
  CHECK(run.session.cursor() == 0);
  CHECK(run.session.at_end());
  CHECK(run.session.snapshot().phase() == model::LoopPhase::NotStarted);
}

TEST_CASE("polling takes in what the feed has, without moving the cursor") {
  Opened run;
  CHECK(run.session.poll());
  CHECK(run.session.cursor() == 0);
  CHECK(run.session.trace().size() == 53);
  CHECK(run.session.timeline().size() == 53);
  CHECK_FALSE(run.session.poll());
  CHECK(run.session.status() == FeedStatus::Finished);
}

TEST_CASE("each size of step stops where its name says") {
  CHECK(Opened().stops(StepSize::Handle) == Cursors{8, 14, 18, 25, 30, 37, 43, 48, 52, 53});
  CHECK(Opened().stops(StepSize::Iteration) == Cursors{8, 18, 25, 30, 37, 43, 48, 53});
  CHECK(Opened().stops(StepSize::Suspension, kB) == Cursors{18, 30, 53});
  CHECK(Opened().stops(StepSize::Timer) == Cursors{21, 33, 53});
  CHECK(Opened().stops(StepSize::Output) == Cursors{12, 16, 29, 41, 53});
  CHECK(Opened().stops(StepSize::Event).size() == 53);
}

TEST_CASE("events that come one by one are stepped through as if they had been there") {
  for (const StepSize size : kAllSizes) {
    CAPTURE(static_cast<int>(size));
    CHECK(Opened(1).stops(size, kB) == Opened().stops(size, kB));
  }
}

TEST_CASE("steps back return over the same stops") {
  for (const StepSize size : kAllSizes) {
    CAPTURE(static_cast<int>(size));
    Opened run;
    Cursors forward{0}, back;
    while (run.session.step(Direction::Forward, size, kB)) forward.push_back(run.session.cursor());
    do {
      back.push_back(run.session.cursor());
    } while (run.session.step(Direction::Back, size, kB));
    std::reverse(back.begin(), back.end());
    CHECK(back == forward);
  }
}

TEST_CASE("twenty steps forward and twenty back end where they began") {
  Opened run;
  run.session.poll();
  run.session.seek(9);
  for (int i = 0; i < 20; ++i) run.session.step(Direction::Forward, StepSize::Event);
  CHECK(run.session.cursor() == 29);
  for (int i = 0; i < 20; ++i) run.session.step(Direction::Back, StepSize::Event);
  CHECK(run.session.cursor() == 9);
}

TEST_CASE("at both ends there is nowhere to go") {
  Opened run;
  CHECK_FALSE(run.session.step(Direction::Back, StepSize::Event));
  run.session.poll();
  run.session.seek(1'000);
  CHECK(run.session.cursor() == 53);
  CHECK(run.session.at_end());
  CHECK_FALSE(run.session.step(Direction::Forward, StepSize::Event));
}

TEST_CASE("the frontier is the furthest cursor visited") {
  Opened run;
  run.session.poll();
  run.session.seek(20);
  run.session.seek(3);
  CHECK(run.session.frontier() == 20);
  run.session.step(Direction::Forward, StepSize::Iteration);
  CHECK(run.session.frontier() == 20);
}

TEST_CASE("the snapshot is that of the cursor") {
  Opened run;
  run.session.poll();
  for (const trace::EventIndex cursor : {30u, 5u, 53u, 0u}) {
    run.session.seek(cursor);
    CHECK(run.session.snapshot().cursor() == cursor);
  }
  CHECK(run.session.snapshot_at(20).time() == 1s);
}

TEST_CASE("a step asks a feed that has nothing yet only once") {
  struct Silent final : session::Feed {
    int asked = 0;
    FeedStatus advance(trace::Trace&, std::size_t) override {
      ++asked;
      return FeedStatus::Waiting;
    }
  };
  auto feed = std::make_unique<Silent>();
  const Silent& silent = *feed;
  Session session(std::move(feed));
  CHECK_FALSE(session.step(Direction::Forward, StepSize::Output));
  CHECK(silent.asked == 1);
}

TEST_CASE("polling to the end waits through the given function") {
  struct Slow final : session::Feed {
    int called = 0;
    FeedStatus advance(trace::Trace& trace, std::size_t) override {
      if (++called % 2 == 1) return FeedStatus::Waiting;
      if (called > 6) return FeedStatus::Finished;
      trace.append({});
      return FeedStatus::Appended;
    }
  };
  Session session(std::make_unique<Slow>());
  int waits = 0;
  session.poll_all([&waits] { ++waits; });
  CHECK(session.trace().size() == 3);
  CHECK(waits == 4);
}

TEST_CASE("the feed is asked for no more than the bounded window ahead of the cursor") {
  struct Endless final : session::Feed {
    std::size_t asked = 0;
    FeedStatus advance(trace::Trace& trace, std::size_t most) override {
      asked = most;
      for (std::size_t i = 0; i < std::min<std::size_t>(most, 300'000); ++i) trace.append({});
      return most > 0 ? FeedStatus::Appended : FeedStatus::Waiting;
    }
  };
  auto feed = std::make_unique<Endless>();
  const Endless& endless = *feed;
  Session session(std::move(feed));
  session.poll_all([] {});
  CHECK(session.trace().size() == 1'000'000);
  session.poll();
  CHECK(endless.asked == 0);
  session.seek(10);
  session.poll();
  CHECK(endless.asked == 10);
}

#ifndef _WIN32
// -- A program as the feed

namespace {

/// A trace in a file, which `cat` writes to its standard output as a host would.
struct TraceFile {
  explicit TraceFile(std::size_t without_last = 0) {
    const trace::Trace trace = two_workers_trace();
    auto bytes = trace::StreamWriter(trace).finish();
    bytes.resize(bytes.size() - without_last);
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  }
  ~TraceFile() { std::filesystem::remove(path); }

  std::string path = (std::filesystem::temp_directory_path() /
                      ("loopscope-session-test-" +
                       std::to_string(std::chrono::steady_clock::now().time_since_epoch().count())))
                         .string();
};

struct Ran {
  explicit Ran(std::vector<std::string> command)
      : session(std::make_unique<ProcessFeed>(std::move(command))) {
    session.poll_all([] { std::this_thread::sleep_for(1ms); });
  }
  Session session;
};

std::string error_of(std::vector<std::string> command) {
  Ran run(std::move(command));
  CHECK(run.session.status() == FeedStatus::Failed);
  return run.session.error();
}

}  // namespace

TEST_CASE("a program's standard output is read as a trace") {
  const TraceFile file;
  Ran run({"cat", file.path});
  CHECK(run.session.error() == "");
  CHECK(run.session.status() == FeedStatus::Finished);
  const trace::Trace original = two_workers_trace();
  REQUIRE(run.session.trace().size() == original.size());
  CHECK(run.session.trace()[28] == original[28]);
  CHECK(run.session.trace().sources == original.sources);
  CHECK(run.session.timeline().label(kB) == "B");
}

TEST_CASE("a program that cannot be started is told in a sentence") {
  CHECK(error_of({"/no/such/program"}) ==
        "/no/such/program could not be started: no such file or directory.");
  CHECK(error_of({}) == "There is no program to start.");
}

TEST_CASE("a program that ends with a status is told") {
  CHECK(error_of({"sh", "-c", "exit 3"}) ==
        "sh exited with status 3 before its loop ended; what it did before is all here.");
}

TEST_CASE("a program that is killed by a signal is told by the signal's name") {
  CHECK(error_of({"sh", "-c", "kill -SEGV $$"}) ==
        "sh was ended by a segmentation fault; what it did before is all here.");
  CHECK(error_of({"sh", "-c", "kill -KILL $$"}).find("SIGKILL") != std::string::npos);
}

TEST_CASE("a trace that breaks off leaves what came before") {
  const TraceFile file(8);  // without its end mark
  Ran run({"cat", file.path});
  CHECK(run.session.status() == FeedStatus::Failed);
  CHECK(run.session.error() ==
        "two-workers exited with status 0 before its loop ended; what it did before is all here.");
  CHECK(run.session.trace().size() == 53);
}

TEST_CASE("output that is no trace is told, and the program is ended") {
  CHECK(error_of({"sh", "-c", "while :; do echo This is not a trace at all; done"})
            .starts_with("The trace of sh breaks off: "));
}

TEST_CASE("a program in an endless loop ends with its feed") {
  const auto start = std::chrono::steady_clock::now();
  {
    ProcessFeed feed({"sh", "-c", "trap '' TERM; while :; do :; done"});
    trace::Trace trace;
    CHECK(feed.advance(trace, 100) == FeedStatus::Waiting);
  }
  CHECK(std::chrono::steady_clock::now() - start < 10s);
}

TEST_CASE("a child of the program that keeps the pipe open does not keep the session waiting") {
  const TraceFile file;
  Ran run({"sh", "-c", "cat " + file.path + "; sleep 5 2>/dev/null &"});
  CHECK(run.session.status() == FeedStatus::Finished);
}

TEST_CASE("a recorded file is a feed, also one that was cut, and one that is none says so") {
  const tests::Folder folder;
  tests::TraceBuilder b;
  b.loop_started();
  b.iteration();
  b.loop_stopped();
  const std::string whole = (folder / "whole").string(), cut = (folder / "cut").string();
  REQUIRE_FALSE(trace::save_file(b.trace(), whole));
  std::filesystem::copy_file(whole, cut);
  std::filesystem::resize_file(cut, std::filesystem::file_size(cut) - 1);
  std::vector<std::string> story;
  for (const std::string& path : {whole, cut, (folder / "none").string()}) {
    Session session(std::make_unique<session::FileFeed>(path));
    session.poll_all([] {});
    const bool failed = session.status() == session::FeedStatus::Failed;
    const bool told = !session.remark().empty();
    story.push_back(fmt::format("{} facts, {}, {}", session.trace().size(),
                                failed ? "failed" : "finished", told ? "told" : "not a word"));
  }
  CHECK(story == std::vector<std::string>{"3 facts, finished, not a word",
                                          "3 facts, finished, told", "0 facts, failed, told"});
}

TEST_CASE("a large file comes piece by piece, and beyond its limit only when that is wanted") {
  const tests::Folder folder;
  tests::TraceBuilder b;
  b.loop_started();
  for (int i = 0; i < 100'000; ++i) b.iteration();
  b.loop_stopped();
  const std::string binary = (folder / "whole").string(), json = (folder / "whole.jsonl").string();
  REQUIRE_FALSE(trace::save_file(b.trace(), binary));
  std::ofstream lines(json);
  trace::write_json(b.trace(), true, lines);
  lines.close();
  std::vector<std::string> story;
  for (const std::string& path : {binary, json}) {
    for (const session::Order answer : {session::Order::Continue, session::Order::Stop}) {
      Session session(std::make_unique<session::FileFeed>(path, 60'000), trace::kNever);
      int polls = 0;
      while (!session.settled() && session.poll()) ++polls;
      const auto there = session.reading();
      REQUIRE(there);
      CHECK(there->asks);
      CHECK(there->all > 90'000);
      CHECK(there->all < 110'000);
      story.push_back(polls > 2 ? "asked in the middle" : "asked at once");
      session.ask(answer);
      session.poll_all([] {});
      const bool all = session.trace().size() == b.trace().size();
      story.push_back(fmt::format("{}, {}", all ? "all" : "a part",
                                  session.remark().empty() ? "not a word" : "told"));
    }
  }
  CHECK(story == std::vector<std::string>{"asked in the middle", "all, not a word",
                                          "asked in the middle", "a part, told",
                                          "asked in the middle", "all, not a word",
                                          "asked in the middle", "a part, told"});
}

TEST_CASE("nothing is read while nothing is asked for") {
  const TraceFile file;
  ProcessFeed feed({"cat", file.path});
  trace::Trace trace;
  for (int i = 0; i < 20; ++i) {
    CHECK(feed.advance(trace, 0) == FeedStatus::Waiting);
    std::this_thread::sleep_for(1ms);
  }
  CHECK(trace.empty());
  while (feed.advance(trace, 1) != FeedStatus::Finished) std::this_thread::sleep_for(1ms);
  CHECK(trace.size() == 53);
}
#endif

TEST_SUITE_END();
