#include "gui/classroom.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "core/model/game.hpp"
#include "gui/export.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/pack_paper.hpp"
#include "scenarios/quiz.hpp"

namespace gui {
namespace {

constexpr int kBadInput = 2;
constexpr std::uintmax_t kLargest = 4 << 20;  // of a file of moves, or of a class
constexpr std::size_t kMostQuestions = 100;

int complain(const std::string& sentence) {
  fmt::print(stderr, "loopscope: {}\n", sentence);
  return kBadInput;
}

/// Empty, with a sentence in `fault`, if it cannot be read.
std::string read_small(const std::filesystem::path& file, std::string& fault) {
  std::error_code none;
  const auto size = std::filesystem::file_size(file, none);
  if (none) {
    fault = fmt::format("\"{}\" cannot be read.", file.string());
  } else if (size > kLargest) {
    fault =
        fmt::format("\"{}\" is longer than any file of this kind: {} bytes.", file.string(), size);
  }
  if (!fault.empty()) return "";
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) fault = fmt::format("\"{}\" cannot be read.", file.string());
  return text.str();
}

int hand_over(const std::string& file, const std::string& text) {
  if (file.empty() || file == "-") {
    std::cout << text << std::flush;
    return std::cout ? 0 : complain("The standard output cannot be written.");
  }
  const auto fault = write_file(file, [&](std::ostream& out) { out << text; });
  return fault ? complain(*fault) : 0;
}

scenarios::Quiz paper(const scenarios::RunRequest& request) {
  const scenarios::Scenario& scenario = *scenarios::find(request.scenario);
  const bool python = !scenario.python_path.empty();
  const std::string& path = python ? scenario.python_path : scenario.cpp_path;
  return {.title = scenario.title,
          .program = std::string(scenarios::source_text(path)),
          .path = path,
          .seed = request.seed};
}

// -- Marks

/// A line of the table of marks.
struct Row {
  std::string file, scenario, note;
  model::Marks marks;
};

Row grade_file(const std::filesystem::path& file) {
  Row row{.file = file.filename().string()};
  const std::string text = read_small(file, row.note);
  if (!row.note.empty()) return row;
  const auto game = model::parse_game(text, row.note);
  if (!game) return row;
  row.scenario = game->header.scenario;
  const scenarios::RunRequest request{
      .scenario = game->header.scenario,
      .parameters = {game->header.parameters.begin(), game->header.parameters.end()},
      .seed = game->header.seed};
  if (const auto fault = scenarios::fault(request)) {
    row.note = *fault;
    return row;
  }
  trace::Trace trace;
  scenarios::run_scenario(request, trace, nullptr, nullptr);
  row.marks = model::mark(trace, game->picks);
  if (!row.marks.mistakes.empty()) row.note = row.marks.mistakes.front();
  return row;
}

}  // namespace

Classroom::Classroom(CLI::App& cli, const std::function<void(CLI::App*)>& add_run_options)
    : quiz_(cli.add_subcommand("quiz", "Asks what comes next in a run: for paper, or for a class")),
      grade_(cli.add_subcommand("grade", "Marks saved games of \"be the loop\"")),
      pack_(cli.add_subcommand("pack",
                               "Prints a lesson pack: the teacher's script, or the handout")) {
  add_run_options(quiz_);
  quiz_->add_option("--count", count_, "How many questions");
  quiz_->add_flag("--answers", answers_, "With the answers, and the belief behind each wrong one");
  quiz_->add_option("--format", format_, "text, html or gift (for learning platforms)");
  quiz_->add_option("--students", students_,
                    "A table with a name in the first column of each line: a quiz for each");
  quiz_->add_option("--to", to_, "The file; with --students, the folder");
  pack_->add_option("NAME", pack_name_, "The pack; without one, the packs are listed");
  pack_->add_option("--format", format_, "text or html");
  pack_->add_flag("--handout", handout_, "What the class gets, without the keys");
  pack_->add_option("--to", to_, "The file");
  grade_->add_option("FOLDER", folder_, "Where the files of moves are")->required();
  grade_->add_option("--csv", csv_, "The table of marks; - is the standard output");
}

