// Ideas for further tests: breakpoints on objects of every kind.
#include "core/session/breakpoints.hpp"

#include <doctest/doctest.h>

#include "core/session/session.hpp"
#include "scenarios/host.hpp"
#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("breakpoints");

namespace {

using namespace tests;
using session::Breakpoint;
using session::Breakpoints;
using session::Direction;
using session::Progress;
using session::Session;
using Words = std::vector<std::string>;
constexpr trace::EventIndex kFar = 1'000'000'000;

/// A run that is stopped at every breakpoint in turn, forwards and then backwards.
struct Stopped {
  explicit Stopped(trace::Trace trace, std::size_t piece = 1'000'000)
      : session(std::make_unique<ReplayFeed>(std::move(trace), piece)) {
    session.poll_all([] {});
    session.seek(0);
  }

  Stopped& at(std::string_view words) {
    std::string error;
    const auto one = session::parse_breakpoint(words, session.timeline(), error);
    CHECK_MESSAGE(one.has_value(), error);
    breakpoints.push_back(one.value_or(Breakpoint()));
    return *this;
  }
  std::string error(std::string_view words) const {
    std::string sentence;
    CHECK_FALSE(session::parse_breakpoint(words, session.timeline(), sentence).has_value());
    return sentence;
  }
  Progress go(Direction direction, trace::EventIndex most = kFar) {
    return session.travel(
        direction,
        [&](trace::EventIndex cursor) {
          return session::hit(breakpoints, session.timeline(), cursor - 1) != nullptr;
        },
        most);
  }
  /// "14 B was suspended": every stop, forwards. Backwards they must be the same.
  Words stops() {
    Words words;
    std::vector<trace::EventIndex> forward, back;
    while (go(Direction::Forward) == Progress::Arrived) {
      const trace::EventIndex event = session.cursor() - 1;
      const Breakpoint& one = *session::hit(breakpoints, session.timeline(), event);
      words.push_back(std::to_string(session.cursor()) + " " +
                      session::describe_hit(one, session.timeline(), event));
      forward.push_back(session.cursor());
    }
    session.seek(session.trace().size());
    if (!forward.empty() && forward.back() == session.cursor()) back.push_back(session.cursor());
    while (go(Direction::Back) == Progress::Arrived) back.push_back(session.cursor());
    std::ranges::reverse(back);
    CHECK(back == forward);
    session.seek(0);
    return words;
  }
  Words stops_at(std::string_view words) {
    breakpoints.clear();
    return at(words).stops();
  }

  Breakpoints breakpoints;
  Session session;
};

}  // namespace

TEST_CASE("a run stops at what happens to a task, and backwards at the same places") {
  Stopped run(two_workers_trace());
  CHECK(run.stops_at("suspended B") == Words{"18 B was suspended"});
  CHECK(run.stops_at("woken B") == Words{"24 B was woken"});
  CHECK(run.stops_at("done B") == Words{"30 B has ended"});
  CHECK(run.stops_at("done") == Words{"30 B has ended", "42 A has ended", "47 main has ended"});
  CHECK(run.stops_at("task B") == Words{"18 B was suspended", "24 B was woken", "30 B has ended"});
  CHECK(run.stops_at("cancelled") == Words{});
}

TEST_CASE("a run stops where a task comes to a line, once for all that it does there") {
  Stopped run(two_workers_trace());
  CHECK(run.stops_at("line two_workers.cpp:6") ==
        Words{"13 two_workers.cpp:6 was reached", "17 two_workers.cpp:6 was reached"});
  CHECK(run.stops_at("line scenarios/basics/two_workers.cpp:14").size() == 1);
}

TEST_CASE("a run stops at timers, at a long ready queue and at long handles") {
  Stopped run(two_workers_trace());
  CHECK(run.stops_at("timer") == Words{"21 a timer was due", "33 a timer was due"});
  CHECK(run.stops_at("depth 1") == Words{"7 2 handles are ready"});
  TraceBuilder b;
  b.loop_started();
  const TaskId main = b.create_task("main_");
  b.iteration();
  b.batch(1);
  b.step(main);
  b.busy(20ms);
  b.yield(main);
  b.iteration();
  b.batch(1);
  b.step(main);
  b.busy(5ms);
  b.done(main, Outcome::Exception, "no", "ValueError");
  Stopped slow(std::move(b.trace()));
  CHECK(slow.stops_at("long 0.01") == Words{"7 a handle took 20 ms"});
  CHECK(slow.stops_at("long 0.001").size() == 2);
  CHECK(slow.stops_at("exception") == Words{"12 main has ended with an exception"});
}

