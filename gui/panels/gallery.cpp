// All lessons by topic, to choose from: over everything else. Typing finds, arrows choose.
#include <algorithm>
#include <array>
#include <cmath>

#include "gui/app.hpp"
#include "gui/commands.hpp"
#include "gui/lessons.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

std::string_view word(scenarios::Level level) {
  static constexpr std::array<std::string_view, 3> kWords{"beginner", "intermediate", "advanced"};
  return kWords.at(static_cast<std::size_t>(level));
}

/// A run in a few millimetres: running solid, ready dotted above, suspended a thin line.
void draw_thumbnail(const Painter& paint, const Thumbnail* picture, Rect box) {
  const Theme& theme = paint.theme();
  paint.fill(box, theme.bg, paint.px(4));
  if (picture == nullptr) return;
  box = box.inset(paint.px(5), paint.px(5));
  const float pitch = std::min(box.height() / static_cast<float>(picture->lanes), paint.px(10));
  const float top = box.centre_y() - pitch * static_cast<float>(picture->lanes) * 0.5f;
  const float bar = std::max(2.f, std::floor(pitch * 0.62f));
  for (const Thumbnail::Bar& one : picture->bars) {
    const float y = std::floor(top + pitch * static_cast<float>(one.lane));
    const float x0 = box.x0 + one.x0 * box.width(), x1 = box.x0 + one.x1 * box.width();
    const ImU32 colour = theme.task(one.lane);
    const float middle = std::floor(y + bar * 0.5f);
    switch (one.state) {
      case model::TaskState::Running:
        paint.fill({x0, y, std::max(x1, x0 + 2), y + bar}, colour);
        break;
      case model::TaskState::Created:
      case model::TaskState::Ready:
        for (float x = std::floor(x0); x < x1; x += paint.px(3))
          paint.fill({x, middle, std::min(x + paint.px(1), x1), middle + 1}, colour);
        break;
      default:
        paint.fill({x0, middle, x1, middle + 1}, with_alpha(colour, 0.5f));
        break;
    }
  }
}

SentenceLayout draw_question(const Painter& paint, const std::string& question, Rect room,
                             bool measure) {
  const Theme& theme = paint.theme();
  const model::Sentence words{{model::Piece::Kind::Plain, question, 0, 0}};
  const SentenceStyle style{theme.fonts.small, theme.fonts.small, theme.mut, paint.px(18), measure};
  return draw_sentence(paint, words, room.x0, room.y0, room.x1, style,
                       [](trace::TaskId) { return ImU32(0); });
}

/// As much of a question as two lines hold.
std::string two_lines(const Painter& paint, const std::string& question, Rect room) {
  std::string words = question;
  while (draw_question(paint, words, room, true).height > paint.px(37)) {
    const std::size_t space = words.find_last_of(' ', words.size() - 4);
    if (space == std::string::npos || space == 0) break;
    words = words.substr(0, space) + "…";
  }
  return words;
}

void draw_lesson_row(const View& view, const UiState& ui, const Painter& paint,
                     const scenarios::Scenario& lesson, Rect box) {
  const Theme& theme = paint.theme();
  Rect inner = box.inset(paint.px(10), paint.px(8));
  if (box.width() > paint.px(420)) {
    Rect picture = inner.cut_left(paint.px(112));
    picture.y1 = picture.y0 + paint.px(56);
    draw_thumbnail(paint, view.app.thumbnails().find(lesson.id), picture);
    inner.cut_left(paint.px(14));
  }
  Rect line = inner.cut_top(paint.px(20));
  const bool open = view.scenario == &lesson;
  const bool seen = std::ranges::find(ui.opened, lesson.id) != ui.opened.end();
  std::string words(word(lesson.level));
  if (open || seen) words = (open ? "open" : "opened") + std::string("  ·  ") + words;
  const Rect right = line.cut_right(paint.width(theme.fonts.small, words) + paint.px(4));
  paint.label(right, theme.fonts.small, theme.mut, words, Align::Right);
  if (seen && !open) {
    paint.cap(Cap::Check, right.x0 - paint.px(14), right.centre_y(), theme.mut);
    line.cut_right(paint.px(22));
  }
  line.cut_right(paint.px(10));
  paint.label(line, theme.fonts.body_bold, theme.text, lesson.title);
  const std::string told = only_misconception_has(lesson, ui.line.text())
                               ? "Many believe: " + lesson.misconception
                               : lesson.question;
  draw_question(paint, two_lines(paint, told, inner), inner, false);
}

}  // namespace

void draw_gallery(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter back(view.theme);
  const Theme& theme = view.theme;
  const std::string& typed = ui.line.text();
  const std::vector<const scenarios::Scenario*> lessons = lessons_with(typed);
  const float high = back.px(72), heading = back.px(36);
  Rect sheet = draw_sheet(back, "Lessons", back.px(820), back.px(2000), commands);
  sheet.cut_top(back.px(12));
  const Rect field = sheet.cut_top(back.px(36)).inset(back.px(kSheetMargin - 12), 0);
  draw_field(back, ui.line, field,
             {.empty = "words of a title, of a topic, or of what many believe"});
  sheet.cut_top(back.px(6));
  begin_scroll("lessons", sheet.inset(1, 1));
  const Painter paint(theme);
  const float top = sheet.y0 - ImGui::GetScrollY();
  const Rect room = sheet.inset(paint.px(kSheetMargin - 12), 0);
  float y = top + paint.px(2);
  std::string_view topic;
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    const scenarios::Scenario& lesson = *lessons[i];
    const bool first = lesson.topic != topic;
    if (first) {
      topic = lesson.topic;
      const Rect line = Rect{room.x0, y + paint.px(8), room.x1, y + heading}.inset(paint.px(10), 0);
      paint.label(line, theme.fonts.small_bold, theme.mut, topic);
      y += heading;
    }
    const Rect box{room.x0, y, room.x1, y + high};
    y = box.y1 + paint.px(2);
    if (draw_row(paint, ui, i, box, first ? heading : 0)) commands.push("accept");
    if (box.y1 > sheet.y0 && box.y0 < sheet.y1) draw_lesson_row(view, ui, paint, lesson, box);
  }
  if (lessons.empty()) {
    draw_nothing(paint, {room.x0 + paint.px(10), y, room.x1, y + paint.px(36)},
                 "No lesson has these words. Backspace takes them back.");
  }
  end_scroll(y - top + paint.px(8));
}

}  // namespace gui
