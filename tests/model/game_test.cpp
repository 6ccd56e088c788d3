// Ideas for further tests: a game of a run with random numbers.
#include "core/model/game.hpp"

#include <doctest/doctest.h>

#include "scenarios/host.hpp"
#include "tests/support/story.hpp"

using namespace model;

namespace {

trace::Trace event() {
  trace::Trace trace;
  scenarios::run_scenario({.scenario = "event"}, trace, nullptr, nullptr);
  return trace;
}

/// All moves as the loop makes them.
std::vector<Pick> flawless(const trace::Trace& trace) {
  std::vector<Pick> picks;
  Snapshot now;
  while (next_move(trace, now) < trace.size()) {
    picks.push_back({now.cursor(), *true_move(trace, now)});
    now.apply(trace[now.cursor()]);
  }
  return picks;
}

std::string fault_of(std::string_view text) {
  std::string fault;
  CHECK(!parse_game(text, fault));
  return fault;
}

}  // namespace

TEST_SUITE("games") {
  TEST_CASE("a game is written and read again") {
    const trace::Trace trace = event();
    const Game game{trace.header, flawless(trace)};
    std::string fault;
    const auto again = parse_game(to_text(game), fault);
    REQUIRE(again);
    CHECK(again->header == trace.header);
    CHECK(again->picks == game.picks);
    CHECK(to_text(game).starts_with("loopscope moves 1\nscenario event\nparam delay=1\nseed 0\n"));
  }

  TEST_CASE("the first pick at each move is marked, and what was wrong is told with its reason") {
    const trace::Trace trace = event();
    std::vector<Pick> picks = flawless(trace);
    const std::size_t due = picks.size();
    const Marks all = mark(trace, picks);
    CHECK(all.due == due);
    CHECK(all.right == due);
    CHECK(all.mistakes.empty());

    picks.pop_back();                                                      // one is left out
    picks.insert(picks.begin() + 1, {picks[1].cursor, {MoveKind::Wait}});  // then made right
    picks.push_back({7, {MoveKind::Wait}});                                // where none is due
    const Marks marks = mark(trace, picks);
    CHECK(marks.right == due - 2);
    CHECK(marks.wrong == 1);
    CHECK(marks.left_out() == 1);
    CHECK(marks.mistakes ==
          Lines{"fact 4: wait for I/O. The loop never waits while something is ready, and main is. "
                "The loop would run main here."});
  }

  TEST_CASE("a file that is no game is refused, with the line") {
    CHECK(fault_of("hello") ==
          "It is not a file of moves: those begin with \"loopscope moves 1\".");
    CHECK(fault_of("loopscope moves 1\n") == "It does not say which scenario was played.");
    CHECK(fault_of("loopscope moves 1\nscenario event\n12 jump\n") ==
          "Line 3 is neither a move nor what was run.");
    for (const char* line : {"seed -1", "param x", "-1 wait", "1 run", "x wait", "scenario "}) {
      CHECK(fault_of(std::string("loopscope moves 1\r\n") + line).starts_with("Line 2"));
    }
  }
}
