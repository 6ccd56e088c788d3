// Programs that run away, each in a host process of its own: what is said of them, that nothing of
// what they did before is lost, and that a session can be started after them as before.
//
// Left out under sanitizers: the memory bombs (a sanitizer needs more than any bound for itself).
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "core/session/process_feed.hpp"
#include "core/session/session.hpp"

#ifndef _WIN32
#include <signal.h>

TEST_SUITE_BEGIN("session: runaway");

namespace {

using session::FeedStatus;
using session::Order;
using session::ProcessFeed;
using session::Session;
using namespace std::chrono_literals;
using Story = std::vector<std::string>;

constexpr trace::EventIndex kRunAhead = 20'000;

/// Numbers differ from run to run.
std::string without_numbers(const std::string& words) {
  const auto is_digit = [&](std::size_t i) {
    return i < words.size() && words[i] >= '0' && words[i] <= '9';
  };
  std::string text;
  for (std::size_t i = 0; i < words.size();) {
    if (!is_digit(i)) {
      text += words[i++];
      continue;
    }
    text += 'N';
    while (is_digit(i)) ++i;
    if (words[i] != '.' || !is_digit(i + 1)) continue;
    for (++i; is_digit(i);) ++i;
  }
  return text;
}

struct Ran {
  explicit Ran(std::string name)
      : session(std::make_unique<ProcessFeed>(std::vector<std::string>{RUNAWAY_HOST, name}),
                kRunAhead) {
    poll();
  }
  void poll() {
    session.poll_all([] { std::this_thread::sleep_for(1ms); });
  }
  void stop() {
    session.ask(Order::Stop);
    poll();
  }
  std::string status() const {
    return session.status() == FeedStatus::Finished ? "finished"
           : session.status() == FeedStatus::Failed ? "failed"
                                                    : "runs";
  }
  /// What the last fact says.
  std::string last() const {
    const trace::Trace& trace = session.trace();
    return trace.empty() ? "nothing" : std::string(trace.text(trace[trace.size() - 1].text));
  }
  std::string remark() const { return without_numbers(session.remark()); }
  std::string error() const { return without_numbers(session.error()); }

  Session session;
};

/// How a run that ended by itself ended; and that the next one is as if nothing had been.
Story ended(std::string name) {
  Ran run(std::move(name));
  CHECK(run.error() == (run.status() == "failed" ? run.remark() : ""));
  Story story{run.status(), run.remark(), run.last()};
  Ran next("fine");
  CHECK(next.status() == "finished");
  CHECK(next.remark() == "");
  return story;
}

/// What was said of a run that did not end by itself, and how it ended when it was stopped.
Story stopped(std::string name) {
  Ran run(std::move(name));
  Story story{run.status(), run.remark()};
  run.stop();
  CHECK(run.error() == "");
  story.insert(story.end(), {run.status(), run.remark()});
  Ran next("fine");
  CHECK(next.status() == "finished");
  return story;
}

/// The numbers that the program noted or printed are 0, 1, 2 ...: none is missing.
std::size_t counted(const Ran& run, trace::EventKind kind) {
  const trace::Trace& trace = run.session.trace();
  std::size_t count = 0;
  for (trace::EventIndex i = 0; i < trace.size(); ++i) {
    if (trace[i].kind != kind) continue;
    if (trace.text(trace[i].text) != std::to_string(count)) return 0;
    ++count;
  }
  return count;
}

/// A program that holds the loop and is known by its number.
struct Victim {
  Victim()
      : session(std::make_unique<ProcessFeed>(std::vector<std::string>{RUNAWAY_HOST, "victim"})) {
    const auto& output = session.timeline().output();
    while (output.empty()) {
      session.poll();
      std::this_thread::sleep_for(1ms);
    }
    pid = std::stoi(output[0].text);
  }
  void poll() {
    session.poll_all([] { std::this_thread::sleep_for(1ms); });
  }
  Session session;
  pid_t pid = 0;
};

constexpr const char* kAllHere = "; what it did before is all here.";

}  // namespace

TEST_CASE("a loop without await is named while it runs, and can be stopped") {
  const std::string blocked =
      "The loop has been blocked for N s by task main at runaway_host.cpp:N.";
  CHECK(stopped("endless") ==
        Story{"runs", blocked, "finished", "endless was stopped by you. " + blocked});
}

