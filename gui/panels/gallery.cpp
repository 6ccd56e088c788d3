// All scenarios, by topic, to choose from: over everything else.
#include <algorithm>
#include <cmath>
#include <vector>

#include "gui/commands.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

/// One scenario of the list: its title, and its question on as many lines as it needs.
struct Entry {
  const scenarios::Scenario* scenario;
  bool first_of_topic;
  float height;
};

SentenceLayout draw_question(const Painter& paint, const scenarios::Scenario& scenario, float x,
                             float y, float right, bool measure) {
  const Theme& theme = paint.theme();
  const model::Sentence words{{model::Piece::Kind::Plain, scenario.question, 0, 0}};
  const SentenceStyle style{theme.fonts.body, theme.fonts.body, theme.mut, paint.px(20), measure};
  return draw_sentence(paint, words, x, y, right, style, [](trace::TaskId) { return ImU32(0); });
}

}  // namespace

void draw_gallery(const View& view, UiState&, CommandQueue& commands) {
  const Painter back(view.theme);
  const Theme& theme = view.theme;
  const float width = sheet_width(back, back.px(760));
  const float x = std::floor((window_room().width() - width) * 0.5f);
  const float text = x + back.px(kSheetMargin), text_right = x + width - back.px(28);

  std::vector<Entry> entries;
  float content = back.px(14);
  std::string_view topic;
  for (const scenarios::Scenario& one : scenarios::catalogue()) {
    Entry entry{&one, one.topic != topic, 0};
    topic = one.topic;
    entry.height = back.px(36) + draw_question(back, one, text, 0, text_right, true).height;
    content += entry.height + back.px(4) + (entry.first_of_topic ? back.px(36) : 0);
    entries.push_back(entry);
  }
  const Rect sheet = draw_sheet(back, "Scenarios", width, content + back.px(kSheetHead), commands);

  begin_scroll("scenarios", sheet.inset(1, 1));
  const Painter paint(theme);
  const float top = sheet.y0 - ImGui::GetScrollY();
  float y = top + paint.px(2);
  for (const Entry& entry : entries) {
    const scenarios::Scenario& one = *entry.scenario;
    if (entry.first_of_topic) {
      y += paint.px(10);
      paint.label({text, y, text_right, y + paint.px(24)}, theme.fonts.small_bold, theme.mut,
                  one.topic);
      y += paint.px(26);
    }
    const Rect box{sheet.x0 + paint.px(12), y, sheet.x1 - paint.px(14), y + entry.height};
    const bool open = view.scenario == &one;
    if (open || hovered(box)) paint.fill(box, open ? theme.hl : theme.raise, paint.px(6));
    if (open) paint.stroke(box, theme.acc, paint.px(6));
    const Rect line{text, y + paint.px(7), text_right, y + paint.px(27)};
    if (open) paint.label(line, theme.fonts.small, theme.mut, "open", Align::Right);
    paint.label(line, theme.fonts.body_bold, theme.text, one.title);
    draw_question(paint, one, text, line.y1, text_right, false);
    if (pressed(box)) commands.push("scenario", one.id);
    y += entry.height + paint.px(4);
  }
  end_scroll(y - top + paint.px(8));
}

}  // namespace gui
