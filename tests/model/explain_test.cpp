// Ideas for further tests: sentences with hundreds of tasks in them; texts that are not UTF-8.
#include "core/model/explain.hpp"

#include <doctest/doctest.h>

#include <set>

#include "core/model/history.hpp"
#include "core/model/transcript.hpp"
#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("explain");

namespace {

using namespace tests;

using Words = std::vector<std::string>;

struct Told {
  explicit Told(trace::Trace t) : trace(std::move(t)), timeline(trace), history(trace) {
    timeline.extend();
  }
  std::string tell(trace::EventIndex event) {
    return model::plain(model::tell(timeline, history.at(event), event));
  }
  Words tell_all(trace::EventIndex from, trace::EventIndex to) {
    Words words;
    for (trace::EventIndex i = from; i < to; ++i) words.push_back(tell(i));
    return words;
  }
  Words why(trace::EventIndex cursor, TaskId task) {
    Words words;
    for (const model::Sentence& s : model::why(timeline, history.at(cursor), task)) {
      words.push_back(model::plain(s));
    }
    return words;
  }

  trace::Trace trace;
  model::Timeline timeline;
  model::History history;
};

/// main runs; what the test adds then is told from `begin` on.
struct Story {
  TraceBuilder b;
  TaskId main = 0;
  trace::EventIndex begin = 0;

  Story() {
    b.loop_started();
    main = b.create_task("main_");
    b.iteration();
    b.batch(1);
    b.step(main);
    begin = b.size();
  }
  Words told() {
    const trace::EventIndex end = b.size();
    return Told(std::move(b.trace())).tell_all(begin, end);
  }
};

}  // namespace

