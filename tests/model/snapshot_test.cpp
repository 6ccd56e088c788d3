// Ideas for further tests: traces that begin in the middle of a run; eager starts once there are
// any.
#include "core/model/snapshot.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>

#include "core/model/axis.hpp"
#include "core/model/explain.hpp"
#include "core/model/history.hpp"
#include "core/model/transcript.hpp"
#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("snapshot");

namespace {

using model::LoopPhase;
using model::Snapshot;
using model::TaskState;
using namespace tests;

using Words = std::vector<std::string>;

Snapshot fold(const trace::Trace& trace, trace::EventIndex cursor = trace::kNever) {
  Snapshot s;
  while (s.cursor() < std::min(cursor, trace.size())) s.apply(trace[s.cursor()]);
  return s;
}

Words diagnostics(const Snapshot& s) {
  Words words;
  for (const auto& diagnostic : s.diagnostics()) words.push_back(diagnostic.sentence);
  return words;
}

std::vector<HandleId> ready(const Snapshot& s) {
  std::vector<HandleId> ids;
  for (const auto& handle : s.ready()) ids.push_back(handle.id);
  return ids;
}

/// A task per name, all ready; main has run and waits for the first of them.
struct Started {
  TraceBuilder b;
  TaskId main = 0;
  std::vector<TaskId> tasks;

  explicit Started(std::size_t count) {
    b.loop_started();
    main = b.create_task("main_");
    b.iteration();
    b.batch(1);
    b.step(main);
    for (std::size_t i = 0; i < count; ++i) tasks.push_back(b.create_task("worker"));
  }
  Snapshot now() { return fold(b.trace()); }
};

}  // namespace

TEST_CASE("the states of a task are told one by one") {
  const trace::Trace trace = two_workers_trace();
  Words words;
  TaskState last = TaskState::Undetermined;
  Snapshot s;
  for (trace::EventIndex i = 0; i < trace.size(); ++i) {
    s.apply(trace[i]);
    const model::TaskView* b = s.task(3);
    const TaskState state = b != nullptr ? b->state : s.cursor() < 8 ? last : TaskState::Done;
    if (state != last) words.emplace_back(model::word(state));
    last = state;
  }
  CHECK(words == Words{"ready", "running", "suspended", "ready", "running", "done"});
  CHECK(diagnostics(s).empty());
  CHECK(s.tasks().empty());
  CHECK(s.objects().empty());
}

TEST_CASE("an iteration waits, moves its due timers and runs its batch") {
  const trace::Trace trace = two_workers_trace();
  const Snapshot waiting = fold(trace, 19);
  CHECK(waiting.phase() == LoopPhase::Waiting);
  CHECK(waiting.wait_limit() == 1s);
  CHECK(waiting.timers().size() == 2);
  CHECK(waiting.timers().begin()->task == 3);

  const Snapshot moving = fold(trace, 21);
  CHECK(moving.phase() == LoopPhase::MovingTimers);
  CHECK(moving.waited() == 1s);
  CHECK(moving.timers_moved() == 1);
  REQUIRE(moving.ready().size() == 1);
  CHECK(moving.ready().front().was_timer);
  CHECK(moving.ready().front().sleeper == 3);
  CHECK(moving.ready().front().task == 0);

  const Snapshot batch = fold(trace, 23);
  CHECK(batch.phase() == LoopPhase::RunningBatch);
  CHECK(batch.batch_size() == 1);
  CHECK(batch.batch_begun() == 1);
  CHECK(batch.batch_left() == 0);
  CHECK(batch.running().was_timer);
  CHECK(batch.running_task() == 0);
  CHECK(fold(trace).phase() == LoopPhase::Stopped);
}

TEST_CASE("what is queued during a batch stands behind its mark") {
  Started run(2);
  run.b.sleep(run.main, 1s);
  run.b.iteration();
  run.b.batch(2);
  run.b.step(run.tasks[0]);
  run.b.yield(run.tasks[0]);
  const Snapshot s = run.now();
  CHECK(s.ready().size() == 2);
  CHECK(s.batch_left() == 1);
  CHECK(s.ready().front().task == run.tasks[1]);
  CHECK(s.ready().back().by == run.tasks[0]);
  CHECK(s.ready().back().by_handle == s.turn());
  CHECK(*s.ready_position(s.ready().back().id) == 1);
  CHECK(diagnostics(s).empty());
}

