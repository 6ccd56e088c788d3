// The timeline's picture between its parts: where cursors lie in pixels, which lanes are shown.
// Internal to panels/timeline*.cpp.
#pragma once

#include <deque>
#include <vector>

#include "core/model/shared_axis.hpp"
#include "gui/lanes.hpp"
#include "gui/view.hpp"

namespace gui {

class Beside;

/// No span is drawn narrower than this; neighbours that would be are merged.
inline constexpr float kLeastSpan = 3;

/// An axis as it is drawn: a run's own, or the one that it shares with a run beside it.
class ChartAxis {
 public:
  ChartAxis(const model::Axis& own, const model::SharedAxis* shared = nullptr, std::size_t run = 0)
      : own_(own), shared_(shared), run_(run) {}

  model::AxisKind kind() const { return own_.kind(); }
  double length() const { return shared_ != nullptr ? shared_->length() : own_.length(); }
  double position(trace::EventIndex cursor, double tolerance = 0) const {
    return drawn(own_.position(cursor, tolerance));
  }
  trace::EventIndex cursor_at(double x, double tolerance = 0) const {
    return own_.cursor_at(shared_ != nullptr ? shared_->own(run_, x) : x, tolerance);
  }
  /// Where a position of the run's own axis is drawn.
  double drawn(double own) const { return shared_ != nullptr ? shared_->shared(run_, own) : own; }

 private:
  const model::Axis& own_;
  const model::SharedAxis* shared_;
  std::size_t run_;
};

struct Chart {
  const View& view;
  ChartAxis axis;
  const Lanes& lanes;
  Rect plot;          ///< x from the first to the last position shown; y of the lanes
  double origin = 0;  ///< axis position at plot.x0
  double unit = 1;    ///< pixels per unit of the axis
  trace::EventIndex first = 0, last = 0;  ///< cursors at the edges of the plot, within the visited
  float now_x = 0, seen_x = 0;            ///< of the cursor and of the furthest cursor visited
  float row = 0, bar = 0;                 ///< height of a lane, and of a running block in it
  double top = 0;                         ///< y of the first lane, seen or scrolled out of sight
  std::vector<trace::EventIndex> edges;   ///< cursors at each pixel of the plot, once asked for

  /// Right to half a pixel, which saves looking at every fact of a pixel that has thousands.
  float x(trace::EventIndex cursor) const {
    return plot.x0 + static_cast<float>((axis.position(cursor, 0.4 / unit) - origin) * unit);
  }
  trace::EventIndex cursor_at(float at) const {
    return axis.cursor_at(origin + static_cast<double>(at - plot.x0) / unit);
  }
  /// As cursor_at(), but never beyond what was visited.
  trace::EventIndex visited_at(float at) const { return std::min(cursor_at(at), view.frontier); }
  /// The last cursor of the pixel in which `at` is: as cursor_at(), but found once in a frame.
  trace::EventIndex edge(float at);
  float y(std::size_t row_index) const {
    return static_cast<float>(top + static_cast<double>(row_index) * static_cast<double>(row));
  }
};

/// The lanes in sight, their wake-up arrows and end caps, in the current window.
void draw_lanes(Chart& chart, const Painter& paint, CommandQueue& commands);
/// The lanes of the run beside, as outlines around those of the same names; in the current window.
void draw_outline(const Chart& chart, const Painter& paint, Beside& before,
                  const model::SharedAxis& shared);
/// What the outline is, and how long both runs take, in the title of the timeline.
void draw_outline_totals(const View& view, const UiState& ui, const Painter& paint, Rect title);
/// Times, iterations, and the shaded waits behind the lanes. No times where they have no height.
void draw_ruler(const Chart& chart, const Painter& paint, Rect times, Rect gaps, Rect numbers,
                float bottom);
/// Length of the ready queue and the longest steps over all that was visited. A press in it begins
/// a drag; returns where the drag leads, or kNever.
trace::EventIndex draw_overview(const Chart& chart, const Painter& paint, Rect box, Drag& drag);
/// The lanes of locks, queues and the like, and those of threads under them, that exist as far as
/// the run was visited. A view: a frame looks at the few that it can see.
struct ObjectRows {
  const std::deque<model::ObjectLane>& objects;
  const std::deque<model::ObjectLane>& threads;
  std::size_t born_objects = 0, born_threads = 0;

  std::size_t size() const { return born_objects + born_threads; }
  const model::ObjectLane& operator[](std::size_t row) const {
    return row < born_objects ? objects[row] : threads[row - born_objects];
  }
};
ObjectRows object_rows(const View& view);
/// Draws them in the current window: from `top`, each `row` high.
void draw_object_lanes(Chart& chart, const Painter& paint, float top, float row,
                       const ObjectRows& rows, CommandQueue& commands);
/// When the loop works and when it waits.
void draw_loop_lane(const Chart& chart, const Painter& paint, Rect box);

// -- What the timeline and the view of two runs share (timeline.cpp)

/// Chooses what part of the axis is seen. `also_seen`: a position that is to be in it, too;
/// `least_unit`: pixels of a unit, down to which a run is shown whole.
void choose_view(Chart& chart, UiState& ui, float scale, double also_seen = 0,
                 float least_unit = 28);
/// What keys asked for: about the mouse where it is over the lanes, else about the cursor.
void obey_keys(const Chart& chart, UiState& ui, float mouse_x, bool over, float scale);
/// The wheel, and a drag that moves the view, where the mouse is `over` the plot.
void zoom_and_move(const Chart& chart, UiState& ui, bool over, float scale);
void draw_axis_choice(const Painter& paint, Rect bar, const UiState& ui, CommandQueue& commands);
/// A part of a panel that scrolls by the wheel over its names, and by its bar; over the plot the
/// wheel zooms. Returns how far it is scrolled; end with end_scroll().
float begin_lanes(const char* id, Rect box, float names_end, float row);

}  // namespace gui
