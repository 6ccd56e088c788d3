// The most valuable test: after every event, the fold of the trace equals the live loop.
//
// Ideas for further tests: the real clock, loops that are driven handle by handle.
#include "tests/support/mirror.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>

#include "scenarios/registry.hpp"
#include "tests/fuzz/interpreter.hpp"
#include "tests/support/small_run.hpp"
#include "tests/support/story.hpp"

namespace {

/// Some random programs: enough that each fault shows in one of them.
std::vector<nlohmann::json> programs() {
  std::vector<nlohmann::json> all;
  std::ifstream file("tests/fuzz/some.jsonl");
  for (std::string line; std::getline(file, line);) all.push_back(nlohmann::json::parse(line));
  REQUIRE(all.size() == 20);
  return all;
}

/// Runs the program in front of a mirror.
std::string fault_of(const nlohmann::json& program, Mirror& mirror) {
  aio::ContextSlot context;
  const aio::ContextScope scope(context);
  fuzz::run(program, &mirror.recorder(), [&](aio::EventLoop& loop) { mirror.follow(loop); });
  return mirror.fault();
}

/// The same with a scenario and all its parameters' initial values but those given.
std::string fault_of(const scenarios::Scenario& scenario,
                     std::map<std::string, std::string> parameters, Mirror& mirror) {
  parameters.merge(tests::small_values(scenario));
  aio::RunOptions options;
  options.recorder = &mirror.recorder();
  options.print = [](std::string_view) {};
  options.iteration_cost = scenario.iteration_cost;
  aio::Runner runner(options);
  mirror.follow(runner.loop());
  runner.run(scenarios::find_program(scenario.id)(scenarios::Parameters(scenario, parameters)));
  return mirror.fault();
}

/// Of 34 jobs two wait for one of the 32 threads; the first of those is cancelled meanwhile.
aio::Coro<> more_jobs_than_threads(Story& story) {
  std::vector<aio::Future<>> jobs;
  std::atomic<bool> ran = false;
  for (int i = 0; i < 34; ++i) {
    jobs.push_back(aio::run_in_executor(aio::loop(), [&ran, i] {
      if (i == 32) ran = true;
      aio::busy(aio::Duration(std::chrono::seconds(1)));
    }));
  }
  jobs[32].cancel();
  const auto count = [&] {
    return std::ranges::count_if(jobs, [](const auto& j) { return j.done() && !j.cancelled(); });
  };
  co_await jobs[31];
  story.log(fmt::format("{} ran, the cancelled one: {}", count(), ran ? "yes" : "no"));
  co_await jobs[33];
  story.log(fmt::format("{} ran", count()));
}

}  // namespace

TEST_SUITE("mirror") {
  TEST_CASE("the fold equals the live loop after every event of every scenario") {
    for (const scenarios::Scenario& scenario : scenarios::catalogue()) {
      INFO("scenario ", scenario.id);
      Mirror mirror;
      CHECK(fault_of(scenario, {}, mirror) == "");
      CHECK(mirror.compared() > 20);
      for (const scenarios::Parameter& parameter : scenario.parameters) {
        for (const std::string& choice : parameter.choices) {
          Mirror other;
          CHECK(fault_of(scenario, {{parameter.name, choice}}, other) == "");
        }
      }
    }
  }

  TEST_CASE("the fold equals the live loop while jobs wait for a thread and one is cancelled") {
    Story story;
    Mirror mirror;
    aio::RunOptions options;
    options.recorder = &mirror.recorder();
    aio::Runner runner(options);
    mirror.follow(runner.loop());
    runner.run(more_jobs_than_threads(story));
    CHECK(story.lines == Lines{"1.000 32 ran, the cancelled one: no", "2.000 33 ran"});
    CHECK(mirror.fault() == "");
  }

  TEST_CASE("the mirror sees each planted fault: a fact that is lost") {
    using trace::EventKind;
    for (const EventKind lost :
         {EventKind::IterationBegan, EventKind::BatchBegan, EventKind::HandleQueued,
          EventKind::HandleRunBegan, EventKind::TimerArmed, EventKind::TimerExpired,
          EventKind::TimerCancelled, EventKind::TaskCreated, EventKind::TaskStepBegan,
          EventKind::TaskSuspended, EventKind::TaskYielded, EventKind::TaskDone,
          EventKind::TaskCancelRequested, EventKind::CoroEntered, EventKind::CoroLeft}) {
      std::size_t seen = 0;
      for (const nlohmann::json& program : programs()) {
        Mirror mirror([&](trace::TraceEvent& e) { return e.kind != lost; });
        if (!fault_of(program, mirror).empty()) ++seen;
      }
      INFO("lost: ", std::string(trace::kind_name(lost)));
      CHECK(seen > 0);
    }
  }

  TEST_CASE("the mirror sees each planted fault: a fact that tells of something else") {
    using trace::EventKind;
    using trace::TraceEvent;
    const std::vector<std::function<void(TraceEvent&)>> faults = {
        [](TraceEvent& e) {
          if (e.kind == EventKind::HandleQueued) ++e.handle;
        },
        [](TraceEvent& e) {
          if (e.kind == EventKind::HandleQueued && e.task) ++e.task;
        },
        [](TraceEvent& e) {
          if (e.kind == EventKind::TimerArmed) e.value += 1;
        },
        [](TraceEvent& e) {
          if (e.kind == EventKind::TaskSuspended) ++e.object;
        },
        [](TraceEvent& e) {
          if (e.kind == EventKind::TaskSuspended) e.detail = 2;
        },
        [](TraceEvent& e) {
          if (e.kind == EventKind::TaskYielded) ++e.handle;
        },
        [](TraceEvent& e) {
          if (e.kind == EventKind::SelectEnded) e.time += trace::Time(1);
        },
    };
    for (std::size_t i = 0; i < faults.size(); ++i) {
      std::size_t seen = 0;
      for (const nlohmann::json& program : programs()) {
        Mirror mirror([&](TraceEvent& e) {
          faults[i](e);
          return true;
        });
        if (!fault_of(program, mirror).empty()) ++seen;
      }
      INFO("fault ", i);
      CHECK(seen > 0);
    }
  }

  TEST_CASE("the mirror sees a fact that is told twice or too late") {
    for (const bool late : {false, true}) {
      std::size_t seen = 0;
      for (const nlohmann::json& program : programs()) {
        trace::TraceEvent held;
        bool holding = false;
        Mirror mirror([&](trace::TraceEvent& e) {
          if (!late) {
            if (e.kind == trace::EventKind::TaskStepBegan) e.handle += 1;
          } else if (!holding && e.kind == trace::EventKind::TaskSuspended) {
            held = e;
            return !(holding = true);
          } else if (holding) {
            std::swap(e, held);
          }
          return true;
        });
        if (!fault_of(program, mirror).empty()) ++seen;
      }
      CHECK(seen > 10);
    }
  }
}
