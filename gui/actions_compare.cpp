#include "gui/actions_compare.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <utility>

#include "gui/app.hpp"
#include "gui/arguments.hpp"
#include "gui/beside.hpp"
#include "gui/sheets.hpp"
#include "scenarios/named_runs.hpp"

namespace gui {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

std::string title_of(const std::string& scenario) {
  const scenarios::Scenario* one = scenarios::find(scenario);
  return one != nullptr ? one->title : "A recorded program";
}

std::string joined(const std::map<std::string, std::string>& parameters) {
  std::string words;
  for (const auto& [name, value] : parameters) {
    words += (words.empty() ? "" : ", ") + name + "=" + value;
  }
  return words;
}

/// The run before a parameter was changed, if there is one.
const Run* last_run(const App& app) {
  return app.beside() != nullptr && !app.ui().comparing ? app.beside()->run.get() : nullptr;
}

}  // namespace

std::vector<CompareRow> compare_rows(const App& app, std::string_view typed) {
  const RunSpec& spec = app.run().spec();
  std::vector<CompareRow> rows;
  for (const scenarios::NamedRun& run : scenarios::counterparts({spec.scenario, spec.parameters})) {
    const std::string parameters = joined(run.parameters);
    const bool own = run.scenario == spec.scenario;
    rows.push_back({scenarios::to_words(run), title_of(run.scenario),
                    !parameters.empty() ? parameters
                    : own               ? "as it is at first"
                                        : "its counterpart"});
  }
  if (const Run* last = last_run(app)) {
    const std::string parameters = joined(last->spec().parameters);
    rows.push_back(
        {"last", "The last run", parameters.empty() ? "as it was at first" : parameters});
  }
  for (const scenarios::Scenario& one : scenarios::catalogue()) {
    if (one.id != spec.scenario) rows.push_back({one.id, one.title, one.topic});
  }
  const std::string wanted = lower(typed);
  std::erase_if(rows, [&](const CompareRow& row) {
    return lower(row.words + " " + row.title + " " + row.detail).find(wanted) == std::string::npos;
  });
  return rows;
}

namespace actions {

Fault compare(App& app, const std::string& words) {
  if (words.empty()) return toggle(app, Overlay::Compare);
  app.ui().overlay = Overlay::None;
  if (words == "off") {
    app.drop_beside();
    return {};
  }
  std::unique_ptr<Run> other;
  std::error_code none;
  if (words == "last") {
    if (last_run(app) == nullptr) return "there is no run before this one: change a parameter";
    other = std::move(app.beside()->run);
  } else if (scenarios::find(words) == nullptr && std::filesystem::exists(words, none)) {
    RunSpec spec;
    spec.file = words;
    other = app.make_run(spec);
  } else {
    std::string fault;
    const auto named = scenarios::read_named(words, fault);
    if (!named) return fault;
    RunSpec spec = app.run().spec();
    spec.file.clear();
    spec.scenario = named->scenario;
    spec.parameters = named->parameters;
    other = app.make_run(spec);
  }
  app.set_playing(false);
  app.ui().enlarged = Panel::None;
  app.ui().unit = 0;
  app.set_beside(std::make_unique<Beside>(app.run(), std::move(other), Beside::Shown::Timeline));
  return {};
}

Fault go_to_divergence(App& app) {
  Beside& beside = *app.beside();
  if (!beside.compared()) return "the runs are still being compared";
  const auto parted = beside.comparison().divergence();
  if (!parted) return "both runs do the same from begin to end";
  app.set_playing(false);
  app.run().session().seek(parted->first + 1);
  app.ui().follow = true;
  return {};
}

Fault swap_runs(App& app) {
  app.swap_beside();
  return {};
}

Fault seek_beside(App& app, const std::string& fact) {
  const auto cursor = number(fact);
  if (!cursor) return must_be("seek-beside", "the number of a fact", fact);
  app.set_playing(false);
  app.beside()->seek_second(static_cast<trace::EventIndex>(*cursor));
  return {};
}

}  // namespace actions

}  // namespace gui
