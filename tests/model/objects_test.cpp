// What the fold knows of locks, semaphores, queues, groups, streams and jobs, and how it is told.
//
// Ideas for further tests: barriers, once they have facts of their own; what a shield is around.
#include <doctest/doctest.h>

#include "core/model/explain.hpp"
#include "core/model/timeline.hpp"
#include "tests/support/trace_builder.hpp"

namespace doctest {
template <>
struct StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += "\n    " + line;
    return all.c_str();
  }
};
}  // namespace doctest

TEST_SUITE_BEGIN("objects");

namespace {

using model::Line;
using model::ObjectView;
using model::Snapshot;
using namespace tests;

using Words = std::vector<std::string>;

/// A run in which main and its workers A, B, C take turns as the test says.
struct Run {
  TraceBuilder b;
  TaskId main = 0, a = 0, b_ = 0, c = 0;
  trace::EventIndex begin = 0;

  Run() {
    b.loop_started();
    main = b.create_task("main_");
    b.iteration();
    b.batch(1);
    b.step(main);
    a = b.create_task("worker", "A");
    b_ = b.create_task("worker", "B");
    c = b.create_task("worker", "C");
  }
  /// main waits for something that is not told of, then the batch of A, B and C begins.
  void workers() {
    b.sleep(main, 9s);
    turn(3);
  }
  void turn(std::int64_t handles) {
    b.iteration();
    b.batch(handles);
  }
  void fact(EventKind kind, ObjectId object, std::int64_t value = 0, std::string_view text = "",
            TaskId task = 0) {
    b.add({.kind = kind, .task = task, .object = object, .text = b.text(text), .value = value});
  }
  Snapshot now() {
    Snapshot s;
    while (s.cursor() < b.size()) s.apply(b.trace()[s.cursor()]);
    return s;
  }
  ObjectView view(ObjectId id) { return *now().object(id); }
  Words wrong() {
    Words words;
    const Snapshot s = now();
    for (const auto& diagnostic : s.diagnostics()) words.push_back(diagnostic.sentence);
    return words;
  }
  /// The sentences since `begin`, without those about the loop and the turns.
  Words told() {
    model::Timeline timeline(b.trace());
    timeline.extend();
    Words words;
    Snapshot s;
    for (trace::EventIndex i = 0; i < b.size(); ++i) {
      const EventKind kind = b.trace()[i].kind;
      const bool loop = kind == EventKind::IterationBegan || kind == EventKind::BatchBegan ||
                        kind == EventKind::TaskStepBegan;
      if (i >= begin && !loop) words.push_back(plain(tell(timeline, s, i)));
      s.apply(b.trace()[i]);
    }
    return words;
  }
  Words why(TaskId task) {
    model::Timeline timeline(b.trace());
    timeline.extend();
    Words words;
    for (const auto& sentence : model::why(timeline, now(), task)) words.push_back(plain(sentence));
    return words;
  }
};

/// A holds the lock db, B and C want it.
struct Contended : Run {
  ObjectId db = b.create_object(ObjectKind::Lock, "db");

  Contended() {
    workers();
    begin = b.size();
    b.step(a);
    fact(EventKind::Acquired, db);
    b.yield(a);
    for (const TaskId task : {b_, c}) {
      b.step(task);
      b.suspend(task, WaitKind::Lock, db);
    }
  }
};

constexpr std::string_view kBack = " to the back of the ready queue";

}  // namespace

// -- Locks

TEST_CASE("a released lock is kept for the first in line until that runs") {
  Contended run;
  CHECK(run.view(run.db).locked);
  CHECK(run.view(run.db).holder() == run.a);
  CHECK(run.view(run.db).waiters == Line{run.b_, run.c});

  run.turn(1);
  run.b.step(run.a);
  run.fact(EventKind::Released, run.db);
  run.b.wake(run.b_, run.db);
  CHECK_FALSE(run.view(run.db).locked);
  CHECK(run.view(run.db).holder() == 0);
  CHECK(run.view(run.db).promised == Line{run.b_});
  CHECK(run.view(run.db).waiters == Line{run.c});
  run.b.done(run.a);

  run.turn(1);
  run.b.step(run.b_);
  run.fact(EventKind::Acquired, run.db);
  CHECK(run.view(run.db).holder() == run.b_);
  CHECK(run.view(run.db).promised.empty());
  CHECK(run.wrong().empty());

  const std::string back(kBack);
  CHECK(run.told() ==
        Words{"A takes lock db", "A gives the others a turn -> its next step goes" + back,
              "B must wait: lock db is held by A -> the next in the batch is C",
              "C must wait: lock db is held by A, and B stands in line before it -> the batch is "
              "complete",
              "A releases lock db -> B, the first in line, goes" + back,
              "Lock db is free, and B is first in line -> B goes" + back, "A returns -> it is done",
              "B takes lock db"});
}