TEST_CASE("what happened before a loop without await is there while it runs") {
  CHECK(Ran("endless").last() == "the last");
}

TEST_CASE("a task that yields for ever is held back and named") {
  const std::string held =
      "Held back N facts ahead: task main at runaway_host.cpp:N keeps the loop busy without end, "
      "so that time stands still at N s.";
  CHECK(stopped("sleep-zero") ==
        Story{"runs", held, "finished", "sleep-zero was stopped by you. " + held});
}

TEST_CASE("a task that creates tasks for ever is held back and named") {
  const std::string held =
      "Held back N facts ahead: task main at runaway_host.cpp:N creates tasks without end: N are "
      "alive.";
  CHECK(stopped("spawn-bomb") ==
        Story{"runs", held, "finished", "spawn-bomb was stopped by you. " + held});
}

TEST_CASE("a flood of facts is held back and named, and none of them is lost") {
  Ran run("event-flood");
  CHECK(run.remark() ==
        "Held back N facts ahead: task main at runaway_host.cpp:N never gives the loop a turn.");
  run.stop();
  CHECK(run.status() == "finished");
  CHECK(counted(run, trace::EventKind::Noted) >= kRunAhead - 100);
}

TEST_CASE("a flood of output is held back and named, and no line is lost") {
  Ran run("output-flood");
  CHECK(run.remark() ==
        "Held back N facts ahead: task main at runaway_host.cpp:N prints without end.");
  run.stop();
  CHECK(run.status() == "finished");
  CHECK(counted(run, trace::EventKind::Printed) >= kRunAhead / 10);
}

TEST_CASE("a flood that is held back goes on when the cursor does") {
  Ran run("event-flood");
  const trace::EventIndex before = run.session.trace().size();
  run.session.seek(before);
  run.poll();
  CHECK(run.session.trace().size() >= before + kRunAhead);
  CHECK(counted(run, trace::EventKind::Noted) > before);
}

TEST_CASE("a program that waits for its reader is not called blocked") {
  Ran run("output-flood");
  const auto end = std::chrono::steady_clock::now() + 1500ms;
  while (std::chrono::steady_clock::now() < end) {
    run.session.poll();
    CHECK(run.remark().starts_with("Held back"));
    std::this_thread::sleep_for(20ms);
  }
  run.session.seek(run.session.trace().size());
  run.session.poll();
  const std::string remark = run.remark();  // it may be far ahead again already
  CHECK((remark.empty() || remark.starts_with("Held back")));
}

TEST_CASE("a null pointer is named") {
  CHECK(ended("null-pointer") ==
        Story{"failed", std::string("null-pointer was ended by a segmentation fault") + kAllHere,
              "the last"});
}

TEST_CASE("abort() is named") {
  CHECK(ended("abort") ==
        Story{"failed", std::string("abort called abort()") + kAllHere, "the last"});
}

TEST_CASE("exit() in a program is named") {
  CHECK(ended("exit") ==
        Story{"failed", std::string("exit exited with status N before its loop ended") + kAllHere,
              "the last"});
}

TEST_CASE("_exit() in a program is named, and nothing before it is lost") {
  CHECK(ended("quick-exit") ==
        Story{"failed",
              std::string("quick-exit exited with status N before its loop ended") + kAllHere,
              "the last"});
}

TEST_CASE("an exception that main ends with is told, and the trace is complete") {
  Story story = ended("main-throws");
  story.pop_back();
  CHECK(story == Story{"finished", "main-throws ended with an exception: ValueError: no."});
}

TEST_CASE("an exception that escapes from a thread is named") {
  CHECK(ended("thread-throws") ==
        Story{"failed",
              std::string("thread-throws was ended by an exception that nothing catches: "
                          "ValueError: nobody looks") +
                  kAllHere,
              "the last"});
}

TEST_CASE("a recursion without end is named") {
  CHECK(ended("recursion") ==
        Story{"failed", std::string("recursion recursed without end (stack overflow)") + kAllHere,
              "the last"});
}

TEST_CASE("a recursion that tells of itself loses none of what it told") {
  Ran run("noted-recursion");
  CHECK(run.status() == "failed");
  CHECK(run.remark().find("stack overflow") != std::string::npos);
  CHECK(counted(run, trace::EventKind::Noted) > 1000);
}