int Classroom::quiz(scenarios::RunRequest request) const {
  const auto format = scenarios::quiz_format(format_);
  if (!format) {
    return complain(fmt::format("The format is text, html or gift, not \"{}\".", format_));
  }
  if (count_ < 1 || count_ > kMostQuestions) {
    return complain(
        fmt::format("A quiz has from 1 to {} questions, not {}.", kMostQuestions, count_));
  }
  if (request.clock == trace::ClockKind::Real) {
    return complain("A quiz is about a run on the virtual clock, which is the same every time.");
  }
  trace::Trace trace;
  scenarios::run_scenario(request, trace, nullptr, nullptr);
  if (!students_.empty()) return quizzes(request, trace);
  model::Timeline timeline(trace);
  timeline.extend();
  scenarios::Quiz quiz = paper(request);
  quiz.answers = answers_;
  return hand_over(to_, scenarios::to_text(quiz, timeline,
                                           model::quiz(timeline, count_, request.seed), *format));
}

/// A file for each student, each with questions of its own, and a table of the answers.
int Classroom::quizzes(const scenarios::RunRequest& request, const trace::Trace& trace) const {
  const auto format = scenarios::quiz_format(format_).value();
  if (to_.empty() || to_ == "-") {
    return complain("A quiz for each student needs a folder: --to FOLDER.");
  }
  std::string fault;
  const std::vector<std::string> students = scenarios::read_roster(read_small(students_, fault));
  if (!fault.empty()) return complain(fault);
  if (students.empty()) return complain(fmt::format("\"{}\" names nobody.", students_));
  std::error_code none;
  std::filesystem::create_directories(to_, none);
  if (none) return complain(fmt::format("The folder \"{}\" cannot be made.", to_));
  model::Timeline timeline(trace);
  timeline.extend();
  std::string key = "student,file,seed,answers\n";
  std::set<std::string> taken;
  for (const std::string& student : students) {
    std::string name = scenarios::file_name(student);
    for (int i = 2; !taken.insert(name).second; ++i) {
      name = fmt::format("{}-{}", scenarios::file_name(student), i);
    }
    name += fmt::format(".{}", scenarios::extension(format));
    scenarios::Quiz quiz = paper(request);
    quiz.student = student;
    quiz.seed = scenarios::seed_for(student, request.seed);
    const auto questions = model::quiz(timeline, count_, quiz.seed);
    const std::string text = scenarios::to_text(quiz, timeline, questions, format);
    if (const int status = hand_over((std::filesystem::path(to_) / name).string(), text)) {
      return status;
    }
    std::string letters;
    for (const auto& question : questions) letters += scenarios::letter(question.right);
    key += fmt::format("{},{},{},{}\n", scenarios::csv_field(student), scenarios::csv_field(name),
                       quiz.seed, letters);
  }
  fmt::print("{} quizzes are in {}\n", students.size(), to_);
  return answers_ ? hand_over((std::filesystem::path(to_) / "answers.csv").string(), key) : 0;
}

int Classroom::pack() const {
  if (pack_name_.empty()) {
    for (const scenarios::Pack& pack : scenarios::packs()) {
      fmt::print("{:<18}  {} ({} minutes)\n", pack.id, pack.title, scenarios::minutes(pack));
    }
    return 0;
  }
  const scenarios::Pack* pack = scenarios::find_pack(pack_name_);
  if (pack == nullptr) {
    return complain(fmt::format("There is no pack \"{}\"; 'loopscope pack' tells which there are.",
                                pack_name_));
  }
  if (format_ != "text" && format_ != "html") {
    return complain(fmt::format("The format is text or html, not \"{}\".", format_));
  }
  const bool html = format_ == "html";
  return hand_over(
      to_, handout_ ? scenarios::handout_of(*pack, html) : scenarios::script_of(*pack, html));
}

int Classroom::grade() const {
  std::error_code none;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, none)) {
    if (entry.path().extension() == ".moves") files.push_back(entry.path());
  }
  if (none) return complain(fmt::format("The folder \"{}\" cannot be read.", folder_));
  if (files.empty()) return complain(fmt::format("There is no file *.moves in \"{}\".", folder_));
  std::ranges::sort(files);
  std::string table = "file,scenario,moves,right,wrong,left out,percent,first mistake\n";
  for (const auto& file : files) {
    const Row row = grade_file(file);
    const model::Marks& marks = row.marks;
    table += fmt::format("{},{},{},{},{},{},{},{}\n", scenarios::csv_field(row.file),
                         scenarios::csv_field(row.scenario), marks.due, marks.right, marks.wrong,
                         marks.left_out(), marks.due == 0 ? 0 : 100 * marks.right / marks.due,
                         scenarios::csv_field(row.note));
  }
  return hand_over(csv_, table);
}

}  // namespace gui
