// Ideas for further tests: a question per lesson whose key stands in the lesson's own words; runs
// that were recorded from Python.
#include "core/model/questions.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/model/explain.hpp"
#include "scenarios/catalogue.hpp"
#include "scenarios/host.hpp"
#include "tests/support/program.hpp"
#include "tests/support/small_run.hpp"
#include "tests/support/story.hpp"

using namespace model;
using trace::EventKind;

namespace {

/// Reads the key from the bare facts: none of the fold, and nothing of what makes the questions.
class Oracle {
 public:
  explicit Oracle(const trace::Trace& trace) : trace_(trace) {}

  EventIndex next(EventIndex from, EventKind kind, TaskId task = 0) const {
    for (EventIndex i = from; i < trace_.size(); ++i) {
      if (trace_[i].kind == kind && (task == 0 || trace_[i].task == task)) return i;
    }
    return trace_.size();
  }

  std::size_t iteration(EventIndex cursor) const {
    std::size_t count = 0;
    for (EventIndex i = 0; i < cursor; ++i) count += trace_[i].kind == EventKind::IterationBegan;
    return count;
  }

  /// The tasks in the ready queue after `cursor` facts.
  std::set<TaskId> ready(EventIndex cursor) const {
    std::map<HandleId, TaskId> queue;
    for (EventIndex i = 0; i < cursor; ++i) {
      const trace::TraceEvent& e = trace_[i];
      switch (e.kind) {
        case EventKind::TaskCreated:
        case EventKind::HandleQueued:
        case EventKind::TaskYielded:
          if (e.task != 0 && e.handle != 0) queue[e.handle] = e.task;
          break;
        case EventKind::TaskStepBegan:
        case EventKind::HandleCancelled:
          queue.erase(e.handle);
          break;
        case EventKind::TaskDestroyed:
          std::erase_if(queue, [&](const auto& one) { return one.second == e.task; });
          break;
        default:
          break;
      }
    }
    std::set<TaskId> tasks;
    for (const auto& [handle, task] : queue) tasks.insert(task);
    return tasks;
  }

  /// Where the next handle is run, or the loop has its turn.
  EventIndex end_of_turn(EventIndex from) const {
    for (EventIndex i = from; i < trace_.size(); ++i) {
      const trace::TraceEvent& e = trace_[i];
      const bool step = e.kind == EventKind::TaskStepBegan && e.handle != 0;
      if (step || e.kind == EventKind::HandleRunBegan || e.kind == EventKind::IterationBegan ||
          e.kind == EventKind::LoopStopped) {
        return i;
      }
    }
    return trace_.size();
  }

  std::string key(const Timeline& timeline, const Question& question) const;

 private:
  const trace::Trace& trace_;
};

std::string list(const Timeline& timeline, const std::set<TaskId>& tasks) {
  std::vector<std::string> names;
  for (const TaskId task : tasks) names.push_back(timeline.label(task));
  if (names.empty()) return "none";
  const std::string last = names.back();
  names.pop_back();
  return names.empty() ? last : fmt::format("{} and {}", fmt::join(names, ", "), last);
}

std::string Oracle::key(const Timeline& timeline, const Question& question) const {
  const EventIndex from = question.cursor;
  switch (question.kind) {
    case QuestionKind::RunsNext:
      return timeline.label(trace_[next(from, EventKind::TaskStepBegan)].task);
    case QuestionKind::PrintsNext: {
      const EventIndex line = next(from, EventKind::Printed);
      const EventIndex stuck = next(from, EventKind::DeadlockFound);
      if (line < trace_.size()) return std::string(trace_.text(trace_[line].text));
      return stuck < trace_.size() ? "nothing: the program is stuck" : "nothing: the program ends";
    }
    case QuestionKind::EndsWhen:
      return seconds(trace_[next(from, EventKind::TaskDone, question.about.at(0))].time);
    case QuestionKind::EndOrder: {
      std::vector<TaskId> order = question.about;
      std::ranges::sort(order, {},
                        [&](TaskId task) { return next(from, EventKind::TaskDone, task); });
      return fmt::format("{}, {}, {}", timeline.label(order.at(0)), timeline.label(order.at(1)),
                         timeline.label(order.at(2)));
    }
    case QuestionKind::ReadyThen:
      return list(timeline, ready(end_of_turn(from)));
    case QuestionKind::IterationsUntil: {
      EventIndex step = next(from, EventKind::TaskStepBegan, question.about.at(0));
      const std::size_t present = iteration(from), then = iteration(step);
      return then == present ? "in this one" : fmt::format("in iteration {}", then);
    }
  }
  return "";
}

/// What is wrong with a question; empty if nothing is.
std::string fault(const Timeline& timeline, const Question& question) {
  const auto& answers = question.answers;
  if (answers.size() < 3 || answers.size() > 4) return "has so many answers";
  if (question.right >= answers.size()) return "has no right answer";
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if ((answers[i].belief == Belief::None) != (i == question.right)) return "believes the truth";
    if (answers[i].shown_at < question.cursor || answers[i].shown_at >= timeline.size()) {
      return "is answered at no moment to come";
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (answers[i].text == answers[j].text) return "says the same twice";
    }
  }
  const std::string key = Oracle(timeline.trace()).key(timeline, question);
  return answers[question.right].text == key ? "" : "has the key '" + key + "'";
}

