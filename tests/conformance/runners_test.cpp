// Running and stopping loops.
#include "tests/conformance/conformance.hpp"

namespace conformance::n145 {

static Coro<> leftover(std::string name, Duration cleanup) {
  bool cancelled = false;
  try {
    co_await sleep(100s);
  } catch (const CancelledError&) {
    log(name, "cancelled");
    cancelled = true;
  }
  if (cleanup > Duration()) {
    co_await sleep(cleanup);
    log(name, "clean");
  }
  if (cancelled) throw CancelledError();
}

static Coro<std::string> main_() {
  std::vector<Task<>> keep;
  keep.push_back(create_task(leftover("a", 1s)));
  keep.push_back(create_task(leftover("b", 0s)));
  keep.push_back(create_task(leftover("c", 2s)));
  co_await sleep(1s);
  log("main returns", keep.size());
  co_return "value";
}

TEST_CASE("145 run cancels leftovers") {
  check("145_run_cancels_leftovers", [] {
    const std::string r = run(main_());
    log("run returned", r);
  });
}

}  // namespace conformance::n145

namespace conformance::n148 {

static Coro<> ticker() {
  try {
    for (int i = 0; i < 10; ++i) {
      log("tick", i);
      co_await sleep(1s);
    }
  } catch (const CancelledError&) {
    log("ticker cancelled");
    throw;
  }
}

static Coro<std::string> first() {
  std::ignore = create_task(ticker());
  co_await sleep(1.5s);
  co_return "first";
}

static Coro<std::string> second() {
  co_await sleep(1s);
  co_return "second";
}

TEST_CASE("148 runner reuse") {
  check("148_runner_reuse", [] {
    Runner& runner = new_runner();
    const std::string a = runner.run(first());
    log(a);
    const std::string b = runner.run(second());
    log(b);
    log("closing");
    runner.close();
    log("closed");
  });
}

}  // namespace conformance::n148

namespace conformance::n202 {

static Coro<std::string> slow() {
  log("slow starts");
  co_await sleep(2s);
  log("slow ends");
  co_return "value";
}

TEST_CASE("202 loop stopped early") {
  check("202_loop_stopped_early", [] {
    EventLoop& lp = new_runner().loop();
    const Task<std::string> task = lp.create_task(slow());
    lp.call_later(1s, [&] { lp.stop(); });
    try {
      lp.run_until_complete(task);
    } catch (const RuntimeError&) {
      log(caught(), "task done", yn(task.done()));
    }
    const std::string result = lp.run_until_complete(task);
    log(result);
    lp.close();
    try {
      lp.call_soon([] { log("never"); });
    } catch (const RuntimeError&) {
      log("closed loop:", caught());
    }
  });
}

}  // namespace conformance::n202
