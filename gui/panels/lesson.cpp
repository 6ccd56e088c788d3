// The lesson: the question, what to watch, parameters to try, and what it teaches, once the end was
// seen or asked for. Words in its texts lead to moments of the run.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

#include "gui/commands.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

/// Writes from above to below in a scrolling part.
class Page {
 public:
  Page(const View& view, const Painter& paint, Rect room, CommandQueue& commands)
      : view_(view), paint_(paint), room_(room), y_(room.y0), commands_(commands) {}

  float y() const { return y_; }
  void gap(float length) { y_ += paint_.px(length); }
  Rect line(float height) {
    const Rect box{room_.x0, y_, room_.x1, y_ + paint_.px(height)};
    y_ = box.y1;
    return box;
  }

  /// Paragraphs with an empty line between two; their links can be pressed.
  void text(const std::string& words, Font font, ImU32 colour) {
    const Theme& theme = paint_.theme();
    std::size_t begin = 0;
    while (begin < words.size()) {
      const std::size_t end = std::min(words.find('\n', begin), words.size());
      if (end == begin) {
        gap(8);
      } else {
        const model::Sentence& sentence = view_.run.linked(words.substr(begin, end - begin));
        SentenceStyle style{font, theme.fonts.body_bold, colour, paint_.px(20)};
        const SentenceLayout laid =
            draw_sentence(paint_, sentence, room_.x0, y_, room_.x1, style,
                          [&](trace::TaskId task) { return view_.colour_of(task); });
        commands_.follow(laid.pressed);
        y_ += laid.height;
      }
      begin = end + 1;
    }
  }

  void heading(std::string_view words) {
    gap(10);
    paint_.label(line(22), paint_.theme().fonts.small_bold, paint_.theme().mut, words);
  }

  void rule() {
    gap(10);
    paint_.h_line(room_.x0, room_.x1, y_, paint_.theme().line);
    gap(9);
  }

  /// A name, and values to choose from; those that have no room in the line go to the next.
  void values(const scenarios::Parameter& parameter, const std::string& now,
              const std::vector<std::string>& values, std::string_view unit) {
    const Theme& theme = paint_.theme();
    const float high = paint_.px(24), gap = paint_.px(4);
    const Rect name{room_.x0, y_, room_.x1, y_ + high};
    float x =
        name.x0 + paint_.label(name, theme.fonts.small, theme.mut, parameter.name) + paint_.px(10);
    if (hovered({name.x0, name.y0, x, name.y1})) hint(paint_, parameter.meaning);
    for (const std::string& value : values) {
      const std::string words = value + std::string(unit);
      const float width = paint_.width(theme.fonts.small, words) + paint_.px(14);
      if (x + width > room_.x1 && x > room_.x0 + paint_.px(16)) {
        x = room_.x0 + paint_.px(16);
        y_ += high + gap;
      }
      const Rect box{x, y_ + paint_.px(1), std::min(x + width, room_.x1), y_ + high - paint_.px(1)};
      const bool chosen = value == now;
      paint_.fill(box, chosen ? theme.hl : theme.raise, paint_.px(4));
      paint_.stroke(box, chosen ? theme.acc : hovered(box) ? theme.dim : theme.line, paint_.px(4));
      paint_.label(box, theme.fonts.small, theme.text, words, Align::Centre);
      if (!chosen && pressed(box)) commands_.push("param", parameter.name + " " + value);
      x += width + gap;
    }
    y_ += high + gap;
  }

  /// "was 3 s" as an outline, "is 2 s" filled, both to scale.
  void bar(std::string_view word, std::optional<trace::Time> total, trace::Time longest,
           bool outline) {
    const Theme& theme = paint_.theme();
    Rect box = line(22);
    paint_.label(box.cut_left(paint_.px(30)), theme.fonts.small, theme.mut, word);
    if (!total) {
      paint_.label(box, theme.fonts.small, theme.dim, "not seen to its end yet");
      return;
    }
    const std::string words = view_.duration(*total);
    const float room = box.width() - paint_.width(theme.fonts.small_bold, words) - paint_.px(8);
    const double share = longest.count() > 0 ? static_cast<double>(total->count()) /
                                                   static_cast<double>(longest.count())
                                             : 0;
    const float width = std::max(paint_.px(3), std::floor(room * static_cast<float>(share)));
    const Rect bar{box.x0, box.y0 + paint_.px(4), box.x0 + width, box.y1 - paint_.px(4)};
    if (outline)
      paint_.dashed(bar, theme.mut, 1);
    else
      paint_.fill(bar, theme.acc, paint_.px(2));
    paint_.label({bar.x1 + paint_.px(8), box.y0, box.x1, box.y1}, theme.fonts.small_bold,
                 theme.text, words);
  }

 private:
  const View& view_;
  const Painter& paint_;
  Rect room_;
  float y_;
  CommandQueue& commands_;
};

/// The values that the lesson tells to try: "Set delay to 0, and to 2.2", "With delay = 2".
std::vector<std::string> told(const scenarios::Scenario& lesson,
                              const scenarios::Parameter& parameter) {
  std::vector<std::string> values;
  std::string word, before, about;  // the parameter that was named last
  for (std::istringstream words(lesson.watch + " " + lesson.lesson); words >> word; before = word) {
    word.resize(word.find_last_not_of(".,:;)`") + 1);
    if (std::ranges::count(lesson.parameters, word, &scenarios::Parameter::name) > 0) {
      about = word;
    } else if (about == parameter.name && (before == "to" || before == "=") &&
               !scenarios::fault(parameter, word)) {
      values.push_back(word);
    }
  }
  return values;
}

