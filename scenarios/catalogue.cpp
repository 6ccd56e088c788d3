#include "scenarios/catalogue.hpp"

#include <algorithm>
#include <numeric>
#include <sstream>
#include <utility>

#include "embedded/scenarios_catalogue.hpp"

namespace scenarios {
namespace {

constexpr double kLongest = 3600;  // an hour: nothing on the virtual clock, too long on a real one

Parameter seconds(std::string name, std::string meaning, std::string initial) {
  return {.name = std::move(name),
          .meaning = std::move(meaning),
          .initial = std::move(initial),
          .kind = Parameter::Kind::Seconds,
          .least = 0,
          .most = kLongest,
          .choices = {}};
}

/// The first choice is the initial one.
Parameter choice(std::string name, std::string meaning, std::vector<std::string> choices) {
  Parameter result{.name = std::move(name),
                   .meaning = std::move(meaning),
                   .initial = choices.front(),
                   .kind = Parameter::Kind::Choice};
  result.choices = std::move(choices);
  return result;
}

// -- The lessons. Each corrects something that many learners believe.

Scenario two_workers() {
  return {
      .id = "two-workers",
      .title = "Two workers",
      .topic = "Basics",
      .question =
          "A works for 2 seconds, B for 1 second. Each is a task of its own. After how many "
          "seconds are both done: 1, 2 or 3? And which of them is done first?",
      .watch =
          "Both workers start at 0 s and wait at the same time. Then nothing is ready, and the "
          "loop waits for the next timer. Set mode to sequential and compare.",
      .lesson =
          "The total is 2 seconds, the longest wait, and not 3, the sum. create_task puts the "
          "first step of a worker into the ready queue. When main awaits A, the loop gets its "
          "turn and runs both first steps. Each worker starts its timer and suspends, and from "
          "then on both timers run down together.\n"
          "\n"
          "Nothing here runs in parallel. There is one thread, and never more than one task is "
          "running. Only the waiting overlaps, and while all wait the loop has nothing to do.\n"
          "\n"
          "\"await a\" does not start A and does not hold up B. It only says: main goes on when A "
          "is done. B is done long before that. So when main awaits B, there is nothing to wait "
          "for, and main goes on in the same step.\n"
          "\n"
          "With mode = sequential there are no tasks but main. \"await worker(...)\" is then like "
          "a function call: the worker runs inside main, and the second worker does not even "
          "exist until the first is done. That takes 3 seconds. It is create_task that lets two "
          "waits overlap; await alone never does.",
      .parameters = {choice("mode", "two tasks, or one await after the other",
                            {"tasks", "sequential"}),
                     seconds("delay_a", "how long A works, in seconds", "2"),
                     seconds("delay_b", "how long B works, in seconds", "1")},
      .cpp_path = "scenarios/basics/two_workers.cpp",
      .python_path = "scenarios/python/two_workers.py",
      .misconception = "\"await a\" starts a, and b must wait until a is done.",
      .panels = {Panel::Source, Panel::Timeline, Panel::Loop},
  };
}

Scenario gather_three() {
  return {
      .id = "gather-three",
      .title = "Three at once with gather",
      .topic = "Basics",
      .question =
          "gather gets three coroutines, and each of them sleeps for 1 second. How long does it "
          "take until all three results are there, and in which order do they come?",
      .watch =
          "gather makes a task of each coroutine, in the order of its arguments. main waits for "
          "the gather, not for one of them. Set delay_1 to 2: task 1 is then the last to end.",
      .lesson =
          "It takes 1 second, not 3. my_task(1) by itself runs nothing: it only makes a "
          "coroutine. gather turns each of its coroutines into a task at once. In the next "
          "iteration all three run, one after the other, each as far as its sleep, and then the "
          "three sleeps overlap.\n"
          "\n"
          "The results stand in the order of the arguments, not in the order in which the tasks "
          "ended. With delay_1 = 2 task 1 ends last, and its 10 is still the first result.\n"
          "\n"
          "main does not go on at the moment when the last task ends. The end of a task only puts "
          "a callback of gather into the ready queue. That callback counts the task as done, and "
          "the last one wakes main, which runs one iteration later. Between the last task and "
          "main there is always a step that belongs to nobody's program: gather's own.",
      .parameters = {seconds("delay_1", "how long task 1 sleeps, in seconds", "1")},
      .cpp_path = "scenarios/basics/gather_three.cpp",
      .python_path = "scenarios/python/gather_three.py",
      .misconception = "The results of gather come in the order in which the tasks end.",
  };
}

Scenario event() {
  return {
      .id = "event",
      .title = "Waiting for an event",
      .topic = "Synchronization",
      .question =
          "Cleo, Ann and Ben wait in front of a closed door, in this order. After 1 second main "
          "opens it with set(). In which order do they go in? And does main print its next line "
          "before they go in, or after?",
      .watch = "set() moves all three tasks to the ready queue. None of them runs inside set().",
      .lesson =
          "set() is not a call into the waiting tasks. It puts the next step of each into the "
          "ready queue and returns. main goes on with its own next line and has the turn until it "
          "awaits. Only then, in the next iteration, do the woken tasks run.\n"
          "\n"
          "They run in the order in which they began to wait. Nobody is preferred and nothing is "
          "random: the waiters of an event stand in a queue, and so does everything that is "
          "ready.\n"
          "\n"
          "Ready is not running. From set() to its next step a woken task is ready: it waits for "
          "nothing any more, but it is not its turn yet. If main now worked for a second without "
          "an await, all three would stand in the open door for that second.\n"
          "\n"
          "An event is a door, not a ticket. It lets everybody in, the first does not use it up, "
          "and it stays open until somebody calls clear(). Those who come later do not wait at "
          "all.",
      .parameters = {seconds("delay", "how long the door stays closed, in seconds", "1")},
      .cpp_path = "scenarios/synchronization/event.cpp",
      .python_path = "scenarios/python/event.py",
      .misconception = "set() runs the tasks that wait, before it returns.",
  };
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

const std::vector<Scenario>& catalogue() {
  static const std::vector<Scenario> all{two_workers(), gather_three(), event()};
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
