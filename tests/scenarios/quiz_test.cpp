// Ideas for further tests: what a learning platform makes of a quiz; names in other scripts.
#include "scenarios/quiz.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"
#include "tests/support/small_run.hpp"
#include "tests/support/story.hpp"

using namespace scenarios;

namespace {

std::string paper(const std::string& id, QuizFormat format, Quiz quiz, std::size_t count = 3) {
  trace::Trace trace;
  run_scenario({.scenario = id, .parameters = tests::small_values(*find(id))}, trace, nullptr,
               nullptr);
  model::Timeline timeline(trace);
  timeline.extend();
  return to_text(quiz, timeline, model::quiz(timeline, count, quiz.seed), format);
}

/// Reads GIFT as the format says: items apart by empty lines; signs count unless escaped. Returns
/// "right/wrong" counts of each question, or what is wrong with the text.
Lines read_gift(std::string_view text) {
  Lines items;
  int right = 0, wrong = 0, depth = 0;
  bool any = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      if (++i == text.size() ||
          std::string_view("~=#{}:\\").find(text[i]) == std::string_view::npos)
        return {"an escape of nothing"};
      continue;
    }
    if (c == '{' && ++depth > 1) return {"a brace in a brace"};
    if (c == '}') {
      if (--depth < 0) return {"a brace is closed that was not opened"};
      items.push_back(fmt::format("{}/{}", right, wrong));
      right = wrong = 0;
    }
    if ((c == '=' || c == '~' || c == '#') && depth == 0) return {"a bare sign outside of braces"};
    if (c == '=') ++right;
    if (c == '~') ++wrong;
    any = any || c == ':';
  }
  return depth == 0 && any ? items : Lines{"not closed"};
}

}  // namespace

TEST_SUITE("quiz") {
  TEST_CASE("a quiz as text, with its key") {
    const std::string text = paper("event", QuizFormat::Text,
                                   {.title = "Waiting for an event", .seed = 3, .answers = true});
    CHECK(text == R"(Waiting for an event: what comes next?
3 questions, seed 3

1. After fact 22, at 0.000 s, in iteration 2.
   Just now: Ben is suspended: it waits for event door.
   main waits: sleep 1 s; Cleo waits: event door; Ann waits: event door; Ben waits: event door.
   Printed last: Cleo waits | Ann waits | Ben waits

   In what order do Cleo, Ann and Ben end?
   a) Ben, Ann, Cleo
   b) Cleo, Ann, Ben
   c) Ann, Cleo, Ben

2. After fact 34, at 1.000 s, in iteration 4.
   Just now: main sets event door.
   main is running; Cleo waits: event door; Ann waits: event door; Ben waits: event door.
   Printed last: Ann waits | Ben waits | main opens the door

   main is running. Which tasks are ready when its step is over?
   a) Cleo
   b) Cleo, Ann and Ben
   c) none
   d) main, Cleo, Ann and Ben

3. After fact 35, at 1.000 s, in iteration 4.
   Just now: Event door is set, and Cleo waits for it.
   main is running; Cleo is ready; Ann waits: event door; Ben waits: event door.
   Printed last: Ann waits | Ben waits | main opens the door

   main is running. Which task's step begins next?
   a) Ann
   b) Cleo
   c) main
   d) Ben

Answers

1. b) Cleo, Ann, Ben  (fact 51 shows it)
   a) believes: The task that was created last ends first. Each ends when its own waits are over.
   c) believes: Which of the ready tasks runs next is left to chance. It is fixed: the ready queue is served from its front, first come, first served.

2. b) Cleo, Ann and Ben  (fact 39 shows it)
   a) believes: Only the first one in line is made ready. Here all of them are.
   c) believes: What wakes a task runs it at once. It only puts the task's next step at the back of the ready queue.
   d) believes: A task that awaits stays ready. When its await has to wait it is suspended, until something wakes it.

3. b) Cleo  (fact 42 shows it)
   a) believes: A task that waits gets its turn now and then, too. A suspended task is not in the ready queue: nobody runs it before it is woken.
   c) believes: A task keeps the turn until it is done. It gives the turn back as soon as an await has to wait.
   d) believes: A task that waits gets its turn now and then, too. A suspended task is not in the ready queue: nobody runs it before it is woken.
)");
  }

  TEST_CASE("equal seeds give equal papers, and the questions do not hold the key") {
    for (const QuizFormat format : {QuizFormat::Text, QuizFormat::Html, QuizFormat::Gift}) {
      const std::string one = paper("gather-three", format, {.title = "g", .seed = 5}, 6);
      CHECK(one == paper("gather-three", format, {.title = "g", .seed = 5}, 6));
      CHECK(one != paper("gather-three", format, {.title = "g", .seed = 6}, 6));
      if (format != QuizFormat::Gift) {
        CHECK(one.find("Answers") == one.npos);
        CHECK(one.find("believes") == one.npos);
      }
    }
  }

  TEST_CASE("GIFT is well formed, and each question has one right answer") {
    for (const Scenario& scenario : catalogue()) {
      INFO("scenario ", scenario.id);
      const Quiz quiz{.title = "a {title}: ~ = # \\",
                      .program = std::string(source_text(scenario.python_path)),
                      .path = scenario.python_path,
                      .seed = 1};
      const std::string text = paper(scenario.id, QuizFormat::Gift, quiz, 6);
      const Lines items = read_gift(text);
      CHECK(items.size() >= 1);
      for (const std::string& item : items) CHECK((item == "1/2" || item == "1/3"));
      // Only between items is a line empty.
      const auto apart = static_cast<std::size_t>(std::ranges::count(text, '{'));
      CHECK(text.find("\n\n\n") == text.npos);
      CHECK(apart >= items.size());
    }
  }

  TEST_CASE("HTML keeps what a program prints as text") {
    const std::string page =
        paper("event", QuizFormat::Html,
              {.title = "<b>&\"", .program = "a < b\n", .path = "p", .answers = true});
    CHECK(page.find("<h1>&lt;b&gt;&amp;&quot;: what comes next?</h1>") != page.npos);
    CHECK(page.find("<pre>a &lt; b\n</pre>") != page.npos);
    CHECK(page.find("<section id=\"key\">") != page.npos);
  }

  TEST_CASE("a class is read from a table, with or without a head") {
    CHECK(read_roster("Name,mail\r\nAnn,a@b\r\n\r\n\"Ben, B. \"\"Q\"\"\",x\n  Cleo ;y\n") ==
          Lines{"Ann", "Ben, B. \"Q\"", "Cleo"});
    CHECK(read_roster("Ann") == Lines{"Ann"});
    CHECK(read_roster("\xEF\xBB\xBFstudent\n") == Lines{});
    CHECK(read_roster("") == Lines{});
    CHECK(seed_for("Ann", 1) == seed_for("Ann", 1));
    CHECK(seed_for("Ann", 1) != seed_for("Ann", 2));
    CHECK(seed_for("Ann", 1) != seed_for("Ben", 1));
    CHECK(file_name("../Ann O'Hara") == "___Ann_O_Hara");
    CHECK(file_name("") == "_");
  }

  TEST_CASE("a field of a table is no formula") {
    CHECK(csv_field("plain") == "plain");
    CHECK(csv_field("a,b") == "\"a,b\"");
    CHECK(csv_field("say \"x\"") == "\"say \"\"x\"\"\"");
    CHECK(csv_field("=1+1") == "'=1+1");
    CHECK(csv_field("-2;3") == "\"'-2;3\"");
  }
}
