// Lesson packs: one key drives the presenter through a script.
#pragma once

#include "gui/actions.hpp"

namespace gui::actions {

/// `words`: the name of a pack begins it; "next", "back", "off".
Fault pack(App& app, const std::string& words);
/// What a step does once its run is complete. Call it in each frame.
void go_on_with_pack(App& app);

}  // namespace gui::actions
