#include "scenarios/pack_paper.hpp"

#include <fmt/format.h>

#include "core/model/moments.hpp"
#include "core/model/own_question.hpp"
#include "core/model/transcript.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"
#include "scenarios/named_runs.hpp"
#include "scenarios/quiz.hpp"
#include "scenarios/source_links.hpp"

namespace scenarios {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

/// Lines of text, or elements of a page: what a paper is written with.
class Paper {
 public:
  Paper(std::string_view title, bool html) : html_(html) {
    if (!html_) {
      out_ = fmt::format("{}\n{}\n", title, std::string(title.size(), '='));
      return;
    }
    out_ = fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{0}</title>
<style>
body {{ font: 16px/1.45 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }}
pre {{ font: 13px/1.35 monospace; background: #f4f5f7; padding: 1em; white-space: pre-wrap; }}
h2 {{ break-before: page; }} h2:first-of-type {{ break-before: auto; }}
h3, ol, pre, .room {{ break-inside: avoid; }} h3 {{ break-after: avoid; }}
.side {{ color: #4c5666; }} ol {{ list-style: lower-alpha; }} li.right {{ font-weight: bold; }}
.room {{ border-bottom: 1px solid #999; height: 2em; }}
</style>
</head>
<body>
<h1>{0}</h1>
)",
                       escaped(title));
  }

  void lesson(const std::string& words) {
    out_ += html_ ? fmt::format("<h2>{}</h2>\n", escaped(words))
                  : fmt::format("\n\n{}\n{}\n", words, std::string(words.size(), '-'));
  }
  void step(const std::string& words) {
    out_ += html_ ? fmt::format("<h3>{}</h3>\n", escaped(words)) : fmt::format("\n{}\n", words);
  }
  /// `side`: what is not to be read out.
  void text(std::string_view before, std::string_view words, bool side = false) {
    if (words.empty()) return;
    const std::string plain = model::without_marks(words);
    if (html_) {
      const std::string mark = before.empty() ? "" : fmt::format("<b>{}:</b> ", before);
      out_ += fmt::format("<p{}>{}{}</p>\n", side ? " class=\"side\"" : "", mark, escaped(plain));
    } else {
      const std::string mark = before.empty() ? "" : fmt::format("{}: ", before);
      indented(model::wrapped(mark + plain, 90));
    }
  }
  void program(std::string_view text) {
    if (html_)
      out_ += fmt::format("<pre>{}</pre>\n", escaped(text));
    else
      out_ += "\n" + std::string(text) + "\n";
  }
  void answers(const model::Question& question, bool key) {
    if (html_) out_ += "<ol>\n";
    for (std::size_t i = 0; i < question.answers.size(); ++i) {
      const bool right = key && i == question.right;
      const std::string& text = question.answers[i].text;
      if (html_)
        out_ += fmt::format("<li{}>{}{}</li>\n", right ? " class=\"right\"" : "", escaped(text),
                            right ? " (right)" : "");
      else
        out_ += fmt::format("  {} {}) {}\n", right ? "*" : " ", letter(i), text);
    }
    if (html_) out_ += "</ol>\n";
  }
  void room(int lines) {
    for (int i = 0; i < lines; ++i) {
      out_ += html_ ? "<div class=\"room\"></div>\n" : "\n  " + std::string(80, '_') + "\n";
    }
  }
  std::string take() { return html_ ? out_ + "</body>\n</html>\n" : out_; }

 private:
  void indented(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      out_ += "  " + std::string(text.substr(0, end)) + "\n";
      if (end == text.npos) break;
      text.remove_prefix(end + 1);
    }
  }

  bool html_;
  std::string out_;
};

/// The run of a lesson, folded.
struct Told {
  explicit Told(const PackLesson& lesson) : timeline(trace) {
    std::string fault;
    const auto run = read_named(lesson.run, fault);
    if (run) {
      run_scenario({.scenario = run->scenario, .parameters = run->parameters}, trace, nullptr,
                   nullptr);
    }
    timeline.extend();
  }
  trace::Trace trace;
  model::Timeline timeline;
};

const Scenario& scenario_of(const PackLesson& lesson) {
  return *find(lesson.run.substr(0, lesson.run.find(' ')));
}

std::string program_of(const Scenario& scenario) {
  return without_links(
      source_text(scenario.python_path.empty() ? scenario.cpp_path : scenario.python_path));
}

std::string count(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

/// "fact 8, at 0.000 s": where the window is.
std::string where(const PackStep& step, const model::Timeline& timeline) {
  if (step.at.empty()) return "before the first fact";
  const auto at = model::find_moment(timeline, step.at);
  if (!at) return "";
  return fmt::format("fact {}, at {}", *at + 1, model::seconds(timeline.trace()[*at].time));
}

void write_question(Paper& paper, const model::Question& question) {
  paper.text("Ask", question.text);
  paper.answers(question, true);
  for (std::size_t i = 0; i < question.answers.size(); ++i) {
    const model::Belief belief = question.answers[i].belief;
    if (i == question.right || belief == model::Belief::None) continue;
    paper.text(fmt::format("Who says {}", letter(i)),
               fmt::format("{} {}", model::words(belief), model::truth(belief)), true);
  }
}

}  // namespace

std::optional<model::Question> question_of(const PackStep& step, const model::Timeline& timeline) {
  if (step.ask.none()) return std::nullopt;
  const auto at = model::find_moment(timeline, step.at);
  if (!at) return std::nullopt;
  const PackQuestion& ask = step.ask;
  if (ask.kind.empty()) {
    return model::own_question(timeline, *at + 1, ask.text, ask.answers, ask.right, ask.shown);
  }
  model::History history(timeline.trace());
  const auto kind = model::question_kind(ask.kind);
  return kind ? model::ask(timeline, history.at(*at + 1), ask.seed, kind) : std::nullopt;
}

std::string script_of(const Pack& pack, bool html) {
  Paper paper(pack.title, html);
  paper.text("", fmt::format("{}, {} minutes. The teacher's script.",
                             count(pack.lessons.size(), "lesson"), minutes(pack)));
  paper.text("For whom", pack.about);
  paper.text(
      "In the window",
      fmt::format("the command `pack {}` begins it (Ctrl+Shift+P, then \"pack\"). PageDown, "
                  "or the clicker, does the next step: opens the lesson, goes to the moment, "
                  "asks, reveals, shows. PageUp goes back. While hands are counted, digits "
                  "are the hands for an answer and Enter goes to the next.",
                  pack.id));
  int clock = 0;
  for (std::size_t i = 0; i < pack.lessons.size(); ++i) {
    const PackLesson& lesson = pack.lessons[i];
    const Told told(lesson);
    paper.lesson(fmt::format("Lesson {}: {} ({} minutes)", i + 1, scenario_of(lesson).title,
                             minutes(lesson)));
    paper.text("Goal", lesson.goal);
    paper.text("Run", lesson.run, true);
    for (const PackStep& step : lesson.steps) {
      paper.step(
          fmt::format("{}:{:02}  {} ({} min)", clock / 60, clock % 60, step.title, step.minutes));
      clock += step.minutes;
      paper.text("Window", where(step, told.timeline), true);
      if (!step.compare.empty()) paper.text("Beside it", step.compare, true);
      paper.text("Say", step.say);
      if (const auto question = question_of(step, told.timeline)) write_question(paper, *question);
      paper.text("Expect", step.expect);
    }
  }
  return paper.take();
}

std::string handout_of(const Pack& pack, bool html) {
  Paper paper(pack.title, html);
  paper.text("", "Name:");
  for (std::size_t i = 0; i < pack.lessons.size(); ++i) {
    const PackLesson& lesson = pack.lessons[i];
    const Scenario& scenario = scenario_of(lesson);
    const Told told(lesson);
    paper.lesson(fmt::format("{}. {}", i + 1, scenario.title));
    paper.program(program_of(scenario));
    std::size_t number = 0;
    for (const PackStep& step : lesson.steps) {
      const auto question = question_of(step, told.timeline);
      if (!question) continue;
      paper.step(fmt::format("Question {}.{}", i + 1, ++number));
      paper.text("", model::without_marks(step.say));
      paper.text("", question->text);
      paper.answers(*question, false);
    }
    paper.step("In one sentence: what does this program show?");
    paper.room(2);
  }
  return paper.take();
}

}  // namespace scenarios
