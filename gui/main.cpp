// The command line: what was asked for, the window, exports; gui/terminal.hpp has the rest.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>

#include "core/session/file_feed.hpp"
#include "core/session/process_feed.hpp"
#include "gui/app.hpp"
#include "gui/classroom.hpp"
#include "gui/compare_command.hpp"
#include "gui/export.hpp"
#include "gui/platform/desktop.hpp"
#include "gui/platform/glfw.hpp"
#include "gui/terminal.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"

namespace {

using namespace gui;

// -- Reading

/// Empty, with a sentence in `fault`, if the words do not say what can be run.
std::optional<scenarios::RunRequest> read_request(const Words& words, std::string& fault) {
  scenarios::RunRequest request;
  request.scenario = words.name;
  if (words.name.find('/') != std::string::npos) {
    fault = fmt::format("There is no file \"{}\".", words.name);
    return std::nullopt;
  }
  request.seed = words.seed;
  if (words.clock != "virtual" && words.clock != "real") {
    fault = fmt::format("The clock is virtual or real, not \"{}\".", words.clock);
    return std::nullopt;
  }
  if (words.clock == "real") request.clock = trace::ClockKind::Real;
  for (const std::string& parameter : words.parameters) {
    const std::size_t equals = parameter.find('=');
    if (equals == std::string::npos || equals == 0) {
      fault = fmt::format("A parameter is written name=value, not \"{}\".", parameter);
      return std::nullopt;
    }
    request.parameters[parameter.substr(0, equals)] = parameter.substr(equals + 1);
  }
  if (auto sentence = scenarios::fault(request)) {
    fault = *sentence;
    return std::nullopt;
  }
  return request;
}

bool read_size(const std::string& words, gui::UiState& ui) {
  int width = 0, height = 0;
  char rest = 0;
  if (std::sscanf(words.c_str(), "%dx%d%c", &width, &height, &rest) != 2) return false;
  if (width < 640 || height < 400 || width > 16000 || height > 16000) return false;
  ui.width = width;
  ui.height = height;
  return true;
}

// -- The window

/// What is started as `PROGRAM host NAME ...`: this program, or what LOOPSCOPE_HOST names.
std::string host_program(const char* called_as) {
  if (const char* other = std::getenv("LOOPSCOPE_HOST")) return other;
  std::error_code unknown;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", unknown);
  return unknown ? std::string(called_as) : path.string();
}

gui::FeedFactory host_processes(std::string program) {
  return [program](const gui::RunSpec& spec) -> std::unique_ptr<session::Feed> {
    if (!spec.file.empty()) return std::make_unique<session::FileFeed>(spec.file);
    std::vector<std::string> command{program, "host", spec.scenario};
    for (const auto& [name, value] : spec.parameters) {
      command.insert(command.end(), {"--param", name + "=" + value});
    }
    const bool real = spec.clock == trace::ClockKind::Real;
    command.insert(command.end(),
                   {"--clock", real ? "real" : "virtual", "--seed", std::to_string(spec.seed)});
    return std::make_unique<session::ProcessFeed>(std::move(command));
  };
}

/// With a picture to be made, does that alone.
int open_window(const Words& words, const scenarios::RunRequest& request, const char* called_as,
                const std::string& picture = {}) {
  std::string fault;
  gui::AppOptions options;
  auto script = gui::parse_script(words.script, fault);
  if (!script) return complain(fault);
  options.script = std::move(*script);
  if (!picture.empty()) options.script = {{"end", ""}, {"screenshot", picture}};
  // Pictures made by a script look the same on every machine: nothing is taken from earlier
  // sittings.
  if (options.script.empty()) {
    options.settings = gui::settings_file();
    options.ui.motion = !gui::desktop_wants_stillness();
    if (options.settings.empty()) {
      options.ui.notice =
          "Settings will not be kept: neither XDG_CONFIG_HOME nor HOME names a folder.";
    }
    const bool first_time = !std::filesystem::exists(options.settings);
    gui::load(options.ui, options.settings);
    if (first_time && words.file.empty()) {
      options.ui.first_step = 1;
      options.ui.lesson_panels = true;
    }
  }
  if (words.light) options.ui.theme = gui::ThemeKind::Light;
  if (words.dark) options.ui.theme = gui::ThemeKind::Dark;
  if (!words.size.empty() && !read_size(words.size, options.ui)) {
    return complain(
        fmt::format("A size is written 1600x900, at least 640x400, not \"{}\".", words.size));
  }
  options.spec = {request.scenario, request.parameters, request.clock, request.seed, words.file};
  options.feed = host_processes(host_program(called_as));
  std::optional<std::string> no_window;
  int status = 0;
  {
    gui::App app(std::move(options));
    no_window = gui::run_window(app);
    status = app.status();
  }
  if (!no_window) return status;
  if (!picture.empty()) {
    return complain(*no_window + ", so the window has no picture; svg needs no display.");
  }
  if (!words.script.empty()) return complain(*no_window + ", so the commands were not done.");
  complain(*no_window + "; this is the run as text.");
  if (!words.file.empty()) return show_file(words, words.file);
  show(request);
  return 0;
}

// -- Exports

int hand_over(const Words& words, const std::function<void(std::ostream&)>& write) {
  if (words.to != "-") {
    const auto fault = gui::write_file(words.to, write);
    return fault ? complain(*fault) : 0;
  }
  write(std::cout);
  std::cout.flush();
  return std::cout ? 0 : complain("The standard output cannot be written.");
}

/// The window's picture, by way of a file of its own.
int export_window(const Words& words, const scenarios::RunRequest& request, const char* called_as) {
  const auto made = std::filesystem::temp_directory_path() /
                    fmt::format("loopscope-{:08x}.png", std::random_device()());
  int status = open_window(words, request, called_as, made.string());
  if (status == 0) {
    std::ifstream picture(made, std::ios::binary);
    status = hand_over(words, [&](std::ostream& out) { out << picture.rdbuf(); });
  }
  std::error_code gone;
  std::filesystem::remove(made, gone);
  return status;
}

int export_run(const Words& words, const scenarios::RunRequest& request, const char* called_as) {
  std::string fault;
  const auto format = gui::export_format(words.to, words.format, fault);
  if (!format) return complain(fault);
  const auto axis = model::axis_named(words.axis);
  if (!axis) {
    return complain(fmt::format("The axis is elastic, steps or time, not \"{}\".", words.axis));
  }
  if (words.width < model::kLeastPictureWidth || words.width > model::kMostPictureWidth) {
    return complain(fmt::format("A width is from {} to {} pixels, not {}.",
                                model::kLeastPictureWidth, model::kMostPictureWidth, words.width));
  }
  if (*format == gui::ExportFormat::Png) return export_window(words, request, called_as);
  trace::Trace trace;
  if (words.file.empty()) {
    trace_of(request, trace);
  } else {
    trace::Loaded loaded = open_file(words, words.file);
    if (!loaded.is_trace) return kBadInput;
    trace = std::move(loaded.trace);
  }
  return hand_over(words, [&](std::ostream& out) {
    gui::write_export(trace, *format, {*axis, words.width, gui::title_of(trace)}, out);
  });
}

}  // namespace

