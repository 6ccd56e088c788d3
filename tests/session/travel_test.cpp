// Time travel over everything that the runtime can record: all scenarios, random programs, and a
// trace that is large enough for keyframes.
#include <doctest/doctest.h>

#include <random>

#include "core/session/session.hpp"
#include "scenarios/host.hpp"
#include "scenarios/registry.hpp"
#include "tests/support/program.hpp"
#include "tests/support/reference.hpp"
#include "tests/support/small_run.hpp"
#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("travel");

namespace {

using session::Direction;
using session::Session;
using session::StepSize;

trace::Trace trace_of(const scenarios::Scenario& scenario) {
  trace::Trace trace;
  scenarios::run_scenario({.scenario = scenario.id, .parameters = tests::small_values(scenario)},
                          trace, nullptr, nullptr);
  return trace;
}

trace::Trace trace_of(std::uint64_t seed) {
  trace::Trace trace;
  trace::Recorder recorder(trace);
  program::run(program::generate(seed), &recorder);
  return trace;
}

/// Calls `visit` with each scenario's trace and those of so many random programs.
template <class Visit>
void each_trace(std::uint64_t programs, Visit&& visit) {
  for (const scenarios::Scenario& scenario : scenarios::catalogue()) {
    INFO("scenario ", scenario.id);
    visit(trace_of(scenario));
  }
  for (std::uint64_t seed = 0; seed < programs; ++seed) {
    INFO("random program ", seed);
    visit(trace_of(seed));
  }
}

/// The first cursor, of those that are visited, at which the history differs from the fold.
template <class Order>
trace::EventIndex first_difference(const trace::Trace& trace, Order&& order) {
  std::vector<model::Snapshot> folds(1);
  for (trace::EventIndex i = 0; i < trace.size(); ++i) {
    folds.push_back(folds.back());
    folds.back().apply(trace[i]);
  }
  model::History history(trace);
  for (trace::EventIndex i = 0; i <= trace.size(); ++i) {
    const trace::EventIndex cursor = order(i);
    if (history.at(cursor) != folds[cursor]) return cursor;
  }
  return trace::kNever;
}

struct Opened {
  explicit Opened(trace::Trace trace)
      : session(std::make_unique<tests::ReplayFeed>(std::move(trace))) {
    session.poll_all([] {});
  }
  Session session;
};

}  // namespace

TEST_CASE("a seek to any cursor, in whatever order, equals the fold from the first event") {
  each_trace(300, [](const trace::Trace& trace) {
    const trace::EventIndex size = trace.size();
    CHECK(first_difference(trace, [](auto i) { return i; }) == trace::kNever);
    CHECK(first_difference(trace, [=](auto i) { return size - i; }) == trace::kNever);
    CHECK(first_difference(trace, [=](auto i) { return i * 7919 % (size + 1); }) == trace::kNever);
  });
}

TEST_CASE("a seek in a large trace with keyframes equals the fold from the first event") {
  Opened run(tests::reference_trace({.tasks = 3'000, .alive = 600}));
  const trace::Trace& trace = run.session.trace();
  CHECK(trace.size() > 250'000);
  CHECK(run.session.keyframes().before(trace.size())->cursor() > 100'000);
  std::mt19937_64 random(3);
  std::vector<trace::EventIndex> cursors;
  for (int i = 0; i < 60; ++i) cursors.push_back(random() % (trace.size() + 1));
  std::vector<trace::EventIndex> sorted = cursors;
  std::ranges::sort(sorted);
  std::map<trace::EventIndex, model::Snapshot> folds;
  model::Snapshot fold;
  for (const trace::EventIndex cursor : sorted) {
    while (fold.cursor() < cursor) fold.apply(trace[fold.cursor()]);
    folds[cursor] = fold;
  }
  CHECK(fold.diagnostics().empty());
  for (const trace::EventIndex cursor : cursors) {
    CAPTURE(cursor);
    run.session.seek(cursor);
    CHECK(run.session.snapshot() == folds[cursor]);
    if (cursor < 700) continue;
    run.session.seek(cursor - 700);  // beyond what a seek leaves behind for steps back
    run.session.seek(cursor - 600);
    for (int i = 0; i < 20; ++i) {
      run.session.step(Direction::Back, StepSize::Event);
      CHECK(run.session.snapshot().cursor() == cursor - 601 - static_cast<std::size_t>(i));
    }
    run.session.seek(cursor);
    CHECK(run.session.snapshot() == folds[cursor]);
  }
}

TEST_CASE("steps of every size go back over the stops that they went forward over") {
  each_trace(40, [](trace::Trace trace) {
    Opened run(std::move(trace));
    for (const StepSize size : {StepSize::Event, StepSize::Handle, StepSize::Iteration,
                                StepSize::Suspension, StepSize::Timer, StepSize::Output}) {
      for (const trace::TaskId selected : {0u, 2u}) {
        std::vector<trace::EventIndex> forward{0}, back;
        run.session.seek(0);
        while (run.session.step(Direction::Forward, size, selected)) {
          forward.push_back(run.session.cursor());
        }
        do {
          back.push_back(run.session.cursor());
        } while (run.session.step(Direction::Back, size, selected));
        std::ranges::reverse(back);
        CHECK(back == forward);
      }
    }
  });
}

TEST_SUITE_END();
