// What the mouse rests on, and the small card that then tells of it.
//
// A panel says in each frame what is under the mouse, by a number of its own; when that has been
// the same for a third of a second, it draws a card. From one card to the next there is no wait.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gui/draw.hpp"

namespace gui {

class Hover {
 public:
  static constexpr float kRest = 0.35f;  ///< seconds

  /// Begins a frame. `busy`: a button is down, or nobody looks.
  void begin(float seconds, bool busy);
  /// Tells what is under the mouse; true when a card is due.
  bool rests_on(std::uint64_t thing);
  /// A card will be due soon: frames are needed though nothing moves.
  bool waits() const { return now_ != 0 && rested_ < kRest; }

  /// The mouse is on something that leads to this cursor.
  void point_to(trace::EventIndex cursor) { pointed_ = cursor; }
  /// What it led to in this frame or the last one; kNever: nothing.
  trace::EventIndex points_to() const {
    return pointed_ != trace::kNever ? pointed_ : pointed_before_;
  }

 private:
  std::uint64_t before_ = 0, now_ = 0;  // in the last frame, and in this one
  float rested_ = 0;
  float since_card_ = 1e9f;  // seconds since one was seen
  bool busy_ = false;
  trace::EventIndex pointed_ = trace::kNever, pointed_before_ = trace::kNever;
};

/// That of the window that is being drawn.
Hover& hover();
/// The mouse has come to rest on a box that stands for that thing.
bool rests(Rect box, std::uint64_t thing);
/// A number for a thing: what kind it is and which one.
std::uint64_t thing(std::string_view kind, std::uint64_t id, std::uint64_t part = 0);

/// What is told of a thing.
struct HoverCard {
  struct Row {
    std::string_view label;
    model::Sentence words;
  };
  std::string title;
  ImU32 square = 0;  ///< of a task; 0: none
  std::optional<model::TaskState> state;
  std::vector<Row> rows;

  void row(std::string_view label, std::string words);
  void row(std::string_view label, model::Sentence words) { rows.push_back({label, words}); }
};

/// Draws it beside the mouse, within the window.
void show(const Painter& paint, const HoverCard& card,
          const std::function<ImU32(model::TaskId)>& colour_of);

/// Over a word of the glossary: when the mouse rests there, its meaning.
void explain_word(const Painter& paint, Rect box, std::string_view word);

}  // namespace gui
