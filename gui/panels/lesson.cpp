// The lesson: the question, what to watch, and what it teaches, once the end was seen or asked for.
#include "core/model/moments.hpp"
#include "gui/commands.hpp"
#include "gui/panels.hpp"

namespace gui {

void draw_lesson(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  Rect room = window_room();
  const bool predicts = ui.prediction.shown;
  const int tab = draw_header(paint, room, {{"Lesson", !predicts}, {"Predict", predicts}},
                              view.scenario != nullptr ? view.scenario->topic : "");
  if (tab >= 0) commands.push("lesson-tab", tab == 0 ? "lesson" : "predict");
  if (predicts) return draw_predict(view, ui, room, commands);
  begin_scroll("lesson", room);
  const Painter inner(theme);
  const float top = room.y0 - ImGui::GetScrollY();
  const float x0 = room.x0 + paint.px(12), x1 = room.x1 - paint.px(14);
  float y = top + paint.px(10);
  const auto paragraph = [&](std::string_view text, Font font, ImU32 colour) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      const std::string_view line = text.substr(0, end);
      if (line.empty()) {
        y += paint.px(8);
      } else {
        const model::Sentence sentence{
            {model::Piece::Kind::Plain, model::without_marks(line), 0, 0}};
        const SentenceStyle style{font, font, colour, paint.px(20)};
        y += draw_sentence(inner, sentence, x0, y, x1, style, [](trace::TaskId) {
               return ImU32(0);
             }).height;
      }
      if (end == std::string_view::npos) break;
      text.remove_prefix(end + 1);
    }
  };
  if (view.scenario == nullptr) {
    paragraph("This run is not one of the lessons.", theme.fonts.body, theme.dim);
  } else {
    paragraph(view.scenario->question, theme.fonts.body_bold, theme.text);
    y += paint.px(6);
    paragraph(view.scenario->watch, theme.fonts.body, theme.mut);
    const bool seen_all =
        view.run.complete() && view.frontier == view.trace().size() && view.frontier > 0;
    if (!view.scenario->lesson.empty()) {
      y += paint.px(8);
      if ((ui.explained || seen_all) && !ui.prediction.secret()) {
        inner.h_line(x0, x1, y, theme.line);
        y += paint.px(9);
        paragraph(view.scenario->lesson, theme.fonts.body, theme.text);
      } else {
        const std::string_view words = "Show the explanation";
        const Rect link{x0, y, x0 + paint.width(theme.fonts.body, words), y + paint.px(20)};
        inner.label(link, theme.fonts.body, theme.acc, words);
        inner.keys(link.x1 + paint.px(8), link.centre_y(), first_key("explain"));
        if (pressed(link)) commands.push("explain");
        y += paint.px(20);
      }
    }
  }
  end_scroll(y - top + paint.px(12));
}

}  // namespace gui
