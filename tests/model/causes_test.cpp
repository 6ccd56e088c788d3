// Ideas for further tests: a job of an executor; a chain through a shield.
#include "core/model/causes.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"
#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("causes");

namespace {

using model::Timeline;
using namespace tests;
using Words = std::vector<std::string>;

struct Extended {
  explicit Extended(trace::Trace t) : trace(std::move(t)), timeline(trace) { timeline.extend(); }
  trace::Trace trace;
  Timeline timeline;

  /// "TaskDone A": a fact and whom it is about.
  std::string word(trace::EventIndex event) const {
    if (event == trace::kNever) return "nothing";
    std::string words(trace::kind_name(trace[event].kind));
    if (trace[event].task != 0) words += " " + timeline.label(trace[event].task);
    return words;
  }
};

/// From a fact back to what began it all.
Words chain(const Extended& run, trace::EventIndex event) {
  Words words;
  for (; event != trace::kNever; event = model::cause_of(run.timeline, event)) {
    words.push_back(run.word(event));
  }
  return words;
}

/// From a fact to what it led to.
Words onward(const Extended& run, trace::EventIndex event) {
  Words words;
  for (; event != trace::kNever; event = model::main_effect_of(run.timeline, event)) {
    words.push_back(run.word(event));
  }
  return words;
}

trace::EventIndex find(const Extended& run, const std::string& word) {
  for (trace::EventIndex i = 0; i < run.trace.size(); ++i) {
    if (run.word(i) == word) return i;
  }
  FAIL(word);
  return 0;
}

/// Every cause comes before its effect, and both directions tell the same; looks at some hundreds
/// of facts. Returns how many of those have a cause.
double linked(const Extended& run) {
  int links = 0, looked_at = 0;
  Words faults;
  const trace::EventIndex stride = run.trace.size() / 400 + 1;
  for (trace::EventIndex i = 0; i < run.trace.size(); i += stride) {
    const auto fault = [&](const char* words) {
      faults.push_back(std::string(words) + " at " + std::to_string(i));
    };
    ++looked_at;
    for (const trace::EventIndex effect : model::effects_of(run.timeline, i)) {
      if (effect <= i) fault("an effect comes first");
      if (model::cause_of(run.timeline, effect) != i) fault("an effect has another cause");
    }
    if (model::main_effect_of(run.timeline, i) <= i) fault("the main effect comes first");
    const trace::EventIndex cause = model::cause_of(run.timeline, i);
    if (cause == trace::kNever) continue;
    ++links;
    if (cause >= i) fault("a cause comes later");
    if (std::ranges::count(model::effects_of(run.timeline, cause), i) != 1)
      fault("a cause does not know its effect");
  }
  CHECK(faults == Words{});
  return static_cast<double>(links) / looked_at;
}

}  // namespace

TEST_CASE("main's last step is followed back through A's timer to the start of the program") {
  const Extended run(two_workers_trace());
  CHECK(chain(run, run.trace.size() - 2) ==
        Words{"HandleRunEnded", "HandleRunBegan", "HandleQueued", "TaskDone main",
              "TaskStepBegan main", "HandleQueued main", "TaskDone A", "TaskStepBegan A",
              "HandleQueued A", "HandleRunBegan", "TimerExpired", "TimerArmed A", "TaskStepBegan A",
              "TaskCreated A", "TaskStepBegan main", "TaskCreated main"});
}

TEST_CASE("the way onward leads from a creation to the end of the run") {
  const Extended run(two_workers_trace());
  CHECK(onward(run, find(run, "TaskCreated A")) ==
        Words{"TaskCreated A", "TaskStepBegan A", "TimerArmed A", "TimerExpired", "HandleRunBegan",
              "HandleQueued A", "TaskStepBegan A", "TaskDone A", "HandleQueued main",
              "TaskStepBegan main", "TaskDone main", "HandleQueued", "HandleRunBegan",
              "HandleRunEnded"});
  CHECK(run.word(model::main_effect_of(run.timeline, find(run, "Printed"))) == "TimerArmed A");
}