TEST_CASE("a division by zero is named") {
  CHECK(ended("division") ==
        Story{"failed", std::string("division was ended by a division by zero (SIGFPE)") + kAllHere,
              "the last"});
}

TEST_CASE("a program that is killed from outside is told, and what it had sent stays") {
  Victim victim;
  kill(victim.pid, SIGKILL);
  victim.poll();
  CHECK(victim.session.status() == FeedStatus::Failed);
  CHECK(victim.session.error() ==
        std::string("victim was killed from outside (SIGKILL), or for want of memory") + kAllHere);
  const trace::Trace& trace = victim.session.trace();
  CHECK(trace[trace.size() - 1].kind == trace::EventKind::Printed);
}

TEST_CASE("a program that is ended from outside tells what it did") {
  Victim victim;
  kill(victim.pid, SIGTERM);
  victim.poll();
  CHECK(victim.session.error() ==
        std::string("victim was ended from outside (SIGTERM)") + kAllHere);
}

TEST_CASE("a program that is deaf to every request is ended all the same") {
  Victim victim;
  kill(victim.pid, SIGSTOP);
  victim.session.ask(Order::Stop);
  victim.poll();
  CHECK(victim.session.status() == FeedStatus::Finished);
  CHECK(victim.session.remark() == "victim was stopped by you.");
}

TEST_CASE("a program that closes its own output is named") {
  Story story = ended("closes-output");
  story.pop_back();
  CHECK(story == Story{"failed", std::string("closes-output closed its own output") + kAllHere});
}

TEST_CASE("what a program writes to the standard output does not damage its trace") {
  Story story = ended("standard-output");
  story.pop_back();
  CHECK(story == Story{"finished", ""});
}

TEST_CASE("a loop on the real clock is held, stepped and let go, and its clock stands still") {
  const auto start = std::chrono::steady_clock::now();
  Session session(
      std::make_unique<ProcessFeed>(std::vector<std::string>{RUNAWAY_HOST, "ticks", "real"}));
  const auto poll_until = [&](auto there) {
    while (!there() && session.status() != FeedStatus::Finished) {
      session.poll();
      std::this_thread::sleep_for(1ms);
    }
  };
  const auto poll_for = [&](std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    poll_until([&] { return std::chrono::steady_clock::now() >= end; });
  };
  const auto held_time = [&] {
    std::pair<int, trace::Time> held{0, 0};
    for (trace::EventIndex i = 0; i < session.trace().size(); ++i) {
      if (session.trace()[i].kind != trace::EventKind::LoopHeld) continue;
      ++held.first;
      held.second += trace::Time(session.trace()[i].value);
    }
    return held;
  };
  const auto runs = [&] { return session.timeline().runs().size(); };

  poll_until([&] { return !session.timeline().output().empty(); });
  session.ask(Order::Pause);
  poll_until([&] { return session.held(); });
  poll_for(150ms);  // what was on its way arrives, and the heartbeat comes
  const std::size_t before = runs();
  poll_for(150ms);
  CHECK(runs() == before);
  CHECK(session.remark() == "");
  session.ask(Order::Step);
  poll_until([&] { return runs() > before; });
  poll_for(150ms);
  CHECK(runs() == before + 1);
  CHECK(session.held());
  session.ask(Order::Continue);
  poll_until([] { return false; });
  const auto elapsed = std::chrono::steady_clock::now() - start;
  const auto [times, held] = held_time();
  CHECK(times == 2);
  CHECK(held > 400ms);
  CHECK(session.timeline().output().size() == 20);
  const trace::Time loops_time = session.trace()[session.trace().size() - 1].time;
  CHECK(loops_time >= 200ms);
  CHECK(loops_time + held <= elapsed);
}

#ifndef LOOPSCOPE_SANITIZED
TEST_CASE("a program that runs out of memory is named, and its trace is complete") {
  Story story = ended("memory-bomb");
  story.pop_back();
  CHECK(story == Story{"failed", std::string("memory-bomb ran out of memory") + kAllHere});
}

TEST_CASE("a program that goes on when there is no memory is ended") {
  CHECK(ended("stubborn-memory-bomb") ==
        Story{"failed", std::string("stubborn-memory-bomb ran out of memory") + kAllHere,
              "the last"});
}
#endif

TEST_SUITE_END();
#endif