TEST_CASE("timers stand by deadline and equal ones in the order of arming") {
  TraceBuilder b;
  b.loop_started();
  const HandleId late = b.arm(3s), first = b.arm(1s), second = b.arm(1s), before = b.arm(-1s);
  std::vector<HandleId> ids;
  const Snapshot s = fold(b.trace());
  for (const auto& timer : s.timers()) ids.push_back(timer.id);
  CHECK(ids == std::vector<HandleId>{before, first, second, late});
  CHECK(s.timer(late)->deadline == 3s);
}

TEST_CASE("a cancelled handle stays in the batch and is passed over when the next one begins") {
  TraceBuilder b;
  b.loop_started();
  const HandleId one = b.queue_callback("one"), two = b.queue_callback("two"),
                 three = b.queue_callback("three"), four = b.queue_callback("four");
  b.iteration();
  b.batch(4);
  b.run(one);
  b.cancel_handle(two);
  b.cancel_handle(four);
  Snapshot s = fold(b.trace());
  CHECK(ready(s) == std::vector{two, three, four});
  CHECK(s.batch_left() == 3);
  CHECK(s.ready().front().cancelled);
  b.ran(one);
  b.run(three);
  s = fold(b.trace());
  CHECK(ready(s) == std::vector{four});
  CHECK(s.batch_left() == 1);
  CHECK(s.batch_begun() == 2);
  b.ran(three);
  b.queue_callback("five");
  b.iteration();
  s = fold(b.trace());
  CHECK(s.ready().size() == 1);
  CHECK(diagnostics(s).empty());
}

TEST_CASE("a handle cancelled before its batch is still counted in the batch") {
  TraceBuilder b;
  b.loop_started();
  const HandleId one = b.queue_callback("one");
  b.cancel_handle(one);
  b.iteration();
  b.batch(1);
  const Snapshot s = fold(b.trace());
  CHECK(s.batch_left() == 1);
  CHECK(s.batch_size() == 1);
  CHECK(diagnostics(s).empty());
}

TEST_CASE("those who wait for an event stand in the order in which they came") {
  Started run(3);
  TraceBuilder& b = run.b;
  const ObjectId door = b.create_object(ObjectKind::Event, "door");
  b.sleep(run.main, 1s);
  b.iteration();
  b.batch(3);
  for (const TaskId task : {run.tasks[2], run.tasks[0], run.tasks[1]}) {
    b.step(task);
    b.suspend(task, WaitKind::Event, door);
  }
  Snapshot s = run.now();
  CHECK(s.object(door)->waiters == model::Line{run.tasks[2], run.tasks[0], run.tasks[1]});
  CHECK(s.task(run.tasks[0])->waits_for == door);
  b.set_event(door);
  b.wake(run.tasks[2], door);
  s = run.now();
  CHECK(s.object(door)->is_set);
  CHECK(s.object(door)->waiters == model::Line{run.tasks[0], run.tasks[1]});
  CHECK(s.task(run.tasks[2])->wait == WaitKind::Nothing);
  CHECK(s.ready_handle_of(run.tasks[2])->cause == door);
  b.destroy(run.tasks[0]);
  CHECK(run.now().object(door)->waiters == model::Line{run.tasks[1]});
}

TEST_CASE("a gather counts its children as they end and goes when its waiter is woken") {
  Started run(2);
  TraceBuilder& b = run.b;
  const ObjectId gather = b.create_object(ObjectKind::Gather);
  for (const TaskId task : run.tasks) b.add_child(gather, task);
  b.line(23).suspend(run.main, WaitKind::Gather, gather);
  for (const TaskId task : run.tasks) CHECK(run.now().task(task)->location() != 0);
  b.iteration();
  b.batch(2);
  std::vector<std::uint32_t> ended;
  for (const TaskId task : run.tasks) {
    b.step(task);
    b.done(task);
    b.queue_callback("gather: child ended", task);
    ended.push_back(run.now().object(gather)->children_done);
  }
  CHECK(ended == std::vector<std::uint32_t>{1, 2});
  b.iteration();
  b.batch(2);
  b.future_done(gather);
  CHECK(run.now().object(gather)->outcome == Outcome::Result);
  b.wake(run.main, gather);
  CHECK(run.now().object(gather) == nullptr);
}

