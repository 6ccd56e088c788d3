// `loopscope compare A B`: two runs, or recorded files, in sentences: their totals, and the first
// step at which they differ.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace gui {

class CompareCommand {
 public:
  explicit CompareCommand(CLI::App& cli);

  bool wanted() const { return command_->parsed(); }
  /// Prints, and returns the exit status. A sentence about bad input goes to the standard error.
  int run() const;

 private:
  CLI::App* command_;
  std::vector<std::string> words_;
  std::uint64_t seed_ = 0;
};

}  // namespace gui
