// Cause and effect between facts: which event made which happen, one link at a time.
//
// A step was caused by what queued it; that by what was completed, set or released, if anything
// was; that by the begin of the run in which it happened; a timer's callback by its deadline, and
// that by who armed it. So each chain leads back to the start of the program. Invariant: a cause
// comes before its effect, whatever the trace says.
#pragma once

#include <vector>

#include "core/model/timeline.hpp"

namespace model {

/// What directly caused the event at `event`; kNever: nothing did, or the trace does not tell.
/// Takes time in the distance between both. REQUIRES: event < timeline.size().
EventIndex cause_of(const Timeline& timeline, EventIndex event);

/// What the event directly caused, in order. REQUIRES: event < timeline.size().
std::vector<EventIndex> effects_of(const Timeline& timeline, EventIndex event);

/// The one of its effects, or of what follows in its run, that leads on to other runs; else the
/// last of its effects; kNever if nothing followed from it. REQUIRES: event < timeline.size().
EventIndex main_effect_of(const Timeline& timeline, EventIndex event);

}  // namespace model
