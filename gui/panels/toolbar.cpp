// What is run (scenario, parameters, clock), the transport in words, and where the cursor stands.
// What does not fit a narrow window is gathered in one pill, "settings".
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/choices.hpp"
#include "gui/commands.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

// -- Pills

/// What is cut narrower tells nothing.
constexpr float kLeastPill = 32;

float pill_width(const Painter& paint, std::string_view name, std::string_view value) {
  const Fonts& fonts = paint.theme().fonts;
  const float gap = name.empty() ? 0 : paint.px(6);
  return paint.px(36) + paint.width(fonts.body, name) + gap + paint.width(fonts.body_bold, value);
}

bool draw_pill(const Painter& paint, const char* id, Rect box, std::string_view name,
               std::string_view value) {
  const Theme& theme = paint.theme();
  if (box.width() < paint.px(kLeastPill)) return false;  // no room: the menu has it
  const bool taken = button(id, box);
  const bool over = hovered(box);
  paint.fill(box, theme.raise, paint.px(6));
  paint.stroke(box, over ? theme.dim : theme.line, paint.px(6));
  Rect inner = box.inset(paint.px(10), 0);
  const Rect caret = inner.cut_right(paint.px(16));
  if (!name.empty()) {
    inner.cut_left(paint.label(inner, theme.fonts.body, theme.mut, name) + paint.px(6));
  }
  paint.label(inner, theme.fonts.body_bold, theme.text, value);
  paint.caret(Caret::Down, {caret.x1 - paint.px(5), caret.centre_y()}, theme.mut);
  return taken;
}

// -- The transport

struct Button {
  const char* command;
  std::string_view words;
  int side;    ///< of the arrow: -1 left of the words, 1 right of them, 0 none
  int arrows;  ///< when there is no room for words
  bool main = false;
};

std::vector<Button> transport_of(const View& view, const UiState& ui) {
  std::vector<Button> buttons{{"step-iteration-back", "iteration", -1, 2},
                              {"step-back", "step", -1, 1},
                              {"play-pause", ui.playing ? "Pause" : "Play", 0, 0, true},
                              {"step", "step", 1, 1},
                              {"step-iteration", "iteration", 1, 2}};
  // Most programs have run to their end before anybody could stop them.
  const session::Session& session = view.run.session();
  const bool real = view.run.spec().clock == trace::ClockKind::Real;
  if (session.reading() || (session.running() && (real || session.settled())))
    buttons.push_back({"stop", "Stop", 0, 0});
  return buttons;
}

float button_width(const Painter& paint, const Button& button, bool brief) {
  const Fonts& fonts = paint.theme().fonts;
  // Room for the longer of the two words, so that nothing moves when it changes.
  if (button.side == 0) return paint.width(fonts.body_bold, "Pause") + paint.px(24);
  return brief ? paint.px(34) : paint.width(fonts.body, button.words) + paint.px(36);
}

void draw_button(const View& view, const Painter& paint, const Button& button, Rect box, bool brief,
                 CommandQueue& commands) {
  const Theme& theme = paint.theme();
  if (box.width() < paint.px(kLeastPill)) return;
  const bool taken = gui::button(button.command, box);
  const bool enabled = view.enabled(button.command);
  const bool over = hovered(box) && enabled;
  const bool main = button.main && enabled;
  paint.fill(box, main ? theme.acc : theme.raise, paint.px(6));
  if (!main) paint.stroke(box, over ? theme.dim : theme.line, paint.px(6));
  const ImU32 colour = main ? theme.panel : enabled ? theme.text : with_alpha(theme.dim, 0.6f);
  const float middle = box.centre_y();
  if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (taken && enabled) commands.push(button.command);
  if (button.side == 0) {
    paint.label(box, theme.fonts.body_bold, colour, button.words, Align::Centre);
    return;
  }
  const Caret caret = button.side < 0 ? Caret::Left : Caret::Right;
  if (brief) {
    const float spread = paint.px(3) * static_cast<float>(button.arrows - 1);
    const float centre = (box.x0 + box.x1) * 0.5f;
    paint.caret(caret, {centre - spread, middle}, colour);
    if (button.arrows > 1) paint.caret(caret, {centre + spread, middle}, colour);
    return;
  }
  Rect inner = box.inset(paint.px(10), 0);
  if (button.side < 0) inner.cut_left(paint.px(16));
  const float edge = button.side < 0 ? box.x0 + paint.px(14) : box.x1 - paint.px(14);
  paint.caret(caret, {edge, middle}, colour);
  paint.label(inner, theme.fonts.body, colour, button.words);
}

// -- The right end

constexpr float kClockRoom = 196;

void draw_clock(const View& view, const Painter& paint, Rect box) {
  const Theme& theme = paint.theme();
  const model::Snapshot& now = view.snapshot();
  const std::string turn =
      view.cursor == 0 ? "not started" : fmt::format("iteration {}", now.iteration());
  const float w = paint.width(theme.fonts.body, turn);
  paint.label(box.cut_right(w), theme.fonts.body, theme.mut, turn);
  box.cut_right(paint.px(10));
  paint.label(box, theme.fonts.time, theme.text, view.seconds(now.time()), Align::Right);
}