TEST_CASE("a future that is done and that nobody waits for is not kept") {
  Started run(0);
  const ObjectId future = run.b.create_object(ObjectKind::Future);
  CHECK(run.now().object(future) != nullptr);
  run.b.future_done(future);
  CHECK(run.now().object(future) == nullptr);
  CHECK(diagnostics(run.now()).empty());
}

TEST_CASE("a child of a gather takes the line of its creator's next suspension") {
  Started run(1);
  TraceBuilder& b = run.b;
  const auto line_of = [&](TaskId task) {
    const Snapshot s = run.now();
    return b.trace().location(s.task(task)->location()).line;
  };
  CHECK(line_of(run.tasks[0]) == 0);
  b.line(23).suspend(run.main, WaitKind::Sleep);
  CHECK(line_of(run.tasks[0]) == 23);
  CHECK(line_of(run.main) == 23);
}

TEST_CASE("every coroutine of the await stack keeps its line") {
  Started run(0);
  TraceBuilder& b = run.b;
  b.line(3).print("in main");
  b.line(4).enter(run.main, "outer");
  b.line(14).enter(run.main, "inner");
  b.line(24).print("in inner");
  const auto lines = [&] {
    std::vector<std::uint32_t> all;
    const Snapshot s = run.now();
    for (const auto& frame : s.task(run.main)->stack) {
      all.push_back(b.trace().location(frame.location).line);
    }
    return all;
  };
  CHECK(lines() == std::vector<std::uint32_t>{4, 14, 24});
  b.leave(run.main);
  b.line(15).note("after inner");
  CHECK(lines() == std::vector<std::uint32_t>{4, 15});
  CHECK(diagnostics(run.now()).empty());
}

TEST_CASE("a suspended task remembers what it watched") {
  Started run(0);
  run.b.watch("x", "1");
  run.b.watch("y", "2");
  run.b.watch("x", "3");
  run.b.sleep(run.main, 1s);
  const Snapshot s = run.now();
  const auto& watches = s.task(run.main)->watches;
  REQUIRE(watches.size() == 2);
  CHECK(run.b.trace().text(watches[0].value) == "3");
  CHECK(watches[0].changed_at == watches[1].changed_at + 1);
}

TEST_CASE("what a task's end wakes is still its turn, what run() cancels afterwards is not") {
  Started run(1);
  TraceBuilder& b = run.b;
  b.done(run.main);
  b.queue_callback("stop");
  const HandleId turn = run.now().turn();
  CHECK(turn != 0);
  CHECK(run.now().running().id == 0);
  CHECK(run.now().ready().back().by_handle == turn);
  b.add({.kind = EventKind::IterationBegan});
  b.cancel(run.tasks[0]);
  CHECK(run.now().turn() == 0);
  CHECK(run.now().task(run.tasks[0])->cancel_requests == 1);
}

TEST_CASE("the end of a run leaves nothing ready and no timer armed") {
  Started run(1);
  run.b.sleep(run.main, 5s);
  run.b.loop_stopped();
  CHECK(run.now().ready().empty());
  CHECK(run.now().timers().empty());
}

TEST_CASE("every pair of states is legal or not, and the ended ones are final") {
  using enum TaskState;
  std::vector<std::pair<TaskState, TaskState>> legal;
  for (int from = 0; from < model::kTaskStates; ++from) {
    for (int to = 0; to < model::kTaskStates; ++to) {
      const auto a = static_cast<TaskState>(from), b = static_cast<TaskState>(to);
      if (model::is_legal(a, b) && a != Undetermined) legal.emplace_back(a, b);
    }
  }
  CHECK(legal == std::vector<std::pair<TaskState, TaskState>>{{Created, Ready},
                                                              {Created, Running},
                                                              {Created, Destroyed},
                                                              {Ready, Running},
                                                              {Ready, Destroyed},
                                                              {Running, Ready},
                                                              {Running, Suspended},
                                                              {Running, Done},
                                                              {Suspended, Ready},
                                                              {Suspended, Destroyed}});
}

