#include "gui/panels/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/model/findings.hpp"

namespace gui {
namespace {

using model::Finding;

const model::Findings& findings_of(const View& view) { return view.run.session().findings(); }

/// Whether the scenario does it on purpose.
bool is_expected(const View& view, const Finding& finding) {
  if (view.scenario == nullptr) return false;
  const std::vector<std::string>& expected = view.scenario->expected_findings;
  return std::ranges::find(expected, model::id_of(finding.kind)) != expected.end();
}

/// The lesson that explains it; null if there is none, or if it is the one that is open.
const scenarios::Scenario* lesson_about(const View& view, const Finding& finding) {
  const scenarios::Scenario* lesson = scenarios::find(model::lesson_of(finding.kind));
  return lesson == view.scenario ? nullptr : lesson;
}

/// Whether the picture of who waits says more.
bool is_about_waiting(const Finding& finding) {
  return finding.kind == model::FindingKind::Deadlock ||
         finding.kind == model::FindingKind::NeverWoken;
}

/// A triangle with its point below; the sign of a finding everywhere.
void draw_sign(const Painter& paint, ImVec2 point, float size, ImU32 colour) {
  paint.list().AddTriangleFilled({point.x - size * 0.55f, point.y - size},
                                 {point.x + size * 0.55f, point.y - size}, point, colour);
}

/// One entry of the list.
class Entry {
 public:
  Entry(const View& view, const Painter& paint, Rect room, const Finding& finding)
      : view_(view), paint_(paint), room_(room), finding_(finding) {}

  float height() const {
    const Theme& theme = paint_.theme();
    float h = paint_.px(8 + 20) + words(0, true).height;
    h += advice(0, true).height;
    if (lesson_about(view_, finding_) != nullptr) h += theme.px(20);
    if (is_about_waiting(finding_)) h += theme.px(20);
    return h + paint_.px(10);
  }
  /// `number`: as the command counts them.
  void draw(float y, std::size_t number, CommandQueue& commands);

 private:
  float left() const { return room_.x0 + paint_.px(32); }
  float right() const { return room_.x1 - paint_.px(12); }
  float alpha() const { return finding_.at >= view_.cursor ? 0.55f : 1.f; }
  SentenceLayout words(float y, bool measure) const;
  SentenceLayout advice(float y, bool measure) const;

