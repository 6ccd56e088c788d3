// What the user has told the desktop, where it can be known.
#pragma once

namespace gui {

/// Nothing is to move that need not: LOOPSCOPE_MOTION=off, or the settings of GTK or KDE.
bool desktop_wants_stillness();

}  // namespace gui
