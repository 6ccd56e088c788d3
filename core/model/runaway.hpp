// What a program is at that does not come to an end, as far as its trace tells.
#pragma once

#include <string>

#include "core/model/timeline.hpp"

namespace model {

/// What holds the loop after the last fact: "task main at event.cpp:12", the line at which it
/// was seen last. Empty if it is not in a handle: then it waits, or is between two.
std::string who_runs(const Timeline& timeline);

/// What the latest facts are full of: "task main creates tasks without end (30,000 are alive)".
/// Meant for a run that was longer than anybody wants to look at. Empty for a trace of less than
/// some thousand facts.
std::string without_end(const Timeline& timeline);

}  // namespace model