TEST_CASE("a waiter that is cancelled is promised nothing, and as the first it blocks a release") {
  Contended run;
  run.turn(1);
  run.b.step(run.a);
  run.b.cancel(run.b_);
  run.b.wake(run.b_, run.db);
  CHECK(run.view(run.db).promised.empty());
  run.begin = run.b.size();
  run.fact(EventKind::Released, run.db);
  CHECK(run.told() == Words{"A releases lock db -> B, the first in line, was cancelled and lets "
                            "the next one pass"});
}

TEST_CASE("why names the holder of a lock, and a ring of locks") {
  Contended run;
  const ObjectId other = run.b.create_object(ObjectKind::Lock);
  CHECK(run.why(run.c) == Words{"C waits for lock db since 0.000 s, iteration 2.",
                                "Lock db is held by A; C is 2nd of 2 that wait for it.",
                                "A is ready, 1st of 1 in the ready queue."});
  run.turn(1);
  run.b.step(run.a);
  run.fact(EventKind::Released, run.db);
  run.b.wake(run.b_, run.db);
  run.fact(EventKind::Acquired, other);
  run.b.yield(run.a);
  run.turn(2);
  run.b.step(run.b_);
  run.fact(EventKind::Acquired, run.db);
  run.b.suspend(run.b_, WaitKind::Lock, other);
  run.b.step(run.a);
  run.b.suspend(run.a, WaitKind::Lock, run.db);
  CHECK(run.why(run.a) == Words{"A waits for lock db since 0.000 s, iteration 4.",
                                "Lock db is held by B; A is 2nd of 2 that wait for it.",
                                "B waits for lock 2 since 0.000 s, iteration 4.",
                                "lock 2 is held by A.",
                                "They wait for each other in a ring: nothing can wake them."});
}

// -- Semaphores

TEST_CASE("a permit goes from hand to hand, and back when its taker is cancelled before it runs") {
  Run run;
  const ObjectId pool = run.b.create_object(ObjectKind::Semaphore, "pool", 1);
  run.workers();
  run.begin = run.b.size();
  CHECK(run.view(pool).permits == 1);
  run.b.step(run.a);
  run.fact(EventKind::Acquired, pool, 0);
  run.b.yield(run.a);
  run.b.step(run.b_);
  run.b.suspend(run.b_, WaitKind::Semaphore, pool);
  CHECK(run.view(pool).holders == Line{run.a});
  CHECK(run.why(run.b_) ==
        Words{"B waits for a permit of semaphore pool since 0.000 s, iteration 2.",
              "Semaphore pool has no permit left.", "A has it.",
              "A is ready, 2nd of 2 in the ready queue."});
  run.b.step(run.c);
  run.fact(EventKind::Released, pool, 1);
  run.b.wake(run.b_, pool);
  CHECK(run.view(pool).permits == 0);
  CHECK(run.view(pool).promised == Line{run.b_});
  CHECK(run.view(pool).holders.empty());  // anyone may give a permit back
  run.b.cancel(run.b_);
  run.b.done(run.c);
  run.turn(2);
  run.b.step(run.a);
  run.b.done(run.a);
  run.b.step(run.b_);
  run.b.cancel_delivered(run.b_);
  CHECK(run.view(pool).permits == 1);
  CHECK(run.view(pool).promised.empty());
  CHECK(run.wrong().empty());
  const Words told = run.told();
  CHECK(told[0] == "A takes a permit of semaphore pool -> none is left");
  CHECK(told[2] ==
        "B must wait: semaphore pool has no permit left, A has one -> the next in the "
        "batch is C");
  CHECK(told[3] == "C gives back a permit of semaphore pool -> B, the first in line, goes" +
                       std::string(kBack));
}

