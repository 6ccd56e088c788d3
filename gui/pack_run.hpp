// Where a presenter is in a lesson pack. Plain data, part of UiState.
#pragma once

#include <cstddef>

namespace scenarios {
struct Pack;
}

namespace gui {

struct PackRun {
  const scenarios::Pack* pack = nullptr;  ///< null: none
  std::size_t step = 0;                   ///< of all its steps
  bool due = false;                       ///< its run is still being read
};

}  // namespace gui
