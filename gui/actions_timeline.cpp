// What the commands of the timeline do: where it looks, and which lanes are folded.
#include <string>

#include "gui/actions.hpp"
#include "gui/app.hpp"
#include "gui/arguments.hpp"

namespace gui::actions {

Fault zoom(App& app, const std::string& how) {
  UiState& ui = app.ui();
  if (how == "0") {
    ui.unit = 0;
    ui.follow = true;
  } else if (how == "in" || how == "out") {
    ui.zoom_due *= how == "in" ? 1.25f : 0.8f;
  } else {
    return must_be("zoom", "in, out or 0", how);
  }
  return {};
}

Fault pan(App& app, const std::string& where) {
  if (where != "left" && where != "right") return must_be("pan", "left or right", where);
  app.ui().pan_due += where == "left" ? -0.2f : 0.2f;
  return {};
}

Fault scroll(App& app, const std::string& where) {
  if (where != "up" && where != "down") return must_be("scroll", "up or down", where);
  app.ui().scroll_due += where == "up" ? -0.9f : 0.9f;
  return {};
}

/// Of a task without children the group that it belongs to.
Fault fold(App& app, const std::string& words) {
  const model::Timeline& timeline = app.run().session().timeline();
  trace::TaskId task = app.focus();
  if (words.starts_with('#')) {
    const auto id = number(std::string_view(words).substr(1));
    task = id ? static_cast<trace::TaskId>(*id) : 0;
  }
  const model::TaskLane* lane = timeline.lane(task);
  if (lane == nullptr) return "there is no such task to fold";
  Lanes& lanes = app.ui().lanes;
  const auto own_row = [&](const model::TaskLane& one) {
    const auto row = lanes.row_of(one);
    return row ? &lanes.rows()[*row] : nullptr;
  };
  const Lanes::Row* row = own_row(*lane);
  if (row == nullptr) return "there is no such task to fold";
  if (row->lane == lane && !row->parent) {
    const model::TaskLane* parent = timeline.lane(lane->parent);
    row = parent != nullptr ? own_row(*parent) : nullptr;
    if (row == nullptr) return "this task has created no others";
  }
  lanes.fold(row->lane->id, row->hidden == 0);
  return {};
}

Fault fold_all(App& app) {
  Lanes& lanes = app.ui().lanes;
  lanes.fold_all(!lanes.any_folded());
  return {};
}

}  // namespace gui::actions