// -- Queues

TEST_CASE("a queue counts its items and what is unfinished, and keeps getters from joiners") {
  Run run;
  const ObjectId jobs = run.b.create_object(ObjectKind::Queue, "jobs");
  run.workers();
  run.begin = run.b.size();
  run.b.step(run.a);
  run.b.suspend(run.a, WaitKind::Get, jobs);
  run.b.step(run.b_);
  run.fact(EventKind::ItemPut, jobs, 1, "3");
  run.b.wake(run.a, jobs);
  run.fact(EventKind::ItemPut, jobs, 2, "4");
  run.b.suspend(run.b_, WaitKind::Join, jobs);
  run.b.step(run.c);
  run.b.suspend(run.c, WaitKind::Put, jobs);
  CHECK(run.now().waiters(jobs, WaitKind::Put) == std::vector{run.c});
  CHECK(run.now().waiters(jobs, WaitKind::Join) == std::vector{run.b_});
  CHECK(run.now().waiters(jobs, WaitKind::Get).empty());
  CHECK(run.why(run.c) == Words{"C waits for room in queue jobs since 0.000 s, iteration 2.",
                                "Queue jobs is full: it holds 2 items.",
                                "No task has taken an item so far."});
  run.turn(1);
  run.b.step(run.a);
  run.fact(EventKind::ItemTaken, jobs, 1, "3");
  run.b.wake(run.c, jobs);
  run.fact(EventKind::ItemDone, jobs, 1);
  CHECK(run.view(jobs).items == 1);
  CHECK(run.view(jobs).unfinished == 1);
  run.fact(EventKind::QueueShutDown, jobs, 1);
  CHECK(run.view(jobs).is_shut_down);
  CHECK(run.view(jobs).items == 0);
  CHECK(run.view(jobs).unfinished == 0);
  CHECK(run.wrong().empty());
  const std::string back(kBack);
  CHECK(run.told() ==
        Words{"A must wait: queue jobs is empty -> the next in the batch is B",
              "B puts 3 into queue jobs -> it holds 1, and A, which waits for an item, goes" + back,
              "Queue jobs has an item, and A waits for one -> A goes" + back,
              "B puts 4 into queue jobs -> it holds 2",
              "B must wait: 2 items of queue jobs are not done yet -> the next in the batch is C",
              "C must wait: queue jobs is full -> the batch is complete",
              "A takes 3 from queue jobs -> it holds 1, and C, which waits for room, goes" + back,
              "Queue jobs has room, and C waits for it -> C goes" + back,
              "A is done with an item of queue jobs -> 1 is not done yet",
              "A shuts down queue jobs -> nothing more can be put into it, what it holds (1 item) "
              "is dropped"});
}

// -- Conditions, groups, timeouts, streams

TEST_CASE("a task group counts its children, and one that fails stops the others") {
  Run run;
  run.begin = run.b.size();
  const ObjectId group = run.b.create_object(ObjectKind::TaskGroup, "crew");
  run.fact(EventKind::GroupChildAdded, group, 0, "", run.a);
  run.fact(EventKind::GroupChildAdded, group, 0, "", run.b_);
  run.b.suspend(run.main, WaitKind::TaskGroup, group);
  run.turn(3);
  run.b.step(run.a);
  run.b.done(run.a, Outcome::Exception, "no", "ValueError");
  const HandleId ended = run.b.queue_callback("task group: a child ended", run.a);
  run.b.step(run.b_);
  run.b.yield(run.b_);
  run.b.step(run.c);
  run.b.done(run.c);
  CHECK(run.view(group).children == std::vector{run.a, run.b_});
  CHECK(run.view(group).children_done == 1);
  CHECK(run.why(run.main) ==
        Words{"main waits for the children of task group crew since 0.000 s, iteration 1.",
              "1 of its 2 children have ended.", "B is ready, 2nd of 2 in the ready queue."});
  run.turn(2);
  run.b.run(ended);
  run.fact(EventKind::GroupAborted, group);
  CHECK(run.view(group).aborting);
  CHECK(run.wrong().empty());
  const Words told = run.told();
  CHECK(told[0] == "main creates task group crew -> it has no children yet");
  CHECK(told[1] ==
        "A is a child of task group crew -> the group's scope is not left before A has ended");
  CHECK(told[3] ==
        "main must wait: A and B, children of task group crew, have not ended -> the batch is "
        "complete");
  CHECK(told.back() == "A failed -> task group crew cancels B");
}

