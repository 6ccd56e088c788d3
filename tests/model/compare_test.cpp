// Ideas for further tests: runs on the real clock; two recordings from Python.
#include "core/model/compare.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/model/shared_axis.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"
#include "scenarios/named_runs.hpp"

using model::Comparison;
using trace::EventIndex;

namespace {

/// A run of the catalogue, folded.
struct Told {
  explicit Told(const std::string& words) : timeline(trace) {
    std::string fault;
    const auto run = scenarios::read_named(words, fault);
    REQUIRE_MESSAGE(run, fault);
    scenarios::run_scenario({.scenario = run->scenario, .parameters = run->parameters}, trace,
                            nullptr, nullptr);
    timeline.extend();
  }
  trace::Trace trace;
  model::Timeline timeline;
};

std::string difference(const std::string& a, const std::string& b) {
  const Told one(a), other(b);
  Comparison comparison(one.timeline, other.timeline);
  comparison.extend(true);
  const auto [with_a, with_b] = model::told_apart(one.trace.header, other.trace.header);
  const std::string place = comparison.place();
  return place + (place.empty() ? "" : ": ") + comparison.sentence(with_a, with_b);
}

}  // namespace

TEST_SUITE("model: compare") {
  TEST_CASE("the first difference of two runs is what the programs do, not when") {
    CHECK(difference("two-workers", "two-workers mode=sequential") ==
          "main's 1st step, at 0.000 s: with mode=tasks main creates task A to run worker; with "
          "mode=sequential main awaits coroutine worker.");
    CHECK(difference("two-workers", "two-workers delay_b=2") ==
          "B's 1st step, at 0.000 s: with delay_b=1 B sleeps for 1 s; with delay_b=2 B sleeps for "
          "2 s.");
    CHECK(difference("two-workers", "two-workers delay_a=2") ==
          "Both programs do the same from begin to end.");
    CHECK(difference("lost-update", "lost-update mode=lock").find("with mode=race ") !=
          std::string::npos);
    CHECK(difference("blocking-sleep", "executor").find("in blocking-sleep ") != std::string::npos);
  }

  TEST_CASE("a program that is over differs from one that goes on") {
    const std::string told = difference("gather-three", "first-coroutine");
    CHECK(told.find("; in first-coroutine ") != std::string::npos);
    const Told whole("two-workers");
    trace::Trace part;
    part.header = whole.trace.header;
    const Told again("two-workers");
    model::Timeline none(part);
    Comparison comparison(whole.timeline, none);
    CHECK(!comparison.extend(false));
    CHECK(comparison.extend(true));
    CHECK(
        comparison.sentence("in one", "in the other").ends_with("; in the other the run is over."));
  }

  TEST_CASE("totals count what is told of a run") {
    const Told run("blocking-sleep");
    CHECK(model::words(model::totals(run.timeline), run.timeline) ==
          "2.750 s, 9 iterations, 9 steps, 5 lines of output, longest step 2 s (main)");
  }

  TEST_CASE("cursors of two runs go together: by what was done, then by the time") {
    const Told a("two-workers"), b("two-workers delay_b=3");
    Comparison comparison(a.timeline, b.timeline);
    for (int pieces = 0; !comparison.extend(true, 5); ++pieces) REQUIRE(pieces < 50);
    const auto parted = comparison.divergence();
    REQUIRE(parted);
    for (EventIndex cursor = 0; cursor <= parted->first + 1; ++cursor) {
      CHECK(comparison.beside(cursor, false) == cursor);
      CHECK(comparison.beside(cursor, true) == cursor);
    }
    EventIndex before = 0;
    for (EventIndex cursor = 0; cursor < a.trace.size(); ++cursor) {
      const EventIndex other = comparison.beside(cursor, false);
      CHECK(other >= before);
      before = other;
      if (cursor <= parted->first + 1) continue;
      REQUIRE(other > 0);
      CHECK(b.trace[other - 1].time <= a.trace[cursor - 1].time);
      if (other < b.trace.size()) CHECK(b.trace[other].time >= a.trace[cursor - 1].time);
    }
    CHECK(comparison.beside(a.trace.size(), false) == b.trace.size());
    CHECK(comparison.beside(b.trace.size(), true) == a.trace.size());
  }

  TEST_CASE("on a shared axis equal times of two runs have equal places, and both ways lead back") {
    const Told a("two-workers"), b("two-workers mode=sequential");
    for (const auto kind :
         {model::AxisKind::Elastic, model::AxisKind::Steps, model::AxisKind::Time}) {
      model::Axis of_a(a.timeline, kind), of_b(b.timeline, kind);
      of_a.extend();
      of_b.extend();
      const model::SharedAxis shared(of_a, a.timeline, of_b, b.timeline);
      std::map<trace::Time, double> begins;  // where each time begins
      for (std::size_t run = 0; run < 2; ++run) {
        const Told& told = run == 0 ? a : b;
        const model::Axis& own = run == 0 ? of_a : of_b;
        trace::Time time{0};
        double before = 0;
        for (EventIndex cursor = 1; cursor <= told.trace.size(); ++cursor) {
          const double x = own.position(cursor), there = shared.shared(run, x);
          CHECK(there >= before);
          CHECK(shared.own(run, there) == doctest::Approx(x));
          before = there;
          if (told.trace[cursor - 1].time == time) continue;
          time = told.trace[cursor - 1].time;
          const auto [known, fresh] = begins.try_emplace(time, there);
          if (!fresh) CHECK(known->second == doctest::Approx(there));
        }
      }
      CHECK(begins.size() == 3);
      CHECK(shared.length() >= std::max(of_a.length(), of_b.length()));
    }
  }

  TEST_CASE("every run that a lesson compares with can be run") {
    for (const scenarios::Scenario& one : scenarios::catalogue()) {
      for (const std::string& words : one.compare_with) {
        std::string fault;
        INFO(one.id, ": ", words);
        CHECK_MESSAGE(scenarios::read_named(words, fault), fault);
      }
    }
    std::vector<std::string> words;
    for (const auto& run : scenarios::counterparts({"lost-update", {{"mode", "lock"}}})) {
      words.push_back(scenarios::to_words(run));
    }
    CHECK(words == std::vector<std::string>{"lock-across-await", "lost-update",
                                            "lost-update mode=one-step"});
  }
}
