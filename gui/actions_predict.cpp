// Questions at the cursor, and answers to them.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/model/own_question.hpp"
#include "gui/actions.hpp"
#include "gui/app.hpp"
#include "gui/arguments.hpp"
#include "gui/export.hpp"

namespace gui {

std::vector<model::Move> offered(const trace::Trace& trace, const model::Snapshot& now) {
  constexpr std::size_t kMostHandles = 4;
  std::vector<model::Move> all = model::moves(trace, now);
  std::size_t handles = 0;
  std::erase_if(all, [&](const model::Move& move) {
    if (move.kind != model::MoveKind::Run) return false;
    const auto place = now.ready_position(move.handle);
    return !place || now.ready()[*place].cancelled || ++handles > kMostHandles;
  });
  return all;
}

}  // namespace gui

namespace gui::actions {
Fault predict(App& app, const std::string& words) {
  Prediction& prediction = app.ui().prediction;
  const std::optional<model::QuestionKind> kind = model::question_kind(words);
  if (!words.empty() && !kind) {
    return must_be("predict", "next, output, end, order, ready or iteration", words);
  }
  prediction.shown = true;
  if (prediction.open() && !kind) {  // the same key takes it back
    prediction.question.reset();
    return {};
  }
  app.set_playing(false);
  session::Session& session = app.run().session();
  prediction.question = model::ask(session.timeline(), session.snapshot(), prediction.seed++, kind);
  prediction.chosen.reset();
  prediction.given_up = false;
  prediction.nothing_at = prediction.question ? trace::kNever : session.cursor();
  return {};
}

Fault answer(App& app, const std::string& words) {
  Prediction& prediction = app.ui().prediction;
  if (!prediction.open()) return "no question is open; 'predict' asks one";
  const std::size_t count = prediction.question->answers.size();
  const auto chosen = number(words);
  if (!chosen || *chosen < 1) return must_be("answer", "the number of an answer", words);
  if (*chosen > count) return {};  // the key of a fourth answer, where there are three
  prediction.chosen = static_cast<std::size_t>(*chosen - 1);
  ++prediction.answered;
  if (prediction.chosen == prediction.question->right) ++prediction.right;
  return {};
}

// -- Be the loop

namespace {

/// Goes to where the next move is due.
void go_to_move(App& app) {
  session::Session& session = app.run().session();
  model::Snapshot now = session.snapshot();
  session.seek(model::next_move(session.trace(), now));
  LoopGame& game = app.ui().prediction.game;
  if (!session.at_end()) return;
  game.verdict += fmt::format("{}The run is over: {} of {} moves were right at the first try.",
                              game.verdict.empty() ? "" : " ", game.right, game.right + game.wrong);
}

}  // namespace

Fault be_the_loop(App& app) {
  Prediction& prediction = app.ui().prediction;
  const bool on = !prediction.game.on;
  app.set_playing(false);
  prediction.question.reset();
  prediction.shown = true;
  if (!on) {  // the picks stay, to be saved
    prediction.game.on = false;
    prediction.game.verdict.clear();
    return {};
  }
  prediction.game = {};
  prediction.game.on = true;
  if (app.run().session().at_end()) app.run().session().seek(0);
  go_to_move(app);
  return {};
}

Fault move(App& app, const std::string& words) {
  session::Session& session = app.run().session();
  LoopGame& game = app.ui().prediction.game;
  const model::Snapshot& now = session.snapshot();
  const auto right = model::true_move(session.trace(), now);
  if (!right) {  // the cursor was moved meanwhile
    game.verdict.clear();
    go_to_move(app);
    return {};
  }
  auto pick = model::parse_move(words);
  if (const auto place = number(words); place && *place >= 1) {
    const std::vector<model::Move> all = offered(session.trace(), now);
    if (*place > all.size()) return {};
    pick = all[*place - 1];
  }
  if (!pick) {
    return must_be("move", "run HANDLE, new-iteration, wait, move-timers, stuck or stop", words);
  }
  const bool first =
      std::ranges::find(game.picks, session.cursor(), &model::Pick::cursor) == game.picks.end();
  game.picks.push_back({session.cursor(), *pick});
  game.last_right = *pick == *right;
  if (first) ++(game.last_right ? game.right : game.wrong);
  if (!game.last_right) {
    game.verdict = model::objection(session.timeline(), now, *pick);
    return {};
  }
  game.verdict = "Right.";
  session.seek(session.cursor() + 1);
  go_to_move(app);
  return {};
}

Fault save_moves(App& app, const std::string& words) {
  const RunSpec& spec = app.run().spec();
  const LoopGame& game = app.ui().prediction.game;
  if (game.picks.empty()) return "no move was made; 'be-the-loop' begins a game";
  if (spec.clock == trace::ClockKind::Real) {
    return "moves on the real clock cannot be played again, so they are not saved";
  }
  const std::string file = words.empty() ? spec.scenario + ".moves" : words;
  const model::Game saved{app.run().session().trace().header, game.picks};
  const auto write = [&](std::ostream& out) { out << model::to_text(saved); };
  if (auto unwritable = write_file(file, write)) return unwritable;
  app.ui().notice = "The moves are in " + std::filesystem::absolute(file).string();
  return {};
}

Fault show_lesson(App& app, const std::string& words) {
  if (words != "lesson" && words != "predict" && !words.empty()) {
    return must_be("lesson-tab", "lesson or predict", words);
  }
  bool& shown = app.ui().prediction.shown;
  shown = words.empty() ? !shown : words == "predict";
  return {};
}

}  // namespace gui::actions