std::string told(const Question& question) {
  std::string text = fmt::format("fact {}: {}", question.cursor, question.text);
  for (const Answer& answer : question.answers) {
    const bool right = &answer == &question.answers[question.right];
    text += fmt::format("\n    {} {}  [{}]", right ? "=" : "~", answer.text, words(answer.belief));
  }
  return text;
}

/// Asks at all moments, each time another kind, and checks each answer. Adds to `asked` by kind.
void ask_all(const trace::Trace& trace, std::uint64_t seed,
             std::array<int, kQuestionKinds>& asked) {
  Timeline timeline(trace);
  timeline.extend();
  Snapshot now;
  for (EventIndex i = 0; i < trace.size(); ++i) {
    now.apply(trace[i]);
    const auto kind = static_cast<QuestionKind>((i + seed) % kQuestionKinds);
    const auto question = ask(timeline, now, seed, kind);
    if (!question) continue;
    const std::string wrong = fault(timeline, *question);
    if (!wrong.empty()) FAIL_CHECK(wrong, "\n", told(*question));
    if (ask(timeline, now, seed, kind) != question) FAIL_CHECK("not the same again");
    ++asked[static_cast<std::size_t>(kind)];
  }
}

trace::Trace scenario(const std::string& id, const std::map<std::string, std::string>& parameters) {
  trace::Trace trace;
  scenarios::run_scenario({.scenario = id, .parameters = parameters}, trace, nullptr, nullptr);
  return trace;
}

/// Every scenario as it is, and with each value that a parameter may sensibly have.
void ask_scenarios(std::array<int, kQuestionKinds>& asked) {
  using Kind = scenarios::Parameter::Kind;
  for (const scenarios::Scenario& one : scenarios::catalogue()) {
    INFO("scenario ", one.id);
    for (std::uint64_t seed = 0; seed < kQuestionKinds; ++seed) {
      ask_all(scenario(one.id, tests::small_values(one)), seed, asked);
    }
    for (const scenarios::Parameter& parameter : one.parameters) {
      std::vector<std::string> values = parameter.choices;
      if (parameter.kind == Kind::Seconds) values = {"0", "0.5", "3"};
      if (parameter.kind == Kind::Count) values = {"1", "2", "5"};
      for (const std::string& value : values) {
        if (scenarios::fault(parameter, value)) continue;
        std::map<std::string, std::string> given{{parameter.name, value}};
        given.merge(tests::small_values(one));
        ask_all(scenario(one.id, given), 1, asked);
      }
    }
  }
}

/// Random programs print nothing: so a copy, in which some steps say that they have begun.
trace::Trace with_prints(const trace::Trace& trace) {
  trace::Trace copy;
  for (EventIndex i = 0; i < trace.size(); ++i) {
    trace::TraceEvent e = trace[i];
    for (trace::StringId* id : {&e.text, &e.extra}) *id = copy.intern(trace.text(*id));
    e.location = 0;
    copy.append(e);
    if (e.kind != EventKind::TaskStepBegan || i % 3 == 0) continue;
    trace::TraceEvent line{.kind = EventKind::Printed, .time = e.time, .by = e.task};
    line.text = copy.intern(fmt::format("line {} of {}", i % 7, e.task));
    copy.append(line);
  }
  return copy;
}

void ask_programs(std::uint64_t first, int count, std::array<int, kQuestionKinds>& asked) {
  for (std::uint64_t seed = first; count > 0; ++seed) {
    INFO("program ", seed);
    aio::ContextSlot context;
    const aio::ContextScope scope(context);
    trace::Trace trace;
    trace::Recorder recorder(trace);
    program::run(program::generate(seed), &recorder);
    std::array<int, kQuestionKinds> now{};
    ask_all(with_prints(trace), seed, now);
    for (std::size_t i = 0; i < kQuestionKinds; ++i) {
      asked[i] += now[i];
      count -= now[i];
    }
  }
}

trace::Trace beginning_of(const trace::Trace& trace, EventIndex size) {
  trace::Trace copy;
  copy.header = trace.header;
  for (EventIndex i = 0; i < size; ++i) {
    trace::TraceEvent e = trace[i];
    for (trace::StringId* id : {&e.text, &e.extra}) *id = copy.intern(trace.text(*id));
    e.location = 0;
    copy.append(e);
  }
  return copy;
}

}  // namespace