TEST_CASE("conditions, timeouts and streams are told") {
  Run run;
  const ObjectId door = run.b.create_object(ObjectKind::Condition, "door"),
                 scope = run.b.create_object(ObjectKind::Timeout),
                 wire = run.b.create_object(ObjectKind::Stream, "wire"),
                 several = run.b.create_object(ObjectKind::Wait);
  run.workers();
  run.begin = run.b.size();
  run.b.step(run.a);
  run.b.suspend(run.a, WaitKind::Condition, door);
  run.b.step(run.b_);
  run.b.suspend(run.b_, WaitKind::Read, wire);
  run.b.step(run.c);
  run.fact(EventKind::Notified, door, 1);
  run.b.wake(run.a, door);
  run.fact(EventKind::DataFed, wire, 5);
  run.b.wake(run.b_, wire);
  run.fact(EventKind::DataEnded, wire);
  run.fact(EventKind::TimeoutExpired, scope, 0, "", run.a);
  CHECK(run.view(wire).bytes == 5);
  CHECK(run.view(wire).ended);
  CHECK(run.now().object(scope) == nullptr);
  run.fact(EventKind::WaitChildAdded, several, 0, "", run.a);
  run.fact(EventKind::WaitChildAdded, several, 0, "", run.b_);
  run.b.suspend(run.c, WaitKind::Wait, several);
  CHECK(run.wrong().empty());
  const std::string back(kBack);
  CHECK(
      run.told() ==
      Words{"A must wait: condition door has to be notified -> the next in the batch is B",
            "B must wait: what it wants has not come through stream wire -> the next in the batch "
            "is C",
            "C notifies condition door -> A, which waits for it, goes" + back,
            "Condition door is notified, and A waits for that -> A goes" + back,
            "C feeds stream wire -> it holds 5 bytes, and B, which waits for data, goes" + back,
            "Stream wire has news, and B waits for data -> B goes" + back,
            "C ends stream wire -> no more data will come",
            "The timeout is over -> A is asked to stop", "wait 1 watches A", "wait 1 watches B",
            "C is suspended: it waits for wait 1, that is for A and B -> the batch is complete"});
  CHECK(run.why(run.c)[1] == "0 of its 2 tasks have ended.");
}

TEST_CASE("a job is told from its hand-over to its end, and why says where it is") {
  Run run;
  run.workers();
  run.begin = run.b.size();
  run.b.step(run.a);
  const ObjectId job = run.b.create_object(ObjectKind::Job);
  run.fact(EventKind::JobBegan, job, 1);
  run.b.suspend(run.a, WaitKind::Future, job);
  run.b.step(run.b_);
  const ObjectId later = run.b.create_object(ObjectKind::Job);
  run.b.suspend(run.b_, WaitKind::Future, later);
  CHECK(run.why(run.a) ==
        Words{"A waits for job 1 since 0.000 s, iteration 2.",
              "job 1 runs in thread 1 since 0.000 s.",
              "The loop is free meanwhile; it goes on here when the thread is done."});
  CHECK(run.why(run.b_) == Words{"B waits for job 2 since 0.000 s, iteration 2.",
                                 "job 2 waits for a thread since 0.000 s: 1 job runs."});
  run.b.at(2s).queue_callback("put", job);
  run.fact(EventKind::JobEnded, job, 1);
  run.b.queue_callback("executor: a job ended", job);
  run.fact(EventKind::JobBegan, later, 1);
  CHECK(run.why(run.a).back() ==
        "job 1 has ended: a callback then completes it, and wakes who waits.");
  run.b.future_done(later, Outcome::Cancelled);
  CHECK(run.now().job(later)->thread == 1);
  CHECK(
      run.told() ==
      Words{"A hands job 1 to the executor -> it runs as soon as a thread is free",
            "Thread 1 is free -> job 1 runs there, and the loop goes on meanwhile",
            "A is suspended: it waits for job 1 -> the next in the batch is B",
            "B hands job 2 to the executor -> it runs as soon as a thread is free",
            "B is suspended: it waits for job 2 -> the next in the batch is C",
            "job 1, in its thread, asks for a callback -> the callback \"put\" goes to the back of "
            "the ready queue",
            "job 1 has ended after 2 s -> the loop is told, and thread 1 is free",
            "job 1 has ended -> the callback \"executor: a job ended\" goes to the back of the "
            "ready queue",
            "Thread 1 is free -> job 2 runs there, and the loop goes on meanwhile",
            "job 2 is cancelled -> B, which waits for it, is woken"});
  CHECK(run.wrong() == Words{});
}

