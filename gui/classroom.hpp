// What a teacher asks of the command line: quizzes for a class, and marks for games of "be the
// loop".
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "scenarios/host.hpp"

namespace gui {

class Classroom {
 public:
  /// Adds `quiz` and `grade`. `add_run_options` adds a scenario and its parameters to one.
  Classroom(CLI::App& cli, const std::function<void(CLI::App*)>& add_run_options);

  bool wants_grades() const { return grade_->parsed(); }
  bool wants_pack() const { return pack_->parsed(); }
  bool wants_quiz() const { return quiz_->parsed(); }
  /// Each prints or writes, and returns the exit status. A sentence goes to the standard error.
  int grade() const;
  int pack() const;
  /// REQUIRES: no fault(request).
  int quiz(scenarios::RunRequest request) const;

 private:
  int quizzes(const scenarios::RunRequest& request, const trace::Trace& trace) const;

  CLI::App *quiz_, *grade_, *pack_;
  std::size_t count_ = 8;
  bool answers_ = false, handout_ = false;
  std::string format_ = "text", students_, to_, folder_, csv_ = "-", pack_name_;
};

}  // namespace gui
