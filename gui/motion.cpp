#include "gui/motion.hpp"

#include <algorithm>
#include <cmath>

namespace gui {

void Motion::begin(ImVec2 origin, float seconds, bool enabled) {
  constexpr float kPace = 0.05f;           // seconds in which two thirds of the way are gone
  constexpr float kLongestFrame = 0.034f;  // after a rest the first frame seems long
  origin_ = origin;
  share_ = enabled ? 1 - std::exp(-std::min(seconds, kLongestFrame) / kPace) : 1;
  moving_ = false;
}

Rect Motion::place(Key key, Key before, Rect target) {
  const ImVec2 goal{target.x0 - origin_.x, target.y0 - origin_.y};
  auto from = before_.find(key);
  if (from == before_.end()) from = before_.find(before);
  ImVec2 at = goal;
  if (from != before_.end()) {
    at.x = from->second.x + (goal.x - from->second.x) * share_;
    at.y = from->second.y + (goal.y - from->second.y) * share_;
    if (std::abs(at.x - goal.x) < 1 && std::abs(at.y - goal.y) < 1) at = goal;
  }
  moving_ = moving_ || at.x != goal.x || at.y != goal.y;
  now_[key] = at;
  return target.moved(std::floor(at.x - goal.x), std::floor(at.y - goal.y));
}

void Motion::record(Key key, Rect place) {
  now_[key] = {place.x0 - origin_.x, place.y0 - origin_.y};
}

void Motion::end() {
  before_.swap(now_);
  now_.clear();
}

}  // namespace gui