TEST_CASE("a run stops at facts about an object, and at cancellations") {
  TraceBuilder b;
  b.loop_started();
  const TaskId main = b.create_task("main_");
  b.iteration();
  b.batch(1);
  b.step(main);
  const ObjectId door = b.create_object(ObjectKind::Event, "door");
  const TaskId guest = b.create_task("guest_", "Ann");
  b.add({.kind = EventKind::EventSet, .object = door});
  b.add({.kind = EventKind::TaskCancelRequested, .task = guest});
  b.yield(main);
  Stopped run(std::move(b.trace()));
  CHECK(run.stops_at("object door") ==
        Words{"6 something happened to door", "8 something happened to door"});
  CHECK(run.stops_at("cancelled Ann") == Words{"9 Ann was cancelled"});
}

TEST_CASE("one that is not enabled stops nothing, and several stop at whatever comes first") {
  Stopped run(two_workers_trace());
  run.at("timer").at("done A");
  run.breakpoints[0].enabled = false;
  CHECK(run.stops() == Words{"42 A has ended"});
  run.breakpoints[0].enabled = true;
  CHECK(run.stops() == Words{"21 a timer was due", "33 a timer was due", "42 A has ended"});
}

TEST_CASE("a long way is gone in pieces") {
  Stopped run(two_workers_trace());
  run.at("done A");
  int pieces = 1;
  while (run.go(Direction::Forward, 10) == Progress::Going) ++pieces;
  CHECK(run.session.cursor() == 42);
  CHECK(pieces == 5);
  CHECK(run.go(Direction::Forward) == Progress::Ended);
  CHECK(run.session.at_end());
  while (run.go(Direction::Back, 3) != Progress::Ended) {
  }
  CHECK(run.session.cursor() == 0);
}

TEST_CASE("a breakpoint far beyond the run-ahead window is found") {
  struct Long final : session::Feed {
    session::FeedStatus advance(trace::Trace& trace, std::size_t most) override {
      for (std::size_t i = 0; i < most; ++i) {
        const bool last = trace.size() == 1'500'000;
        trace.append({.kind = last ? EventKind::TimerExpired : EventKind::Noted, .handle = 1});
        if (last) break;
      }
      return most > 0 ? session::FeedStatus::Appended : session::FeedStatus::Waiting;
    }
  };
  Session session(std::make_unique<Long>());
  session.poll_all([] {});
  CHECK(session.settled());
  CHECK(session.trace().size() == 1'000'000);
  const Breakpoints timer{{.kind = session::BreakKind::Timer}};
  const auto stop = [&](trace::EventIndex cursor) {
    return session::hit(timer, session.timeline(), cursor - 1) != nullptr;
  };
  CHECK(session.travel(Direction::Forward, stop, kFar) == Progress::Arrived);
  CHECK(session.cursor() == 1'500'001);
}

TEST_CASE("breakpoints are told in words, and words that mean none in a sentence") {
  Stopped run(two_workers_trace());
  run.at("suspended B").at("cancelled").at("line two_workers.cpp:6").at("depth 4").at("long 0.01");
  Words words;
  for (const Breakpoint& one : run.breakpoints) {
    words.push_back(session::describe(one, run.session.timeline()));
  }
  CHECK(words == Words{"B is suspended", "any task is cancelled", "two_workers.cpp:6 is reached",
                       "more than 4 handles are ready", "a handle takes more than 10 ms"});
  CHECK(run.error("done Zoe") == "there is no task 'Zoe' in this run");
  CHECK(run.error("object db") == "there is no object 'db' in this run");
  CHECK(run.error("line 7") == "'line' needs a place like file.cpp:7 in this program, not '7'");
  CHECK(run.error("long ago") == "'long' needs seconds, not 'ago'");
  CHECK(run.error("never") ==
        "a breakpoint is one of line, task, suspended, woken, done, cancelled, object, timer, "
        "exception, depth, long, not 'never'");
}

TEST_SUITE_END();
