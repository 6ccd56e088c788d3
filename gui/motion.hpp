// Cards that move from place to place instead of jumping: where each was seen last, and how far it
// has come. Off for those who want reduced motion, and for pictures.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "gui/geometry.hpp"

namespace gui {

class Motion {
 public:
  /// What a place belongs to: a handle, or a task that waits.
  using Key = std::uint64_t;
  static Key handle(std::uint32_t id) { return id; }
  static Key task(std::uint32_t id) { return (Key{1} << 32) | id; }

  /// Before the cards of a frame are drawn; places are relative to `origin`.
  void begin(ImVec2 origin, float seconds, bool enabled);
  /// Where a card is drawn on its way to `target`. A card that is new comes from the place of
  /// `before`, if that is known.
  Rect place(Key key, Key before, Rect target);
  /// Something that does not move itself, but that a card may come from.
  void record(Key key, Rect place);
  /// After the cards of a frame were drawn: what was not drawn is forgotten.
  void end();

  /// Some card is on its way.
  bool moving() const { return moving_; }

 private:
  std::unordered_map<Key, ImVec2> before_, now_;
  ImVec2 origin_{0, 0};
  float share_ = 1;  // of the way that is left, gone in this frame
  bool moving_ = false;
};

}  // namespace gui