TEST_SUITE("questions") {
  TEST_CASE("every key that a question of a scenario has is what the facts say") {
    std::array<int, kQuestionKinds> asked{};
    ask_scenarios(asked);
    for (const int count : asked) CHECK(count > 5);
  }

  TEST_CASE("and so is every key of 10,000 questions about random programs") {
    std::array<int, kQuestionKinds> asked{};
    ask_programs(1, 10'000, asked);
    for (const int count : asked) CHECK(count > 100);
  }

  TEST_CASE("of a run that goes on nothing is asked that is not yet known") {
    const trace::Trace trace = scenario("event", {});
    int asked = 0;
    for (EventIndex size = 1; size < trace.size(); ++size) {
      const trace::Trace known = beginning_of(trace, size);
      Timeline timeline(known);
      timeline.extend();
      Snapshot now;
      for (EventIndex i = 0; i < size; ++i) {
        now.apply(known[i]);
        for (std::size_t kind = 0; kind < kQuestionKinds; ++kind) {
          const auto question = ask(timeline, now, size, static_cast<QuestionKind>(kind));
          if (!question) continue;
          ++asked;
          if (question->answers[question->right].text != Oracle(trace).key(timeline, *question)) {
            FAIL_CHECK(told(*question));
          }
        }
      }
    }
    CHECK(asked > 500);
  }

  TEST_CASE("tasks of one name, and times of a real clock, are not asked for") {
    trace::Trace real = scenario("two-workers", {});
    real.header.clock = trace::ClockKind::Real;
    trace::Trace alike;
    for (EventIndex i = 0; i < real.size(); ++i) {
      trace::TraceEvent e = real[i];
      const bool created = e.kind == EventKind::TaskCreated;
      e.text = alike.intern(created ? "same" : real.text(e.text));
      if (created) e.detail = 1;
      e.location = 0;
      alike.append(e);
    }
    std::size_t of_time = 0, of_names = 0, all = 0;
    Timeline first(real), second(alike);
    first.extend();
    second.extend();
    Snapshot now, then;
    for (EventIndex i = 0; i < real.size(); ++i) {
      now.apply(real[i]);
      then.apply(alike[i]);
      if (ask(first, now, 1, QuestionKind::EndsWhen)) ++of_time;
      if (ask(first, now, 1)) ++all;
      if (then.tasks().size() > 1 && ask(second, then, 1)) ++of_names;
    }
    CHECK(all > 10);
    CHECK(of_time == 0);
    CHECK(of_names == 0);
  }

  TEST_CASE("a quiz asks at different moments, each time the same for a seed") {
    const trace::Trace trace = scenario("event", {});
    Timeline timeline(trace);
    timeline.extend();
    const std::vector<Question> questions = quiz(timeline, 8, 1);
    CHECK(questions == quiz(timeline, 8, 1));
    CHECK(questions != quiz(timeline, 8, 2));
    std::set<QuestionKind> kinds;
    for (const Question& question : questions) kinds.insert(question.kind);
    CHECK(questions.size() == 8);
    CHECK(kinds.size() >= 5);
  }

  TEST_CASE("a question has a key, and for each wrong answer the belief behind it") {
    const trace::Trace trace = scenario("event", {});
    Timeline timeline(trace);
    timeline.extend();
    History history(trace);
    Lines lines;
    const auto tell = [&](EventIndex cursor, QuestionKind kind) {
      const auto question = ask(timeline, history.at(cursor), 1, kind);
      REQUIRE(question);
      lines.push_back(question->text);
      std::vector<Answer> answers = question->answers;
      std::ranges::sort(answers, {}, &Answer::text);
      for (const Answer& one : answers) {
        const bool right = one.belief == Belief::None;
        lines.push_back((right ? "= " : "~ ") + one.text);
        if (!right) lines.push_back("    " + std::string(words(one.belief)));
      }
    };
    tell(34, QuestionKind::ReadyThen);
    tell(42, QuestionKind::PrintsNext);
    CHECK(lines ==
          Lines{"main is running. Which tasks are ready when its step is over?", "~ Cleo",
                "    Only the first one in line is made ready.", "= Cleo, Ann and Ben",
                "~ main, Cleo, Ann and Ben", "    A task that awaits stays ready.", "~ none",
                "    What wakes a task runs it at once.", "What is printed next?", "~ Ben goes in",
                "    The task that became ready last runs first.", "= Cleo goes in", "~ all are in",
                "    Who awaits a task goes on in the moment in which that task ends.",
                "~ nothing: the program is stuck",
                "    A task that waits holds up the whole program."});
  }

  TEST_CASE("how the tasks stand is told without their order in the queue") {
    const trace::Trace trace = scenario("event", {});
    Timeline timeline(trace);
    timeline.extend();
    History history(trace);
    Lines told;
    for (const EventIndex cursor : {0, 12, 20, 34}) {
      told.push_back(situation(timeline, history.at(cursor)));
    }
    CHECK(told == Lines{"No task is alive.", "Cleo, Ann and Ben are ready; main waits: sleep 1 s.",
                        "Ben is running; main waits: sleep 1 s; Cleo waits: event door; "
                        "Ann waits: event door.",
                        "main is running; Cleo waits: event door; Ann waits: event door; "
                        "Ben waits: event door."});
  }
}
