#include "scenarios/catalogue.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <sstream>
#include <utility>

#include "embedded/scenarios_catalogue.hpp"
#include "scenarios/lessons.hpp"

namespace scenarios {
namespace {

/// A folder of scenarios/ and what the window calls it.
struct Topic {
  std::string_view folder, heading;
  std::vector<Scenario> (*lessons)();
};
/// In the order in which they are taught.
constexpr auto kTopics = std::to_array<Topic>({
    {"basics", "Basics", lessons::basics},
    {"loop", "The loop", lessons::the_loop},
    {"coroutines", "Coroutines", lessons::coroutines},
    {"tasks", "Tasks", lessons::tasks},
    {"errors", "Errors", lessons::errors},
    {"cancellation", "Cancellation", lessons::cancellation},
    {"synchronization", "Synchronization", lessons::synchronization},
    {"queues", "Queues", lessons::queues},
    {"network", "Network", lessons::network},
    {"threads", "Threads", lessons::threads},
    {"claims", "Tutorials on trial", lessons::claims},
});

Scenario placed(Scenario scenario, const Topic& topic) {
  std::string file = scenario.id;
  std::ranges::replace(file, '-', '_');
  scenario.topic = topic.heading;
  scenario.cpp_path = "scenarios/" + std::string(topic.folder) + "/" + file + ".cpp";
  scenario.python_path = "scenarios/python/" + file + ".py";
  if (source_text(scenario.python_path).empty()) scenario.python_path.clear();
  for (std::string* text :
       {&scenario.question, &scenario.watch, &scenario.misconception, &scenario.lesson}) {
    *text = lessons::unwrapped(*text);
  }
  return scenario;
}

std::vector<Scenario> all_scenarios() {
  std::vector<Scenario> all;
  for (const Topic& topic : kTopics) {
    for (Scenario& scenario : topic.lessons()) all.push_back(placed(std::move(scenario), topic));
  }
  return all;
}

// -- Texts

/// How many letters must be changed, added or dropped to get from `a` to `b`.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, changed}));
    }
  }
  return row[b.size()];
}

bool digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string number(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

/// "a, b or c"
std::string any_of(const std::vector<std::string>& words) {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) result += i + 1 < words.size() ? ", " : " or ";
    result += words[i];
  }
  return result;
}

}  // namespace

namespace lessons {

std::string unwrapped(std::string_view text) {
  std::string result;
  std::size_t line_breaks = 0;
  for (const char c : text) {
    if (c == '\n') {
      ++line_breaks;
      continue;
    }
    if (c == ' ' && line_breaks > 0) continue;  // indentation
    if (!result.empty() && line_breaks > 0) result += line_breaks > 1 ? "\n\n" : " ";
    line_breaks = 0;
    result += c;
  }
  return result;
}

Parameter seconds(std::string name, std::string meaning, std::string initial, Range range) {
  return {.name = std::move(name),
          .meaning = std::move(meaning),
          .initial = std::move(initial),
          .kind = Parameter::Kind::Seconds,
          .least = range.least,
          .most = range.most,
          .choices = {}};
}

Parameter count(std::string name, std::string meaning, std::string initial, Range range) {
  return {.name = std::move(name),
          .meaning = std::move(meaning),
          .initial = std::move(initial),
          .kind = Parameter::Kind::Count,
          .least = range.least,
          .most = range.most,
          .choices = {}};
}

Parameter choice(std::string name, std::string meaning, std::vector<std::string> choices) {
  Parameter result{.name = std::move(name),
                   .meaning = std::move(meaning),
                   .initial = choices.front(),
                   .kind = Parameter::Kind::Choice};
  result.choices = std::move(choices);
  return result;
}

}  // namespace lessons

const std::vector<Scenario>& catalogue() {
  static const std::vector<Scenario> all = all_scenarios();
  return all;
}

const Scenario* find(std::string_view id) {
  for (const Scenario& scenario : catalogue()) {
    if (scenario.id == id) return &scenario;
  }
  return nullptr;
}

const Scenario* closest(std::string_view id) {
  const Scenario* best = nullptr;
  std::size_t best_distance = 0;
  for (const Scenario& scenario : catalogue()) {
    const std::size_t d = distance(id, scenario.id);
    // A half of the letters may be wrong, and "two" is near to "two-workers".
    const bool near = 2 * d <= scenario.id.size() ||
                      (id.size() >= 2 && scenario.id.find(id) != std::string::npos);
    if (near && (best == nullptr || d < best_distance)) {
      best = &scenario;
      best_distance = d;
    }
  }
  return best;
}

std::string_view source_text(std::string_view path) { return sources::find(path); }

std::optional<std::chrono::nanoseconds> parse_seconds(std::string_view text) {
  constexpr std::size_t kMostDigits = 9;  // of each part: no product can overflow
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string decimals(point == text.npos ? "" : text.substr(point + 1));
  if (whole.empty() || (point != text.npos && decimals.empty())) return std::nullopt;
  if (whole.size() > kMostDigits || decimals.size() > kMostDigits) return std::nullopt;
  if (!digits(whole) || !digits(decimals)) return std::nullopt;
  decimals.resize(kMostDigits, '0');
  return std::chrono::seconds(std::stoll(std::string(whole))) +
         std::chrono::nanoseconds(std::stoll(decimals));
}

std::optional<std::int64_t> parse_count(std::string_view text) {
  constexpr std::size_t kMostDigits = 18;
  if (text.empty() || text.size() > kMostDigits || !digits(text)) return std::nullopt;
  return std::stoll(std::string(text));
}

std::optional<std::string> fault(const Parameter& parameter, std::string_view value) {
  const auto within = [&](double x) { return x >= parameter.least && x <= parameter.most; };
  const std::string range = " from " + number(parameter.least) + " to " + number(parameter.most);
  std::string must_be;
  switch (parameter.kind) {
    case Parameter::Kind::Seconds: {
      const auto seconds = parse_seconds(value);
      if (seconds && within(std::chrono::duration<double>(*seconds).count())) return std::nullopt;
      must_be = "a number of seconds" + range + ", like 2 or 0.5";
      break;
    }
    case Parameter::Kind::Count: {
      const auto count = parse_count(value);
      if (count && within(static_cast<double>(*count))) return std::nullopt;
      must_be = "a whole number" + range;
      break;
    }
    case Parameter::Kind::Choice:
      if (std::find(parameter.choices.begin(), parameter.choices.end(), value) !=
          parameter.choices.end()) {
        return std::nullopt;
      }
      must_be = any_of(parameter.choices);
      break;
  }
  return parameter.name + " must be " + must_be + ", not \"" + std::string(value) + "\".";
}

}  // namespace scenarios