/// A few values around what is usual, in order: the present and the initial one among them, and
/// those that the lesson names.
std::vector<std::string> offered(const scenarios::Scenario& lesson,
                                 const scenarios::Parameter& parameter, const std::string& now) {
  using Kind = scenarios::Parameter::Kind;
  if (parameter.kind == Kind::Choice) return parameter.choices;
  static constexpr std::array<const char*, 4> kSeconds{"0", "0.5", "1", "2"};
  static constexpr std::array<const char*, 4> kCounts{"1", "2", "3", "10"};
  std::vector<std::string> values = told(lesson, parameter);
  values.insert(values.end(), {now, parameter.initial});
  for (const char* value : parameter.kind == Kind::Seconds ? kSeconds : kCounts) {
    if (!scenarios::fault(parameter, value)) values.push_back(value);
  }
  std::ranges::sort(values, {},
                    [](const std::string& value) { return std::strtod(value.c_str(), nullptr); });
  const auto same = std::ranges::unique(
      values, {}, [](const std::string& value) { return std::strtod(value.c_str(), nullptr); });
  values.erase(same.begin(), same.end());
  return values;
}

void draw_parameters(const View& view, const UiState& ui, bool seen_all, Page& page) {
  const RunSpec& spec = view.run.spec();
  if (view.scenario->parameters.empty()) return;
  page.heading("Try");
  for (const scenarios::Parameter& parameter : view.scenario->parameters) {
    const auto given = spec.parameters.find(parameter.name);
    const std::string now = given == spec.parameters.end() ? parameter.initial : given->second;
    const bool seconds = parameter.kind == scenarios::Parameter::Kind::Seconds;
    page.values(parameter, now, offered(*view.scenario, parameter, now), seconds ? " s" : "");
  }
  if (!ui.before) return;
  page.gap(4);
  std::optional<trace::Time> total;
  if (seen_all) total = view.timeline().end().time();
  const trace::Time longest = std::max(*ui.before, total.value_or(trace::Time(0)));
  page.bar("was", ui.before, longest, true);
  page.bar("is", total, longest, false);
}

void draw_explanation(const View& view, const Theme& theme, Page& page) {
  using scenarios::Verdict;
  const scenarios::Scenario& lesson = *view.scenario;
  page.rule();
  if (lesson.verdict == Verdict::None && !lesson.misconception.empty()) {
    page.text("Many believe: " + lesson.misconception, theme.fonts.body, theme.mut);
    page.gap(8);
  }
  if (lesson.verdict != Verdict::None) {
    const std::string_view words = lesson.verdict == Verdict::True    ? "That is true."
                                   : lesson.verdict == Verdict::False ? "That is false."
                                                                      : "That is half true.";
    page.text(std::string(words), theme.fonts.body_bold, theme.text);
    page.gap(4);
  }
  page.text(lesson.lesson, theme.fonts.body, theme.text);
}

std::string level_words(scenarios::Level level) {
  static constexpr std::array<const char*, 3> kWords{"beginner", "intermediate", "advanced"};
  return kWords[static_cast<std::size_t>(level)];
}

}  // namespace

void draw_lesson(const View& view, UiState& ui, CommandQueue& commands) {
  const Painter paint(view.theme);
  const Theme& theme = view.theme;
  Rect room = window_room();
  const bool predicts = ui.prediction.shown;
  const scenarios::Scenario* lesson = view.scenario;
  std::string where = lesson == nullptr ? "" : lesson->topic + " · " + level_words(lesson->level);
  if (lesson != nullptr && paint.width(theme.fonts.small, where) > room.width() - paint.px(144))
    where = lesson->topic;
  const int tab = draw_header(paint, room, {{"Lesson", !predicts}, {"Predict", predicts}}, where);
  if (tab >= 0) commands.push("lesson-tab", tab == 0 ? "lesson" : "predict");
  if (predicts) return draw_predict(view, ui, room, commands);
  begin_scroll("lesson", room);
  const Painter inner(theme);
  const float top = room.y0 - ImGui::GetScrollY();
  Page page(view, inner, {room.x0 + paint.px(12), top, room.x1 - paint.px(14), room.y1}, commands);
  page.gap(10);
  if (lesson == nullptr) {
    page.text("This run is not one of the lessons.", theme.fonts.body, theme.dim);
  } else {
    const bool seen_all =
        view.run.complete() && view.frontier == view.trace().size() && view.frontier > 0;
    page.text(lesson->question, theme.fonts.body_bold, theme.text);
    if (lesson->verdict != scenarios::Verdict::None && !lesson->misconception.empty()) {
      page.gap(6);
      page.text("The claim: " + lesson->misconception, theme.fonts.body, theme.text);
    }
    page.heading("Watch");
    page.text(lesson->watch, theme.fonts.body, theme.mut);
    draw_parameters(view, ui, seen_all, page);
    if (!ui.comparing) {
      page.gap(4);
      constexpr std::string_view kWords = "Compare with another run";
      Rect link = page.line(20);
      link.x1 = link.x0 + paint.width(theme.fonts.body, kWords);
      inner.label(link, theme.fonts.body, theme.acc, kWords);
      inner.keys(link.x1 + paint.px(8), link.centre_y(), first_key("compare"));
      if (pressed(link)) commands.push("compare");
    }
    if ((ui.explained || seen_all) && !ui.prediction.secret()) {
      draw_explanation(view, theme, page);
    } else {
      page.gap(8);
      const std::string_view words = "Show the explanation";
      Rect link = page.line(20);
      link.x1 = link.x0 + paint.width(theme.fonts.body, words);
      inner.label(link, theme.fonts.body, theme.acc, words);
      inner.keys(link.x1 + paint.px(8), link.centre_y(), first_key("explain"));
      if (pressed(link)) commands.push("explain");
    }
  }
  end_scroll(page.y() - top + paint.px(12));
}

}  // namespace gui
