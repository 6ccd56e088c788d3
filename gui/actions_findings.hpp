// What the commands do that tell why: findings, who waits, causes.
#pragma once

#include "gui/actions.hpp"

namespace gui::actions {

/// Goes to where it is evident, and selects its task. `number`: as in the list, 1 is the first.
Fault go_to_finding(App& app, const std::string& number);
/// To the next one from the cursor on, or to the one before; none that was not visited.
Fault go_to_finding_beside(App& app, int by);

/// Shows who waits for whom, or the loop again.
Fault show_waits(App& app, const std::string& how);
/// Tells why the fact happened, beside why the task is where it is; or no more.
Fault ask_why(App& app, const std::string& how);

}  // namespace gui::actions
