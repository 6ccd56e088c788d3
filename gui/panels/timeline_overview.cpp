// The overview: all that was visited in the width of the panel, with how much was ready and how
// long steps held the loop, and where the lanes below are in it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/panels.hpp"
#include "gui/panels/chart.hpp"

namespace gui {
namespace {

using Column = model::Overview::Column;  // of two pixels

struct Strip {
  Rect box;
  double unit = 1;  ///< pixels per unit of the axis
  float end = 0;    ///< x of the last that was visited
  float now = 0;
  const std::vector<Column>* columns = nullptr;
  std::size_t most_ready = 4;  ///< fewer do not fill the height
  trace::Time longest{0};
};

constexpr float kColumn = 2;

trace::EventIndex cursor_at(const Chart& chart, const Strip& strip, float x) {
  const double at = static_cast<double>(x - strip.box.x0) / strip.unit;
  return std::min(chart.axis.cursor_at(at, 0.5 / strip.unit), chart.view.frontier);
}

void fill_columns(const Chart& chart, Strip& strip) {
  std::vector<trace::EventIndex> ends;
  trace::EventIndex end = 0;
  for (float x = strip.box.x0; x < strip.end; x += kColumn) {
    end = std::max(end, cursor_at(chart, strip, x + kColumn - 0.01f));
    ends.push_back(end);
  }
  strip.columns = &chart.view.run.overview().columns(ends);
  for (const Column& column : *strip.columns) {
    strip.most_ready = std::max(strip.most_ready, column.ready);
    strip.longest = std::max(strip.longest, column.longest);
  }
}

void draw_hint(const Chart& chart, const Strip& strip, const Painter& paint, float x) {
  const auto index = static_cast<std::size_t>(std::max(0.f, (x - strip.box.x0) / kColumn));
  if (index >= strip.columns->size()) return;
  const Column& column = (*strip.columns)[index];
  const trace::EventIndex there = cursor_at(chart, strip, x);
  const trace::Time time = there > 0 ? chart.view.trace()[there - 1].time : trace::Time(0);
  std::string words = chart.view.seconds(time);
  words += fmt::format("\nup to {} ready", column.ready);
  if (column.longest.count() > 0) {
    words += "\nlongest step " + chart.view.duration(column.longest);
  }
  hint(paint, words);
}

}  // namespace

trace::EventIndex draw_overview(const Chart& chart, const Painter& paint, Rect box, Drag& drag) {
  const Theme& theme = paint.theme();
  const View& view = chart.view;
  paint.fill(box, theme.raise, paint.px(4));

  // As long as all that was visited can be seen, it stands over the lanes it belongs to.
  const double seen = chart.axis.position(view.frontier);
  const double room = static_cast<double>(box.width()) / chart.unit;
  const bool aligned = chart.origin == 0 && seen <= room;
  Strip strip{box};
  strip.unit = aligned ? chart.unit : static_cast<double>(box.width()) / std::max(seen, 1e-12);
  const auto x_of = [&](double position) {
    return box.x0 + static_cast<float>(position * strip.unit);
  };
  strip.end = std::min(x_of(seen), box.x1);
  strip.now = x_of(chart.axis.position(view.cursor));
  fill_columns(chart, strip);

  // Steps that take time hang from below the ready ones; most lessons have none.
  const bool both = strip.longest.count() > 0 && box.height() > paint.px(30);
  const float base = both ? std::floor(box.y0 + box.height() * 0.6f) : box.y1;
  const float up = (base - box.y0 - paint.px(3)) / static_cast<float>(strip.most_ready);
  const float down = box.y1 - base - paint.px(3);
  for (std::size_t i = 0; i < strip.columns->size(); ++i) {
    const Column& column = (*strip.columns)[i];
    const float x0 = box.x0 + static_cast<float>(i) * kColumn;
    const float x1 = std::min(x0 + kColumn, strip.end);
    const float alpha = x0 >= strip.now ? 0.4f : 1.f;
    if (column.ready > 0) {
      paint.fill({x0, base - static_cast<float>(column.ready) * up, x1, base},
                 with_alpha(theme.mut, 0.75f * alpha));
    }
    if (both && column.longest.count() > 0) {
      const double share =
          static_cast<double>(column.longest.count()) / static_cast<double>(strip.longest.count());
      const float height = std::max(1.f, std::round(down * static_cast<float>(share)));
      paint.fill({x0, base + 1, x1, base + 1 + height}, with_alpha(theme.text, 0.5f * alpha));
    }
  }
  if (both) paint.h_line(box.x0, box.x1, base, theme.line);
  if (!aligned) {
    const Rect window{std::max(box.x0, x_of(chart.origin)), box.y0,
                      std::min(box.x1, x_of(chart.origin + room)), box.y1};
    // A small part is still to be seen.
    const float spare = std::max(0.f, paint.px(6) - window.width()) * 0.5f;
    const Rect shown{window.x0 - spare, window.y0, window.x1 + spare, window.y1};
    if (shown.width() < box.width() - 1) {
      paint.fill(shown, with_alpha(theme.acc, 0.12f), paint.px(3));
      paint.stroke(shown, theme.dim, paint.px(3));
    }
  }
  paint.v_line(strip.now, box.y0 - paint.px(2),
               aligned ? box.y1 + paint.px(6) : box.y1 + paint.px(2), theme.acc, 2);

  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (hovered(box)) {
    if (drag == Drag::None) draw_hint(chart, strip, paint, mouse.x);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) drag = Drag::Overview;
  }
  if (drag != Drag::Overview) return trace::kNever;
  return cursor_at(chart, strip, std::max(box.x0, std::min(mouse.x, box.x1)));
}

}  // namespace gui