// -- What is wrong with a trace

TEST_CASE("an illegal transition is a diagnostic and changes nothing") {
  Started run(1);
  const Snapshot before = run.now();
  run.b.add({.kind = EventKind::TaskDone, .task = run.tasks[0]});
  const Snapshot after = run.now();
  CHECK(diagnostics(after) == Words{"Task 2 is ready and cannot become done."});
  CHECK(after.diagnostics().front().at == before.cursor());
  CHECK(after.tasks() == before.tasks());
  CHECK(after.ready() == before.ready());
}

TEST_CASE("a fact about a task that has ended is a diagnostic") {
  Started run(0);
  run.b.done(run.main);
  run.b.add({.kind = EventKind::TaskStepBegan, .task = run.main, .handle = 77});
  run.b.add({.kind = EventKind::TaskCreated, .task = run.main, .handle = 78});
  const Snapshot s = run.now();
  CHECK(s.tasks().empty());
  CHECK(diagnostics(s) == Words{"TaskStepBegan is about task 1, which has ended.",
                                "Handle 77 begins to run, but it was not in the ready queue.",
                                "A task is created as 1, but this number is taken."});
}

TEST_CASE("a task whose beginning was not recorded is undetermined until its next step") {
  TraceBuilder b;
  b.add({.kind = EventKind::TaskCancelRequested, .task = 9});
  CHECK(fold(b.trace()).task(9)->state == TaskState::Undetermined);
  b.add({.kind = EventKind::HandleQueued, .task = 9, .handle = 4});
  const Snapshot s = fold(b.trace());
  CHECK(s.task(9)->state == TaskState::Ready);
  CHECK(diagnostics(s) == Words{"The beginning of task 9 was not recorded."});
}

TEST_CASE("a step that never ends leaves its task undetermined, not running twice") {
  Started run(1);
  run.b.iteration();
  const Snapshot s = run.now();
  CHECK(s.task(run.main)->state == TaskState::Undetermined);
  CHECK(s.running_task() == 0);
  CHECK(s.diagnostics().size() == 1);
}

TEST_CASE("a handle that begins out of turn leaves the queue in order") {
  TraceBuilder b;
  b.loop_started();
  const HandleId one = b.queue_callback("one"), two = b.queue_callback("two"),
                 three = b.queue_callback("three");
  b.iteration();
  b.batch(3);
  b.run(two);
  const Snapshot s = fold(b.trace());
  CHECK(ready(s) == std::vector{one, three});
  CHECK(*s.ready_position(three) == 1);
  CHECK(s.batch_left() == 2);
  CHECK(diagnostics(s) ==
        Words{"Handle 2 begins to run, but it was not the first in the ready queue."});
}

