#include <algorithm>
#include <cmath>

#include "gui/hover.hpp"
#include "gui/panels.hpp"

namespace gui {

Rect window_room() {
  const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  return {at.x, at.y, at.x + size.x, at.y + size.y};
}

int draw_header(const Painter& paint, Rect& room, std::initializer_list<Tab> tabs,
                std::string_view right) {
  const Theme& theme = paint.theme();
  const Rect bar = room.cut_top(paint.px(32));
  paint.h_line(bar.x0, bar.x1, bar.y1 - 1, theme.line);
  float x = bar.x0 + paint.px(12);
  int chosen = -1, index = 0;
  for (const Tab& tab : tabs) {
    const std::string count = tab.count > 0 ? std::to_string(tab.count) : "";
    const float title = paint.width(theme.fonts.small_bold, tab.title);
    const float behind =
        count.empty() ? 0 : paint.width(theme.fonts.small_bold, count) + paint.px(6);
    const float w = title + behind;
    const Rect box{x, bar.y0, x + w, bar.y1};
    const Rect target = box.inset(-paint.px(6), 0);
    const ImU32 colour = tab.chosen || hovered(target) ? theme.text : theme.mut;
    paint.label(box, theme.fonts.small_bold, colour, tab.title);
    paint.label({x + title + paint.px(6), box.y0, box.x1 + 1, box.y1}, theme.fonts.small_bold,
                tab.warns ? theme.warn : theme.mut, count);
    if (tab.chosen) paint.fill({box.x0, box.y1 - paint.px(2), box.x1, box.y1}, theme.acc);
    if (pressed(target)) chosen = index;
    explain_word(paint, target, tab.title);
    x += w + paint.px(16);
    ++index;
  }
  if (!right.empty()) {
    paint.label({x, bar.y0, bar.x1 - paint.px(12), bar.y1}, theme.fonts.small, theme.mut, right,
                Align::Right);
  }
  return chosen;
}

Rect draw_title(const Painter& paint, Rect& room, std::string_view title, std::string_view beside) {
  const Theme& theme = paint.theme();
  Rect bar = room.cut_top(paint.px(32));
  paint.h_line(bar.x0, bar.x1, bar.y1 - 1, theme.line);
  bar = bar.inset(paint.px(12), 0);
  const float width = paint.label(bar, theme.fonts.small_bold, theme.text, title);
  explain_word(paint, {bar.x0, bar.y0, bar.x0 + width, bar.y1}, title);
  bar.cut_left(width + paint.px(12));
  bar.cut_left(paint.label(bar, theme.fonts.small, theme.mut, beside));
  return bar;
}

void begin_scroll(const char* id, Rect box) {
  ImGui::SetCursorScreenPos(box.min());
  ImGui::BeginChild(id, {std::max(1.f, box.width()), std::max(1.f, box.height())}, false,
                    ImGuiWindowFlags_NoNav);
}

void end_scroll(float content_height) {
  ImGui::SetCursorPos({0, 0});
  ImGui::Dummy({1, std::max(1.f, content_height)});
  ImGui::EndChild();
}

float sheet_width(const Painter& paint, float wanted) {
  return std::min(wanted, window_room().width() - paint.px(2 * kSheetMargin));
}

Rect draw_sheet(const Painter& paint, std::string_view title, float width, float height,
                CommandQueue& commands) {
  const Theme& theme = paint.theme();
  const Rect window = window_room();
  width = sheet_width(paint, width);
  height = std::min(height, window.height() - paint.px(2 * kSheetMargin));
  const float x = std::floor((window.width() - width) * 0.5f);
  const float y = std::floor((window.height() - height) * 0.4f);
  Rect sheet{x, y, x + width, y + height};
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !sheet.contains(ImGui::GetIO().MousePos)) {
    commands.push("close");
  }
  paint.fill(sheet, theme.panel, paint.px(8));
  paint.stroke(sheet, theme.line, paint.px(8));
  const Rect head = sheet.cut_top(paint.px(kSheetHead)).inset(paint.px(kSheetMargin), 0);
  paint.keys(head.x1 - paint.keys_width("Esc"), head.centre_y(), "Esc");
  paint.label(head, theme.fonts.now_bold, theme.text, title);
  paint.h_line(sheet.x0, sheet.x1, sheet.y0, theme.line);
  return sheet;
}

Rect draw_foot(const Painter& paint, Rect& sheet) {
  const Rect foot = sheet.cut_bottom(paint.px(kSheetFoot)).inset(paint.px(kSheetMargin), 0);
  paint.h_line(sheet.x0, sheet.x1, sheet.y1, paint.theme().line);
  return foot;
}

void draw_hints(const Painter& paint, Rect room, std::initializer_list<KeyHint> hints) {
  const Font font = paint.theme().fonts.small;
  for (const KeyHint& hint : hints) {
    const float width = paint.keys_width(hint.key) + paint.width(font, hint.words) + paint.px(20);
    if (width > room.width()) return;
    Rect box = room.cut_left(width);
    box.x0 = paint.keys(box.x0, box.centre_y(), hint.key) + paint.px(2);
    paint.label(box, font, paint.theme().mut, hint.words);
  }
}

