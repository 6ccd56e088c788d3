// Ideas for further tests: eager start, shared contexts, cyclic waits of three tasks.
#include "tests/support/story.hpp"

using namespace aio;

TEST_SUITE("Task") {
  static Coro<> child(Story & story, int n) {
    story.log(fmt::format("child {}", n));
    co_return;
  }

  static Coro<> creation_order(Story & story) {
    story.log("before");
    std::vector<Task<>> tasks;
    for (int i = 0; i < 3; ++i) tasks.push_back(create_task(child(story, i)));
    story.log(fmt::format("created, first done: {}", yn(tasks[0].done())));
    co_await sleep(0s);
    story.log(fmt::format("last done: {}", yn(tasks[2].done())));
  }

  TEST_CASE("create_task only queues: children start in order when their creator suspends") {
    Story story;
    story.run(creation_order(story));
    CHECK(story.lines == Lines{"0.000 before", "0.000 created, first done: no", "0.000 child 0",
                               "0.000 child 1", "0.000 child 2", "0.000 last done: yes"});
  }

  static Coro<> boom() {
    co_await sleep(1s);
    throw ValueError("bad");
  }
  static Coro<> middle() {
    try {
      co_await boom();
    } catch (const KeyError&) {
    }
  }
  static Coro<> same_exception(Story & story) {
    const Task<> t = create_task(middle());
    for (const int attempt : {1, 2}) {
      try {
        co_await t;
      } catch (const ValueError& e) {
        story.log(fmt::format("attempt {} {}", attempt, e.what()));
      }
    }
    story.log(fmt::format("done {} cancelled {} {}", yn(t.done()), yn(t.cancelled()),
                          kind(t.exception())));
  }

  TEST_CASE("an exception crosses awaits unchanged and is raised for every awaiter") {
    Story story;
    story.run(same_exception(story));
    CHECK(story.lines == Lines{"1.000 attempt 1 bad", "1.000 attempt 2 bad",
                               "1.000 done yes cancelled no ValueError"});
  }

  static Coro<std::string> selfish(Story & story, const Task<std::string>& me) {
    try {
      co_await me;
    } catch (const RuntimeError&) {
      story.hop("RuntimeError");
    }
    co_return "ok";
  }
  static Coro<> self_await(Story & story) {
    Task<std::string> t;
    t = create_task(selfish(story, t));
    const std::string result = co_await t;
    story.hop(result);
  }

  TEST_CASE("a task that awaits itself gets RuntimeError in its next step") {
    Story story;
    story.run(self_await(story));
    CHECK(story.lines == Lines{"#2 RuntimeError", "#3 ok"});
  }

  static Coro<std::string> tough(Story & story) {
    for (int i = 0; i < 3; ++i) {
      try {
        co_await sleep(1s);
        story.log(fmt::format("slept {}", i));
      } catch (const CancelledError&) {
        story.log(
            fmt::format("CancelledError at {}, count {}", i, loop().current_task()->cancelling()));
      }
    }
    co_return "survived";
  }
  static Coro<> cancel_twice(Story & story) {
    const Task<std::string> t = create_task(tough(story));
    co_await sleep(500ms);
    const bool first = t.cancel();
    const bool second = t.cancel();
    story.log(fmt::format("{} {}", yn(first), yn(second)));
    const std::string result = co_await t;
    story.log(fmt::format("{}, cancelled {}, count {}", result, yn(t.cancelled()), t.cancelling()));
  }

  TEST_CASE("two cancels before delivery raise one CancelledError and count two") {
    Story story;
    story.run(cancel_twice(story));
    CHECK(story.lines == Lines{"0.500 yes yes", "0.500 CancelledError at 0, count 2",
                               "1.500 slept 1", "2.500 slept 2",
                               "2.500 survived, cancelled no, count 2"});
  }

  struct Noisy {
    Noisy(Story& s, std::string w) : story(&s), word(std::move(w)) {}
    Noisy(Noisy&& other) noexcept : story(std::exchange(other.story, nullptr)), word(other.word) {}
    Noisy& operator=(Noisy&&) = delete;
    ~Noisy() {
      if (story) story->say(word);
    }
    Story* story;
    std::string word;
  };
  static Coro<> never_starts(Story & story, Noisy) {
    story.say("body");
    co_return;
  }
  static Coro<> cancel_unstarted(Story & story) {
    Noisy parameter(story, "parameter destroyed");
    const Task<> t = create_task(never_starts(story, std::move(parameter)));
    t.cancel();
    co_await sleep(0s);
    story.hop(fmt::format("cancelled {}", yn(t.cancelled())));
  }

  TEST_CASE("a task cancelled before its first step never runs its body") {
    Story story;
    story.run(cancel_unstarted(story));
    CHECK(story.lines == Lines{"parameter destroyed", "#1 cancelled yes"});
  }

  static Coro<> chain(Story & story, int depth) {
    std::exception_ptr error;
    try {
      if (depth == 0) {
        co_await sleep(10s);
      } else {
        const Task<> next = create_task(chain(story, depth - 1));
        co_await next;
      }
    } catch (const CancelledError&) {
      error = std::current_exception();
    }
    story.hop(fmt::format("{} sees it, count {}", depth, loop().current_task()->cancelling()));
    if (error) std::rethrow_exception(error);
  }
  static Coro<> cancel_chain(Story & story) {
    const Task<> top = create_task(chain(story, 2));
    co_await sleep(1s);
    story.hop("cancel");
    top.cancel();
    try {
      co_await top;
    } catch (const CancelledError&) {
      story.hop("top cancelled");
    }
  }

  TEST_CASE("a chain of tasks is cancelled leaf first, one iteration each, and all count it") {
    Story story;
    story.run(cancel_chain(story));
    CHECK(story.lines == Lines{"#5 cancel", "#6 0 sees it, count 1", "#7 1 sees it, count 1",
                               "#8 2 sees it, count 1", "#9 top cancelled"});
  }

  static Coro<std::string> waits(Story & story, Event event) {
    try {
      co_await event.wait();
      story.say("released");
    } catch (const CancelledError&) {
      story.say("cancelled");
    }
    co_return "lives";
  }
  static Coro<> same_iteration(Story & story) {
    for (const bool cancel_first : {false, true}) {
      Event event;
      const Task<std::string> t = create_task(waits(story, event));
      co_await sleep(0s);
      if (cancel_first) t.cancel();
      event.set();
      if (!cancel_first) t.cancel();
      co_await t;
    }
  }

  TEST_CASE("a cancel that comes before the woken task resumes wins") {
    Story story;
    story.run(same_iteration(story));
    CHECK(story.lines == Lines{"cancelled", "cancelled"});
  }

  static Coro<int> cancels_itself(Story & story) {
    loop().current_task()->cancel("");
    story.say("goes on until it suspends or returns");
    co_return 1;
  }
  static Coro<> last_step(Story & story) {
    const Task<int> t = create_task(cancels_itself(story));
    co_await sleep(0s);
    story.say(fmt::format("cancelled {}", yn(t.cancelled())));
  }

  TEST_CASE("a cancel in the last step loses the result") {
    Story story;
    story.run(last_step(story));
    CHECK(story.lines == Lines{"goes on until it suspends or returns", "cancelled yes"});
  }

  static Coro<> uncancels(Story & story) {
    TaskBase& me = *loop().current_task();
    me.cancel("");
    const unsigned before = me.cancelling();
    const unsigned once = me.uncancel();
    const unsigned twice = me.uncancel();
    story.say(fmt::format("{} {} {}", before, once, twice));
    co_await sleep(1s);
    story.log("nothing was delivered");
  }

  TEST_CASE("uncancel to zero drops a cancel that is not yet on its way") {
    Story story;
    story.run(uncancels(story));
    CHECK(story.lines == Lines{"1 0 0", "1.000 nothing was delivered"});
  }

  static Coro<> forever(const Future<>& f) { co_await f; }
  static Coro<> dropped(Story & story) {
    Future<> f = loop().create_future();
    Task<> t = create_task(forever(f));
    co_await sleep(1s);
    story.say("drop");
    t = Task<>();
    story.say(fmt::format("reports: {}", story.reports.size()));
    f = Future<>();
    story.say(fmt::format("tasks alive {}", loop().all_tasks().size()));
  }

  TEST_CASE("a pending task is reported when what it waits for is dropped") {
    Story story;
    story.run(dropped(story));
    CHECK(story.lines == Lines{"drop", "reports: 0", "tasks alive 1"});
    CHECK(story.reports == Lines{"Task was destroyed but it is pending! / none"});
  }

  static Coro<> sleeper(Story & story) {
    co_await sleep(2s);
    story.log("woke up");
  }
  static Coro<> fire_and_forget(Story & story) {
    std::ignore = create_task(sleeper(story));
    co_await sleep(3s);
  }

  TEST_CASE("a sleeping task lives on when its reference is dropped") {
    Story story;
    story.run(fire_and_forget(story));
    CHECK(story.lines == Lines{"2.000 woke up"});
  }

  static Coro<> end_order(Story & story) {
    auto with_local = [](Story& s) -> Coro<> {
      const Noisy local(s, "local destroyed");
      co_await sleep(0s);
    };
    const Task<> t = create_task(with_local(story));
    t.add_done_callback([&](const Future<>&) { story.say("done callback"); });
    co_await t;
  }

  TEST_CASE("locals are destroyed before the task counts as done") {
    Story story;
    story.run(end_order(story));
    CHECK(story.lines == Lines{"local destroyed", "done callback"});
  }

  TEST_CASE("names are asyncio's unless they are given") {
    auto name_of = [](Coro<> c, std::string name) {
      EventLoop l(make_clock(trace::ClockKind::Virtual), nullptr);
      const Task<> t = l.create_task(std::move(c), name);
      l.run_until_complete(t);
      return t.get_name();
    };
    Story story;
    CHECK(name_of(child(story, 0), "") == "Task-1");
    CHECK(name_of(child(story, 0), "A") == "A");
  }

  static Coro<> nothing() { co_return; }
  static Coro<> makes_two() {
    const Task<> a = create_task(nothing());
    const Task<> b = create_task(nothing(), "B");
    co_await a;
    co_await b;
  }

  TEST_CASE("a fact tells a task's name as a text only if the program gave one") {
    trace::Trace trace;
    trace::Recorder recorder(trace);
    RunOptions options;
    options.recorder = &recorder;
    run(makes_two(), options);
    Lines told;
    for (trace::EventIndex i = 0; i < trace.size(); ++i) {
      const trace::TraceEvent& e = trace[i];
      if (e.kind != trace::EventKind::TaskCreated) continue;
      told.push_back(fmt::format("\"{}\" {} {}", trace.text(e.text), e.value, e.detail));
    }
    CHECK(told == Lines{"\"\" 1 0", "\"\" 2 0", "\"B\" 0 1"});
  }

  static Coro<long> same(long n) { co_return n; }
  static Coro<> many_results() {
    for (long i = 0; i < 1000; ++i) {
      const long result = co_await create_task(same(i));
      std::ignore = result;
    }
    co_await create_task(same(-1));
  }

  TEST_CASE("results that are numbers take no texts in a trace") {
    trace::Trace trace;
    trace::Recorder recorder(trace);
    RunOptions options;
    options.recorder = &recorder;
    run(many_results(), options);
    Lines told;
    for (trace::EventIndex i = 0; i < trace.size(); ++i) {
      const trace::TraceEvent& e = trace[i];
      if (e.kind == trace::EventKind::TaskDone) told.emplace_back(trace.text(e.text));
    }
    told.erase(told.begin() + 2, told.end() - 3);
    CHECK(told == Lines{"0", "1", "999", "-1", ""});
    CHECK(trace.strings() < 20);
  }

  struct Counts {
    int& gone;
    explicit Counts(int& g) : gone(g) {}
    Counts(const Counts&) = delete;
    Counts& operator=(const Counts&) = delete;
    ~Counts() { ++gone; }
  };
  static Coro<> waits_with(Future<int> future, int& gone) {
    const Counts counts(gone);
    const int result = co_await future;
    std::ignore = result;
  }

  TEST_CASE("frames that are destroyed while they wait for one future leave its line") {
    int gone = 0;
    Future<int> future;
    {
      EventLoop loop(make_clock(trace::ClockKind::Virtual), nullptr);
      loop.set_log([](std::string_view) {});
      future = loop.create_future<int>();
      for (int i = 0; i < 3; ++i) std::ignore = create_task(waits_with(future, gone));
      loop.run_once();
      CHECK(gone == 0);
    }
    CHECK(gone == 3);
    CHECK_FALSE(future.done());
  }

  static Coro<> canceller(const Task<>& other) {
    other.cancel();
    co_return;
  }
  static Coro<> creates_eagerly(Story & story, const Task<>& me) {
    loop().set_task_factory(eager_task_factory);
    const Task<> eager = create_task(canceller(me));
    story.hop("goes on");
    try {
      co_await sleep(1s);
    } catch (const CancelledError&) {
      story.hop(fmt::format("cancelled, eager done {}", yn(eager.done())));
    }
  }
  static Coro<> cancelled_from_within(Story & story) {
    Task<> task;
    task = create_task(creates_eagerly(story, task));
    co_await task;
  }

  TEST_CASE("an eager task may cancel the task in whose step it begins") {
    Story story;
    story.run(cancelled_from_within(story));
    CHECK(story.lines == Lines{"#1 goes on", "#2 cancelled, eager done yes"});
  }
}
