// Why a fact happened, back to where the program began. Ideas for further tests: streams,
// conditions.
#include <doctest/doctest.h>

#include "core/aio.hpp"
#include "core/model/explain.hpp"
#include "tests/support/story.hpp"
#include "tests/support/trace_builder.hpp"

using namespace aio;

namespace {

Lines why(const trace::Trace& trace, trace::EventIndex event) {
  model::Timeline timeline(trace);
  timeline.extend();
  Lines lines;
  for (const model::Sentence& sentence : model::why(timeline, event)) {
    lines.push_back(model::plain(sentence));
  }
  return lines;
}

/// Why that line was printed.
Lines why_printed(Coro<> main, std::string_view line) {
  trace::Trace trace;
  trace::Recorder recorder(trace);
  RunOptions options;
  options.recorder = &recorder;
  options.print = [](std::string_view) {};
  run(std::move(main), options);
  for (trace::EventIndex i = 0; i < trace.size(); ++i) {
    if (trace[i].kind == trace::EventKind::Printed && trace.text(trace[i].text) == line) {
      return why(trace, i);
    }
  }
  return {};
}

Coro<> waits(Event door) {
  co_await door.wait();
  print("in");
}

Coro<> opens() {
  Event door("door");
  auto visitor = create_task(waits(door), "visitor");
  co_await sleep(1s);
  door.set();
  co_await visitor;
}

Coro<> hands_over() {
  co_await to_thread([] { busy(1s); });
  print("read");
}

Coro<> yields() {
  co_await sleep(Duration{});
  print("again");
}

Coro<> called() {
  loop().call_later(1s, [] { print("late"); }, "alarm");
  co_await sleep(2s);
}

Coro<> asleep() {
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    print("stopped");
    throw;
  }
}

Coro<> cancels() {
  auto sleeper = create_task(asleep(), "sleeper");
  co_await sleep(1s);
  sleeper.cancel();
  try {
    co_await sleeper;
  } catch (const CancelledError&) {
  }
}

}  // namespace

TEST_SUITE("why an event") {
  TEST_CASE("a line was printed since an event was set, since a sleep was over, since main began") {
    CHECK(why_printed(opens(), "in") ==
          Lines{"It happened in the step of visitor that began at 1.000 s, in iteration 5.",
                "visitor was woken at 1.000 s: main set event door.",
                "main did that in the step that began at 1.000 s, in iteration 4.",
                "main was woken at 1.000 s: its sleep was over.",
                "Its timer was armed by main at 0.000 s for 1 s.",
                "main did that in the step that began at 0.000 s, in iteration 1.",
                "It is the first step of main: it was created at 0.000 s."});
  }

  TEST_CASE("a step ran since the task gave up its turn before") {
    CHECK(why_printed(yields(), "again") ==
          Lines{"It happened in the step of main that began at 0.000 s, in iteration 2.",
                "main was ready again since 0.000 s, where it gave the others a turn.",
                "main did that in the step that began at 0.000 s, in iteration 1.",
                "It is the first step of main: it was created at 0.000 s."});
  }

  TEST_CASE("a line was printed since a job had ended, in a thread that had it from main") {
    CHECK(why_printed(hands_over(), "read") ==
          Lines{"It happened in the step of main that began at 1.000 s, in iteration 3.",
                "main was woken at 1.000 s: a callback completed job 1.",
                "That was in the callback \"executor: a job ended\" that began at 1.000 s, in "
                "iteration 2.",
                "The callback was queued at 1.000 s: job 1 ended.",
                "job 1 ran in thread 1 from 0.000 s on; main had handed it over.",
                "main did that in the step that began at 0.000 s, in iteration 1.",
                "It is the first step of main: it was created at 0.000 s."});
  }

  TEST_CASE("a callback ran since its timer was due") {
    CHECK(why_printed(called(), "late") ==
          Lines{"It happened in the callback \"alarm\" that began at 1.000 s, in iteration 2.",
                "The callback ran because its timer was due at 1.000 s.",
                "Its timer was armed by main at 0.000 s for 1 s.",
                "main did that in the step that began at 0.000 s, in iteration 1.",
                "It is the first step of main: it was created at 0.000 s."});
  }

  TEST_CASE("a cancellation leads to who asked for it") {
    const Lines lines = why_printed(cancels(), "stopped");
    REQUIRE(lines.size() > 2);
    CHECK(lines[1] == "sleeper was woken at 1.000 s: main asked sleeper to stop.");
    CHECK(lines[2] == "main did that in the step that began at 1.000 s, in iteration 4.");
  }

  TEST_CASE("every fact of a run has a why, and each sentence leads to an earlier moment") {
    const trace::Trace trace = tests::two_workers_trace();
    model::Timeline timeline(trace);
    timeline.extend();
    for (trace::EventIndex event = 0; event < trace.size(); ++event) {
      const auto sentences = model::why(timeline, event);
      CHECK(!sentences.empty());
      for (const model::Sentence& sentence : sentences) {
        for (const model::Piece& piece : sentence) {
          if (piece.kind == model::Piece::Kind::Moment) CHECK(piece.cursor <= event + 1);
        }
      }
    }
  }
}
