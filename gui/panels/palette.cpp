// All commands in one list, found by a few letters: names, what they do, keys. Then, in the same
// line, what a command needs.
#include "gui/palette.hpp"

#include <algorithm>
#include <cmath>

#include "gui/panels.hpp"

namespace gui {
namespace {

/// The title, with the letters that were typed in the accent.
float draw_lit(const Painter& paint, Rect box, Font font, ImU32 colour, const Offer& offer) {
  const std::string_view title = offer.title;
  if (offer.lit.empty() || paint.width(font, title) > box.width()) {
    return paint.label(box, font, colour, title);
  }
  float x = box.x0;
  const float y = box.centre_y() - font.size * 0.5f;
  for (std::size_t i = 0; i < title.size();) {
    const bool lit = std::ranges::binary_search(offer.lit, i);
    std::size_t end = i;
    while (end < title.size() && std::ranges::binary_search(offer.lit, end) == lit) ++end;
    x = paint.text(x, y, font, lit ? paint.theme().acc : colour, title.substr(i, end - i));
    i = end;
  }
  return x - box.x0;
}

}  // namespace

void draw_offer(const Painter& paint, const Offer& offer, Rect box, float title_width) {
  const Theme& theme = paint.theme();
  const bool can = offer.obstacle.empty();
  Rect line = box.inset(paint.px(12), 0);
  if (!offer.keys.empty()) {
    const float width = paint.keys_width(offer.keys);
    const Rect keys = line.cut_right(width);
    paint.keys(keys.x0, keys.centre_y(), offer.keys);
    line.cut_right(paint.px(12));
  }
  Rect title = line.cut_left(std::min(title_width, line.width()));
  title.x1 -= paint.px(12);
  draw_lit(paint, title, theme.fonts.body_bold, can ? theme.text : theme.dim, offer);
  const std::string beside = can ? offer.help : "Not now: " + std::string(offer.obstacle);
  if (line.width() > paint.px(60)) {
    paint.label(line, theme.fonts.body, can ? theme.mut : theme.dim, beside);
  }
}

void draw_palette(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter back(view.theme);
  const Theme& theme = view.theme;
  const Command* asked = find_command(ui.asked);
  Rect sheet = draw_sheet(back, asked != nullptr ? asked->title : "All commands", back.px(760),
                          back.px(560), commands);
  sheet.cut_top(back.px(14));
  const Rect field = sheet.cut_top(back.px(36)).inset(back.px(kSheetMargin - 12), 0);
  const std::string before = asked != nullptr ? std::string(asked->id) + " " : "";
  const std::string_view empty =
      asked == nullptr ? "a few letters of a command: nxit finds Next iteration" : "";
  draw_field(back, ui.line, field, {.before = before, .empty = empty});
  const std::vector<Offer> all = offers(view.app, ui.asked, ui.line.text(), ui.used);
  if (asked != nullptr || all.empty()) {
    const std::string words =
        all.empty() && asked == nullptr ? "No command is named so." : std::string(asked->help);
    back.label(sheet.cut_top(back.px(30)).inset(back.px(kSheetMargin), 0), theme.fonts.small,
               theme.mut, words);
  } else {
    sheet.cut_top(back.px(8));
  }
  begin_scroll("palette", sheet.inset(1, 1));
  const Painter paint(theme);
  const float top = sheet.y0 - ImGui::GetScrollY();
  const Rect room = sheet.inset(paint.px(kSheetMargin - 12), 0);
  float y = top + paint.px(2);
  const float title_width = std::min(paint.px(230), room.width() * 0.5f);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Rect box{room.x0, y, room.x1, y + paint.px(30)};
    y = box.y1;
    if (draw_row(paint, ui, i, box)) commands.push("accept");
    draw_offer(paint, all[i], box, title_width);
  }
  end_scroll(y - top + paint.px(8));
}

}  // namespace gui
