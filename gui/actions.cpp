#include "gui/actions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "core/trace/file.hpp"
#include "gui/app.hpp"
#include "gui/export.hpp"
#include "gui/snapshot_text.hpp"

namespace gui::actions {
namespace {

// -- Arguments

std::optional<std::uint64_t> number(std::string_view words) {
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(words.data(), words.data() + words.size(), value);
  if (fault != std::errc() || end != words.data() + words.size()) return std::nullopt;
  return value;
}

std::optional<double> real(const std::string& words) {
  char* end = nullptr;
  const double value = std::strtod(words.c_str(), &end);
  if (end == words.c_str() || *end != '\0') return std::nullopt;
  return value;
}

Fault must_be(std::string_view id, std::string_view what, std::string_view argument) {
  return "'" + std::string(id) + "' needs " + std::string(what) + ", not '" +
         std::string(argument) + "'";
}

}  // namespace

// -- Steps

Fault step(App& app, Direction direction, StepSize size, const std::string& count) {
  const auto times = count.empty() ? 1 : number(count);
  if (!times) return must_be("step", "a number", count);
  if (*times > 0) app.travel({direction, size, app.focus(), *times});
  return {};
}

Fault run_to_breakpoint(App& app, Direction direction) {
  const auto& all = app.ui().breakpoints;
  if (std::ranges::none_of(all, &session::Breakpoint::enabled)) {
    app.ui().stopped = "no breakpoint is set: F9 sets one at this line, B shows all kinds";
    app.ui().stopped_at = app.run().session().cursor();
    return "there is no breakpoint to run to; 'break' sets one";
  }
  app.travel({direction, std::nullopt});
  return {};
}

namespace {
struct NamedStep {
  std::string_view name;
  StepSize size;
};
constexpr std::array<NamedStep, 6> kSteps{{{"fact", StepSize::Event},
                                           {"handle", StepSize::Handle},
                                           {"iteration", StepSize::Iteration},
                                           {"suspension", StepSize::Suspension},
                                           {"timer", StepSize::Timer},
                                           {"output", StepSize::Output}}};
}  // namespace

Fault set_step_size(App& app, const std::string& name) {
  for (const NamedStep& named : kSteps) {
    if (named.name == name) {
      app.ui().step = named.size;
      return {};
    }
  }
  return must_be("step-size", "fact, handle, iteration, suspension, timer or output", name);
}

Fault seek(App& app, const std::string& where) {
  const auto cursor = number(where);
  if (!cursor) return must_be("seek", "the number of a fact", where);
  app.set_playing(false);
  app.run().session().seek(*cursor);
  return {};
}

Fault seek_end(App& app) {
  app.set_playing(false);
  session::Session& session = app.run().session();
  session.seek(session.trace().size());
  return {};
}

Fault play(App& app, bool on) {
  on = on && !app.travelling();  // Space ends a long way, as it ends play
  if (app.run().spec().clock == trace::ClockKind::Real) {
    app.run().session().ask(on ? session::Order::Continue : session::Order::Pause);
  }
  app.set_playing(on);
  return {};
}

Fault set_pace(App& app, const std::string& words) {
  const auto value = real(words);
  if (!value || *value < 0.1 || *value > 1000) {
    return must_be("pace", "steps per second from 0.1 to 1000", words);
  }
  app.ui().pace = static_cast<float>(*value);
  return {};
}

Fault change_pace(App& app, int by) {
  static constexpr std::array<float, 9> kPaces{0.25f, 0.5f, 1, 1.5f, 3, 6, 12, 25, 100};
  float& pace = app.ui().pace;
  if (by > 0) {
    const auto next = std::upper_bound(kPaces.begin(), kPaces.end(), pace);
    if (next != kPaces.end()) pace = *next;
  } else {
    const auto next = std::lower_bound(kPaces.begin(), kPaces.end(), pace);
    if (next != kPaces.begin()) pace = *(next - 1);
  }
  return {};
}

// -- Selection

Fault select(App& app, const std::string& name) {
  const model::Timeline& timeline = app.run().session().timeline();
  const auto id = name.starts_with('#') ? number(std::string_view(name).substr(1)) : std::nullopt;
  for (trace::TaskId task : timeline.order()) {
    if (id ? task == *id : timeline.label(task) == name) {
      app.ui().selected = task;
      return {};
    }
  }
  return "there is no task '" + name + "' in this run";
}

Fault select_beside(App& app, int by) {
  const model::Timeline& timeline = app.run().session().timeline();
  std::vector<trace::TaskId> seen;
  for (trace::TaskId task : timeline.order()) {
    if (timeline.lane(task)->created < app.run().session().frontier()) seen.push_back(task);
  }
  if (seen.empty()) return {};
  const auto at = std::find(seen.begin(), seen.end(), app.focus());
  const auto size = static_cast<std::ptrdiff_t>(seen.size());
  const std::ptrdiff_t now = at == seen.end() ? (by > 0 ? -1 : size) : at - seen.begin();
  app.ui().selected = seen[static_cast<std::size_t>((now + by + size) % size)];
  return {};
}

Fault deselect(App& app) {
  app.ui().selected = 0;
  return {};
}

// -- Breakpoints

namespace {

Fault toggle(App& app, session::Breakpoint one) {
  session::Breakpoints& all = app.ui().breakpoints;
  const auto gone = std::erase_if(all, [&](const auto& other) { return one.same(other); });
  if (gone == 0) all.push_back(std::move(one));
  return {};
}

}  // namespace

Fault toggle_break(App& app, const std::string& words) {
  std::string error;
  auto one = session::parse_breakpoint(words, app.run().session().timeline(), error);
  if (!one) return error;
  return toggle(app, std::move(*one));
}

Fault toggle_break_here(App& app) {
  session::Session& session = app.run().session();
  const trace::LocationId place = app.run().place(app.focus());
  const trace::Location at = session.trace().location(place);
  if (at.line == 0) return "no line of the program is known here";
  session::Breakpoint one;
  one.file = session.trace().text(at.file);
  one.line = at.line;
  return toggle(app, std::move(one));
}

Fault toggle_break_task(App& app) {
  if (app.focus() == 0) return "no task exists yet";
  return toggle(app, {.kind = session::BreakKind::Task, .subject = app.focus()});
}

Fault toggle_enabled(App& app, const std::string& words) {
  session::Breakpoints& all = app.ui().breakpoints;
  const auto index = number(words);
  if (!index || *index < 1 || *index > all.size()) {
    return must_be("break-enable", "the number of a breakpoint", words);
  }
  all[*index - 1].enabled = !all[*index - 1].enabled;
  return {};
}

Fault remove_break(App& app, const std::string& words) {
  session::Breakpoints& all = app.ui().breakpoints;
  const auto index = number(words);
  if (!index || *index < 1 || *index > all.size()) {
    return must_be("break-remove", "the number of a breakpoint", words);
  }
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(*index) - 1);
  return {};
}

