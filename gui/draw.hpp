// What every panel draws with: text, cards, pills, key caps, and the shapes that mean states.
//
// A Painter draws into the current Dear ImGui window, in screen pixels. It keeps nothing between
// frames. Hits are told by the mouse's place: only in the window under the mouse, and only where
// the window's clip rectangle lets it be seen.
#pragma once

#include <functional>
#include <string_view>

#include "core/model/explain.hpp"
#include "core/model/task_state.hpp"
#include "gui/geometry.hpp"
#include "gui/theme.hpp"

namespace gui {

enum class Align : std::uint8_t { Left, Centre, Right };
/// The marks a lane may end with.
enum class Cap : std::uint8_t { Check, Cross, Slash };
enum class Caret : std::uint8_t { Down, Right, Left };

class Painter {
 public:
  explicit Painter(const Theme& theme);

  const Theme& theme() const { return theme_; }
  ImDrawList& list() const { return list_; }
  float px(float length) const { return theme_.px(length); }

  // -- Text
  float width(Font font, std::string_view text) const;
  /// One line, its top left at (x, y); returns the x behind it.
  float text(float x, float y, Font font, ImU32 colour, std::string_view text) const;
  /// One line in the middle of the height of `box`, cut with "..." where it does not fit.
  /// Returns the width drawn.
  float label(Rect box, Font font, ImU32 colour, std::string_view text,
              Align align = Align::Left) const;
  /// As label(), but cut in the middle: names of a kind differ at their end.
  float name(Rect box, Font font, ImU32 colour, std::string_view text) const;
  /// "worker-12" as "wo…-12", if it is wider than that.
  std::string without_middle(Font font, std::string_view text, float width) const;
  /// The beginning of a text, up to the last character that fits wholly.
  std::string_view fitting(Font font, std::string_view text, float width) const;

  // -- Surfaces
  void fill(Rect box, ImU32 colour, float radius = 0) const;
  void stroke(Rect box, ImU32 colour, float radius = 0, float thickness = 1) const;
  void h_line(float x0, float x1, float y, ImU32 colour) const;
  void v_line(float x, float y0, float y1, ImU32 colour, float thickness = 1) const;
  void square(float x, float centre_y, float side, ImU32 colour) const;

  // -- Shapes of states
  /// `thickness` is a length of the design.
  void dashed(Rect box, ImU32 colour, float thickness) const;
  /// Slanted lines, clipped to the box and to what can be seen; `origin` is the x that the pattern
  /// moves with.
  void hatch(Rect box, ImU32 colour, float origin) const;
  void cap(Cap cap, float x, float centre_y, ImU32 colour) const;
  /// A curve from below one lane to above another, with a head at its end.
  void arrow(ImVec2 from, ImVec2 to, ImU32 colour, float thickness) const;
  void caret(Caret caret, ImVec2 centre, ImU32 colour) const;

  // -- Small furniture
  /// A key as a cap; returns the x behind it. "Shift+Right" becomes two caps.
  float keys(float x, float centre_y, std::string_view chord) const;
  float keys_width(std::string_view chord) const;
  /// A word in a thin frame; returns the x behind it.
  float tag(float x, float centre_y, std::string_view text, ImU32 frame, bool dotted = false) const;
  float tag_width(std::string_view text) const;
  /// The state's word in the state's shape.
  float state_tag(float right, float centre_y, model::TaskState state) const;

 private:
  std::string_view cap_text(std::string_view key) const;

  const Theme& theme_;
  ImDrawList& list_;
};

// -- Hits

/// The mouse is over the box, and no other window lies between.
bool hovered(Rect box);
/// hovered() and the left button went down; the pointer becomes a hand over it.
bool pressed(Rect box);

/// A few words beside the mouse.
void hint(const Painter& paint, const std::string& words);
/// An item of Dear ImGui: true when it was clicked. A box of no size is none.
bool button(const char* id, Rect box);

// -- Sentences

struct SentenceStyle {
  Font regular, bold;
  ImU32 colour = 0;
  float line_height = 0;
  bool measure = false;  ///< draw nothing, only tell the size
  float alpha = 1;       ///< of everything, for what is still ahead
};

struct SentenceLayout {
  float height = 0;
  float width = 0;                        ///< of the longest line
  const model::Piece* pressed = nullptr;  ///< the task, object or moment that was clicked
};

/// Sets names bold (tasks in their colour), moments as links, and breaks lines at `right`.
SentenceLayout draw_sentence(const Painter& paint, const model::Sentence& sentence, float left,
                             float top, float right, const SentenceStyle& style,
                             const std::function<ImU32(model::TaskId)>& colour_of);

}  // namespace gui
