// What the commands about findings do.
#pragma once

#include "gui/actions.hpp"

namespace gui::actions {

/// Goes to where it is evident, and selects its task. `number`: as in the list, 1 is the first.
Fault go_to_finding(App& app, const std::string& number);
/// To the next one from the cursor on, or to the one before; none that was not visited.
Fault go_to_finding_beside(App& app, int by);

}  // namespace gui::actions
