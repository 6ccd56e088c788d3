#include "gui/actions_poll.hpp"

#include <sstream>

#include "gui/app.hpp"
#include "gui/arguments.hpp"
#include "gui/sheets.hpp"

namespace gui {
namespace {

std::size_t answers(const App& app) {
  const auto& question = app.ui().prediction.question;
  return question ? question->answers.size() : 0;
}

}  // namespace

bool press_poll(App& app, Chord chord) {
  Poll& poll = app.ui().poll;
  const std::size_t last = answers(app) - 1;
  switch (chord.key) {
    case Key::Enter:
      if (poll.row < last && !poll.revealed)
        ++poll.row;
      else
        app.queue().push("reveal-answer");
      return true;
    case Key::Down:
    case Key::Tab:
      poll.row = poll.row < last ? poll.row + 1 : 0;
      return true;
    case Key::Up:
      poll.row = poll.row > 0 ? poll.row - 1 : last;
      return true;
    case Key::Backspace:
      if (!poll.revealed) poll.hands[poll.row] /= 10;
      return true;
    case Key::Delete:
      if (!poll.revealed) poll.hands[poll.row] = 0;
      return true;
    case Key::PageDown:
      app.queue().push("clicker", "next");
      return true;
    case Key::PageUp:
      app.queue().push("clicker", "back");
      return true;
    case Key::Q:
      app.queue().push("poll");
      return true;
    default:
      // Else nothing that is no command of the window as a whole: a step would give the answer.
      return chord.key != Key::Escape && chord.key != Key::B && chord.key != Key::T &&
             !chord.ctrl && (chord.key < Key::F1 || chord.key > Key::F12);
  }
}

void type_into_poll(App& app, char32_t character) {
  Poll& poll = app.ui().poll;
  if (character >= '0' && character <= '9' && !poll.revealed) {
    poll.type(static_cast<int>(character - '0'));
  }
}

namespace actions {

Fault poll(App& app, const std::string& kind) {
  UiState& ui = app.ui();
  ui.prediction.question.reset();
  ui.overlay = Overlay::None;
  if (auto fault = predict(app, kind)) return fault;
  ui.prediction.shown = false;
  if (!ui.prediction.question) return "at this moment there is nothing to ask: step on";
  ui.poll = {};
  ui.overlay = Overlay::Poll;
  return {};
}

Fault hands(App& app, const std::string& numbers) {
  std::istringstream in(numbers);
  Poll poll = app.ui().poll;
  poll.hands = {};
  std::size_t i = 0;
  for (std::string word; in >> word; ++i) {
    const auto count = number(word);
    if (!count || *count > Poll::kMostHands || i >= answers(app)) {
      return must_be("hands", "a number for each answer, at most 999", numbers);
    }
    poll.hands[i] = static_cast<int>(*count);
  }
  app.ui().poll = poll;
  return {};
}

Fault reveal_answer(App& app) {
  UiState& ui = app.ui();
  if (!ui.poll.revealed) {
    ui.poll.revealed = true;
    ui.prediction.given_up = true;
    return {};
  }
  const model::Question& question = *ui.prediction.question;
  const trace::EventIndex shown = question.answers[question.right].shown_at + 1;
  ui.overlay = Overlay::None;
  ui.prediction.question.reset();
  app.run().session().seek(shown);
  return {};
}

}  // namespace actions

}  // namespace gui
