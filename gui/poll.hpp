// A question to a whole class: hands are counted for each answer, then the right one is shown.
// Plain data, part of UiState; the question itself is the one of Prediction, so that while it is
// open everything else on screen is as closed as it is there.
#pragma once

#include <array>
#include <cstddef>

namespace gui {

struct Poll {
  static constexpr int kMostHands = 999;

  std::array<int, 4> hands{};  ///< of each answer
  std::size_t row = 0;         ///< the answer whose hands are being typed
  bool revealed = false;

  int all() const { return hands[0] + hands[1] + hands[2] + hands[3]; }
  /// A digit behind those that are there.
  void type(int digit) {
    const int more = hands[row] * 10 + digit;
    if (more <= kMostHands) hands[row] = more;
  }
};

}  // namespace gui