TEST_CASE("times have at least three decimals, and more only where they are needed") {
  Words words;
  for (const Time t : {Time(0), Time(1500ms), Time(1us), Time(1), Time(-2s), Time(3'661s)}) {
    words.push_back(model::seconds(t));
  }
  CHECK(words ==
        Words{"0.000 s", "1.500 s", "0.000 001 s", "0.000 000 001 s", "-2.000 s", "3661.000 s"});
}

TEST_CASE("durations are as short as they are exact") {
  Words words;
  for (const Time t : {Time(0), Time(2s), Time(500ms), Time(250ms), Time(1'500us), Time(10us),
                       Time(7), Time(90s), Time(2'002ms), Time(-1ms), Time(1'000'000'001)}) {
    words.push_back(model::duration(t));
  }
  CHECK(words == Words{"0 s", "2 s", "0.5 s", "250 ms", "1.5 ms", "10 us", "7 ns", "90 s",
                       "2.002 s", "-1 ms", "1.000000001 s"});
  CHECK(model::duration(Time::min()) == "-9223372036.854775808 s");
}

TEST_CASE("the story of two workers can be read from its sentences alone") {
  CHECK(Told(two_workers_trace()).tell_all(0, 31) ==
        Words{
            "The loop starts on a virtual clock -> when nothing is ready, time jumps to the next "
            "timer",
            "The program starts with task main -> main's first step goes to the back of the ready "
            "queue",
            "main is ready -> the loop does not wait",
            "The batch is fixed: main runs in this iteration; what is queued from now on waits for "
            "the next",
            "It is main's turn -> it starts to run",
            "main creates task A to run worker -> A's first step goes to the back of the ready "
            "queue",
            "main creates task B to run worker -> B's first step goes to the back of the ready "
            "queue",
            "main is suspended: it waits for A -> the batch is complete",
            "A and B are ready -> the loop does not wait",
            "The batch is fixed: A and B run in this iteration; what is queued from now on waits "
            "for the next",
            "It is A's turn -> it starts to run",
            "A prints: A started",
            "A sleeps for 2 s -> its timer is armed for 2.000 s",
            "A is suspended: it waits for its timer -> the next in the batch is B",
            "It is B's turn -> it starts to run",
            "B prints: B started",
            "B sleeps for 1 s -> its timer is armed for 1.000 s",
            "B is suspended: it waits for its timer -> the batch is complete",
            "Nothing is ready -> the loop waits 1 s for the next timer, that of B",
            "The clock jumps ahead by 1 s -> it is 1.000 s",
            "B's timer is due -> its callback goes to the back of the ready queue",
            "The batch is fixed: the callback of B's timer runs in this iteration; what is queued "
            "from now on waits for the next",
            "It is the turn of B's timer -> it runs",
            "B's sleep is over -> B goes to the back of the ready queue",
            "The callback is complete -> the batch is complete",
            "B is ready -> the loop does not wait",
            "The batch is fixed: B runs in this iteration; what is queued from now on waits for "
            "the next",
            "It is B's turn -> it goes on after its sleep",
            "B prints: B finished after 1s",
            "B returns 'B' -> it is done",
            "Nothing is ready -> the loop waits 1 s for the next timer, that of A",
        });
}

TEST_CASE("the end of a task says whom it wakes") {
  CHECK(Told(two_workers_trace()).tell_all(41, 53) ==
        Words{
            "A returns 'A' -> it is done",
            "A has ended, and main waits for it -> main goes to the back of the ready queue",
            "main is ready -> the loop does not wait",
            "The batch is fixed: main runs in this iteration; what is queued from now on waits for "
            "the next",
            "It is main's turn -> it goes on after its wait for A",
            "main returns -> it is done",
            "main has ended -> the callback \"stop the loop when main ends\" goes to the back of "
            "the ready queue",
            "The callback \"stop the loop when main ends\" is ready -> the loop does not wait",
            "The batch is fixed: the callback \"stop the loop when main ends\" runs in this "
            "iteration; what is queued from now on waits for the next",
            "It is the turn of the callback \"stop the loop when main ends\" -> it runs",
            "The callback is complete -> the batch is complete",
            "The run is over after 2.000 s and 8 iterations",
        });
}

TEST_CASE("an event wakes those who wait, in order") {
  Story story;
  TraceBuilder& b = story.b;
  const ObjectId door = b.create_object(ObjectKind::Event, "door");
  const TaskId cleo = b.create_task("visitor", "Cleo"), ann = b.create_task("visitor", "Ann");
  b.yield(story.main);
  b.iteration();
  b.batch(3);
  for (const TaskId task : {cleo, ann}) {
    b.step(task);
    b.suspend(task, WaitKind::Event, door);
  }
  b.step(story.main);
  story.begin = b.size();
  b.set_event(door);
  b.wake(cleo, door);
  b.clear_event(door);
  b.set_event(b.create_object(ObjectKind::Event));
  CHECK(story.told() ==
        Words{"main sets event door -> Cleo and Ann, which wait for it, are woken in this order",
              "Event door is set, and Cleo waits for it -> Cleo goes to the back of the ready "
              "queue",
              "main clears event door -> who waits for it from now on is suspended",
              "main creates event 2 -> it is not set",
              "main sets event 2 -> nobody waits for it; who comes later need not wait"});
}

TEST_CASE("a gather is told with its tasks") {
  Story story;
  TraceBuilder& b = story.b;
  const TaskId one = b.create_task("worker"), two = b.create_task("worker");
  story.begin = b.size();
  const ObjectId gather = b.create_object(ObjectKind::Gather);
  b.add_child(gather, one);
  b.add_child(gather, two);
  b.suspend(story.main, WaitKind::Gather, gather);
  b.queue_callback("gather: child ended", one);
  b.queue_callback("gather: child ended", two);
  b.add({.kind = EventKind::IterationBegan});
  b.future_done(gather);
  b.wake(story.main, gather);
  CHECK(story.told() ==
        Words{"main creates gather 1 -> it is done when its tasks are",
              "gather 1 waits for worker-1", "gather 1 waits for worker-2",
              "main is suspended: it waits for gather 1, that is for worker-1 and worker-2 -> the "
              "batch is complete",
              "worker-1 has ended -> the callback \"gather: child ended\" goes to the back of the "
              "ready queue",
              "worker-2 has ended -> the callback \"gather: child ended\" goes to the back of the "
              "ready queue",
              "worker-1, worker-2 and the callback \"gather: child ended\" (2 times) are ready -> "
              "the loop does not wait",
              "All that gather 1 waits for has ended -> its results are complete, in the order of "
              "its arguments",
              "gather 1 is done, and main waits for it -> main goes to the back of the ready "
              "queue"});
}

TEST_CASE("a cancellation is told from the request to the end") {
  Story story;
  TraceBuilder& b = story.b;
  const TaskId nap = b.create_task("nap"), never = b.create_task("never");
  b.yield(story.main);
  b.iteration();
  b.batch(3);
  b.step(nap);
  const HandleId timer = b.sleep(nap, 5s);
  b.step(story.main);
  story.begin = b.size();
  b.cancel(nap, "enough");
  b.wake(nap);
  b.cancel(never);
  b.cancel(story.main);
  b.suspend(story.main, WaitKind::Task, nap);
  b.step(nap);
  b.cancel_delivered(nap);
  b.disarm(timer);
  b.done(nap, Outcome::Cancelled);
  b.step(never);
  b.cancel_delivered(never);
  CHECK(story.told() ==
        Words{"main asks to cancel nap-1 (\"enough\") -> CancelledError will be raised where it "
              "waits",
              "nap-1 is cancelled while it waits for its timer -> nap-1 goes to the back of the "
              "ready queue",
              "main asks to cancel never-1 -> its coroutine will not even start",
              "main asks for its own cancellation -> CancelledError will be raised at its next "
              "suspension",
              "main is suspended: it waits for nap-1 -> the next in the batch is never-1",
              "It is nap-1's turn -> it goes on",
              "nap-1 was cancelled -> CancelledError is raised in it, where it waited",
              "nap-1 does not sleep any longer -> its timer is cancelled",
              "nap-1 does not catch CancelledError -> it ends as cancelled",
              "It is never-1's turn -> it goes on",
              "never-1 was cancelled before its first step -> its coroutine never starts"});
}

TEST_CASE("exceptions, coroutines and what a program says of itself are told") {
  Story story;
  TraceBuilder& b = story.b;
  b.enter(story.main, "fetch");
  b.watch("x", "1");
  b.watch("x", "2");
  b.busy(180ms);
  b.note("half way");
  b.leave(story.main);
  b.add({.kind = EventKind::CoroDropped, .text = b.text("fetch")});
  b.add({.kind = EventKind::TaskRenamed, .task = story.main, .text = b.text("boss")});
  b.done(story.main, Outcome::Exception, "no key", "KeyError");
  b.add({.kind = EventKind::ExceptionUnhandled,
         .object = story.main,
         .text = b.text("Task exception was never retrieved"),
         .extra = b.text("KeyError")});
  CHECK(story.told() ==
        Words{"boss awaits coroutine fetch -> fetch runs at once, in the same step of boss",
              "boss remembers x = 1", "boss remembers x = 2; it was 1",
              "boss has worked for 180 ms without a pause -> meanwhile the loop could do nothing "
              "else",
              "boss notes: half way",
              "Coroutine fetch ends -> boss goes on in main_, in the same step",
              "Coroutine fetch was made, but never awaited -> not one line of it has run",
              "Task Task-1 is now called boss",
              "boss ends with KeyError: no key -> the exception is kept for whoever awaits it",
              "Nobody has seen how boss ended -> the loop reports: Task exception was never "
              "retrieved (KeyError)"});
}

TEST_CASE("timers, futures and handles of the program's own are told") {
  Story story;
  TraceBuilder& b = story.b;
  const HandleId tick = b.arm(500ms, 0, "tick"), tock = b.arm(1s, 0, "tock");
  b.disarm(tock);
  const HandleId soon = b.queue_callback("soon");
  b.cancel_handle(soon);
  const ObjectId future = b.create_object(ObjectKind::Future);
  b.suspend(story.main, WaitKind::Future, future);
  b.iteration_after(500ms);
  b.expire(tick);
  b.batch(1);
  b.run(tick);
  b.future_done(future, Outcome::Result, "42");
  b.wake(story.main, future);
  CHECK(story.told() ==
        Words{"main asks for a callback in 0.5 s -> timer \"tick\" is armed for 0.500 s",
              "main asks for a callback in 1 s -> timer \"tock\" is armed for 1.000 s",
              "main cancels the timer \"tock\" -> it will never be due",
              "main asks for a callback -> the callback \"soon\" goes to the back of the ready "
              "queue",
              "main cancels the callback \"soon\" -> it stays in the ready queue and is skipped "
              "when its turn comes",
              "main creates future 1 -> its result is yet to come",
              "main is suspended: it waits for future 1 -> the batch is complete",
              "Nothing is ready -> the loop waits 0.5 s for the next timer",
              "The clock jumps ahead by 0.5 s -> it is 0.500 s",
              "The timer \"tick\" is due -> its callback goes to the back of the ready queue",
              "The batch is fixed: the callback of timer \"tick\" runs in this iteration; what is "
              "queued from now on waits for the next",
              "It is the turn of the callback \"tick\" -> it runs",
              "future 1 has the result 42 -> main, which waits for it, is woken",
              "future 1 is done, and main waits for it -> main goes to the back of the ready "
              "queue"});
}

TEST_CASE("a loop that is woken at the instant at which it began to wait has moved no clock") {
  Story story;
  TraceBuilder& b = story.b;
  b.suspend(story.main, WaitKind::Future, b.create_object(ObjectKind::Job, ""));
  story.begin = b.size();
  b.add({.kind = EventKind::IterationBegan, .value = -1});
  b.add({.kind = EventKind::SelectEnded});
  CHECK(story.told() ==
        Words{"Nothing is ready and no timer is armed -> the loop waits without limit",
              "The loop is woken at once -> it is 0.000 s"});
}

TEST_CASE("a deadlock names who waits") {
  Story story;
  TraceBuilder& b = story.b;
  b.suspend(story.main, WaitKind::Event, b.create_object(ObjectKind::Event, "door"));
  b.add({.kind = EventKind::IterationBegan, .value = -1});
  story.begin = b.size() - 1;
  b.deadlock(1);
  CHECK(story.told() ==
        Words{"Nothing is ready and no timer is armed -> the loop waits without limit",
              "Nothing is ready and no timer is armed, but main still waits -> nothing can ever "
              "wake it: a deadlock"});
}

TEST_CASE(
    "a long text is cut between two letters, and none reaches the terminal with its controls") {
  Story story;
  story.b.print(std::string(119, 'x') + "\u00e9 and more");
  story.b.print("one\ntwo\x1b[31m");
  CHECK(story.told() ==
        Words{"main prints: " + std::string(119, 'x') + "...", "main prints: one two [31m"});
}

TEST_CASE("every kind has a sentence of its own, with the words of the glossary") {
  std::set<std::string> sentences;
  for (std::uint16_t kind = 0; kind < trace::kEventKinds; ++kind) {
    Story story;
    story.b.add({.kind = static_cast<EventKind>(kind), .task = 1, .handle = 1, .object = 1});
    const std::string sentence = story.told().front();
    CAPTURE(sentence);
    CHECK(sentence.size() > 10);
    CHECK(sentence.find("scheduled") == std::string::npos);
    CHECK(sentence.find("does not know") == std::string::npos);
    CHECK(sentences.insert(sentence).second);
  }
}

TEST_CASE("names are pieces with their ids, so that they can be coloured") {
  const trace::Trace trace = two_workers_trace();
  model::Timeline timeline(trace);
  timeline.extend();
  model::History history(trace);
  const model::Sentence sentence = model::tell(timeline, history.at(23), 23);
  Words words;
  for (const model::Piece& piece : sentence) {
    words.push_back(std::to_string(static_cast<int>(piece.kind)) + ":" + std::to_string(piece.id) +
                    ":" + piece.text);
  }
  CHECK(words == Words{"2:3:B", "0:0:'s sleep is over", "5:0: -> ", "2:3:B",
                       "0:0: goes to the back of the ready queue"});
}

TEST_CASE("a lane's reason is short") {
  TraceBuilder b;
  b.create_task("main_");
  const TaskId a = b.create_task("worker", "A"), other = b.create_task("worker", "B");
  const ObjectId door = b.create_object(ObjectKind::Event, "ready");
  const ObjectId gather = b.create_object(ObjectKind::Gather);
  b.add_child(gather, a);
  b.add_child(gather, other);
  const Told told(std::move(b.trace()));
  using model::reason;
  CHECK(reason(told.timeline, WaitKind::Sleep, 0, 2s) == "sleep 2 s");
  CHECK(reason(told.timeline, WaitKind::Event, door, 0s) == "event ready");
  CHECK(reason(told.timeline, WaitKind::Task, a, 0s) == "task A");
  CHECK(reason(told.timeline, WaitKind::Gather, gather, 0s) == "gather: A and B");
  CHECK(reason(told.timeline, WaitKind::Future, 99, 0s) == "future 99");
}

// -- Why

TEST_CASE("why a woken task does not run: what it waited for, what woke it, its place") {
  Told told(two_workers_trace());
  CHECK(told.why(24, 3) ==
        Words{"B slept for 1 s, from 0.000 s on.",
              "B is ready since 1.000 s: its timer was due in iteration 3.",
              "Its step is the only handle in the ready queue. The batch of iteration 3 was fixed "
              "before it was queued: it runs in iteration 4.",
              "The callback of B's timer is running now, and one handle runs at a time."});
  CHECK(told.why(16, 3) == Words{"B is running since 0.000 s, iteration 2: it is its 1st step.",
                                 "No other task can run before it is suspended or ends."});
  CHECK(told.why(11, 3) ==
        Words{"B is ready since 0.000 s: main created it in iteration 1.",
              "Its step is the only handle in the ready queue and belongs to the batch of "
              "iteration 2.",
              "A is running now, and one handle runs at a time."});
}

TEST_CASE("why a suspended task waits: the chain down to the first cause") {
  Told told(two_workers_trace());
  CHECK(told.why(19, 1) ==
        Words{"main waits for A since 0.000 s, iteration 1.",
              "A sleeps since 0.000 s, iteration 2: its timer is due at 2.000 s, in 2 s."});
  CHECK(told.why(34, 2) ==
        Words{"A sleeps since 0.000 s, iteration 2. Its timer was due at 2.000 s: the callback "
              "that wakes it is 1st of 1 in the ready queue."});
}

TEST_CASE("why says who holds the loop, and for how long") {
  Story story;
  TraceBuilder& b = story.b;
  const TaskId other = b.create_task("worker");
  b.busy(180ms);
  Told told(std::move(b.trace()));
  CHECK(told.why(told.trace.size(), other).back() ==
        "main is running now, and one handle runs at a time; it has held the loop for 180 ms.");
}

TEST_CASE("tasks that wait for each other are told as a ring") {
  Story story;
  TraceBuilder& b = story.b;
  const TaskId other = b.create_task("worker", "W");
  b.suspend(story.main, WaitKind::Task, other);
  b.iteration();
  b.batch(1);
  b.step(other);
  b.suspend(other, WaitKind::Task, story.main);
  Told told(std::move(b.trace()));
  CHECK(told.why(told.trace.size(), story.main) ==
        Words{"main waits for W since 0.000 s, iteration 1.",
              "W waits for main since 0.000 s, iteration 2.",
              "They wait for each other in a ring: nothing can wake them."});
}

TEST_CASE("why tells nothing of what has not happened yet, and the end of what has ended") {
  Told told(two_workers_trace());
  CHECK(told.why(5, 3).empty());
  CHECK(told.why(40, 99).empty());
  CHECK(told.why(40, 3) == Words{"B is done since 1.000 s."});
}

TEST_CASE("moments are links to the state after their event") {
  Told told(two_workers_trace());
  const auto sentences = model::why(told.timeline, told.history.at(24), 3);
  std::vector<trace::EventIndex> cursors;
  for (const model::Sentence& sentence : sentences) {
    for (const model::Piece& piece : sentence) {
      if (piece.kind == model::Piece::Kind::Moment) cursors.push_back(piece.cursor);
    }
  }
  CHECK(cursors == std::vector<trace::EventIndex>{18, 24, 19, 19});
}

// -- The transcript

TEST_CASE("a transcript has a line per fact and sets iterations apart") {
  const std::string text = model::transcript(two_workers_trace());
  CHECK(text.find("\n 2  0.000     The program starts with task main -> main's first step goes to "
                  "the back of the ready queue\n\n 3  0.000  1  main is ready") !=
        std::string::npos);
  CHECK(text.find("\n24  1.000  3  B's sleep is over -> B goes to the back of the ready queue\n") !=
        std::string::npos);
  CHECK(model::transcript(trace::Trace()).empty());
}

TEST_SUITE_END();
