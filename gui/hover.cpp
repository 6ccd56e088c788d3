#include "gui/hover.hpp"

#include <algorithm>
#include <cmath>

#include "gui/glossary.hpp"

namespace gui {

void Hover::begin(float seconds, bool busy) {
  since_card_ += seconds;
  if (now_ != before_) {
    const bool warm = since_card_ < kRest;
    rested_ = warm && now_ != 0 ? kRest : 0;
  } else {
    rested_ += seconds;
  }
  if (busy) rested_ = 0, since_card_ = 1e9f;
  before_ = std::exchange(now_, 0);
  busy_ = busy;
  pointed_before_ = std::exchange(pointed_, trace::kNever);
}

bool Hover::rests_on(std::uint64_t what) {
  if (busy_) return false;
  now_ = what;
  if (now_ != before_ || rested_ < kRest) return false;
  since_card_ = 0;
  return true;
}

Hover& hover() { return *static_cast<Hover*>(ImGui::GetIO().UserData); }

bool rests(Rect box, std::uint64_t what) { return hovered(box) && hover().rests_on(what); }

std::uint64_t thing(std::string_view kind, std::uint64_t id, std::uint64_t part) {
  std::uint64_t sum = 14695981039346656037u;
  const auto add = [&](std::uint64_t value) { sum = (sum ^ value) * 1099511628211u; };
  for (const char c : kind) add(static_cast<unsigned char>(c));
  add(id);
  add(part);
  return sum | 1;  // 0 is nothing
}

// -- The card

void HoverCard::row(std::string_view label, std::string words) {
  rows.push_back({label, {{model::Piece::Kind::Plain, std::move(words), 0, 0}}});
}

namespace {

/// Draws the card with its top left there, or only measures it. Returns its size.
ImVec2 lay_out(const Painter& paint, const HoverCard& card, float x, float y, bool measure,
               const std::function<ImU32(model::TaskId)>& colour_of) {
  const Theme& theme = paint.theme();
  const float pad = paint.px(12), line = paint.px(20), most = paint.px(300);
  float label_width = 0;
  for (const auto& row : card.rows) {
    label_width = std::max(label_width, paint.width(theme.fonts.small, row.label));
  }
  if (label_width > 0) label_width += paint.px(12);
  const float left = x + pad;
  float top = y + paint.px(8), width = 0;

  // -- The head
  const float head = line + paint.px(2);
  float title_x = left;
  if (card.square != 0) {
    if (!measure) paint.square(title_x, top + head * 0.5f, paint.px(8), card.square);
    title_x += paint.px(16);
  }
  const float title_width = paint.width(theme.fonts.body_bold, card.title);
  if (!measure) {
    paint.label({title_x, top, title_x + title_width + 1, top + head}, theme.fonts.body_bold,
                theme.text, card.title);
  }
  width = title_x + title_width - left;
  if (card.state) {
    const float tag = paint.tag_width(model::word(*card.state)) + paint.px(14);
    const float right = title_x + title_width + paint.px(12) + tag;
    if (!measure) paint.state_tag(right, top + head * 0.5f, *card.state);
    width = right - left;
  }
  top += head + paint.px(card.rows.empty() ? 0 : 4);

  // -- The rows
  SentenceStyle style{theme.fonts.body, theme.fonts.body_bold, theme.text, line};
  style.measure = measure;
  for (const auto& row : card.rows) {
    if (!measure) {
      paint.label({left, top, left + label_width, top + line}, theme.fonts.small, theme.mut,
                  row.label);
    }
    const float from = left + label_width;
    const SentenceLayout layout =
        draw_sentence(paint, row.words, from, top, from + most, style, colour_of);
    width = std::max(width, label_width + std::min(layout.width, most));
    top += layout.height;
  }
  return {width + 2 * pad, top + paint.px(8) - y};
}

}  // namespace

void show(const Painter& paint, const HoverCard& card,
          const std::function<ImU32(model::TaskId)>& colour_of) {
  const ImVec2 mouse = ImGui::GetIO().MousePos, room = ImGui::GetIO().DisplaySize;
  ImVec2 size = lay_out(paint, card, 0, 0, true, colour_of);
  size = {std::ceil(size.x), std::ceil(size.y)};
  float x = mouse.x + paint.px(14), y = mouse.y + paint.px(18);
  if (x + size.x > room.x - paint.px(4)) x = std::max(paint.px(4), mouse.x - size.x - paint.px(8));
  if (y + size.y > room.y - paint.px(4)) y = std::max(paint.px(4), mouse.y - size.y - paint.px(8));
  x = std::floor(x), y = std::floor(y);
  ImGui::SetNextWindowPos({x, y});
  ImGui::SetNextWindowSize(size);
  ImGui::SetNextWindowBgAlpha(0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_Tooltip | ImGuiWindowFlags_NoDecoration |
                                      ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;
  ImGui::Begin("##hover card", nullptr, kFlags);
  const Painter inner(paint.theme());
  const Rect box{x, y, x + size.x, y + size.y};
  inner.fill(box, paint.theme().raise, paint.px(6));
  inner.stroke(box, paint.theme().line, paint.px(6));
  lay_out(inner, card, x, y, false, colour_of);
  ImGui::End();
  ImGui::PopStyleVar(2);
}

void explain_word(const Painter& paint, Rect box, std::string_view word) {
  if (!hovered(box)) return;
  const Word* known = find_word(word);
  if (known == nullptr || !hover().rests_on(thing("word", 0, thing(known->word, 0)))) return;
  HoverCard card;
  card.title = known->word;
  card.row("", std::string(known->meaning));
  show(paint, card, [&](model::TaskId) { return paint.theme().text; });
}

}  // namespace gui
