// Questions at the cursor: what comes next? Answers are buttons; after one is chosen it is said
// what is right, which belief the other came from, and where the run shows it.
#include <fmt/format.h>

#include <algorithm>

#include "core/model/moments.hpp"
#include "gui/commands.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

/// Writes from above to below in a scrolling part.
class Column {
 public:
  Column(const Painter& paint, Rect room, float y) : paint_(paint), room_(room), y_(y) {}

  float y() const { return y_; }
  void gap(float length) { y_ += paint_.px(length); }

  void text(std::string_view words, Font font, ImU32 colour) {
    y_ += write({room_.x0, y_, room_.x1, y_}, words, font, colour, false);
  }

  /// A link with the key that does the same; true if it was pressed.
  bool link(std::string_view words, std::string_view key) {
    const Theme& theme = paint_.theme();
    const float width = std::min(paint_.width(theme.fonts.body, words), room_.width());
    const Rect box{room_.x0, y_, room_.x0 + width, y_ + paint_.px(20)};
    paint_.label(box, theme.fonts.body, theme.acc, words);
    const float keys = key.empty() ? 0 : paint_.keys_width(key) + paint_.px(8);
    if (!key.empty() && box.x1 + keys < room_.x1) {
      paint_.keys(box.x1 + paint_.px(8), box.centre_y(), key);
    }
    y_ += paint_.px(24);
    return pressed(box);
  }

  struct Look {
    std::string_view key = {};  ///< in a cap at the right
    bool chosen = false, right = false, over = false;
  };
  /// A button as wide as the column and as high as its words; true if it was pressed.
  bool answer(std::string_view words, const Look& look) {
    const Theme& theme = paint_.theme();
    const float pad = paint_.px(10), side = paint_.px(28);
    Rect inner{room_.x0 + pad, 0, room_.x1 - side, 0};
    const float height = write(inner, words, theme.fonts.body, theme.text, true);
    const Rect box{room_.x0, y_, room_.x1, y_ + height + paint_.px(6)};
    const bool warm = !look.over && hovered(box);
    paint_.fill(box, look.chosen || warm ? theme.hl : theme.raise, paint_.px(4));
    const ImU32 frame = look.right ? theme.acc : look.chosen ? theme.warn : theme.line;
    paint_.stroke(box, frame, paint_.px(4), look.right || look.chosen ? paint_.px(1.5f) : 1);
    inner.y0 = y_ + paint_.px(3);
    write(inner, words, look.right ? theme.fonts.body_bold : theme.fonts.body, theme.text, false);
    const float mark = box.x1 - paint_.px(22);
    if (look.right) paint_.cap(Cap::Check, mark, box.centre_y(), theme.acc);
    if (look.chosen && !look.right) paint_.cap(Cap::Cross, mark, box.centre_y(), theme.warn);
    if (!look.over) {
      paint_.keys(box.x1 - paint_.px(6) - paint_.keys_width(look.key), box.centre_y(), look.key);
    }
    y_ = box.y1 + paint_.px(4);
    return warm && pressed(box);
  }

 private:
  float write(Rect at, std::string_view words, Font font, ImU32 colour, bool measure) const {
    const model::Sentence sentence{{model::Piece::Kind::Plain, std::string(words), 0, 0}};
    const SentenceStyle style{font, font, colour, paint_.px(20), measure};
    return draw_sentence(paint_, sentence, at.x0, at.y0, at.x1, style,
                         [](trace::TaskId) { return ImU32(0); })
        .height;
  }

  const Painter& paint_;
  Rect room_;
  float y_;
};

void draw_verdict(const Prediction& prediction, const Theme& theme, Column& column,
                  CommandQueue& commands) {
  const model::Question& question = *prediction.question;
  const model::Answer& right = question.answers[question.right];
  const bool correct = prediction.chosen == question.right;
  column.gap(2);
  column.text(prediction.given_up ? "This is what comes."
              : correct           ? "Right."
                                  : "Not quite.",
              theme.fonts.body_bold, correct ? theme.acc : theme.text);
  const model::Answer* wrong =
      prediction.chosen && !correct ? &question.answers[*prediction.chosen] : nullptr;
  if (wrong != nullptr) {
    column.text(fmt::format("Many believe: \"{}\"", model::words(wrong->belief)), theme.fonts.body,
                theme.mut);
    column.text(model::truth(wrong->belief), theme.fonts.body, theme.text);
  }
  column.gap(4);
  if (column.link("Show the moment", "")) {
    commands.seek((wrong != nullptr ? *wrong : right).shown_at + 1);
  }
  if (column.link("Back to where it was asked", "")) commands.seek(question.cursor);
}

