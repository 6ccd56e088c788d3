// Ideas for further tests: a question on the real clock, while the run goes on.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "core/model/game.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"
#include "tests/gui/window.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/small_run.hpp"

using gui::Prediction;
using tests::TestWindow;
using trace::EventIndex;

namespace {

trace::Trace scenario(const std::string& id) {
  trace::Trace trace;
  const auto values = tests::small_values(*scenarios::find(id));
  scenarios::run_scenario({.scenario = id, .parameters = values}, trace, nullptr, nullptr);
  return trace;
}

/// Knows the facts up to a limit that the test moves, and says that more will come.
class KnownSoFar final : public session::Feed {
 public:
  KnownSoFar(trace::Trace trace, std::shared_ptr<EventIndex> limit)
      : replay_(std::move(trace)), limit_(std::move(limit)) {}
  session::FeedStatus advance(trace::Trace& trace, std::size_t most) override {
    if (trace.size() >= *limit_) return session::FeedStatus::Waiting;
    return replay_.advance(trace, std::min<std::size_t>(most, *limit_ - trace.size()));
  }

 private:
  tests::ReplayFeed replay_;
  std::shared_ptr<EventIndex> limit_;
};

gui::AppOptions options_for(const std::string& id, std::shared_ptr<EventIndex> limit) {
  gui::AppOptions options;
  options.spec.scenario = id;
  options.feed = [=](const gui::RunSpec&) -> std::unique_ptr<session::Feed> {
    if (limit == nullptr) return std::make_unique<tests::ReplayFeed>(scenario(id));
    return std::make_unique<KnownSoFar>(scenario(id), limit);
  };
  options.motion = false;
  options.ui.unit = 40;  // of its own accord the timeline is as wide as the whole run asks for
  return options;
}

/// In a window that knows the whole run, and was at its end, and in one that knows nothing behind
/// the cursor, the same is drawn while a question is open. Compares at every `stride`th fact, but
/// not at more than `most` of them. Returns how often that was compared.
int compare_pictures(const std::string& id, EventIndex stride,
                     const std::function<void(TestWindow&)>& choose, EventIndex most = 100,
                     const std::string& command = "predict") {
  const auto limit = std::make_shared<EventIndex>(0);
  TestWindow whole(options_for(id, nullptr), 1600, 1600);  // so high that nothing scrolls
  TestWindow known(options_for(id, limit), 1600, 1600);
  for (TestWindow* one : {&whole, &known}) choose(*one);
  const EventIndex size = whole.session().trace().size();
  stride = std::max(stride, size / most + 1);
  whole.seek(size);
  int compared = 0;
  static constexpr std::array kKinds{"next", "output", "end", "order", "ready", "iteration"};
  for (EventIndex cursor = 1; cursor < size; cursor += stride) {
    *limit = cursor;
    whole.session().seek(cursor);
    whole.perform(command, kKinds[cursor / stride % kKinds.size()]);
    const Prediction& asked = whole.app.ui().prediction;
    if (!asked.open()) continue;
    whole.perform("hands", "7 12 0");  // of a poll
    const std::uint64_t picture = whole.window.picture();
    known.window.frame();
    known.session().seek(cursor);
    known.app.ui().prediction = asked;
    known.app.ui().poll = whole.app.ui().poll;
    known.app.ui().overlay = whole.app.ui().overlay;
    known.window.frames(2);
    INFO(id, " at fact ", cursor, ": ", asked.question->text);
    CHECK(known.cursor() == cursor);
    CHECK(known.window.picture() == picture);
    ++compared;
  }
  return compared;
}

/// The tab in which questions are asked, with the question at that cursor.
void ask_at(TestWindow& test, EventIndex cursor, const char* kind) {
  test.seek(cursor);
  test.perform("predict", kind);
  REQUIRE(test.app.ui().prediction.open());
}

EventIndex moment_with(TestWindow& test, const char* kind) {
  for (EventIndex cursor = 1; cursor < test.session().trace().size(); ++cursor) {
    test.session().seek(cursor);
    test.perform("predict", kind);
    if (test.app.ui().prediction.open()) return cursor;
  }
  return 0;
}

}  // namespace

