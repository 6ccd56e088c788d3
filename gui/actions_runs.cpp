#include <filesystem>
#include <fstream>

#include "gui/actions.hpp"
#include "gui/app.hpp"
#include "gui/arguments.hpp"
#include "gui/beside.hpp"
#include "gui/export.hpp"
#include "gui/snapshot_text.hpp"

namespace gui::actions {

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
  app.ui().chosen_line = {};
  app.ui().before.reset();
  app.drop_beside();
  app.run().session().seek(0);
  app.start(std::move(spec));
  if (file) app.remember(std::filesystem::absolute(name).string());
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
    const session::Session& session = app.run().session();
    const bool seen = app.run().complete() && session.frontier() == session.trace().size();
    if (seen) app.ui().before = session.timeline().end().time();
    spec.file.clear();
    std::unique_ptr<Run> old = app.start(std::move(spec));
    if (!app.ui().comparing && old->complete() && old->session().frontier() > 0) {
      app.set_beside(std::make_unique<Beside>(app.run(), std::move(old), Beside::Shown::Outline));
    }
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

Fault dump_snapshot(App& app, const std::string& file) {
  std::ofstream out(file);
  out << snapshot_text(app.run().session().timeline(), app.run().session().snapshot());
  out.close();
  if (!out) return "'" + file + "' cannot be written; choose a folder you may write to";
  return {};
}

Fault rebuild_graphics(App& app) {
  app.rebuild_graphics();
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
