#include "gui/chain.hpp"

#include <algorithm>

namespace gui {

using trace::EventIndex;
using trace::kNever;

EventIndex Chain::to_cause(const model::Timeline& timeline, EventIndex event) {
  auto here = std::ranges::lower_bound(links_, event);
  if (here == links_.end() || *here != event) {
    links_ = {event};
    growing_ = false;
    here = links_.begin();
  }
  if (here != links_.begin()) return *std::prev(here);
  const EventIndex cause = model::cause_of(timeline, event);
  if (cause != kNever) links_.push_front(cause);
  return cause;
}

EventIndex Chain::to_effect(const model::Timeline& timeline, EventIndex event) {
  auto here = std::ranges::lower_bound(links_, event);
  if (here == links_.end() || *here != event) {
    links_ = {event};
    growing_ = false;
    here = links_.begin();
  }
  if (std::next(here) != links_.end()) return *std::next(here);
  const EventIndex effect = model::main_effect_of(timeline, event);
  if (effect != kNever) links_.push_back(effect);
  return effect;
}

void Chain::begin_whole(EventIndex event) {
  links_ = {event};
  growing_ = true;
}

void Chain::grow(const model::Timeline& timeline, Deadline enough) {
  while (growing_) {
    const EventIndex cause = model::cause_of(timeline, links_.front());
    if (cause == kNever) {
      growing_ = false;
    } else {
      links_.push_front(cause);
    }
    if (std::chrono::steady_clock::now() > enough) return;
  }
}

}  // namespace gui