void draw_invitation(const View& view, const Prediction& prediction, const Theme& theme,
                     Column& column) {
  if (view.cursor == 0 && view.scenario != nullptr) {
    column.text(model::without_marks(view.scenario->question), theme.fonts.body_bold, theme.text);
    column.gap(6);
    column.text(
        "Think of an answer before you step. From then on you can be asked what comes next.",
        theme.fonts.body, theme.mut);
  } else if (prediction.nothing_at == view.cursor) {
    column.text("At this moment there is nothing to ask: step on and try again.", theme.fonts.body,
                theme.mut);
  } else {
    column.text("What comes next? Say it before you see it: that is how one learns it.",
                theme.fonts.body, theme.mut);
  }
}

/// The moves that are offered, what became of the last one, and how many were right.
void draw_game(const View& view, const LoopGame& game, const Theme& theme, Column& column,
               CommandQueue& commands) {
  const std::vector<model::Move> all = offered(view.trace(), view.snapshot());
  if (!game.verdict.empty()) {
    column.text(game.verdict, theme.fonts.body, game.last_right ? theme.acc : theme.text);
    column.gap(6);
  }
  if (!all.empty()) {
    column.text("You are the loop. What do you do?", theme.fonts.body_bold, theme.text);
    column.gap(6);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string key = std::to_string(i + 1);
    if (column.answer(model::describe(view.timeline(), view.snapshot(), all[i]), {.key = key})) {
      commands.push("move", model::to_words(all[i]));
    }
  }
  column.gap(2);
  column.text(fmt::format("{} right, {} wrong at the first try", game.right, game.wrong),
              theme.fonts.body, theme.mut);
  if (all.empty() && view.cursor < view.trace().size() && column.link("Go to the next move", "")) {
    commands.push("move", "wait");
  }
  if (!game.picks.empty() && column.link("Save the moves", "")) commands.push("save-moves");
  if (column.link("End the game", first_key("be-the-loop"))) commands.push("be-the-loop");
}

}  // namespace

void draw_predict(const View& view, UiState& ui, Rect room, CommandQueue& commands) {
  static constexpr std::array<std::string_view, 4> kKeys{"1", "2", "3", "4"};
  begin_scroll("predict", room);
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  const float top = room.y0 - ImGui::GetScrollY();
  const Prediction& prediction = ui.prediction;
  Column column(paint, {room.x0 + paint.px(12), top, room.x1 - paint.px(14), room.y1},
                top + paint.px(10));
  if (prediction.game.on) {
    draw_game(view, prediction.game, theme, column, commands);
  } else if (!prediction.question) {
    draw_invitation(view, prediction, theme, column);
    column.gap(8);
    if (view.cursor > 0 && column.link("Ask me", first_key("predict"))) commands.push("predict");
    if (column.link("Be the loop", first_key("be-the-loop"))) commands.push("be-the-loop");
  } else {
    const model::Question& question = *prediction.question;
    column.text(question.text, theme.fonts.body_bold, theme.text);
    column.gap(6);
    for (std::size_t i = 0; i < question.answers.size(); ++i) {
      // Of an answered question those that nobody chose are in the way.
      if (!prediction.open() && i != question.right && prediction.chosen != i) continue;
      const Column::Look look{.key = kKeys.at(i),
                              .chosen = prediction.chosen == i,
                              .right = !prediction.open() && i == question.right,
                              .over = !prediction.open()};
      if (column.answer(question.answers[i].text, look)) {
        commands.push("answer", std::to_string(i + 1));
      }
    }
    if (prediction.open()) {
      column.gap(2);
      if (column.link("Step to see", first_key("step"))) {
        commands.seek(question.cursor + 1);
      }
    } else {
      draw_verdict(prediction, theme, column, commands);
      if (column.link("Ask me again", first_key("predict"))) commands.push("predict");
    }
  }
  end_scroll(column.y() - top + paint.px(12));
}

}  // namespace gui
