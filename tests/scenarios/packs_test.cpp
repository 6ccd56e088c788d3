// Ideas for further tests: a pack of somebody's own, read from a file.
#include "scenarios/packs.hpp"

#include <doctest/doctest.h>

#include "core/model/moments.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"
#include "scenarios/named_runs.hpp"
#include "scenarios/pack_paper.hpp"

TEST_SUITE("packs") {
  TEST_CASE("where a lesson offers a question, its run gives one") {
    for (const scenarios::Scenario& one : scenarios::catalogue()) {
      if (one.ask_at.empty()) continue;
      trace::Trace trace;
      scenarios::run_scenario({.scenario = one.id}, trace, nullptr, nullptr);
      model::Timeline timeline(trace);
      timeline.extend();
      model::History history(trace);
      for (const std::string& moment : one.ask_at) {
        INFO(one.id, ": ", moment);
        const auto at = model::find_moment(timeline, moment);
        REQUIRE(at);
        CHECK(model::ask(timeline, history.at(*at + 1), 0));
      }
    }
  }

  TEST_CASE("a pack has four lessons in 45 minutes, and what it names exists in the real runs") {
    CHECK(scenarios::packs().size() == 3);
    for (const scenarios::Pack& pack : scenarios::packs()) {
      INFO(pack.id);
      CHECK(pack.lessons.size() == 4);
      CHECK(scenarios::minutes(pack) == 45);
      for (const scenarios::PackLesson& lesson : pack.lessons) {
        INFO(lesson.run);
        std::string fault;
        const auto run = scenarios::read_named(lesson.run, fault);
        REQUIRE_MESSAGE(run, fault);
        CHECK(!lesson.goal.empty());
        trace::Trace trace;
        scenarios::run_scenario({.scenario = run->scenario, .parameters = run->parameters}, trace,
                                nullptr, nullptr);
        model::Timeline timeline(trace);
        timeline.extend();
        int polls = 0;
        for (const scenarios::PackStep& step : lesson.steps) {
          INFO(step.title);
          CHECK((step.at.empty() || model::find_moment(timeline, step.at)));
          CHECK(!step.say.empty());
          if (!step.compare.empty())
            CHECK_MESSAGE(scenarios::read_named(step.compare, fault), fault);
          if (step.ask.none()) continue;
          ++polls;
          const auto question = scenarios::question_of(step, timeline);
          REQUIRE(question);
          CHECK(question->answers.size() >= 3);
          CHECK(question->answers.size() <= 4);
          CHECK(question->answers[question->right].shown_at + 1 >= question->cursor);
          CHECK(!step.expect.empty());
        }
        CHECK(polls >= 1);
      }
    }
  }

  TEST_CASE("the script has the keys, and the handout does not") {
    const scenarios::Pack& pack = *scenarios::find_pack("what-await-does");
    for (const bool html : {false, true}) {
      const std::string script = scenarios::script_of(pack, html);
      const std::string handout = scenarios::handout_of(pack, html);
      CHECK(script.find(html ? "never (right)" : "* d) never") != std::string::npos);
      CHECK(script.find("Most choose") != std::string::npos);
      CHECK(handout.find("When is the report saved?") != std::string::npos);
      CHECK(handout.find("async def save") != std::string::npos);
      for (const char* secret : {"(right)", "* d)", "Most choose", "Goal"}) {
        CHECK(handout.find(secret) == std::string::npos);
      }
      CHECK(script.find('`') == std::string::npos);
      CHECK((script.find("<b>") != std::string::npos) == html);
    }
  }
}
