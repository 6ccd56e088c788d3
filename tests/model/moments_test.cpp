// Ideas for further tests: moments of a trace that grows.
#include "core/model/moments.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/trace_builder.hpp"

using model::find_moment;
using model::MarkedPiece;

namespace {

/// The facts that moments name: "12 Printed", or "none".
std::vector<std::string> facts(const trace::Trace& trace, const std::vector<std::string>& moments) {
  model::Timeline timeline(trace);
  timeline.extend();
  std::vector<std::string> found;
  for (const std::string& moment : moments) {
    const auto at = find_moment(timeline, moment);
    found.push_back(at ? fmt::format("{} {}", *at, trace::kind_name(trace[*at].kind)) : "none");
  }
  return found;
}

}  // namespace

TEST_SUITE("model: moments") {
  TEST_CASE("a moment that the run has is found by its name") {
    const trace::Trace trace = tests::two_workers_trace();
    CHECK(facts(trace,
                {"start", "end", "output \"A fin\"", "output \"A\" 2", "iteration 2", "time 0.5",
                 "created B", "runs A", "runs A 2", "suspended B", "woken main", "done B"}) ==
          std::vector<std::string>{"0 LoopStarted", "52 LoopStopped", "40 Printed", "40 Printed",
                                   "8 IterationBegan", "19 SelectEnded", "6 TaskCreated",
                                   "10 TaskStepBegan", "39 TaskStepBegan", "17 TaskSuspended",
                                   "42 HandleQueued", "29 TaskDone"});
  }

  TEST_CASE("a moment that the run does not have, or that is not written so, is none") {
    const trace::Trace trace = tests::two_workers_trace();
    for (const char* moment :
         {"", "begin", "runs", "runs C", "runs A 9", "runs A 0", "iteration 99", "iteration x",
          "time 99", "time soon", "output \"C\"", "set door", "callback x", "dropped worker"}) {
      CAPTURE(moment);
      CHECK(facts(trace, {moment}) == std::vector<std::string>{"none"});
    }
    CHECK(facts(trace::Trace(), {"start", "end"}) == std::vector<std::string>{"none", "none"});
  }

  TEST_CASE("a marked-up text is split into words, code and links") {
    CHECK(model::marked_pieces("So `f()` [ends `f`](output \"x (2)\"), a[0].") ==
          std::vector<MarkedPiece>{{"So ", "", false},
                                   {"f()", "", true},
                                   {" ", "", false},
                                   {"ends f", "output \"x (2)\"", false},
                                   {", a[0].", "", false}});
    CHECK(model::marked_pieces("a ` b [c](d") ==
          std::vector<MarkedPiece>{{"a ` b [c](d", "", false}});
    CHECK(model::without_marks("So [`A` ends](done A).") == "So A ends.");
  }

  TEST_CASE("links lead behind the fact, and are plain words where the run has no such moment") {
    const trace::Trace trace = tests::two_workers_trace();
    model::Timeline timeline(trace);
    timeline.extend();
    const model::Sentence sentence =
        model::with_links(timeline, "[A](start) `b` [c](done Nobody) d");
    std::vector<std::string> pieces;
    for (const model::Piece& piece : sentence) {
      pieces.push_back(
          fmt::format("{} {} {}", static_cast<int>(piece.kind), piece.cursor, piece.text));
    }
    CHECK(pieces ==
          std::vector<std::string>{"4 1 A", "0 0  ", "1 0 b", "0 0  ", "0 0 c", "0 0  d"});
  }
}
