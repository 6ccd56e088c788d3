// Ideas for further tests: a trace of 100,000 tasks whose lanes are added one by one.
#include "core/model/timeline.hpp"

#include <doctest/doctest.h>

#include "core/model/transcript.hpp"
#include "tests/support/reference.hpp"
#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("timeline");

namespace {

using model::Span;
using model::Timeline;
using namespace tests;

using Words = std::vector<std::string>;

/// "ready 6-10": a span as its state and the events that begin and end it.
Words spans(const Timeline& timeline, TaskId task) {
  Words words;
  for (const Span& span : timeline.lane(task)->spans) {
    std::string word(model::word(span.state));
    word += " " + std::to_string(span.begin) + "-";
    words.push_back(span.end == trace::kNever ? word : word + std::to_string(span.end));
  }
  return words;
}

Words labels(const Timeline& timeline) {
  Words words;
  for (const TaskId id : timeline.order()) words.push_back(timeline.label(id));
  return words;
}

struct Extended {
  explicit Extended(trace::Trace t) : trace(std::move(t)), timeline(trace) { timeline.extend(); }
  trace::Trace trace;
  Timeline timeline;
};

}  // namespace

TEST_CASE("a task's spans follow each other without gaps") {
  const Extended run(two_workers_trace());
  CHECK(spans(run.timeline, 3) ==
        Words{"ready 6-14", "running 14-17", "suspended 17-23", "ready 23-27", "running 27-29"});
  const model::TaskLane& lane = *run.timeline.lane(3);
  CHECK(lane.spans[2].sleeps == 1s);
  CHECK(lane.spans[2].wait == WaitKind::Sleep);
  CHECK(lane.ended == 29);
  CHECK(lane.outcome == Outcome::Result);
  CHECK(lane.result == "'B'");
  CHECK(run.timeline.lane(1)->spans[2].waits_for == 2);
  CHECK(run.timeline.lane(99) == nullptr);
}

TEST_CASE("the span at a cursor is the state that the snapshot tells") {
  const Extended run(two_workers_trace());
  model::Snapshot s;
  for (trace::EventIndex cursor = 0; cursor <= run.trace.size(); ++cursor) {
    CAPTURE(cursor);
    for (const TaskId task : {1u, 2u, 3u}) {
      const auto span = run.timeline.span_at(task, cursor);
      const model::TaskView* view = s.task(task);
      CHECK(span.has_value() == (view != nullptr));
      if (span && view != nullptr) CHECK(span->state == view->state);
    }
    if (cursor < run.trace.size()) s.apply(run.trace[cursor]);
  }
}

