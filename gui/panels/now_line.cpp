// One sentence, large, for the fact just shown: cause and effect. Before the first one it asks the
// scenario's question and says which key to press.
#include <algorithm>
#include <cmath>

#include "gui/app.hpp"
#include "gui/commands.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

/// One line, large; where that has no room, two smaller ones.
SentenceLayout draw_large(const View& view, const Painter& paint, const model::Sentence& sentence,
                          Rect room) {
  const Theme& theme = paint.theme();
  const auto colour_of = [&](trace::TaskId task) { return view.colour_of(task); };
  SentenceStyle style{theme.fonts.now, theme.fonts.now_bold, theme.text, paint.px(24), true};
  const float width = draw_sentence(paint, sentence, room.x0, 0, 1e9f, style, colour_of).width;
  if (width > room.width()) {
    style = {theme.fonts.body, theme.fonts.body_bold, theme.text, paint.px(18), true};
  }
  const float height = draw_sentence(paint, sentence, room.x0, 0, room.x1, style, colour_of).height;
  style.measure = false;
  return draw_sentence(paint, sentence, room.x0, room.centre_y() - height * 0.5f, room.x1, style,
                       colour_of);
}

model::Sentence plain_sentence(std::string_view words) {
  return {{model::Piece::Kind::Plain, std::string(words), 0, 0}};
}

/// The scenario's question, and which key to press first.
void draw_question(const View& view, const UiState& ui, const Painter& paint, Rect room,
                   CommandQueue& commands) {
  const Theme& theme = paint.theme();
  const std::string_view press = "Press", rest = "for the first fact";
  const Font font = theme.fonts.body;
  const float hint_width = paint.width(font, press) + paint.width(font, rest) +
                           paint.keys_width(first_key("step")) + paint.px(12);
  if (ui.first_step == 0 && room.width() > hint_width + paint.px(320)) {
    const Rect hint = room.cut_right(hint_width);
    room.cut_right(paint.px(20));
    const float y = hint.centre_y() - font.size * 0.5f;
    float x = paint.text(hint.x0, y, font, theme.mut, press) + paint.px(6);
    x = paint.keys(x, hint.centre_y(), first_key("step")) + paint.px(4);
    paint.text(x, y, font, theme.mut, rest);
    if (pressed(hint)) commands.push("step");
  }
  draw_large(view, paint,
             plain_sentence(view.scenario != nullptr ? std::string_view(view.scenario->question)
                                                     : "A run that has not begun."),
             room);
}

/// At the right: why a run to a breakpoint stopped, or that it is on its way.
void draw_stopped(const View& view, const UiState& ui, const Painter& paint, Rect& room,
                  CommandQueue& commands) {
  const Theme& theme = paint.theme();
  const bool on_its_way = view.app.travelling();
  if (!on_its_way && ui.stopped_at != view.cursor) return;
  const std::string_view words = on_its_way ? std::string_view("running to a stop; Esc ends it")
                                            : std::string_view(ui.stopped);
  const Font font = theme.fonts.small_bold;
  const float width =
      std::min(paint.width(font, words) + paint.px(26), std::floor(room.width() * 0.45f));
  Rect box = room.cut_right(width);
  room.cut_right(paint.px(12));
  box = {box.x0, box.centre_y() - paint.px(12), box.x1, box.centre_y() + paint.px(12)};
  paint.fill(box, with_alpha(theme.warn, 0.16f), paint.px(6));
  paint.fill({box.x0 + paint.px(8), box.centre_y() - paint.px(4), box.x0 + paint.px(16),
              box.centre_y() + paint.px(4)},
             theme.warn, paint.px(4));
  paint.label({box.x0 + paint.px(20), box.y0, box.x1, box.y1}, font, theme.text, words);
  if (pressed(box)) commands.push("breakpoints");
}

/// At the right, where the lesson has something to ask: whoever does not want to passes over it.
void draw_offer_to_ask(const View& view, const UiState& ui, const Painter& paint, Rect& room,
                       CommandQueue& commands) {
  const Prediction& prediction = ui.prediction;
  if (view.scenario == nullptr || ui.presenting || ui.comparing || prediction.game.on) return;
  if (prediction.question && prediction.question->cursor == view.cursor) return;
  const bool asks = std::ranges::any_of(view.scenario->ask_at, [&](const std::string& moment) {
    const model::Sentence& link = view.run.linked("[?](" + moment + ")");
    return !link.empty() && link.front().cursor == view.cursor;
  });
  const Theme& theme = view.theme;
  constexpr std::string_view kWords = "What comes next?";
  const float keys = paint.keys_width(first_key("predict"));
  const float width = paint.width(theme.fonts.body, kWords) + keys + paint.px(28);
  if (!asks || room.width() < width + paint.px(280)) return;
  Rect box = room.cut_right(width);
  room.cut_right(paint.px(12));
  box = {box.x0, box.centre_y() - paint.px(13), box.x1, box.centre_y() + paint.px(13)};
  paint.fill(box, hovered(box) ? theme.hl : theme.raise, paint.px(6));
  paint.stroke(box, theme.acc, paint.px(6));
  paint.label(box.inset(paint.px(10), 0), theme.fonts.body, theme.acc, kWords);
  paint.keys(box.x1 - keys - paint.px(8), box.centre_y(), first_key("predict"));
  if (pressed(box)) commands.push("predict");
}

}  // namespace

void draw_now_line(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  Rect room = window_room();
  paint.h_line(room.x0, room.x1, room.y1 - 1, theme.line);
  room = room.inset(paint.px(16), 0);
  draw_stopped(view, ui, paint, room, commands);
  draw_offer_to_ask(view, ui, paint, room, commands);
  // At the end of what is known: what went wrong, or why nothing more comes.
  const session::Session& session = view.run.session();
  const bool wrong = session.status() == session::FeedStatus::Failed || !view.run.complete();
  const std::string remark = wrong && session.at_end() ? session.remark() : "";
  if (view.cursor == 0 && remark.empty()) return draw_question(view, ui, paint, room, commands);
  ImU32 colour = theme.warn;
  if (remark.empty()) {
    const trace::TraceEvent& event = view.trace()[view.cursor - 1];
    const trace::TaskId actor = event.by != 0 ? event.by : event.task;
    colour = actor != 0 ? view.colour_of(actor) : theme.dim;
  }
  paint.square(room.x0, room.centre_y(), paint.px(12), colour);
  room.cut_left(paint.px(26));
  if (!remark.empty()) {
    draw_large(view, paint, plain_sentence(remark), room);
  } else {
    const trace::EventIndex last = view.cursor - 1;
    const model::Sentence& told = view.run.tell(last);
    const model::Sentence sentence =
        ui.prediction.secret() ? model::without_effect(told, view.trace()[last].kind) : told;
    commands.follow(draw_large(view, paint, sentence, room).pressed);
  }
}

}  // namespace gui
