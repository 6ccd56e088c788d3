// Questions at the cursor, and answers to them.
#include <array>
#include <utility>

#include "gui/actions.hpp"
#include "gui/app.hpp"
#include "gui/arguments.hpp"

namespace gui {

model::Sentence without_effect(const model::Sentence& sentence, trace::EventKind kind) {
  using Kind = model::Piece::Kind;
  const auto whole = [](const char* words) { return model::Sentence{{Kind::Plain, words, 0, 0}}; };
  if (kind == trace::EventKind::IterationBegan) return whole("An iteration begins.");
  if (kind == trace::EventKind::BatchBegan) return whole("The batch is fixed.");
  const auto arrow = std::ranges::find(sentence, Kind::Arrow, &model::Piece::kind);
  model::Sentence cause(sentence.begin(), arrow);
  if (arrow != sentence.end()) {
    cause.push_back({Kind::Arrow, arrow->text, 0, 0});
    cause.push_back({Kind::Plain, "?", 0, 0});
  }
  return cause;
}

}  // namespace gui

namespace gui::actions {
namespace {

constexpr std::array<std::pair<std::string_view, model::QuestionKind>, model::kQuestionKinds>
    kKinds{{{"next", model::QuestionKind::RunsNext},
            {"output", model::QuestionKind::PrintsNext},
            {"end", model::QuestionKind::EndsWhen},
            {"order", model::QuestionKind::EndOrder},
            {"ready", model::QuestionKind::ReadyThen},
            {"iteration", model::QuestionKind::IterationsUntil}}};

}  // namespace

Fault predict(App& app, const std::string& words) {
  Prediction& prediction = app.ui().prediction;
  std::optional<model::QuestionKind> kind;
  for (const auto& [name, one] : kKinds) {
    if (name == words) kind = one;
  }
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

Fault show_lesson(App& app, const std::string& words) {
  if (words != "lesson" && words != "predict" && !words.empty()) {
    return must_be("lesson-tab", "lesson or predict", words);
  }
  bool& shown = app.ui().prediction.shown;
  shown = words.empty() ? !shown : words == "predict";
  return {};
}

}  // namespace gui::actions
