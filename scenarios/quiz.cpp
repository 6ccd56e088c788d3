#include "scenarios/quiz.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/model/explain.hpp"

namespace scenarios {

using model::Question;

std::optional<QuizFormat> quiz_format(std::string_view word) {
  if (word == "text") return QuizFormat::Text;
  if (word == "html") return QuizFormat::Html;
  if (word == "gift") return QuizFormat::Gift;
  return std::nullopt;
}

std::string_view extension(QuizFormat format) {
  return format == QuizFormat::Text ? "txt" : format == QuizFormat::Html ? "html" : "gift";
}

char letter(std::size_t answer) { return static_cast<char>('a' + answer); }

namespace {

// -- What every format says

/// "After fact 34, at 1.000 s, in iteration 4" and what has just happened.
struct Moment {
  std::string where, happened, tasks, printed;
};

Moment moment(const model::Timeline& timeline, model::History& history, const Question& question) {
  const model::EventIndex last = question.cursor - 1;
  Moment result;
  const model::Sentence told = model::tell(timeline, history.at(last), last);
  result.happened = model::plain(model::without_effect(told, timeline.trace()[last].kind));
  for (const std::string_view end : {" -> ?", "."}) {
    if (result.happened.ends_with(end)) {
      result.happened.resize(result.happened.size() - end.size());
    }
  }
  const model::Snapshot& now = history.at(question.cursor);
  result.where = fmt::format("After fact {}, at {}, in iteration {}", question.cursor,
                             model::seconds(now.time()), now.iteration());
  result.tasks = model::situation(timeline, now);
  constexpr std::size_t kLines = 3;  // of the output, the last ones
  std::vector<std::string> lines;
  for (const model::OutputLine& line : timeline.output()) {
    if (line.at < question.cursor) lines.push_back(line.text);
  }
  const std::size_t first = lines.size() > kLines ? lines.size() - kLines : 0;
  for (std::size_t i = first; i < lines.size(); ++i) {
    result.printed += (i > first ? " | " : "") + lines[i];
  }
  return result;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

// -- Text

std::string as_text(const Quiz& quiz, const model::Timeline& timeline,
                    const std::vector<Question>& questions) {
  std::string out = fmt::format("{}: what comes next?\n", quiz.title);
  if (!quiz.student.empty()) out += fmt::format("For {}\n", quiz.student);
  out += fmt::format("{} questions, seed {}\n", questions.size(), quiz.seed);
  if (!quiz.program.empty()) {
    out += fmt::format("\n{}\n\n", quiz.path);
    int number = 0;
    for (const std::string_view line : lines_of(quiz.program)) {
      const std::string whole = fmt::format("{:4}  {}", ++number, line);
      out += whole.substr(0, whole.find_last_not_of(' ') + 1) + "\n";
    }
  }
  model::History history(timeline.trace());
  std::size_t number = 0;
  for (const Question& question : questions) {
    const Moment at = moment(timeline, history, question);
    out += fmt::format("\n{}. {}.\n   Just now: {}.\n   {}\n", ++number, at.where, at.happened,
                       at.tasks);
    if (!at.printed.empty()) out += fmt::format("   Printed last: {}\n", at.printed);
    out += fmt::format("\n   {}\n", question.text);
    for (std::size_t i = 0; i < question.answers.size(); ++i) {
      out += fmt::format("   {}) {}\n", letter(i), question.answers[i].text);
    }
  }
  if (!quiz.answers) return out;
  out += "\nAnswers\n";
  number = 0;
  for (const Question& question : questions) {
    const model::Answer& right = question.answers[question.right];
    out += fmt::format("\n{}. {}) {}  (fact {} shows it)\n", ++number, letter(question.right),
                       right.text, right.shown_at + 1);
    for (std::size_t i = 0; i < question.answers.size(); ++i) {
      if (i == question.right) continue;
      const model::Belief belief = question.answers[i].belief;
      out += fmt::format("   {}) believes: {} {}\n", letter(i), model::words(belief),
                         model::truth(belief));
    }
  }
  return out;
}

// -- HTML

std::string html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{0}: what comes next?</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }}
pre {{ font: 13px/1.4 monospace; background: #f4f5f7; padding: 1em; overflow-x: auto; }}
.now {{ color: #4c5666; }}
section {{ break-inside: avoid; }}
ol.answers {{ list-style: lower-alpha; }}
#key {{ break-before: page; }}
</style>
</head>
<body>
<h1>{0}: what comes next?</h1>
)";

std::string as_html(const Quiz& quiz, const model::Timeline& timeline,
                    const std::vector<Question>& questions) {
  std::string out = fmt::format(kHead, html(quiz.title));
  if (!quiz.student.empty()) out += fmt::format("<p>For {}</p>\n", html(quiz.student));
  out += fmt::format("<p>{} questions, seed {}</p>\n", questions.size(), quiz.seed);
  if (!quiz.program.empty()) {
    out += fmt::format("<h2>{}</h2>\n<pre>{}</pre>\n", html(quiz.path), html(quiz.program));
  }
  model::History history(timeline.trace());
  std::size_t number = 0;
  for (const Question& question : questions) {
    const Moment at = moment(timeline, history, question);
    out += fmt::format("<section>\n<h2>{}</h2>\n<p class=\"now\">{}.<br>Just now: {}.<br>{}",
                       ++number, html(at.where), html(at.happened), html(at.tasks));
    if (!at.printed.empty()) out += "<br>Printed last: " + html(at.printed);
    out += fmt::format("</p>\n<p><strong>{}</strong></p>\n<ol class=\"answers\">\n",
                       html(question.text));
    for (const model::Answer& answer : question.answers) {
      out += fmt::format("<li>{}</li>\n", html(answer.text));
    }
    out += "</ol>\n</section>\n";
  }
  if (quiz.answers) {
    out += "<section id=\"key\">\n<h2>Answers</h2>\n<ol>\n";
    for (const Question& question : questions) {
      out += fmt::format("<li><strong>{}) {}</strong>\n<ul>\n", letter(question.right),
                         html(question.answers[question.right].text));
      for (std::size_t i = 0; i < question.answers.size(); ++i) {
        if (i == question.right) continue;
        const model::Belief belief = question.answers[i].belief;
        out += fmt::format("<li>{}) believes: {} {}</li>\n", letter(i), html(model::words(belief)),
                           html(model::truth(belief)));
      }
      out += "</ul>\n</li>\n";
    }
    out += "</ol>\n</section>\n";
  }
  return out + "</body>\n</html>\n";
}

// -- GIFT

/// As the format wants it: its own signs behind a backslash, and all on one line.
std::string gift(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("~=#{}:\\").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string as_gift(const Quiz& quiz, const model::Timeline& timeline,
                    const std::vector<Question>& questions) {
  std::string out;
  if (!quiz.program.empty()) {
    // An empty line would end the item, so that the program stands on one.
    std::string program;
    for (const std::string_view line : lines_of(quiz.program)) program += html(line) + "<br>";
    out += fmt::format("::{} program::[html]<p>{}</p><pre>{}</pre>\n\n", gift(quiz.title),
                       gift(html(quiz.path)), gift(program));
  }
  model::History history(timeline.trace());
  std::size_t number = 0;
  for (const Question& question : questions) {
    const Moment at = moment(timeline, history, question);
    std::string text = fmt::format("<p>{}.<br>Just now: {}.<br>{}", html(at.where),
                                   html(at.happened), html(at.tasks));
    if (!at.printed.empty()) text += "<br>Printed last: " + html(at.printed);
    text += fmt::format("</p><p>{}</p>", html(question.text));
    out += fmt::format("::{} {}::[html]{}{{\n", gift(quiz.title), ++number, gift(text));
    for (std::size_t i = 0; i < question.answers.size(); ++i) {
      const model::Answer& answer = question.answers[i];
      const bool right = i == question.right;
      out += fmt::format("{}{}", right ? '=' : '~', gift(html(answer.text)));
      if (!right) {
        out += fmt::format("#Many believe\\: {} {}", gift(html(model::words(answer.belief))),
                           gift(html(model::truth(answer.belief))));
      }
      out += "\n";
    }
    out += "}\n\n";
  }
  return out;
}

}  // namespace

std::string to_text(const Quiz& quiz, const model::Timeline& timeline,
                    const std::vector<Question>& questions, QuizFormat format) {
  switch (format) {
    case QuizFormat::Text:
      return as_text(quiz, timeline, questions);
    case QuizFormat::Html:
      return as_html(quiz, timeline, questions);
    case QuizFormat::Gift:
      return as_gift(quiz, timeline, questions);
  }
  return "";
}

// -- A class

std::vector<std::string> read_roster(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string> names;
  for (std::string_view line : lines_of(text)) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::string name;
    if (line.starts_with('"')) {
      for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i] != '"') {
          name += line[i];
        } else if (i + 1 < line.size() && line[i + 1] == '"') {
          name += line[i++];
        } else {
          break;
        }
      }
    } else {
      name = line.substr(0, line.find_first_of(",;"));
    }
    const std::size_t first = name.find_first_not_of(" \t");
    if (first == name.npos) continue;
    names.push_back(name.substr(first, name.find_last_not_of(" \t") + 1 - first));
  }
  if (names.empty()) return names;
  std::string head = names.front();
  std::ranges::transform(head, head.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  static constexpr std::array kHeads{"name", "student", "students", "id", "email", "login"};
  if (std::ranges::find(kHeads, head) != kHeads.end()) names.erase(names.begin());
  return names;
}

std::uint64_t seed_for(std::string_view student, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325 ^ (seed * 0x9e3779b97f4a7c15);
  for (const char c : student) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash % 1'000'000'000;  // so that it can be typed
}

std::string file_name(std::string_view student) {
  std::string name;
  for (const char c : student.substr(0, 80)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_';
    name += plain ? c : '_';
  }
  return name.empty() ? "_" : name;
}

std::string csv_field(std::string_view text) {
  std::string field(text);
  // A table program would run what begins like a formula.
  if (!field.empty() &&
      std::string_view("=+-@\t\r").find(field.front()) != std::string_view::npos) {
    field.insert(0, 1, '\'');
  }
  if (field.find_first_of(",;\"\n\r") == field.npos) return field;
  std::string quoted = "\"";
  for (const char c : field) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace scenarios