int main(int count, char** arguments) {
  Words words;
  CLI::App cli("Loopscope shows what an asyncio-like event loop does, step by step.", "loopscope");
  cli.set_version_flag("--version", "loopscope " LOOPSCOPE_VERSION);
  cli.require_subcommand(0, 1);
  const auto add_run_options = [&](CLI::App* app, bool required) {
    auto* name = app->add_option("NAME", words.name,
                                 "The scenario; see 'loopscope list'. The window, show and export "
                                 "also take a recorded file");
    if (required) name->required();
    app->add_option("--param", words.parameters, "A parameter of the scenario, name=value")
        ->allow_extra_args(false);
    app->add_option("--clock", words.clock, "virtual (jumps to the next timer) or real");
    app->add_option("--seed", words.seed, "Where the program's random numbers begin");
  };
  add_run_options(&cli, false);
  cli.add_flag("--light", words.light, "Light theme");
  cli.add_flag("--dark", words.dark, "Dark theme");
  cli.add_option("--size", words.size, "Size of the window, as 1600x900");
  cli.add_option(
      "--do", words.script,
      "Commands to do once the run is complete, then to quit: \"step 3; screenshot a.png\"");
  CLI::App* run_command = cli.add_subcommand("run", "Runs a scenario and prints what it prints");
  CLI::App* show_command =
      cli.add_subcommand("show", "Runs a scenario, or reads a file, and tells every fact");
  CLI::App* list_command = cli.add_subcommand("list", "Lists the scenarios");
  CLI::App* host_command =
      cli.add_subcommand("host", "Runs a scenario and writes its trace to the standard output");
  CLI::App* export_command =
      cli.add_subcommand("export", "Runs a scenario and writes what happened for other programs");
  for (CLI::App* command : {run_command, show_command, host_command, export_command})
    add_run_options(command, true);
  std::string formats = "The file; - is the standard output. Its end names the format:";
  for (const gui::ExportKind& kind : gui::export_kinds()) {
    formats += fmt::format("\n{}: {}", kind.extension, kind.meaning);
  }
  export_command->add_option("--to", words.to, formats)->required();
  export_command->add_option("--format", words.format, "chrome, svg, csv, text or png");
  export_command->add_option("--axis", words.axis, "Of chrome and svg: elastic, steps or time");
  export_command->add_option("--width", words.width, "Of svg: pixels at most");
  export_command->add_option("--size", words.size, "Of png: size of the window, as 1600x900");
  export_command->add_flag("--light", words.light, "Of png: light theme");
  CLI::App* trace_command = cli.add_subcommand("trace", "Says what is in a recorded file");
  trace_command->add_flag("--json", words.json, "Every fact as a line of JSON");
  CLI::App* rerun_command =
      cli.add_subcommand("rerun", "Repeats the run of a recorded file and compares the two");
  for (CLI::App* command : {trace_command, rerun_command}) {
    command->add_option("FILE", words.file, "A trace, or its JSON")->required();
  }
  for (CLI::App* command : {run_command, trace_command, rerun_command}) {
    command->add_option("--save", words.save, "The file in which the trace is saved");
  }
  for (CLI::App* command : {show_command, trace_command, rerun_command}) {
    command->add_option("--limit", words.limit, "Read at most so many facts of a file");
  }
  const gui::Classroom classroom(cli, [&](CLI::App* app) { add_run_options(app, true); });
  const gui::CompareCommand compare(cli);
  std::string commands = "Commands for --do (many are keys, too; press ? in the window):\n";
  for (const gui::Command& command : gui::commands()) {
    const std::string usage = std::string(command.id) + (command.argument.empty() ? "" : " ") +
                              std::string(command.argument);
    commands += fmt::format("  {:<44}  {}\n", usage, command.help);
  }
  cli.footer(commands);

  try {
    cli.parse(count, arguments);
  } catch (const CLI::Success& wanted) {  // --help, --version
    return cli.exit(wanted);
  } catch (const CLI::ParseError& error) {
    return complain(fmt::format("{}; 'loopscope --help' tells what there is.", error.what()));
  }
  if (list_command->parsed()) return list_scenarios();
  if (classroom.wants_grades()) return classroom.grade();
  if (classroom.wants_pack()) return classroom.pack();
  if (compare.wanted()) return compare.run();
  if (trace_command->parsed()) return trace_file(words);
  if (rerun_command->parsed()) return rerun(words);
  if (show_command->parsed() && is_file(words.name)) return show_file(words, words.name);
  const bool takes_file = export_command->parsed() || cli.get_subcommands().empty();
  if (takes_file && is_file(words.name)) words.file = std::exchange(words.name, "");
  if (words.name.empty()) words.name = scenarios::catalogue().front().id;
  std::string fault;
  const auto request = read_request(words, fault);
  if (!request) return complain(fault);
  if (run_command->parsed()) return run(*request, words.save);
  if (classroom.wants_quiz()) return classroom.quiz(*request);
  if (show_command->parsed()) return show(*request);
  if (export_command->parsed()) return export_run(words, *request, arguments[0]);
  if (host_command->parsed()) return scenarios::run_host_process(*request);
  return open_window(words, *request, arguments[0]);
}