TEST_CASE("a lane says what is waited for as a program says it") {
  Contended run;
  const ObjectId jobs = run.b.create_object(ObjectKind::Queue, "jobs"),
                 other = run.b.create_object(ObjectKind::Queue);
  model::Timeline timeline(run.b.trace());
  timeline.extend();
  const auto span = timeline.span_at(run.b_, run.b.size());
  using model::reason;
  CHECK(span->holder == run.a);
  CHECK(reason(timeline, span->wait, span->waits_for, 0s, span->holder) == "lock db, held by A");
  CHECK(reason(timeline, WaitKind::Lock, run.db, 0s) == "lock db");
  CHECK(reason(timeline, WaitKind::Get, jobs, 0s) == "queue.get jobs");
  CHECK(reason(timeline, WaitKind::Put, jobs, 0s) == "queue.put jobs");
  CHECK(reason(timeline, WaitKind::Join, other, 0s) == "queue.join 2");
}

// -- What is wrong with a trace

TEST_CASE("facts about objects that make no sense change as little as possible") {
  Run run;
  const ObjectId db = run.b.create_object(ObjectKind::Lock),
                 pool = run.b.create_object(ObjectKind::Semaphore, {}, 1),
                 jobs = run.b.create_object(ObjectKind::Queue),
                 wire = run.b.create_object(ObjectKind::Stream);
  run.fact(EventKind::Released, db);
  run.fact(EventKind::Acquired, db);
  run.fact(EventKind::Acquired, db);
  run.fact(EventKind::Acquired, pool, -1);
  run.fact(EventKind::Released, pool, 2);
  run.fact(EventKind::Released, pool, 7);
  run.fact(EventKind::ItemTaken, jobs, 0);
  run.fact(EventKind::ItemPut, jobs, 5);
  run.fact(EventKind::DataEnded, wire);
  run.fact(EventKind::DataFed, wire, 3);
  run.fact(EventKind::GroupAborted, jobs);
  run.fact(EventKind::Acquired, 99);
  CHECK(run.view(db).holder() == run.main);
  CHECK(run.view(pool).permits == 7);
  CHECK(run.view(jobs).items == 5);
  CHECK(run.view(wire).bytes == 0);
  CHECK(run.wrong() == Words{"Lock 5 is released, but it was free.",
                             "Lock 5 is taken, but it was not free.",
                             "Semaphore 6 has no permit that could be taken.",
                             "Released tells 7 of semaphore 6, but it should be 3.",
                             "An item is taken from queue 7, but it is empty.",
                             "ItemPut tells 5 of queue 7, but it should be 1.",
                             "Stream 8 cannot be fed: it has ended.",
                             "GroupAborted is about object 7, which is no task group.",
                             "Acquired is about object 99, which is no lock."});
}

TEST_CASE("a line keeps its order whoever leaves") {
  Line line{3, 1, 3, 2};
  CHECK(line.erase(3));
  CHECK(line == Line{1, 3, 2});
  CHECK(line.erase(2));
  line.push_back(4);
  CHECK(line == Line{1, 3, 4});
  CHECK_FALSE(line.erase(9));
  CHECK(line.contains(3));
  CHECK(line != Line{1, 3});
}

TEST_SUITE_END();
