// The timeline's picture between its parts: where cursors lie in pixels, which lanes are shown.
// Internal to panels/timeline*.cpp.
#pragma once

#include <vector>

#include "gui/lanes.hpp"
#include "gui/view.hpp"

namespace gui {

/// No span is drawn narrower than this; neighbours that would be are merged.
inline constexpr float kLeastSpan = 3;

struct Chart {
  const View& view;
  const model::Axis& axis;
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
/// Times, iterations, and the shaded waits behind the lanes.
void draw_ruler(const Chart& chart, const Painter& paint, Rect times, Rect gaps, Rect numbers,
                float bottom);
/// Length of the ready queue and the longest steps over all that was visited. A press in it begins
/// a drag; returns where the drag leads, or kNever.
trace::EventIndex draw_overview(const Chart& chart, const Painter& paint, Rect box, Drag& drag);
/// The lanes of locks, queues and the like, and those of threads under them, that exist as far as
/// the run was visited.
std::vector<const model::ObjectLane*> object_rows(const View& view);
/// Draws them in the current window: from `top`, each `row` high.
void draw_object_lanes(Chart& chart, const Painter& paint, float top, float row,
                       const std::vector<const model::ObjectLane*>& rows, CommandQueue& commands);
/// When the loop works and when it waits.
void draw_loop_lane(const Chart& chart, const Painter& paint, Rect box);

}  // namespace gui
