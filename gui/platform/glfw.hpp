// The window on a screen: GLFW, OpenGL 3.3 core.
#pragma once

#include <optional>
#include <string>

#include "gui/app.hpp"

namespace gui {

/// Opens the window and shows the app until it is closed. A sentence if there is no display, or
/// none with OpenGL 3.3: then nothing was shown.
std::optional<std::string> run_window(App& app);

}  // namespace gui
