#include <algorithm>
#include <array>

#include "gui/actions.hpp"
#include "gui/actions_focus.hpp"
#include "gui/app.hpp"
#include "gui/arguments.hpp"
#include "gui/sheets.hpp"

namespace gui::actions {

// -- Looks

Fault fit(App& app) {
  app.ui().fit_due = true;
  app.ui().follow = true;
  return {};
}

Fault set_axis(App& app, const std::string& name) {
  using model::AxisKind;
  UiState& ui = app.ui();
  if (name.empty()) {
    ui.axis = static_cast<AxisKind>((static_cast<int>(ui.axis) + 1) % 3);
  } else if (name == "elastic") {
    ui.axis = AxisKind::Elastic;
  } else if (name == "steps") {
    ui.axis = AxisKind::Steps;
  } else if (name == "time") {
    ui.axis = AxisKind::Time;
  } else {
    return must_be("axis", "elastic, steps or time", name);
  }
  ui.unit = 0;
  ui.follow = true;
  ui.play_cursor = trace::kNever;
  return {};
}

Fault set_theme(App& app, const std::string& name) {
  if (name != "dark" && name != "light" && !name.empty()) {
    return must_be("theme", "dark or light", name);
  }
  const bool light = name.empty() ? app.ui().theme == ThemeKind::Dark : name == "light";
  app.set_theme(light ? ThemeKind::Light : ThemeKind::Dark);
  return {};
}

Fault toggle_revealed(App& app) {
  app.ui().revealed = !app.ui().revealed;
  return {};
}

Fault set_records(App& app, const std::string& name) {
  static constexpr std::array<std::string_view, 3> kTabs{"output", "log", "findings"};
  const auto known = std::ranges::find(kTabs, name);
  if (known == kTabs.end() && !name.empty()) {
    return must_be("records", "output, log or findings", name);
  }
  const auto now = static_cast<std::size_t>(app.ui().records_tab);
  const auto next = known != kTabs.end() ? static_cast<std::size_t>(known - kTabs.begin())
                                         : (now + 1) % kTabs.size();
  app.ui().records_tab = static_cast<RecordTab>(next);
  app.ui().output_at = app.ui().log_at = app.ui().findings_at = trace::kNever;
  return {};
}

Fault set_motion(App& app, const std::string& how) {
  if (how != "on" && how != "off" && !how.empty()) return must_be("motion", "on or off", how);
  app.ui().motion = how.empty() ? !app.ui().motion : how == "on";
  return {};
}

Fault set_scale(App& app, const std::string& words) {
  const auto value = real(words);
  if (!value || *value < 0.5 || *value > 4)
    return must_be("scale", "a number from 0.5 to 4", words);
  app.scale_fonts(static_cast<float>(*value));
  return {};
}

Fault scale_by(App& app, float factor) {
  app.scale_fonts(app.ui().zoom * factor);
  return {};
}

Fault toggle(App& app, Overlay overlay) {
  if (app.ui().overlay == overlay)
    app.ui().overlay = Overlay::None;
  else
    open_sheet(app, overlay);
  return {};
}

Fault toggle_explanation(App& app) {
  app.ui().explained = !app.ui().explained;
  return {};
}

Fault close_overlay(App& app) {
  UiState& ui = app.ui();
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) {
    ui.close_menus = true;
  } else if (ui.overlay != Overlay::None) {
    if (ui.overlay == Overlay::Large) app.run().session().ask(session::Order::Stop);
    ui.overlay = Overlay::None;
  } else if (app.travelling()) {
    app.set_playing(false);
  } else if (ui.first_step > 0) {
    ui.first_step = 0;
  } else if (!clear_marks(app)) {
    ui.selected = 0;
    ui.chosen_line = {};
  }
  return {};
}

}  // namespace gui::actions