TEST_CASE("only the first diagnostics are kept") {
  TraceBuilder b;
  for (int i = 0; i < 150; ++i) b.expire(1'000);
  const Snapshot s = fold(b.trace());
  CHECK(s.diagnostics().size() == Snapshot::kMostDiagnostics);
  CHECK(s.diagnostics_left_out() == 150 + 149 - Snapshot::kMostDiagnostics);
}

namespace {

/// Folds, lays out, tells and explains every event of a trace, whatever it is.
void show_all(const trace::Trace& trace) {
  model::Timeline timeline(trace);
  timeline.extend();
  for (const auto kind :
       {model::AxisKind::Elastic, model::AxisKind::Steps, model::AxisKind::Time}) {
    model::Axis axis(timeline, kind);
    axis.extend();
    bool rises = true;
    for (trace::EventIndex c = 1; c <= trace.size(); ++c) {
      rises = rises && axis.position(c) >= axis.position(c - 1);
      rises = rises && axis.cursor_at(axis.position(c)) >= c;
    }
    CHECK(rises);
  }
  bool told = true;
  Snapshot s;
  for (trace::EventIndex i = 0; i < trace.size(); ++i) {
    told = told && !model::plain(model::tell(timeline, s, i)).empty();
    s.apply(trace[i]);
    for (const TaskId task : {static_cast<TaskId>(1 + i % 24), s.running_task()}) {
      const auto sentences = model::why(timeline, s, task);
      told = told && (s.task(task) == nullptr || !sentences.empty());
    }
  }
  CHECK(told);
  CHECK(s == timeline.end());
  CHECK_FALSE(model::text_timeline(trace).empty());
}

}  // namespace

TEST_CASE("garbage crashes nothing, and every cursor can be shown and explained") {
  std::mt19937 random(20'000);
  const auto pick = [&random](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  TraceBuilder b;
  for (std::size_t i = 0; i < 40; ++i) b.text(std::string(i * 7, 'x'));
  const std::array<std::int64_t, 8> numbers{0,         -1,        1,  1'000'000,
                                            INT64_MAX, INT64_MIN, 17, 2'000'000'000};
  Time now{0};
  for (int i = 0; i < 20'000; ++i) {
    TraceEvent e;
    const auto id = [&] { return pick(50) == 0 ? static_cast<std::uint32_t>(random()) : pick(24); };
    e.kind = static_cast<EventKind>(pick(trace::kEventKinds + 2));
    e.detail = static_cast<std::uint8_t>(pick(20) == 0 ? random() : pick(18));
    e.task = id();
    e.handle = id();
    e.object = id();
    e.by = id();
    e.text = id();
    e.extra = id();
    e.location = id();
    e.value = numbers[pick(numbers.size())];
    now += Time(pick(1'000'000));
    const bool mad = i > 15'000 && pick(200) == 0;
    b.at(mad ? Time(numbers[pick(numbers.size())]) : now).add(e);
  }
  show_all(b.trace());
}

TEST_CASE("a trace with facts left out, doubled or exchanged can be shown and explained") {
  std::mt19937 random(11);
  const trace::Trace original = two_workers_trace();
  for (int round = 0; round < 300; ++round) {
    std::vector<TraceEvent> events;
    for (trace::EventIndex i = 0; i < original.size(); ++i) events.push_back(original[i]);
    for (int change = 0; change < 4; ++change) {
      const auto at = events.begin() + static_cast<std::ptrdiff_t>(random() % (events.size() - 1));
      switch (random() % 3) {
        case 0:
          events.erase(at);
          break;
        case 1:
          events.insert(at, events[random() % events.size()]);
          break;
        default:
          std::swap(*at, *std::next(at));
      }
    }
    TraceBuilder b;
    for (trace::StringId id = 1; id < original.strings(); ++id) b.text(original.text(id));
    for (const TraceEvent& event : events) b.trace().append(event);
    show_all(b.trace());
  }
}

// -- History

TEST_CASE("a snapshot at any cursor equals the fold from the first event") {
  TraceBuilder b;
  b.loop_started();
  const TaskId main = b.create_task("main_");
  for (int i = 0; i < 2'000; ++i) {
    b.iteration();
    b.batch(1);
    b.step(main);
    b.print("again");
    b.yield(main);
  }
  model::History history(b.trace());
  std::mt19937 random(7);
  for (int i = 0; i < 40; ++i) {
    const trace::EventIndex cursor = random() % (b.size() + 1);
    CAPTURE(cursor);
    CHECK(history.at(cursor) == fold(b.trace(), cursor));
  }
}

TEST_CASE("keyframes that do not fit into their budget are thinned out, and seeking stays exact") {
  Started run(8'000);
  while (run.b.size() < 80'000) run.b.print("on and on");
  model::History history(run.b.trace());
  CHECK(history.at(run.b.size()) == run.now());
  for (const trace::EventIndex cursor : {79'999u, 40'961u, 40'959u, 2'048u, 61'440u, 1u}) {
    CAPTURE(cursor);
    CHECK(history.at(cursor) == fold(run.b.trace(), cursor));
  }
}

TEST_CASE("differences of times that make no sense stop at the limits of time") {
  CHECK(model::elapsed(2s, 5s) == 3s);
  CHECK(model::elapsed(5s, 2s) == -3s);
  CHECK(model::elapsed(Time::min(), 1s) == Time::max());
  CHECK(model::elapsed(1s, Time::min()) == Time::min());
  CHECK(model::elapsed(Time::min(), Time::min()) == 0s);
}

TEST_SUITE_END();
