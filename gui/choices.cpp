#include "gui/choices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gui/app.hpp"

namespace gui {
namespace {

std::string trimmed_number(double value) { return fmt::format("{:g}", value); }

Choice parameter_choice(const scenarios::Parameter& parameter, const RunSpec& spec) {
  using Kind = scenarios::Parameter::Kind;
  const auto given = spec.parameters.find(parameter.name);
  const std::string now = given == spec.parameters.end() ? parameter.initial : given->second;
  const std::string unit = parameter.kind == Kind::Seconds ? " s" : "";
  Choice choice{parameter.name, parameter.meaning, now + unit, "param", {}};
  const auto add = [&](const std::string& value) {
    choice.values.push_back({value + unit, parameter.name + " " + value});
  };
  if (parameter.kind == Kind::Choice) {
    for (const std::string& value : parameter.choices) add(value);
    return choice;
  }
  static constexpr std::array kSeconds{0.0, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0};
  static constexpr std::array kCounts{0.0, 1.0, 2.0,  3.0,  4.0,  5.0,
                                      6.0, 8.0, 10.0, 20.0, 50.0, 100.0};
  const auto offer = [&](const auto& values) {
    for (double value : values) {
      if (value >= parameter.least && value <= parameter.most) add(trimmed_number(value));
    }
  };
  if (parameter.kind == Kind::Seconds)
    offer(kSeconds);
  else
    offer(kCounts);
  return choice;
}

}  // namespace

std::vector<Choice> run_choices(const App& app) {
  std::vector<Choice> choices;
  const RunSpec& spec = app.run().spec();
  const scenarios::Scenario* scenario = scenarios::find(spec.scenario);
  if (scenario == nullptr) return choices;
  for (const scenarios::Parameter& parameter : scenario->parameters) {
    choices.push_back(parameter_choice(parameter, spec));
  }
  const bool real = spec.clock == trace::ClockKind::Real;
  choices.push_back({"clock",
                     "virtual: jumps to the next timer when nothing is ready",
                     real ? "real" : "virtual",
                     "clock",
                     {{"virtual", "virtual"}, {"real", "real"}}});
  return choices;
}

Choice step_choice(const App& app) {
  static constexpr std::array<const char*, 6> kSizes{"fact",       "handle", "iteration",
                                                     "suspension", "timer",  "output"};
  Choice choice{"step",
                "How far a step goes: keys 1 to 6",
                kSizes[static_cast<std::size_t>(app.ui().step)],
                "step-size",
                {}};
  for (const char* size : kSizes) choice.values.push_back({size, size});
  return choice;
}

Choice pace_choice(const App& app) {
  Choice choice{
      "pace", "Steps per second when playing", fmt::format("{:g} / s", app.ui().pace), "pace", {}};
  for (double pace : {0.5, 1.0, 1.5, 3.0, 6.0, 12.0, 25.0}) {
    choice.values.push_back({trimmed_number(pace) + " / s", trimmed_number(pace)});
  }
  return choice;
}

std::vector<Choice> choices_under(const App& app, std::string_view pill) {
  std::vector<Choice> choices = run_choices(app);
  choices.push_back(step_choice(app));
  choices.push_back(pace_choice(app));
  std::erase_if(choices, [&](const Choice& choice) {
    if (pill != kGathered) return choice.name != pill;
    return std::ranges::find(app.ui().pills, choice.name, &Spot::name) != app.ui().pills.end();
  });
  return choices;
}

}  // namespace gui
