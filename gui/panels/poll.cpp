// A question to a class, large, over the lower part of the window: answers with the hands that were
// counted as bars, and, once it is revealed, which is right and what the others believe.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/layout.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

/// Words in at most two lines: large where they fit into one. Returns the height.
float write(const Painter& paint, std::string_view words, Rect box, Font large, Font small,
            ImU32 colour, bool measure) {
  const model::Sentence sentence{{model::Piece::Kind::Plain, std::string(words), 0, 0}};
  const bool one = paint.width(large, words) <= box.width();
  const Font font = one ? large : small;
  const SentenceStyle style{font, font, colour, std::floor(font.size * 1.3f), measure};
  return draw_sentence(paint, sentence, box.x0, box.y0, box.x1, style,
                       [](trace::TaskId) { return ImU32(0); })
      .height;
}

void draw_answer(const Painter& paint, const Poll& poll, const model::Question& question,
                 std::size_t index, Rect box) {
  const Theme& theme = paint.theme();
  const model::Answer& answer = question.answers[index];
  const bool right = poll.revealed && index == question.right;
  const bool typed = !poll.revealed && poll.row == index;
  if (typed || right) {
    paint.fill(box, theme.hl, paint.px(6));
    paint.stroke(box, theme.acc, paint.px(6), right ? paint.px(2) : paint.px(1));
  } else {
    paint.fill(box, theme.raise, paint.px(6));
  }
  box = box.inset(paint.px(12), paint.px(2));
  Rect sign = box.cut_left(paint.px(26));
  if (right) {
    paint.cap(Cap::Check, sign.x0 + paint.px(2), sign.centre_y(), theme.acc);
  } else {
    const std::string letter(1, static_cast<char>('a' + index));
    paint.label(sign, theme.fonts.now_bold, theme.mut, letter);
  }
  // The bar and its number share the right half.
  Rect bars = box.cut_right(std::floor(box.width() * 0.4f));
  box.cut_right(paint.px(12));
  const Rect number = bars.cut_right(paint.px(86));
  const int all = poll.all(), mine = poll.hands[index];
  const int most = *std::ranges::max_element(poll.hands);
  const float middle = bars.centre_y(), half = std::min(bars.height() * 0.5f, paint.px(11));
  paint.fill({bars.x0, middle - half, bars.x1, middle + half}, theme.panel, paint.px(3));
  if (most > 0 && mine > 0) {
    const float share = static_cast<float>(mine) / static_cast<float>(most);
    const bool dull = poll.revealed && !right;
    paint.fill({bars.x0, middle - half, bars.x0 + std::max(paint.px(4), bars.width() * share),
                middle + half},
               dull ? with_alpha(theme.mut, 0.55f) : theme.acc, paint.px(3));
  }
  const std::string hands = typed && mine == 0 ? "_" : std::to_string(mine);
  Rect digits = number;
  digits.cut_left(paint.px(10));
  if (all > 0 && mine > 0) {
    const std::string percent = fmt::format("{} %", (100 * mine + all / 2) / all);
    paint.label(digits, theme.fonts.small, theme.mut, percent, Align::Right);
  }
  paint.label(digits, theme.fonts.now_bold, mine > 0 || typed ? theme.text : theme.dim, hands);
  // The words; behind the reveal also the belief that leads to a wrong answer.
  const bool belief = poll.revealed && index != question.right;
  const ImU32 ink = belief ? theme.mut : theme.text;
  const float words = write(paint, answer.text, box, theme.fonts.now, theme.fonts.body, ink, true);
  const std::string_view because = belief ? model::words(answer.belief) : std::string_view();
  const float below = because.empty() ? 0 : std::floor(theme.fonts.small.size * 1.3f);
  const float y = box.centre_y() - (words + below) * 0.5f;
  write(paint, answer.text, {box.x0, y, box.x1, box.y1}, theme.fonts.now, theme.fonts.body, ink,
        false);
  const Rect line{box.x0, y + words, box.x1, y + words + below};
  if (below > 0) paint.label(line, theme.fonts.small, theme.warn, because);
}

}  // namespace

void draw_poll(const View& view, UiState& ui, CommandQueue& commands) {
  if (!ui.prediction.question) return commands.push("close");
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  const model::Question& question = *ui.prediction.question;
  Rect room = window_room();
  room = room.cut_bottom(poll_height(ui, theme, room.height()));
  paint.fill(room, theme.panel);
  paint.fill({room.x0, room.y0, room.x1, room.y0 + paint.px(2)}, theme.acc);
  room = room.inset(paint.px(20), paint.px(10));
  const Rect foot = room.cut_bottom(paint.px(24));
  const float asked = write(paint, question.text, room, theme.fonts.now_bold, theme.fonts.now_bold,
                            theme.text, true);
  write(paint, question.text, room.cut_top(asked + paint.px(8)), theme.fonts.now_bold,
        theme.fonts.now_bold, theme.text, false);
  const auto count = static_cast<float>(question.answers.size());
  const float gap = paint.px(5);
  const float height = std::min(paint.px(46), (room.height() - (count - 1) * gap) / count);
  for (std::size_t i = 0; i < question.answers.size(); ++i) {
    draw_answer(paint, ui.poll, question, i, room.cut_top(height));
    room.cut_top(gap);
  }
  if (ui.poll.revealed) {
    draw_hints(paint, foot, {{"Enter", "see it happen"}, {"Esc", "close"}});
  } else {
    draw_hints(paint, foot,
               {{"0-9", "hands"},
                {"Enter", "next, then reveal"},
                {"Q", "another question"},
                {"Esc", "take it back"}});
  }
}

}  // namespace gui