TEST_SUITE("predict") {
  TEST_CASE("while a question is open nothing on screen depends on what is still to come") {
    int compared = 0;
    for (const scenarios::Scenario& one : scenarios::catalogue()) {
      compared += compare_pictures(one.id, 3, [](TestWindow&) {}, 5);
    }
    CHECK(compared > 20);
  }

  TEST_CASE("nor does it with the log, another axis, or a task that is yet to be created") {
    const auto others = [](TestWindow& test) {
      test.perform("records", "log");
      test.perform("axis", "time");
      test.perform("reveal");
      test.perform("explain");
      test.app.ui().selected = 4;
      test.app.ui().unit = 40;
    };
    CHECK(compare_pictures("event", 2, others) > 10);
    CHECK(compare_pictures("gather-three", 3, others) > 10);
  }

  TEST_CASE("an open poll gives nothing away, whichever panels the presenter shows") {
    // Not all at once: so large, lanes and programs stand as they were scrolled before.
    using gui::bit, gui::Panel;
    const auto present = [](unsigned panels) {
      return [=](TestWindow& test) {
        test.perform("present", "on");
        test.app.ui().presented = panels;
        test.perform("records", "log");
      };
    };
    const unsigned lanes = bit(Panel::Timeline) | bit(Panel::Output);
    const unsigned others = bit(Panel::Loop) | bit(Panel::Inspector) | bit(Panel::Lesson);
    CHECK(compare_pictures("event", 2, present(lanes), 8, "poll") > 3);
    CHECK(compare_pictures("event", 3, present(others), 8, "poll") > 3);
    CHECK(compare_pictures("gather-three", 3, present(lanes), 8, "poll") > 3);
  }

  TEST_CASE("hands are typed answer by answer, then the poll is revealed, then it is shown") {
    TestWindow test(options_for("event", nullptr));
    test.window.press("Q");
    CHECK(test.app.ui().overlay == gui::Overlay::None);  // nobody presents
    test.perform("predict");
    test.perform("present", "on");
    test.seek(34);
    CHECK(test.perform("poll", "ready") == "");
    const gui::UiState& ui = test.app.ui();
    REQUIRE(ui.overlay == gui::Overlay::Poll);
    const Prediction& prediction = ui.prediction;
    const auto type = [&](const std::string& digits) {
      for (const char c : digits) {
        test.window.press(std::string(1, c));
        test.window.type(std::string(1, c));
      }
    };
    type("12");
    test.window.press("Enter");
    type("3");
    test.window.press("Backspace");
    type("47");
    test.window.press("Right");  // no step while a poll is open
    CHECK(ui.poll.hands == std::array<int, 4>{12, 47, 0, 0});
    CHECK(test.cursor() == 34);
    CHECK(prediction.open());
    while (!ui.poll.revealed) test.window.press("Enter");
    CHECK(!prediction.open());
    CHECK(prediction.answered == 0);  // nobody's score
    type("9");
    CHECK(ui.poll.all() == 59);
    const EventIndex shown = prediction.question->answers[prediction.question->right].shown_at + 1;
    test.window.press("PageDown");
    CHECK(test.cursor() == shown);
    CHECK(ui.overlay == gui::Overlay::None);
    CHECK(!prediction.question);
  }

  TEST_CASE("a poll is taken back, asks another question, and says what it cannot take") {
    TestWindow test(options_for("event", nullptr));
    test.perform("present", "on");
    test.seek(34);
    test.window.press("Q");
    REQUIRE(test.app.ui().overlay == gui::Overlay::Poll);
    const std::uint64_t seed = test.app.ui().prediction.seed;
    CHECK(test.perform("hands", "1 two").starts_with("'hands' needs a number for each answer"));
    CHECK(test.perform("hands", "1 2 3 4 5").starts_with("'hands' needs"));
    CHECK(test.perform("hands", "1000").starts_with("'hands' needs"));
    test.window.press("Q");
    CHECK(test.app.ui().prediction.seed == seed + 1);
    CHECK(test.app.ui().poll.all() == 0);
    test.window.press("Esc");
    CHECK(test.app.ui().overlay == gui::Overlay::None);
    CHECK(!test.app.ui().prediction.question);
    test.seek(test.session().trace().size());
    CHECK(test.perform("poll") == "at this moment there is nothing to ask: step on");
  }

  TEST_CASE("a question is asked, answered by a key, and its moment shown") {
    TestWindow test(options_for("event", nullptr));
    const EventIndex asked_at = moment_with(test, "ready");
    const Prediction& prediction = test.app.ui().prediction;
    REQUIRE(asked_at > 0);
    CHECK(prediction.shown);
    const std::size_t right = prediction.question->right;
    const session::StepSize step = test.app.ui().step;
    test.window.press(std::to_string((right + 1) % 3 + 1));
    CHECK(!prediction.open());
    CHECK(prediction.chosen == (right + 1) % 3);
    CHECK(prediction.answered == 1);
    CHECK(prediction.right == 0);
    CHECK(test.app.ui().step == step);  // 1 to 4 are answers while a question is open
    test.window.press("2");
    CHECK(test.app.ui().step == session::StepSize::Handle);
    CHECK(prediction.chosen == (right + 1) % 3);
    CHECK(test.cursor() == asked_at);
    test.window.press("Q");
    CHECK(prediction.open());
    test.window.press(std::to_string(prediction.question->right + 1));
    CHECK(prediction.right == 1);
  }

  TEST_CASE("who goes on gives up, who goes back may still answer, and Q takes it back") {
    TestWindow test(options_for("event", nullptr));
    const EventIndex asked_at = moment_with(test, "next");
    const Prediction& prediction = test.app.ui().prediction;
    test.window.press("Left");
    CHECK(test.cursor() == asked_at - 1);
    CHECK(prediction.open());
    test.window.press("Right");
    CHECK(prediction.open());
    test.window.press("Right");
    CHECK(prediction.given_up);
    CHECK(prediction.answered == 0);
    ask_at(test, asked_at, "next");
    test.window.press("Q");
    CHECK(!prediction.question);
    ask_at(test, asked_at, "next");
    test.perform("restart");
    CHECK(!prediction.question);
  }

  TEST_CASE("commands for questions say what they need") {
    TestWindow test(options_for("event", nullptr));
    test.seek(test.session().trace().size());
    CHECK(test.perform("predict", "weather") ==
          "'predict' needs next, output, end, order, ready or iteration, not 'weather'");
    CHECK(test.perform("predict") == "");
    CHECK(test.app.ui().prediction.nothing_at == test.cursor());
    CHECK(test.perform("answer", "1") == "");  // not enabled
    ask_at(test, 34, "ready");
    CHECK(test.perform("answer", "many") == "'answer' needs the number of an answer, not 'many'");
    CHECK(test.perform("answer", "9") == "");
    CHECK(test.app.ui().prediction.open());
    CHECK(test.perform("lesson-tab", "moon") == "'lesson-tab' needs lesson or predict, not 'moon'");
    CHECK(test.perform("lesson-tab") == "");
    CHECK(!test.app.ui().prediction.shown);
  }

  TEST_CASE("while somebody is the loop nothing on screen depends on what is still to come") {
    const auto limit = std::make_shared<EventIndex>(0);
    TestWindow whole(options_for("event", nullptr), 1600, 1600);
    TestWindow known(options_for("event", limit), 1600, 1600);
    const EventIndex size = whole.session().trace().size();
    whole.seek(size);
    whole.perform("be-the-loop");
    Prediction& game = whole.app.ui().prediction;
    int compared = 0;
    while (whole.cursor() < size) {
      const EventIndex cursor = whole.cursor();
      *limit = cursor + 1;  // the next fact says that a move is due, but not which
      whole.window.frame();
      const std::uint64_t picture = whole.window.picture();
      known.window.frame();
      known.session().seek(cursor);
      known.app.ui().prediction = game;
      known.window.frames(2);
      INFO("at fact ", cursor);
      CHECK(known.window.picture() == picture);
      const auto right = model::true_move(whole.session().trace(), whole.session().snapshot());
      REQUIRE(right);
      whole.perform("move", model::to_words(*right));
      ++compared;
    }
    CHECK(compared > 15);
    CHECK(game.game.wrong == 0);
    CHECK(game.game.verdict ==
          fmt::format("Right. The run is over: {0} of {0} moves were right at the first try.",
                      compared));
  }

  TEST_CASE("who is the loop is told at once which rule a wrong move breaks") {
    TestWindow test(options_for("event", nullptr));
    test.window.press("Shift+Q");
    const Prediction& prediction = test.app.ui().prediction;
    REQUIRE(prediction.game.on);
    CHECK(prediction.shown);
    const EventIndex first = test.cursor();
    CHECK(test.perform("move", "wait") == "");
    CHECK(test.cursor() == first);
    CHECK(prediction.game.wrong == 1);
    CHECK(prediction.game.verdict.starts_with("The loop never waits while something is ready"));
    CHECK(test.perform("move", "new-iteration") == "");
    CHECK(test.cursor() > first);
    CHECK(prediction.game.right == 0);  // the first try counts
    const EventIndex second = test.cursor();
    test.window.press("1");  // runs main, the first in the queue
    CHECK(test.cursor() > second);
    CHECK(prediction.game.right == 1);
    CHECK(test.perform("move", "fly").starts_with("'move' needs run HANDLE"));
    CHECK(test.perform("predict") == "");  // not enabled in a game
    CHECK(!prediction.question);
    tests::Folder folder;
    const std::string file = (folder / "a.moves").string();
    CHECK(test.perform("save-moves", file) == "");
    std::ifstream in(file);
    std::stringstream saved;
    saved << in.rdbuf();
    std::string fault;
    const auto game = model::parse_game(saved.str(), fault);
    REQUIRE(game);
    CHECK(game->picks == prediction.game.picks);
    CHECK(game->header.scenario == "event");
    test.window.press("Shift+Q");
    CHECK(!prediction.game.on);
  }

  TEST_CASE("a move is a click on a card of the ready queue, too") {
    TestWindow test(options_for("event", nullptr));
    test.perform("be-the-loop");
    test.perform("move", "new-iteration");
    const EventIndex cursor = test.cursor();
    test.window.click(690, 760);
    CHECK(test.cursor() > cursor);
  }

  TEST_CASE("answers are buttons: a click on the first one chooses it") {
    TestWindow test(options_for("event", nullptr));
    ask_at(test, 34, "ready");
    const Prediction& prediction = test.app.ui().prediction;
    for (float y = 560; y < 860 && prediction.open(); y += 8) test.window.click(1400, y);
    CHECK(prediction.chosen == 0);
  }
}
