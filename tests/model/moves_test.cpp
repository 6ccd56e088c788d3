// Ideas for further tests: I/O that completes on the real clock; a loop with an eager task factory.
#include "core/model/moves.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "core/model/game.hpp"
#include "core/model/questions.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"
#include "tests/support/program.hpp"
#include "tests/support/small_run.hpp"
#include "tests/support/story.hpp"
#include "tests/support/trace_builder.hpp"

using namespace model;
using trace::EventKind;

namespace {

trace::Trace scenario(const std::string& id, std::map<std::string, std::string> parameters = {}) {
  parameters.merge(tests::small_values(*scenarios::find(id)));
  trace::Trace trace;
  scenarios::run_scenario({.scenario = id, .parameters = parameters}, trace, nullptr, nullptr);
  return trace;
}

/// Plays a whole run by always asking for the true move. Returns what does not fit; empty if all
/// does. `seen` counts the moves of each kind.
std::string play(const trace::Trace& trace, std::map<MoveKind, int>& seen) {
  Timeline timeline(trace);
  timeline.extend();
  Snapshot now;
  EventIndex runs = 0, at = 0;
  while ((at = next_move(trace, now)) < trace.size()) {
    const auto right = true_move(trace, now);
    const std::vector<Move> all = moves(trace, now);
    if (std::ranges::count(all, *right) != 1) return fmt::format("not offered once at {}", at);
    for (const Move& one : all) {
      if (parse_move(to_words(one)) != one) return "not read again: " + to_words(one);
      const std::string objection = model::objection(timeline, now, one);
      if (objection.empty() != (one == *right)) {
        return fmt::format("{} at {}: \"{}\"", to_words(one), at, objection);
      }
      if (describe(timeline, now, one).empty()) return "no words for " + to_words(one);
    }
    ++seen[right->kind];
    runs += right->kind == MoveKind::Run ? 1 : 0;
    now.apply(trace[at]);
  }
  EventIndex told = 0;
  for (EventIndex i = 0; i < trace.size(); ++i) {
    const bool step = trace[i].kind == EventKind::TaskStepBegan && trace[i].handle != 0;
    told += step || trace[i].kind == EventKind::HandleRunBegan ? 1 : 0;
  }
  return runs == told ? "" : fmt::format("{} of {} handles are moves", runs, told);
}

}  // namespace

TEST_SUITE("moves") {
  TEST_CASE("the true moves lead through every scenario to its end") {
    std::map<MoveKind, int> seen;
    for (const scenarios::Scenario& one : scenarios::catalogue()) {
      INFO("scenario ", one.id);
      CHECK(play(scenario(one.id), seen) == "");
      for (const scenarios::Parameter& parameter : one.parameters) {
        for (const std::string& choice : parameter.choices) {
          CHECK(play(scenario(one.id, {{parameter.name, choice}}), seen) == "");
        }
      }
    }
    CHECK(seen[MoveKind::Stop] >= static_cast<int>(scenarios::catalogue().size()));
    CHECK(seen[MoveKind::Wait] > 3);
    CHECK(seen[MoveKind::MoveTimers] > 3);
  }

  TEST_CASE("and through random programs, those that get stuck among them") {
    std::map<MoveKind, int> seen;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
      aio::ContextSlot context;
      const aio::ContextScope scope(context);
      trace::Trace trace;
      trace::Recorder recorder(trace);
      program::run(program::generate(seed), &recorder);
      INFO("program ", seed);
      CHECK(play(trace, seen) == "");
    }
    CHECK(seen[MoveKind::Run] > 500);
  }

  TEST_CASE("a wrong move is objected to with the rule that it breaks") {
    const trace::Trace trace = scenario("event");
    Timeline timeline(trace);
    timeline.extend();
    History history(trace);
    Lines lines;
    const auto object = [&](EventIndex cursor, const Move& move) {
      const Snapshot& now = history.at(cursor);
      lines.push_back(describe(timeline, now, move) + ": " + objection(timeline, now, move));
    };
    const auto handle = [&](EventIndex cursor, std::size_t position) {
      return Move{MoveKind::Run, history.at(cursor).ready().at(position).id};
    };
    object(13, handle(13, 1));  // Ann before Cleo
    object(13, {MoveKind::NewIteration});
    object(13, {MoveKind::Wait});
    object(22, {MoveKind::Wait});        // nothing is ready, but no iteration has begun
    object(23, {MoveKind::MoveTimers});  // main sleeps for another second
    object(23, {MoveKind::Stuck});
    object(39, handle(39, 0));  // woken in the iteration that is over
    object(41, {MoveKind::Stop});
    CHECK(
        lines ==
        Lines{"run Ann: Ann came to the ready queue later: it is served from its front. The loop "
              "would run Cleo here.",
              "begin a new iteration: The batch of iteration 2 is not over. The loop would run "
              "Cleo here.",
              "wait for I/O or the next timer: The loop never waits while something is ready, and "
              "Cleo is. The loop would run Cleo here.",
              "wait for I/O or the next timer: Waiting is the first thing in an iteration. The "
              "loop would begin a new iteration here.",
              "move due timers to the queue: No timer is due: the next one is in 1 s. The loop "
              "would wait for I/O or the next timer here.",
              "give up: the program is stuck: A timer is armed: it will wake somebody. The loop "
              "would wait for I/O or the next timer here.",
              "run Cleo: The batch of iteration 4 is over: Cleo was queued after it was fixed. "
              "The loop would begin a new iteration here.",
              "stop: main has ended: The run ends only after the iteration in which main has "
              "ended. The loop would run Cleo here."});
  }

  TEST_CASE("facts that make no sense are asked about, and played, without harm") {
    tests::TraceBuilder b;
    for (int round = 0; round < 3; ++round) {
      for (std::uint16_t kind = 0; kind < trace::kEventKinds; ++kind) {
        for (const std::uint32_t id : {0u, 1u, 7u, 4'000'000'000u}) {
          b.add({.kind = static_cast<EventKind>(kind),
                 .detail = static_cast<std::uint8_t>(id),
                 .task = id,
                 .time = trace::Time(round == 2 ? std::numeric_limits<std::int64_t>::max() : round),
                 .handle = id + static_cast<std::uint32_t>(round),
                 .object = id,
                 .by = id,
                 .value = round == 1 ? std::numeric_limits<std::int64_t>::max() - id
                                     : -static_cast<std::int64_t>(id)});
        }
      }
    }
    const trace::Trace& trace = b.trace();
    Timeline timeline(trace);
    timeline.extend();
    Snapshot now;
    std::size_t words = 0;
    for (EventIndex i = 0; i < trace.size(); ++i) {
      now.apply(trace[i]);
      words += situation(timeline, now).size();
      for (std::size_t kind = 0; kind < kQuestionKinds; ++kind) {
        if (ask(timeline, now, i, static_cast<QuestionKind>(kind))) ++words;
      }
      for (const Move& move : moves(trace, now)) {
        words += describe(timeline, now, move).size() + objection(timeline, now, move).size();
      }
    }
    CHECK(words > 0);
    CHECK(mark(trace, {{3, {MoveKind::Wait}}}).due > 0);
    CHECK(quiz(timeline, 5, 1).size() <= 5);
  }

  TEST_CASE("only words that name a move are one") {
    CHECK(parse_move("run 12") == Move{MoveKind::Run, 12});
    CHECK(parse_move("stuck") == Move{MoveKind::Stuck});
    for (const char* words : {"", "run", "run ", "run x", "run -1", "run 1 2", "run 99999999999",
                              "Wait", "new iteration"}) {
      CHECK(!parse_move(words));
    }
  }
}
