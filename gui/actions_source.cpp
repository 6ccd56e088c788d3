#include <algorithm>

#include "gui/actions.hpp"
#include "gui/app.hpp"
#include "gui/arguments.hpp"

namespace gui::actions {

// -- The program

namespace {

/// The text that is shown, in which lines are counted; null if the run came without.
const SourceText* shown_text(App& app) {
  const SourceBook& book = app.run().sources();
  const SourceText* text = book.in(name_of(app.ui().language));
  return text != nullptr || book.texts().empty() ? text : &book.texts().front();
}

}  // namespace

Fault set_source(App& app, const std::string& name) {
  UiState& ui = app.ui();
  const bool python = ui.language == Language::Python;
  std::string wanted = name;
  // Python, C++, both, and round again.
  if (wanted.empty()) wanted = ui.both_languages ? "python" : python ? "cpp" : "both";
  if (wanted != "python" && wanted != "cpp" && wanted != "both") {
    return must_be("source", "python, cpp or both", name);
  }
  ui.both_languages = wanted == "both";
  if (!ui.both_languages) ui.language = wanted == "cpp" ? Language::Cpp : Language::Python;
  ui.source_at = trace::kNever;
  ui.source_fresh = true;
  return {};
}

Fault choose_line(App& app, const std::string& words) {
  app.ui().chosen_line = {};
  app.ui().source_at = trace::kNever;  // the panel has room for more lines now, or for fewer
  if (words.empty()) return {};
  const SourceBook& book = app.run().sources();
  const std::size_t colon = words.rfind(':');
  const bool with_file = colon != std::string::npos;
  const SourceText* text = with_file ? book.find(words.substr(0, colon)) : shown_text(app);
  const auto line = number(with_file ? std::string_view(words).substr(colon + 1) : words);
  if (!line || text == nullptr || *line < 1 || *line > text->lines.size()) {
    return must_be("line", "a line of the program", words);
  }
  app.ui().chosen_line = {text->path, static_cast<int>(*line)};
  return {};
}

Fault seek_visit(App& app, Direction direction) {
  Run& run = app.run();
  UiState& ui = app.ui();
  if (ui.chosen_line.number == 0) {
    if (const SourceText* text = shown_text(app)) {
      const trace::LocationId place = run.place(app.focus());
      ui.chosen_line = {text->path, run.sources().line_of(run.session().trace(), place, *text)};
    }
  }
  const SourceText* text = run.sources().find(ui.chosen_line.file);
  if (text == nullptr || ui.chosen_line.number == 0) return "no line of the program is known here";
  // A visit at `at` is seen by the cursor behind it.
  const auto& visits = run.visits(*text, ui.chosen_line.number);
  const trace::EventIndex now = run.session().cursor();
  const bool back = direction == Direction::Back;
  const auto behind = std::ranges::partition_point(
      visits, [&](const LineVisit& one) { return back ? one.at + 1 < now : one.at < now; });
  if (back && behind == visits.begin()) return "this line was not reached before";
  if (!back && behind == visits.end()) {
    return run.complete() ? "this line is not reached any more"
                          : "this line was not reached again so far";
  }
  app.set_playing(false);
  run.session().seek((back ? std::prev(behind) : behind)->at + 1);
  return {};
}

// -- The gallery

Fault toggle_gallery(App& app) {
  const auto& lessons = scenarios::catalogue();
  const scenarios::Scenario* open = scenarios::find(app.run().spec().scenario);
  const auto fault = toggle(app, Overlay::Gallery);
  app.ui().row = open != nullptr ? static_cast<std::size_t>(open - lessons.data()) : 0;
  return fault;
}

// -- The first minutes

Fault first_steps(App& app, const std::string& how) {
  if (how != "off" && !how.empty()) return must_be("first-steps", "off or nothing", how);
  app.ui().first_step = how.empty() ? 1 : 0;
  app.ui().overlay = Overlay::None;
  return {};
}

Fault set_panels(App& app, const std::string& which) {
  if (which != "all" && which != "lesson" && !which.empty()) {
    return must_be("panels", "all or lesson", which);
  }
  bool& lesson = app.ui().lesson_panels;
  lesson = which.empty() ? !lesson : which == "lesson";
  const scenarios::Scenario* scenario = scenarios::find(app.run().spec().scenario);
  if (lesson && (scenario == nullptr || scenario->panels.empty())) {
    app.ui().notice = "This run needs all panels.";
  }
  return {};
}

}  // namespace gui::actions
