// What the commands do that move the focus: where the user was, causes, ranges and searches.
#pragma once

#include "gui/actions.hpp"

namespace gui::actions {

// -- Where the user was
Fault go_back(App& app);
Fault go_on(App& app);

// -- Causes
Fault to_cause(App& app);
Fault to_effect(App& app);
/// Draws all that led to the state of the task in focus, back to the start; or takes it away.
Fault whole_chain(App& app);

// -- A range
/// Empty: around what is in focus, wider at each call; "from" or "to": begins or ends at the
/// cursor; "all", "none", or two cursors.
Fault set_range(App& app, const std::string& what);
/// One end stays at the cursor, the other goes with it until this is called again.
Fault open_range(App& app);
Fault order_range(App& app, const std::string& by);
Fault fit_range(App& app);

// -- A search
/// Opens the line; with words, searches them.
Fault search(App& app, const std::string& words);
Fault search_next(App& app, int by);
/// Where a search that had to go on has found its next match by now.
void jump_if_found(App& app);

// -- The log
Fault filter_log(App& app, const std::string& group);
Fault log_of_focus(App& app);

/// Takes away the search, the range or the chain, whichever is there; false if none is.
bool clear_marks(App& app);

}  // namespace gui::actions