Fault clear_breaks(App& app) {
  app.ui().breakpoints.clear();
  return {};
}

// -- Looks

Fault fit(App& app) {
  app.ui().fit_due = true;
  app.ui().follow = true;
  return {};
}

Fault zoom(App& app, const std::string& how) {
  UiState& ui = app.ui();
  if (how == "0") {
    ui.unit = 0;
    ui.follow = true;
  } else if (how == "in" || how == "out") {
    ui.unit = ui.drawn_unit * (how == "in" ? 1.25f : 0.8f);
    ui.follow = true;
  } else {
    return must_be("zoom", "in, out or 0", how);
  }
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

Fault set_source(App& app, const std::string& name) {
  Language& language = app.ui().language;
  if (name.empty()) {
    language = language == Language::Python ? Language::Cpp : Language::Python;
  } else if (name == "python" || name == "cpp") {
    language = name == "cpp" ? Language::Cpp : Language::Python;
  } else {
    return must_be("source", "python or cpp", name);
  }
  app.ui().source_at = trace::kNever;
  return {};
}

Fault set_records(App& app, const std::string& name) {
  if (name != "output" && name != "log" && !name.empty()) {
    return must_be("records", "output or log", name);
  }
  RecordTab& tab = app.ui().records_tab;
  const bool log = name.empty() ? tab == RecordTab::Output : name == "log";
  tab = log ? RecordTab::Log : RecordTab::Output;
  app.ui().output_at = app.ui().log_at = trace::kNever;
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
  Overlay& now = app.ui().overlay;
  now = now == overlay ? Overlay::None : overlay;
  app.set_playing(false);
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
    ui.overlay = Overlay::None;
  } else if (app.travelling()) {
    app.set_playing(false);
  } else {
    ui.selected = 0;
  }
  return {};
}

