#include "gui/palette.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "gui/app.hpp"

namespace gui {
namespace {

/// The group of commands that make sense in --do only.
constexpr std::string_view kForScripts = "Script";

char low(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool begins_word(std::string_view words, std::size_t i) {
  return i == 0 || std::isalnum(static_cast<unsigned char>(words[i - 1])) == 0;
}

bool wants_argument(const Command& command) {
  return !command.argument.empty() && command.argument.front() != '[';
}

/// The words of "[elastic|steps|time]"; none of "NAME|FILE", which stand for something.
std::vector<ArgumentChoice> words_of(std::string_view pattern) {
  if (pattern.starts_with('[')) pattern = pattern.substr(1, pattern.size() - 2);
  std::vector<ArgumentChoice> words;
  if (pattern.find('|') == std::string_view::npos) return words;
  while (!pattern.empty()) {
    const std::string_view word = pattern.substr(0, pattern.find('|'));
    if (std::ranges::any_of(word, [](unsigned char c) { return std::isupper(c) != 0; })) return {};
    words.push_back({std::string(word), ""});
    pattern.remove_prefix(std::min(pattern.size(), word.size() + 1));
  }
  return words;
}

/// The arguments that keys give: "1=fact 2=handle".
std::vector<ArgumentChoice> keyed(std::string_view keys) {
  std::vector<ArgumentChoice> found;
  while (!keys.empty()) {
    const std::string_view one = keys.substr(0, keys.find(' '));
    const std::size_t equals = one.find('=', 1);
    if (equals != std::string_view::npos) {
      found.push_back({std::string(one.substr(equals + 1)), std::string(one.substr(0, equals))});
    }
    keys.remove_prefix(std::min(keys.size(), one.size() + 1));
  }
  return found;
}

std::vector<ArgumentChoice> tasks_of(const App& app) {
  const session::Session& session = app.run().session();
  std::vector<ArgumentChoice> found;
  for (trace::TaskId task : session.timeline().order()) {
    const bool seen = session.timeline().lane(task)->created < session.frontier();
    if (seen) found.push_back({session.timeline().label(task), fmt::format("#{}", task)});
  }
  return found;
}

std::vector<ArgumentChoice> parameters_of(const App& app) {
  std::vector<ArgumentChoice> found;
  const scenarios::Scenario* scenario = scenarios::find(app.run().spec().scenario);
  if (scenario == nullptr) return found;
  for (const scenarios::Parameter& one : scenario->parameters) {
    if (one.choices.empty()) found.push_back({one.name + " " + one.initial, one.meaning});
    for (const std::string& value : one.choices) {
      found.push_back({one.name + " " + value, one.meaning});
    }
  }
  return found;
}

std::vector<ArgumentChoice> breakpoints_of(const App& app) {
  std::vector<ArgumentChoice> found;
  for (const session::Breakpoint& one : app.ui().breakpoints) {
    found.push_back(
        {std::to_string(found.size() + 1), session::describe(one, app.run().session().timeline())});
  }
  return found;
}

Offer offer_of(const App& app, const Command& command, std::string_view typed) {
  Offer offer;
  offer.title = command.title;
  fitness(typed, command.title, &offer.lit);
  offer.help = command.help;
  const std::string_view first = command.keys.substr(0, command.keys.find(' '));
  if (first.find('=', 1) == std::string_view::npos) offer.keys = first;  // else of one argument
  offer.obstacle = command.obstacle(app);
  offer.request.id = command.id;
  offer.asks = wants_argument(command);
  return offer;
}

std::vector<Offer> command_offers(const App& app, std::string_view typed,
                                  const std::vector<std::string>& used) {
  struct Ranked {
    const Command* command;
    int rank;
  };
  std::vector<Ranked> ranked;
  for (const Command& command : commands()) {
    if (command.group == kForScripts || command.id == "palette" || command.id == "accept") continue;
    int rank = fitness(typed, command.title) * 4;
    rank = std::max(rank, fitness(typed, command.id) * 3);
    rank = std::max(rank, fitness(typed, command.help));
    if (rank < 0) continue;
    const auto at = std::ranges::find(used, command.id);
    if (at != used.end()) rank += (typed.empty() ? 1000 : 12) - static_cast<int>(at - used.begin());
    ranked.push_back({&command, rank});
  }
  std::ranges::sort(ranked, [](const Ranked& a, const Ranked& b) {
    return a.rank != b.rank ? a.rank > b.rank : a.command < b.command;
  });
  std::vector<Offer> found;
  // "seek 120": the id and what follows it, as in a script.
  const std::size_t space = typed.find(' ');
  const Command* named = find_command(typed.substr(0, space));
  if (named != nullptr && space != std::string_view::npos && !named->argument.empty()) {
    Offer offer = offer_of(app, *named, "");
    offer.request.argument = typed.substr(space + 1);
    offer.title += " " + offer.request.argument;
    offer.asks = offer.request.argument.empty() && wants_argument(*named);
    found.push_back(std::move(offer));
  }
  for (const Ranked& one : ranked) found.push_back(offer_of(app, *one.command, typed));
  // Who types a title means that: "open a scenario" is not "open" with something behind it.
  const bool titled = found.size() > 1 && found[1].lit.size() > 0 && found[1].lit.front() == 0 &&
                      found[1].lit.back() + 1 == typed.size();
  if (titled && named != nullptr && found[0].request.id == named->id) std::swap(found[0], found[1]);
  return found;
}

std::vector<Offer> argument_offers(const App& app, const Command& command, std::string_view typed) {
  std::vector<Offer> found;
  const auto add = [&](const std::string& argument, const std::string& help) {
    Offer offer = offer_of(app, command, "");
    offer.title = argument;
    offer.lit.clear();
    fitness(typed, argument, &offer.lit);
    offer.help = help;
    offer.keys = {};
    offer.request.argument = argument;
    offer.asks = false;
    found.push_back(std::move(offer));
  };
  bool whole = typed.empty();
  for (const ArgumentChoice& one : choices_of(app, command)) {
    whole = whole || one.argument == typed;
    if (fitness(typed, one.argument) >= 0) add(one.argument, one.meaning);
  }
  // The best to the front; the others keep their order.
  const auto best = std::ranges::max_element(
      found, {}, [&](const Offer& one) { return fitness(typed, one.title); });
  if (!typed.empty() && best != found.end()) std::rotate(found.begin(), best, best + 1);
  if (!whole) add(std::string(typed), "as it is typed");
  return found;
}

}  // namespace

int fitness(std::string_view typed, std::string_view words, std::vector<std::size_t>* at) {
  if (at != nullptr) at->clear();
  std::string wanted;
  for (const char c : typed) {
    if (c != ' ') wanted += low(c);
  }
  if (wanted.empty()) return 0;
  std::string all;
  for (const char c : words) all += low(c);
  int sum = 0;
  std::size_t i = 0, last = std::string::npos;
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    // On from the letter before, else at the beginning of a word, else anywhere.
    std::size_t found = std::string::npos;
    if (last != std::string::npos && last + 1 < all.size() && all[last + 1] == wanted[k]) {
      found = last + 1;
      sum += 8;
    }
    for (std::size_t j = i; found == std::string::npos && j < all.size(); ++j) {
      if (all[j] != wanted[k] || !begins_word(words, j)) continue;
      found = j;
      sum += 6;
    }
    if (found == std::string::npos) {
      found = all.find(wanted[k], i);
      if (found == std::string::npos) {
        if (at != nullptr) at->clear();
        return -1;
      }
      sum += 1;
    }
    if (at != nullptr) at->push_back(found);
    last = found;
    i = found + 1;
  }
  if (all.starts_with(wanted)) sum += 20;
  return sum;
}

std::vector<ArgumentChoice> choices_of(const App& app, const Command& command) {
  if (command.argument == "TASK") return tasks_of(app);
  if (command.id == "param") return parameters_of(app);
  if (command.id == "break-enable" || command.id == "break-remove") return breakpoints_of(app);
  if (command.id == "scenario") {
    std::vector<ArgumentChoice> found;
    for (const auto& one : scenarios::catalogue()) found.push_back({one.id, one.title});
    for (const std::string& file : app.ui().recent) found.push_back({file, "recent file"});
    return found;
  }
  std::vector<ArgumentChoice> words = words_of(command.argument);
  return words.empty() ? keyed(command.keys) : words;
}

std::vector<Offer> offers(const App& app, std::string_view asked, std::string_view typed,
                          const std::vector<std::string>& used) {
  const Command* command = find_command(asked);
  if (command != nullptr) return argument_offers(app, *command, typed);
  return command_offers(app, typed, used);
}

std::vector<std::string_view> menu_groups() {
  std::vector<std::string_view> groups = command_groups();
  std::erase(groups, kForScripts);
  return groups;
}

std::vector<Offer> menu_offers(const App& app, std::size_t group) {
  const std::vector<std::string_view> groups = menu_groups();
  std::vector<Offer> found;
  if (group >= groups.size()) return found;
  for (const Command& command : commands()) {
    const bool here = command.group == groups[group] && command.id != "menu" &&
                      command.id != "accept" && command.id != "close";
    if (here) found.push_back(offer_of(app, command, ""));
  }
  if (groups[group] != "File") return found;
  for (const std::string& file : app.ui().recent) {
    std::error_code unknown;
    Offer offer;
    offer.title = std::filesystem::path(file).filename().string();
    offer.help = file;
    if (!std::filesystem::exists(file, unknown)) offer.obstacle = "the file is not there any more";
    offer.request = {"open", file};
    found.push_back(std::move(offer));
  }
  return found;
}

}  // namespace gui