TEST_CASE("who sets an event is the cause of all that wait for it, in order") {
  TraceBuilder b;
  b.loop_started();
  const TaskId main = b.create_task("main_");
  b.iteration();
  b.batch(1);
  b.step(main);
  const TaskId one = b.create_task("visitor", "one"), two = b.create_task("visitor", "two");
  const ObjectId door = b.create_object(ObjectKind::Event, "door");
  b.yield(main);
  b.iteration();
  b.batch(3);
  b.step(one);
  b.suspend(one, WaitKind::Event, door);
  b.step(two);
  b.suspend(two, WaitKind::Event, door);
  b.step(main);
  b.print("opens");
  const trace::EventIndex set = b.size();
  b.set_event(door);
  b.wake(one, door);
  b.wake(two, door);
  b.done(main);
  b.iteration();
  b.batch(2);
  b.step(one);
  const Extended run(std::move(b.trace()));
  CHECK(model::effects_of(run.timeline, set) == std::vector<trace::EventIndex>{set + 1, set + 2});
  CHECK(chain(run, run.trace.size() - 1) ==
        Words{"TaskStepBegan one", "HandleQueued one", "EventSet", "TaskStepBegan main",
              "TaskYielded main", "TaskStepBegan main", "TaskCreated main"});
  CHECK(model::main_effect_of(run.timeline, run.trace.size() - 1) == trace::kNever);
  linked(run);
}

TEST_CASE(
    "a task that is cancelled was woken by the request, a sleep that is cut short by nothing") {
  TraceBuilder b;
  b.loop_started();
  const TaskId main = b.create_task("main_");
  b.iteration();
  b.batch(1);
  b.step(main);
  const TaskId worker = b.create_task("worker", "W");
  b.yield(main);
  b.iteration();
  b.batch(2);
  b.step(worker);
  const HandleId timer = b.sleep(worker, 5s);
  b.step(main);
  b.cancel(worker);
  b.wake(worker);
  b.disarm(timer);
  b.suspend(main, WaitKind::Task, worker);
  b.iteration();
  b.batch(1);
  b.step(worker);
  b.cancel_delivered(worker);
  const Extended run(std::move(b.trace()));
  CHECK(chain(run, run.trace.size() - 1) ==
        Words{"CancelDelivered W", "TaskStepBegan W", "HandleQueued W", "TaskCancelRequested W",
              "TaskStepBegan main", "TaskYielded main", "TaskStepBegan main", "TaskCreated main"});
  CHECK(model::effects_of(run.timeline, find(run, "TimerArmed W")).empty());
  linked(run);
}

TEST_CASE("in every scenario each cause comes first, and knows its effect") {
  for (const scenarios::Scenario& scenario : scenarios::catalogue()) {
    CAPTURE(scenario.id);
    trace::Trace trace;
    scenarios::run_scenario({.scenario = scenario.id}, trace, nullptr, nullptr);
    const Extended run(std::move(trace));
    CHECK(linked(run) > 0.3);
  }
}

TEST_CASE("facts that make no sense together have causes that make no harm") {
  TraceBuilder b;
  for (int turn = 0; turn < 3; ++turn) {
    for (std::uint16_t kind = 0; kind < trace::kEventKinds; ++kind) {
      for (const std::uint32_t id : {0u, 1u, 7u}) {
        b.add({.kind = static_cast<EventKind>((kind * 7 + turn) % trace::kEventKinds),
               .task = id,
               .handle = id,
               .object = 7 - id,
               .by = id / 2});
      }
    }
  }
  const Extended run(std::move(b.trace()));
  for (trace::EventIndex i = 0; i < run.trace.size(); ++i) {
    const trace::EventIndex cause = model::cause_of(run.timeline, i);
    CHECK((cause == trace::kNever || cause < i));
    for (const trace::EventIndex effect : model::effects_of(run.timeline, i)) CHECK(effect > i);
    CHECK(model::main_effect_of(run.timeline, i) > i);
  }
}

TEST_SUITE_END();