bool draw_field(const Painter& paint, TextLine& line, Rect box, const Field& field) {
  const Theme& theme = paint.theme();
  const Font font = theme.fonts.body;
  paint.fill(box, theme.raise, paint.px(6));
  paint.stroke(box, field.takes_keys ? theme.acc : theme.line, paint.px(6));
  Rect room = box.inset(paint.px(10), 0);
  // Of a long folder its end is what tells.
  std::string_view before = field.before;
  while (paint.width(font, before) > room.width() * 0.5f && before.find('/', 1) != before.npos) {
    before.remove_prefix(before.find('/', 1));
  }
  if (!before.empty()) room.cut_left(paint.label(room, font, theme.mut, before) + paint.px(2));
  const bool clicked = pressed(box);
  if (clicked) line.point(paint, font, room.x0, ImGui::GetIO().MousePos.x);
  if (line.empty()) {
    Rect beside = room;
    beside.cut_left(paint.px(8));
    paint.label(beside, font, theme.dim, field.empty);
  }
  line.draw(paint, room, font, field.takes_keys);
  return clicked;
}

void bring_into_sight(const Painter& paint, UiState& ui, Rect box, float above) {
  if (!ui.row_moved) return;
  const Rect room = window_room();
  const float top = box.y0 - above;
  const float by = top < room.y0      ? top - room.y0 - paint.px(4)
                   : box.y1 > room.y1 ? box.y1 - room.y1 + paint.px(4)
                                      : 0;
  ImGui::SetScrollY(std::max(0.f, ImGui::GetScrollY() + by));
  ui.row_moved = false;
}

bool draw_row(const Painter& paint, UiState& ui, std::size_t index, Rect box, float above) {
  const Theme& theme = paint.theme();
  const bool chosen = ui.row == index;
  if (chosen || hovered(box)) paint.fill(box, chosen ? theme.hl : theme.raise, paint.px(6));
  if (chosen) paint.stroke(box, theme.acc, paint.px(6));
  if (chosen) bring_into_sight(paint, ui, box, above);
  if (!pressed(box)) return false;
  ui.row = index;
  return true;
}

void draw_nothing(const Painter& paint, Rect box, std::string_view words) {
  paint.label(box, paint.theme().fonts.body, paint.theme().dim, words);
}

void draw_closed(const Painter& paint, Rect box) {
  const std::string_view words = "closed while you predict";
  const bool fits = paint.width(paint.theme().fonts.body, words) <= box.width();
  draw_nothing(paint, box, fits ? words : words.substr(0, words.find(' ')));
}

std::string cause_of(const View& view, const model::ReadyHandle& handle) {
  const model::Timeline& timeline = view.timeline();
  const trace::Trace& trace = view.trace();
  if (handle.cancelled) return "cancelled: will be skipped";
  if (handle.was_timer) return "its time has come";
  if (handle.queued_at >= trace.size()) return "";
  const trace::TraceEvent& event = trace[handle.queued_at];
  switch (event.kind) {
    case trace::EventKind::TaskCreated:
      return event.by != 0 ? "new, made by " + timeline.label(event.by) : "new: first step";
    case trace::EventKind::TaskYielded:
      return "gave the loop a turn";
    default:
      break;
  }
  const trace::TraceEvent* before = handle.queued_at > 0 ? &trace[handle.queued_at - 1] : nullptr;
  if (before != nullptr && before->kind == trace::EventKind::TaskCancelRequested &&
      before->task == handle.task) {
    return "to be cancelled";
  }
  if (handle.cause != 0) {
    const std::string cause = timeline.label(handle.cause);
    if (timeline.lane(handle.cause) != nullptr) return cause + " has ended";
    const auto known = timeline.objects().find(handle.cause);
    const auto kind =
        known == timeline.objects().end() ? trace::ObjectKind::Unknown : known->second.kind;
    switch (kind) {
      case trace::ObjectKind::Event:
        return cause + " was set";
      case trace::ObjectKind::Lock:
      case trace::ObjectKind::Semaphore:
        return cause + " was released";
      case trace::ObjectKind::Condition:
        return cause + " was notified";
      case trace::ObjectKind::Queue:
        return before != nullptr && before->kind == trace::EventKind::ItemPut
                   ? cause + " has an item"
               : before != nullptr && before->kind == trace::EventKind::ItemTaken
                   ? cause + " has room"
                   : cause + " has changed";
      case trace::ObjectKind::Barrier:
        return cause + " has opened";
      case trace::ObjectKind::Stream:
        return cause + " has data";
      case trace::ObjectKind::Job:
        return cause + (view.snapshot().job(handle.cause) != nullptr ? " sent it" : " has ended");
      default:
        return cause + " is complete";
    }
  }
  if (handle.task != 0 && handle.by == 0) return "its sleep is over";
  if (handle.by != 0) return "queued by " + timeline.label(handle.by);
  return "";
}

}  // namespace gui
