// What the commands do that move the focus: where the user was, causes, ranges and searches.
#pragma once

#include "gui/actions.hpp"

namespace gui::actions {

// -- Where the user was
Fault go_back(App& app);
Fault go_on(App& app);

}  // namespace gui::actions