// -- Runs

Fault open_scenario(App& app, const std::string& name) {
  std::error_code none;
  const bool file = scenarios::find(name) == nullptr && std::filesystem::exists(name, none);
  if (!file && scenarios::find(name) == nullptr) {
    std::string sentence = "there is no scenario '" + name + "'";
    if (const auto* near = scenarios::closest(name))
      sentence += ": did you mean '" + near->id + "'?";
    return sentence;
  }
  RunSpec spec = app.run().spec();
  spec.scenario = file ? "" : name;
  spec.file = file ? name : "";
  spec.parameters.clear();
  app.ui().overlay = Overlay::None;
  app.ui().explained = app.ui().revealed = false;
  app.ui().selected = 0;
  app.ui().breakpoints.clear();  // they are about this program
  app.run().session().seek(0);
  app.start(std::move(spec));
  return {};
}

Fault set_parameter(App& app, const std::string& words) {
  const std::size_t space = words.find_first_of(" =");
  const std::string name = words.substr(0, space);
  const std::string value = space == std::string::npos ? "" : words.substr(space + 1);
  RunSpec spec = app.run().spec();
  const scenarios::Scenario* scenario = scenarios::find(spec.scenario);
  if (scenario == nullptr) return "this run has no parameters";
  for (const scenarios::Parameter& parameter : scenario->parameters) {
    if (parameter.name != name) continue;
    if (auto wrong = scenarios::fault(parameter, value)) return wrong;
    spec.parameters[name] = value;
    spec.file.clear();
    app.start(std::move(spec));
    return {};
  }
  return "'" + spec.scenario + "' has no parameter '" + name + "'";
}

Fault set_clock(App& app, const std::string& name) {
  if (name != "virtual" && name != "real") return must_be("clock", "virtual or real", name);
  RunSpec spec = app.run().spec();
  if (scenarios::find(spec.scenario) == nullptr) return "this recording cannot be run again";
  spec.file.clear();
  spec.clock = name == "real" ? trace::ClockKind::Real : trace::ClockKind::Virtual;
  app.start(std::move(spec));
  return {};
}

Fault restart(App& app) {
  app.run().session().seek(0);
  app.start(app.run().spec());
  return {};
}

Fault stop(App& app) {
  app.run().session().ask(session::Order::Stop);
  return {};
}

// -- The window and files

Fault screenshot(App& app, const std::string& file) {
  app.shoot(file);
  return {};
}

Fault export_run(App& app, const std::string& what) {
  if (what.empty()) return toggle(app, Overlay::Export);
  std::string file = what;
  for (const ExportKind& kind : export_kinds()) {
    if (kind.name == what) file = export_name(app.run().spec().scenario, kind);
  }
  std::string fault;
  const auto format = export_format(file, "", fault);
  if (!format) return fault;
  if (*format == ExportFormat::Png) return screenshot(app, file);
  const trace::Trace& trace = app.run().session().trace();
  const model::PictureOptions options{
      .axis = app.ui().axis, .width = model::PictureOptions().width, .title = title_of(trace)};
  const auto write = [&](std::ostream& out) { write_export(trace, *format, options, out); };
  if (auto unwritable = write_file(file, write)) return unwritable;
  app.ui().notice = "The run is in " + std::filesystem::absolute(file).string();
  return {};
}

Fault save_trace(App& app, const std::string& file) {
  if (!app.run().complete()) return "the run is not over: what is not there cannot be saved";
  if (auto fault = trace::save_file(app.run().session().trace(), file)) return fault;
  app.ui().notice = "The run is in " + std::filesystem::absolute(file).string();
  return {};
}

Fault dump_snapshot(App& app, const std::string& file) {
  std::ofstream out(file);
  out << snapshot_text(app.run().session().timeline(), app.run().session().snapshot());
  out.close();
  if (!out) return "'" + file + "' cannot be written; choose a folder you may write to";
  return {};
}

Fault wait(App& app, const std::string& seconds) {
  const auto value = real(seconds);
  if (!value || *value < 0 || *value > 3600)
    return must_be("wait", "seconds, at most 3600", seconds);
  app.wait(*value);
  return {};
}

Fault stay(App& app) {
  app.stay();
  return {};
}

Fault quit(App& app) {
  app.close();
  return {};
}

}  // namespace gui::actions
