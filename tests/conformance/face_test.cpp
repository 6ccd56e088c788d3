// Small things of asyncio's public face that programs lean on; the lines are CPython 3.13's.
//
// Ideas for further tests: exception handlers of the loop, StreamReader.next.
#include "tests/support/story.hpp"

using namespace aio;
using namespace std::string_literals;

namespace {

const ContextVar<int> number("v", 1);

Coro<> nap() { co_await sleep(10s); }

Coro<> tasks_and_sleeps() {
  const Task<std::string> late = create_task(sleep(1s, "late"s));
  try {
    late.set_result("early");
  } catch (const RuntimeError& e) {
    print("{}", e.what());
  }
  try {
    late.set_exception(ValueError());
  } catch (const RuntimeError& e) {
    print("{}", e.what());
  }
  const std::string words = co_await late;
  print("{}", words);
  const auto [nothing, seven] = co_await gather(sleep(1s), sleep(1s, 7));
  std::ignore = nothing;
  print("{}", seven);
  try {
    co_await wait_for(sleep(5s), 1s);
  } catch (const TimeoutError&) {
    print("timeout");
  }
  const auto all = all_tasks();
  print("{} {}", current_task().get_name(), all.size());
}

Coro<> cancel_messages() {
  const Task<> task = create_task(nap());
  co_await sleep(0s);
  task.cancel("why");
  const auto outcomes = co_await gather(return_exceptions, task);
  print("'{}'", message(std::get<0>(outcomes).error()));
  const auto all = gather(nap());
  co_await sleep(0s);
  all.cancel("stop it");
  try {
    co_await all;
  } catch (const CancelledError& e) {
    print("{}", e.message());
  }
}

Coro<> variables() {
  print("{} {}", number.get(5), number.name());
  const auto token = number.set(2);
  number.reset(token);
  try {
    number.reset(token);
  } catch (const RuntimeError&) {
    print("used");
  }
  co_return;
}

Coro<> refusals() {
  Lines refused;
  {
    EventLoop other(make_clock(trace::ClockKind::Virtual), nullptr);
    try {
      other.run_until_complete(variables());
    } catch (const RuntimeError& e) {
      refused.emplace_back(e.what());
    }
    other.close();
    try {
      other.call_soon_threadsafe([] {});
    } catch (const RuntimeError& e) {
      refused.emplace_back(e.what());
    }
  }
  for (const std::string& line : refused) print("{}", line);
  const std::vector<Future<>> none;
  Coro<Waited<Future<>>> waiting = wait(none);
  try {
    co_await waiting;
  } catch (const ValueError& e) {
    print("{}", e.what());
  }
}

Coro<> barrier_index(Barrier barrier) {
  const auto enter = [](Barrier&, int index) -> Coro<> {
    print("index {}", index);
    co_return;
  };
  co_await with(barrier, enter);
}

Coro<> two_at_a_barrier() {
  const Barrier barrier(2);
  co_await gather(barrier_index(barrier), barrier_index(barrier));
}

Coro<> set_number() {
  number.set(9);
  co_return;
}
Coro<> print_number() {
  print("{}", number.get());
  co_return;
}

Coro<> say_after(std::string words, Duration delay) {
  co_await sleep(delay);
  print("{}", words);
}

Coro<> three_delays() {
  co_await gather(say_after("last", 3ms), say_after("first", 1ms), say_after("second", 2ms));
}

}  // namespace

TEST_SUITE("public face") {
  TEST_CASE("on the real clock, too, tasks wake in the order of their deadlines") {
    Lines lines;
    RunOptions options;
    options.clock = trace::ClockKind::Real;
    options.print = [&](std::string_view line) { lines.emplace_back(line); };
    run(three_delays(), options);
    CHECK(lines == Lines{"first", "second", "last"});
  }

  TEST_CASE("sleeps can be tasks and have results, tasks cannot be given theirs") {
    Story story;
    story.run(tasks_and_sleeps());
    CHECK(story.lines == Lines{"Task does not support set_result operation",
                               "Task does not support set_exception operation", "late", "7",
                               "timeout", "Task-1 1"});
  }

  TEST_CASE("what gather keeps of the message of a cancellation") {
    Story story;
    story.run(cancel_messages());
    CHECK(story.lines == Lines{"''", "stop it"});
  }

  TEST_CASE("a default given to get comes before the variable's own, a token is good for once") {
    Story story;
    story.run(variables());
    CHECK(story.lines == Lines{"5 v", "used"});
  }

  TEST_CASE("a loop does not run inside another one, a closed one takes no callbacks") {
    Story story;
    story.run(refusals());
    CHECK(story.lines == Lines{"Cannot run the event loop while another loop is running",
                               "Event loop is closed", "Set of Tasks/Futures is empty."});
  }

  TEST_CASE("the runs of one runner share a context") {
    Lines lines;
    RunOptions options;
    options.print = [&](std::string_view line) { lines.emplace_back(line); };
    {
      Runner runner(options);
      runner.run(set_number());
      runner.run(print_number());
      Context mine;
      mine.run([] { number.set(3); });
      runner.run(print_number(), mine);
    }
    CHECK(lines == Lines{"9", "3"});
    CHECK(number.get() == 1);
  }

  TEST_CASE("the body of a scope is given what entering it resulted in") {
    Story story;
    story.run(two_at_a_barrier());
    CHECK(story.lines == Lines{"index 1", "index 0"});
  }
}