/// Three lines: all commands are behind it.
void draw_menu_button(const Painter& paint, Rect box, bool open, CommandQueue& commands) {
  const Theme& theme = paint.theme();
  const bool over = hovered(box);
  paint.fill(box, open ? theme.hl : theme.raise, paint.px(6));
  paint.stroke(box, over || open ? theme.dim : theme.line, paint.px(6));
  const float half = paint.px(7), middle = (box.x0 + box.x1) * 0.5f;
  for (const float y : {-5.f, 0.f, 5.f}) {
    const float at = box.centre_y() + paint.px(y);
    paint.fill({middle - half, at - paint.px(1), middle + half, at + paint.px(1)}, theme.text);
  }
  if (over) hint(paint, "All commands (F10)");
  if (button("menu", box)) commands.push("menu");
}

// -- What fits

/// The parts of the toolbar for a width. What gives way first: the settings are gathered in one
/// pill, then the pace joins them, then the name, the words of the transport, the title.
struct Plan {
  bool gathered = false, with_pace = true, with_logo = true, brief = false;
  float lesson = 0;  ///< width of the scenario's pill
};

struct Widths {
  float logo, lesson, settings, gathered, transport, brief_transport, step, pace, gaps;
};

Plan plan_for(const Widths& w, float room, float least_lesson, float clock) {
  Plan plan;
  const auto total = [&] {
    return (plan.with_logo ? w.logo : 0) + w.lesson + (plan.gathered ? w.gathered : w.settings) +
           (plan.brief ? w.brief_transport : w.transport) + w.step + (plan.with_pace ? w.pace : 0) +
           clock + w.gaps;
  };
  if (total() > room && w.settings > w.gathered) plan.gathered = true;
  if (total() > room) plan.with_pace = false;
  if (total() > room) plan.with_logo = false;
  if (total() > room + w.lesson - least_lesson) plan.brief = true;
  plan.lesson = std::max(least_lesson, w.lesson - std::max(0.f, total() - room));
  return plan;
}

/// A pill, and where it is: what opens under it is drawn over everything else.
void draw_choice(const Painter& paint, UiState& ui, Rect box, const std::string& name,
                 std::string_view label, std::string_view value, CommandQueue& commands) {
  if (box.width() < paint.px(kLeastPill)) return;
  ui.pills.push_back({name, box});
  if (draw_pill(paint, ("pill " + name).c_str(), box, label, value)) {
    commands.push("settings", name);
  }
}

}  // namespace

void draw_toolbar(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  Rect room = window_room();
  paint.h_line(room.x0, room.x1, room.y1 - 1, theme.line);
  room = room.inset(paint.px(12), paint.px(9));
  const float gap = paint.px(8);

  const std::vector<Choice> choices = run_choices(view.app);
  const Choice step = step_choice(view.app), pace = pace_choice(view.app);
  ui.pills.clear();
  const std::vector<Button> transport = transport_of(view, ui);
  const std::string title = view.scenario != nullptr ? view.scenario->title : "a recording";
  const auto width_of = [&](const Choice& choice) {
    return pill_width(paint, choice.name, choice.shown) + gap;
  };
  const auto transport_width = [&](bool brief) {
    float sum = gap;
    for (const Button& one : transport) sum += button_width(paint, one, brief) + paint.px(2);
    return sum;
  };
  Widths widths{paint.width(theme.fonts.body_bold, "Loopscope") + paint.px(16),
                pill_width(paint, "Lesson", title) + gap,
                0,
                pill_width(paint, "", kGathered) + gap,
                transport_width(false),
                transport_width(true),
                width_of(step),
                width_of(pace),
                gap};
  for (const Choice& choice : choices) widths.settings += width_of(choice);
  const Plan plan =
      plan_for(widths, room.width() - paint.px(34) - gap, paint.px(120), paint.px(kClockRoom));

  draw_clock(view, paint, room.cut_right(paint.px(kClockRoom)));
  draw_menu_button(paint, room.cut_left(paint.px(34)), ui.overlay == Overlay::Menu, commands);
  room.cut_left(gap);
  if (plan.with_logo) {
    paint.label(room.cut_left(widths.logo), theme.fonts.body_bold, theme.text, "Loopscope");
  }
  Rect box = room.cut_left(plan.lesson - gap);
  const bool whole = plan.lesson >= widths.lesson - 1;
  if (draw_pill(paint, "pill lesson", box, whole ? "Lesson" : "", title)) commands.push("gallery");
  room.cut_left(gap);
  const auto draw = [&](const Choice& choice) {
    const Rect place = room.cut_left(width_of(choice) - gap);
    draw_choice(paint, ui, place, choice.name, choice.name, choice.shown, commands);
    room.cut_left(gap);
  };
  if (plan.gathered) {
    box = room.cut_left(widths.gathered - gap);
    draw_choice(paint, ui, box, kGathered, "", kGathered, commands);
    room.cut_left(gap);
  } else {
    for (const Choice& choice : choices) draw(choice);
  }
  const float middle =
      transport_width(plan.brief) + widths.step + (plan.with_pace ? widths.pace : 0);
  room.cut_left(std::max(0.f, std::floor((room.width() - middle) * 0.5f)));
  for (const Button& button : transport) {
    const Rect place = room.cut_left(button_width(paint, button, plan.brief));
    draw_button(view, paint, button, place, plan.brief, commands);
    room.cut_left(paint.px(2));
  }
  room.cut_left(gap);
  draw(step);
  if (plan.with_pace) draw(pace);
}

}  // namespace gui
