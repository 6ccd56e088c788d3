// The timeline's picture between its parts: where cursors lie in pixels, which lanes are shown.
// Internal to panels/timeline*.cpp.
#pragma once

#include <vector>

#include "gui/view.hpp"

namespace gui {

/// No span is drawn narrower than this; neighbours that would be are merged.
inline constexpr float kLeastSpan = 3;

struct Chart {
  const View& view;
  const model::Axis& axis;
  Rect plot;          ///< x from the first to the last position shown; y of the lanes
  double origin = 0;  ///< axis position at plot.x0
  double unit = 1;    ///< pixels per unit of the axis
  trace::EventIndex first = 0, last = 0;  ///< cursors at the edges of the plot, within the visited
  float now_x = 0, seen_x = 0;            ///< of the cursor and of the furthest cursor visited
  float row = 0, bar = 0;                 ///< height of a lane, and of a running block in it
  std::vector<const model::TaskLane*> lanes;

  float x(trace::EventIndex cursor) const {
    return plot.x0 + static_cast<float>((axis.position(cursor) - origin) * unit);
  }
  trace::EventIndex cursor_at(float at) const {
    return axis.cursor_at(origin + static_cast<double>(at - plot.x0) / unit);
  }
  /// As cursor_at(), but never beyond what was visited.
  trace::EventIndex visited_at(float at) const { return std::min(cursor_at(at), view.frontier); }
};

/// All lanes, wake-up arrows and end caps, in the current window; `top` is where the first begins.
void draw_lanes(const Chart& chart, const Painter& paint, float top, CommandQueue& commands);
/// Times, iterations, and the shaded waits behind the lanes.
void draw_ruler(const Chart& chart, const Painter& paint, Rect times, Rect gaps, Rect numbers,
                float bottom);
/// Length of the ready queue over all that was visited. A press in it begins a drag; returns where
/// the drag leads, or kNever.
trace::EventIndex draw_overview(const Chart& chart, const Painter& paint, Rect box, Drag& drag);
/// When the loop works and when it waits.
void draw_loop_lane(const Chart& chart, const Painter& paint, Rect box);

}  // namespace gui
