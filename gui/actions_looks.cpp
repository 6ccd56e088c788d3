#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

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
  constexpr std::array kKinds{ThemeKind::Dark, ThemeKind::Light, ThemeKind::Contrast};
  if (name.empty()) {
    const auto next = (static_cast<std::size_t>(app.ui().theme) + 1) % kKinds.size();
    app.set_theme(kKinds[next]);
    return {};
  }
  for (const ThemeKind kind : kKinds) {
    if (name != name_of(kind)) continue;
    app.set_theme(kind);
    return {};
  }
  return must_be("theme", "dark, light or contrast", name);
}

// -- Presenting

namespace {

constexpr std::array<std::pair<std::string_view, Panel>, 6> kPanels{
    {{"source", Panel::Source},
     {"timeline", Panel::Timeline},
     {"loop", Panel::Loop},
     {"inspector", Panel::Inspector},
     {"output", Panel::Output},
     {"lesson", Panel::Lesson}}};

Panel panel_named(std::string_view name) {
  for (const auto& [word, panel] : kPanels) {
    if (word == name) return panel;
  }
  return Panel::None;
}

constexpr std::string_view kPanelWords = "source, timeline, loop, inspector, output or lesson";

}  // namespace

Fault present(App& app, const std::string& how) {
  if (how != "on" && how != "off" && !how.empty()) return must_be("present", "on or off", how);
  UiState& ui = app.ui();
  ui.presenting = how.empty() ? !ui.presenting : how == "on";
  if (!ui.presenting) ui.pack = {};
  if (ui.overlay == Overlay::Poll) close_overlay(app);
  ui.blank = false;
  ui.enlarged = Panel::None;
  ui.revealed = false;
  app.scale_fonts(ui.zoom);
  return {};
}

Fault click_on(App& app, const std::string& where) {
  if (where != "next" && where != "back") return must_be("clicker", "next or back", where);
  if (app.ui().overlay == Overlay::Poll) {
    return app.perform({where == "next" ? "reveal-answer" : "close", ""});
  }
  if (app.ui().pack.pack != nullptr) return app.perform({"pack", where});
  return app.perform({where == "next" ? "step" : "step-back", ""});
}

Fault toggle_panel(App& app, const std::string& name) {
  const Panel panel = panel_named(name);
  if (panel == Panel::None) return must_be("panel", kPanelWords, name);
  UiState& ui = app.ui();
  ui.enlarged = Panel::None;
  const unsigned others = ui.presented & ~bit(panel);
  if ((ui.presented & bit(panel)) == 0)
    ui.presented |= bit(panel);
  else if (others != 0)
    ui.presented = others;
  return {};
}

Fault blank(App& app) {
  app.ui().blank = true;
  return {};
}

Fault enlarge(App& app, const std::string& name) {
  Panel& enlarged = app.ui().enlarged;
  const Panel panel = panel_named(name);
  if (!name.empty() && panel == Panel::None) return must_be("enlarge", kPanelWords, name);
  if (name.empty() && enlarged == Panel::None) {
    const Panel there = app.panel_under_mouse();
    enlarged = there == Panel::None ? Panel::Timeline : there;
  } else {
    enlarged = enlarged == panel ? Panel::None : panel;
  }
  return {};
}

// -- What is seen of the run

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
  if (ui.overlay != Overlay::None) {
    if (ui.overlay == Overlay::Poll) ui.prediction.question.reset();
    if (ui.overlay == Overlay::Large) app.run().session().ask(session::Order::Stop);
    ui.overlay = Overlay::None;
  } else if (app.travelling()) {
    app.set_playing(false);
  } else if (ui.enlarged != Panel::None) {
    ui.enlarged = Panel::None;
  } else if (ui.comparing) {
    app.drop_beside();
  } else if (ui.first_step > 0) {
    ui.first_step = 0;
  } else if (!clear_marks(app)) {
    ui.selected = 0;
    ui.chosen_line = {};
  }
  return {};
}

}  // namespace gui::actions