  const View& view_;
  const Painter& paint_;
  Rect room_;
  const Finding& finding_;
};

SentenceLayout Entry::words(float y, bool measure) const {
  const Theme& theme = paint_.theme();
  const SentenceStyle style{
      theme.fonts.body, theme.fonts.body_bold, theme.text, paint_.px(20), measure, alpha()};
  const auto colour_of = [&](trace::TaskId task) { return view_.colour_of(task); };
  return draw_sentence(paint_, finding_.sentence, left(), y, right(), style, colour_of);
}

SentenceLayout Entry::advice(float y, bool measure) const {
  const Theme& theme = paint_.theme();
  const SentenceStyle style{
      theme.fonts.body, theme.fonts.body_bold, theme.mut, paint_.px(20), measure, alpha()};
  const model::Sentence sentence{{.text = std::string(model::advice_of(finding_.kind))}};
  return draw_sentence(paint_, sentence, left(), y, right(), style,
                       [&](trace::TaskId) { return theme.mut; });
}

void Entry::draw(float y, std::size_t number, CommandQueue& commands) {
  const Theme& theme = paint_.theme();
  const Rect whole{room_.x0, y, room_.x1, y + height()};
  const bool here = finding_.at + 1 == view_.cursor, expected = is_expected(view_, finding_);
  const auto ink = [&](ImU32 colour) { return with_alpha(colour, alpha()); };
  if (here) paint_.fill(whole, theme.hl);
  y += paint_.px(8);

  Rect head{left(), y, right(), y + paint_.px(20)};
  const ImU32 sign = ink(expected ? theme.dim : theme.warn);
  draw_sign(paint_, {room_.x0 + paint_.px(18), head.centre_y() + paint_.px(5)}, paint_.px(10),
            sign);
  const std::string time = view_.seconds(view_.trace()[finding_.at].time);
  const float time_width = paint_.width(theme.fonts.mono, time) + 1;
  paint_.label(head.cut_right(time_width), theme.fonts.mono, ink(theme.dim), time);
  head.x1 -= paint_.px(8);
  head.cut_left(
      paint_.label(head, theme.fonts.body_bold, ink(theme.text), model::title_of(finding_.kind)) +
      paint_.px(8));
  const std::size_t times = finding_.times(view_.frontier);
  std::string beside = times > 1 ? fmt::format("{} times", times) : "";
  if (expected) beside += beside.empty() ? "on purpose" : ", on purpose";
  paint_.label(head, theme.fonts.small, ink(theme.mut), beside);
  y += paint_.px(20);

  const SentenceLayout sentence = words(y, false);
  y += sentence.height;
  y += advice(y, false).height;
  bool followed = false;
  const auto link = [&](const std::string& title) {
    const Rect line{left(), y, right(), y + paint_.px(20)};
    const float w = paint_.label(line, theme.fonts.body, ink(theme.acc), title);
    y = line.y1;
    const bool hit = pressed({line.x0, line.y0, line.x0 + w, line.y1});
    followed = followed || hit;
    return hit;
  };
  if (is_about_waiting(finding_) && link("Show who waits")) {
    commands.push("finding", std::to_string(number));
    commands.push("waits", "on");
  }
  if (const scenarios::Scenario* lesson = lesson_about(view_, finding_)) {
    if (link("Lesson: " + lesson->title)) commands.push("scenario", lesson->id);
  }
  if (sentence.pressed != nullptr) {
    commands.follow(sentence.pressed);
  } else if (!followed && pressed(whole)) {
    commands.push("finding", std::to_string(number));
  }
}

/// Brings the list's layout up to date: the y at which each entry ends. Sentences never change, so
/// that an entry is measured once for each width.
void lay_out_entries(const View& view, const Painter& paint, Rect room, std::size_t count,
                     UiState& ui) {
  FindingRows& rows = ui.finding_rows;
  if (rows.width != room.width() || rows.scale != paint.theme().scale) {
    rows = {.width = room.width(), .scale = paint.theme().scale, .ends = {}};
  }
  const auto& all = findings_of(view).all();
  while (rows.ends.size() < count) {
    const float from = rows.ends.empty() ? 0 : rows.ends.back();
    rows.ends.push_back(from + Entry(view, paint, room, all[rows.ends.size()]).height());
  }
}

}  // namespace

Tab findings_tab(const View& view, bool chosen) {
  const model::Findings& findings = findings_of(view);
  const std::size_t count = findings.known_at(view.frontier);
  const auto surprises = [&](const Finding& one) { return !is_expected(view, one); };
  const bool warns =
      std::any_of(findings.all().begin(),
                  findings.all().begin() + static_cast<std::ptrdiff_t>(count), surprises);
  return {"Findings", chosen, count, warns};
}

void draw_findings(const View& view, UiState& ui, Rect room, CommandQueue& commands) {
  const auto& all = findings_of(view).all();
  const std::size_t count = findings_of(view).known_at(view.frontier);
  const float height = count == 0 ? 0 : [&] {
    lay_out_entries(view, Painter(view.theme), room, count, ui);
    return ui.finding_rows.ends[count - 1];
  }();
  ImGui::SetNextWindowContentSize({0, height});
  begin_scroll("findings", room);
  const Painter paint(view.theme);
  if (count == 0) {
    const bool over = view.run.complete() && view.frontier == view.trace().size();
    draw_nothing(paint, room.inset(paint.px(12), paint.px(6)).cut_top(paint.px(20)),
                 over ? "Nothing was found in this run." : "Nothing was found so far.");
  }
  const auto& ends = ui.finding_rows.ends;
  const auto top_of = [&](std::size_t i) { return i == 0 ? 0.f : ends[i - 1]; };
  if (ui.findings_at != view.cursor) {
    ui.findings_at = view.cursor;
    for (std::size_t i = 0; i < count; ++i) {
      if (all[i].at + 1 != view.cursor) continue;
      const float middle = (top_of(i) + ends[i] - room.height()) * 0.5f;
      const float most = std::max(0.f, height - room.height());
      ImGui::SetScrollY(std::floor(std::clamp(std::min(middle, top_of(i)), 0.f, most)));
      break;
    }
  }
  const float scroll = ImGui::GetScrollY();
  for (std::size_t i = 0; i < count; ++i) {
    if (ends[i] < scroll || top_of(i) > scroll + room.height()) continue;
    const float y = room.y0 + top_of(i) - scroll;
    if (i > 0) paint.h_line(room.x0, room.x1, y, paint.theme().line);
    Entry(view, paint, room, all[i]).draw(y, i + 1, commands);
  }
  ImGui::EndChild();
}

void draw_finding_marks(const Chart& chart, const Painter& paint, Rect row, UiState& ui,
                        CommandQueue& commands) {
  const View& view = chart.view;
  const Theme& theme = paint.theme();
  const auto& all = findings_of(view).all();
  const std::size_t count = findings_of(view).known_at(view.frontier);
  paint.list().PushClipRect({chart.plot.x0 - paint.px(6), row.y0},
                            {chart.plot.x1 + paint.px(6), row.y1 + paint.px(4)}, true);
  const float size = paint.px(9);
  for (std::size_t i = 0; i < count; ++i) {
    const Finding& finding = all[i];
    const ImU32 colour = is_expected(view, finding) ? theme.dim : theme.warn;
    const auto mark = [&](trace::EventIndex at, float alpha) {
      const float x = chart.x(at + 1);
      draw_sign(paint, {x, row.y1}, size, with_alpha(colour, at >= view.cursor ? 0.6f : alpha));
      return Rect{x - size * 0.6f, row.y1 - size - paint.px(2), x + size * 0.6f,
                  row.y1 + paint.px(2)};
    };
    // What was seen again is paler, and at most one mark in so many pixels.
    const auto& again = finding.again;
    const auto index = [](trace::EventIndex at) { return at; };
    for (auto it = std::ranges::lower_bound(again, chart.first, {}, index); it != again.end();) {
      if (*it >= view.frontier || *it > chart.last) break;
      mark(*it, 0.45f);
      const trace::EventIndex next = chart.cursor_at(chart.x(*it + 1) + size);
      it = std::max(std::next(it), std::ranges::lower_bound(again, next, {}, index));
    }
    if (finding.at + 1 < chart.first || finding.at > chart.last) continue;
    const Rect box = mark(finding.at, 1);
    if (hovered(box)) {
      hint(paint,
           fmt::format("{}\n{}", model::title_of(finding.kind), model::plain(finding.sentence)));
    }
    if (pressed(box)) {
      ui.drag = Drag::None;
      commands.push("finding", std::to_string(i + 1));
    }
  }
  paint.list().PopClipRect();
}

}  // namespace gui
