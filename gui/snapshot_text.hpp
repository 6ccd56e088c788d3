// A snapshot as text: what tests compare, and what a bug report may hold.
#pragma once

#include <string>

#include "core/model/timeline.hpp"

namespace gui {

std::string snapshot_text(const model::Timeline& timeline, const model::Snapshot& snapshot);

}  // namespace gui
