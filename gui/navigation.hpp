// Where the user has been: places to go back to and forward again, as in a browser.
//
// A jump is a place of its own. Single steps, a drag, and zooming with the wheel change the present
// place, so that going back leads to where they began and never through each of them.
#pragma once

#include <cstddef>
#include <deque>

#include "gui/ui_state.hpp"

namespace gui {

struct Place {
  trace::EventIndex cursor = 0;
  trace::TaskId selected = 0;
  // The timeline's view; where it follows the cursor there is no origin of its own.
  float unit = 0;
  bool follow = true;
  double origin = 0;
  model::AxisKind axis = model::AxisKind::Elastic;
  Language language = Language::Python;
  RecordTab tab = RecordTab::Output;
  friend bool operator==(const Place&, const Place&) = default;
};

Place place_of(const UiState& ui, trace::EventIndex cursor);
/// All but the cursor.
void restore(UiState& ui, const Place& place);

/// How the user came to a place.
enum class Way : std::uint8_t { Jump, Step, Drag };

class Navigation {
 public:
  /// Older places than that are forgotten.
  static constexpr std::size_t kMost = 1000;

  /// Told once a frame where the user is.
  void visit(const Place& now, Way way);
  /// What comes next is a place of its own, however small.
  void settle() { merges_ = false; }
  void clear() { *this = Navigation(); }

  bool can_go_back() const { return at_ > 0; }
  bool can_go_on() const { return at_ + 1 < places_.size(); }
  /// The place before; REQUIRES: can_go_back().
  const Place& back() { return go(at_ - 1); }
  /// The place after; REQUIRES: can_go_on().
  const Place& on() { return go(at_ + 1); }

 private:
  const Place& go(std::size_t index);

  std::deque<Place> places_;
  std::size_t at_ = 0;    // the present one
  unsigned changed_ = 0;  // what made it another than the one before
  Way way_ = Way::Jump;   // how it was come to
  bool merges_ = false;   // more of the same changes it
};

}  // namespace gui