TEST_CASE("the spans that are over are the same however many of them are known to be") {
  const Extended run(reference_trace({30, 10}));
  const model::Spans& spans = run.timeline.lane(3)->spans;
  std::size_t wrong = 0;
  for (trace::EventIndex cursor = 0; cursor <= run.trace.size(); cursor += 3) {
    const std::size_t over = spans.over_at(cursor);
    for (std::size_t known = 0; known <= over; ++known) {
      wrong += spans.over_at(cursor, known) != over ? 1 : 0;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("runs and iterations before any event are as many as a look at each one counts") {
  const Extended run(reference_trace({30, 10}));
  const auto& runs = run.timeline.runs();
  const auto& iterations = run.timeline.iterations();
  std::size_t wrong = 0, begun = 0, turned = 0;
  for (trace::EventIndex event = 0; event <= run.trace.size(); ++event) {
    wrong += run.timeline.runs_before(event) != begun ? 1 : 0;
    wrong += run.timeline.iterations_before(event) != turned ? 1 : 0;
    begun += begun < runs.size() && runs[begun].begin == event ? 1 : 0;
    turned += turned < iterations.size() && iterations[turned].begin == event ? 1 : 0;
  }
  CHECK(wrong == 0);
  CHECK(begun == runs.size());
  CHECK(turned > 128);
}

TEST_CASE("a handle's run holds what it woke, and the loop's own facts are in none") {
  const Extended run(two_workers_trace());
  Words words;
  for (const model::HandleRun& r : run.timeline.runs()) {
    words.push_back((r.task != 0 ? run.timeline.label(r.task) : "callback") + " " +
                    std::to_string(r.begin) + "-" + std::to_string(r.end) + " in " +
                    std::to_string(r.iteration));
  }
  CHECK(words == Words{"main 4-7 in 1", "A 10-13 in 2", "B 14-17 in 2", "callback 22-24 in 3",
                       "B 27-29 in 4", "callback 34-36 in 5", "A 39-42 in 6", "main 45-47 in 7",
                       "callback 50-51 in 8"});
  CHECK(run.timeline.run_at(42)->task == 2);
  CHECK(run.timeline.run_at(43) == nullptr);
  CHECK(run.timeline.run_at(0) == nullptr);
}

TEST_CASE("an iteration ends where the next begins") {
  const Extended run(two_workers_trace());
  const auto& all = run.timeline.iterations();
  REQUIRE(all.size() == 8);
  CHECK(all[2].begin == 18);
  CHECK(all[2].end == 24);
  CHECK(all[2].time == 1s);
  CHECK(all[2].waited == 1s);
  CHECK(all.back().end == run.trace.size() - 1);
  CHECK(run.timeline.iteration_at(1) == nullptr);
  CHECK(run.timeline.iteration_at(24) == &all[2]);
}

TEST_CASE("a wake-up leads from what queued a step to the step") {
  const Extended run(two_workers_trace());
  Words words;
  for (const model::WakeUp& w : run.timeline.wake_ups()) {
    words.push_back(std::to_string(w.at) + ": " + std::to_string(w.from) + " -> " +
                    std::to_string(w.to) + ", resumed " + std::to_string(w.resumed));
  }
  CHECK(words == Words{"1: 0 -> 1, resumed 4", "5: 1 -> 2, resumed 10", "6: 1 -> 3, resumed 14",
                       "23: 0 -> 3, resumed 27", "35: 0 -> 2, resumed 39",
                       "42: 2 -> 1, resumed 45"});
  CHECK(run.timeline.wake_ups()[3].from_handle != 0);
}

TEST_CASE("output is collected with its time and task") {
  const Extended run(two_workers_trace());
  const auto& output = run.timeline.output();
  REQUIRE(output.size() == 4);
  CHECK(output[2].text == "B finished after 1s");
  CHECK(output[2].time == 1s);
  CHECK(output[2].task == 3);
}

TEST_CASE("lanes stand below their creators, siblings in order of creation") {
  TraceBuilder b;
  b.loop_started();
  const TaskId main = b.create_task("main_");
  b.iteration();
  b.batch(1);
  b.step(main);
  const TaskId one = b.create_task("server"), two = b.create_task("server");
  b.sleep(main, 1s);
  b.iteration();
  b.batch(2);
  b.step(two);
  b.create_task("client_");
  b.sleep(two, 1s);
  b.step(one);
  b.create_task("client_", "first");
  b.create_task("client_");
  const Extended run(std::move(b.trace()));
  CHECK(labels(run.timeline) ==
        Words{"main", "server-1", "first", "client-3", "server-2", "client-1"});
  CHECK(run.timeline.lane(5)->depth == 2);
  CHECK(run.timeline.lane(5)->parent == one);
}

TEST_CASE("objects are called by their names, or by kind and number") {
  TraceBuilder b;
  b.create_object(ObjectKind::Event, "ready");
  b.create_object(ObjectKind::Event);
  b.create_object(ObjectKind::Gather);
  const Extended run(std::move(b.trace()));
  CHECK(run.timeline.label(1) == "ready");
  CHECK(run.timeline.label(2) == "event 2");
  CHECK(run.timeline.label(3) == "gather 1");
  CHECK(run.timeline.label(7) == "object 7");
}

TEST_CASE("a task that was renamed is called by its new name") {
  TraceBuilder b;
  b.create_task("main_");
  b.create_task("worker");
  b.add({.kind = EventKind::TaskRenamed, .task = 2, .text = b.text("Bob")});
  const Extended run(std::move(b.trace()));
  CHECK(run.timeline.label(2) == "Bob");
}

TEST_CASE("gather's children have the line of the suspension that follows") {
  TraceBuilder b;
  const TaskId main = b.create_task("main_");
  b.iteration();
  b.batch(1);
  b.step(main);
  const TaskId child = b.create_task("worker");
  b.line(23).suspend(main, WaitKind::Sleep);
  const Extended run(std::move(b.trace()));
  CHECK(run.trace.location(run.timeline.lane(child)->created_at).line == 23);
}

TEST_CASE("growing event by event ends where growing at once does") {
  const trace::Trace whole = two_workers_trace();
  trace::Trace growing;
  ReplayFeed feed(two_workers_trace(), 1);
  Timeline timeline(growing);
  while (feed.advance(growing, 1) == session::FeedStatus::Appended) timeline.extend();
  Timeline at_once(whole);
  at_once.extend();
  CHECK(spans(timeline, 2) == spans(at_once, 2));
  CHECK(labels(timeline) == labels(at_once));
  CHECK(timeline.runs().size() == at_once.runs().size());
  CHECK(timeline.end() == at_once.end());
}

TEST_CASE("the timeline can be told in words") {
  CHECK(model::text_lives(two_workers_trace()) ==
        "main: made at 0.000; waits for A from 0.000 to 2.000; done at 2.000.\n"
        "A: made at 0.000; sleeps from 0.000 to 2.000; done at 2.000.\n"
        "B: made at 0.000; sleeps from 0.000 to 1.000; done at 1.000.\n");
  CHECK(model::text_lives(trace::Trace()).empty());
}

TEST_CASE("the timeline can be printed with letters") {
  CHECK(model::text_timeline(two_workers_trace()) ==
        "time       0.000                1.000          2.000\n"
        "iteration  1   2        3         4    5         6    7   8\n"
        "main       ####......................................r####v\n"
        "  A         rrr####.............................r####v\n"
        "  B          rrrrrr####..........r####v\n"
        "\n"
        "# running   r ready   . suspended   v done   x failed   / cancelled\n");
}

TEST_SUITE_END();
