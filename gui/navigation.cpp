#include "gui/navigation.hpp"

namespace gui {
namespace {

// What two places differ in.
constexpr unsigned kCursor = 1, kTask = 2, kView = 4, kOther = 8;

unsigned difference(const Place& a, const Place& b) {
  unsigned what = 0;
  if (a.cursor != b.cursor) what |= kCursor;
  if (a.selected != b.selected) what |= kTask;
  if (a.unit != b.unit || a.follow != b.follow || a.origin != b.origin) what |= kView;
  if (a.axis != b.axis || a.language != b.language || a.tab != b.tab) what |= kOther;
  return what;
}

}  // namespace

Place place_of(const UiState& ui, trace::EventIndex cursor) {
  return {.cursor = cursor,
          .selected = ui.selected,
          .unit = ui.unit,
          .follow = ui.follow,
          .origin = ui.follow ? 0 : ui.origin,
          .axis = ui.axis,
          .language = ui.language,
          .tab = ui.records_tab};
}

void restore(UiState& ui, const Place& place) {
  ui.selected = place.selected;
  ui.unit = place.unit;
  ui.follow = place.follow;
  if (!place.follow) ui.origin = place.origin;
  ui.axis = place.axis;
  ui.language = place.language;
  ui.records_tab = place.tab;
  ui.source_at = ui.output_at = ui.log_at = trace::kNever;
  ui.play_cursor = trace::kNever;
}

void Navigation::visit(const Place& now, Way way) {
  if (places_.empty()) {
    places_.push_back(now);
    return;
  }
  Place& present = places_[at_];
  if (way_ == Way::Drag && way != Way::Drag) merges_ = false;  // the button is up
  const unsigned what = difference(present, now);
  if (what == 0) return;
  // The view ran after the cursor by itself: nothing that anybody did.
  const bool followed = what == kView && now.follow && now.unit == present.unit;
  const bool small = way != Way::Jump || what == kView;
  const bool more = merges_ && what == changed_ && small;
  if (followed || more) {
    present = now;
    return;
  }
  places_.resize(at_ + 1);
  places_.push_back(now);
  if (places_.size() > kMost) places_.pop_front();
  at_ = places_.size() - 1;
  changed_ = what;
  way_ = way;
  merges_ = small;
}

const Place& Navigation::go(std::size_t index) {
  at_ = index;
  merges_ = false;
  return places_[at_];
}

}  // namespace gui
