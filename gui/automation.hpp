// A script of commands for --do: "step-iteration 3; screenshot out.png".
//
// The commands are those of the table, by id. They are done in order, one a frame, once the run is
// complete; then the window closes, unless `stay` was among them.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gui/view.hpp"

namespace gui {

/// Empty, with a sentence in `error`, if a command is unknown or lacks what it is about.
std::optional<std::vector<Request>> parse_script(std::string_view words, std::string& error);

class Automation {
 public:
  explicit Automation(std::vector<Request> script) : left_(script.begin(), script.end()) {
    active_ = !left_.empty();
  }

  /// There is one, or was.
  bool given() const { return active_; }
  /// A script is being done.
  bool active() const { return active_ && !(stay_ && left_.empty()); }
  /// What is to be done in this frame, if anything. `ready` says that the run is complete.
  std::optional<Request> next(bool ready, double seconds);
  /// All was done and the window is to close.
  bool finished() const { return active_ && left_.empty() && rest_ == 0 && !stay_; }
  void stay() { stay_ = true; }
  bool staying() const { return stay_; }
  void wait(double seconds) { wait_ = seconds; }

 private:
  static constexpr int kRest = 3;  // frames after each command, so that what it changed is drawn

  std::deque<Request> left_;
  bool active_ = false;
  bool stay_ = false;
  int rest_ = kRest;
  double wait_ = 0;
};

}  // namespace gui
