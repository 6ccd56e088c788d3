// What the user lays over a run to find their way in it. It belongs to one run and goes with it.
#pragma once

#include "gui/navigation.hpp"

namespace gui {

struct Marks {
  Navigation navigation;
};

}  // namespace gui
