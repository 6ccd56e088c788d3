#include "core/model/questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

#include "core/model/asker.hpp"
#include "core/model/phrase.hpp"

namespace model {

// -- Beliefs

namespace {

struct Wrong {
  Belief belief;
  std::string_view words, truth;
};

constexpr auto kBeliefs = std::to_array<Wrong>({
    {Belief::None, "", ""},
    {Belief::LastFirst, "The task that became ready last runs first.",
     "The ready queue is served from its front: who came first runs first."},
    {Belief::AnyOrder, "Which of the ready tasks runs next is left to chance.",
     "It is fixed: the ready queue is served from its front, first come, first served."},
    {Belief::WokenJumps, "A task that is woken jumps the queue.",
     "It goes to the back of the ready queue and waits for its turn."},
    {Belief::WakesAtOnce, "What wakes a task runs it at once.",
     "It only puts the task's next step at the back of the ready queue."},
    {Belief::CreateStarts, "create_task starts the task at once.",
     "It only puts the task's first step at the back of the ready queue."},
    {Belief::AwaitStarts, "await starts the task that it waits for.",
     "await moves nobody in the ready queue: it only says who is woken at the end."},
    {Belief::KeepsTurn, "A task keeps the turn until it is done.",
     "It gives the turn back as soon as an await has to wait."},
    {Belief::AwaiterAtOnce, "Who awaits a task goes on in the moment in which that task ends.",
     "The end only puts the waiting task's step at the back of the ready queue."},
    {Belief::ShortestSleep, "The shortest sleep wins, although it is not due.",
     "A timer that is not due is not in the ready queue: what is ready runs before it."},
    {Belief::CreationOrder, "Tasks run in the order in which they were created.",
     "They run in the order in which they became ready."},
    {Belief::SuspendedRuns, "A task that waits gets its turn now and then, too.",
     "A suspended task is not in the ready queue: nobody runs it before it is woken."},
    {Belief::WaitBlocksAll, "A task that waits holds up the whole program.",
     "An await suspends only its own task: the loop goes on with whoever is ready."},
    {Belief::EndEndsAll, "When one task ends, the program ends.",
     "The program ends when main ends, and not before."},
    {Belief::StuckEnds, "A program in which no task can run any more ends.",
     "main has not ended: it would wait for ever, and so would the program."},
    {Belief::GoesOnAlone, "Every task that waits goes on by itself some day.",
     "A task goes on only if something wakes it, and before the end of the program."},
    {Belief::WaitsAddUp, "Waits of different tasks add up.",
     "They overlap: while one task sleeps, the timers of the others run down, too."},
    {Belief::OneWait, "The wait that is on is the last one.",
     "When it is over the task goes on to its next await."},
    {Belief::SleepAnew, "A sleep counts from now.",
     "It counts from the moment at which it began: its deadline is fixed then."},
    {Belief::FirstEndsAll, "When the first wait is over, all are.",
     "Each timer wakes only the task that sleeps on it."},
    {Belief::EndTogether, "Tasks that wait at the same time end together.",
     "Each goes on when its own wait is over."},
    {Belief::OnTime, "A timer fires exactly on time.",
     "A sleep is a minimum: who is woken must still get its turn, and may be held up."},
    {Belief::NoMoreWaits, "It needs nothing but its turn to end.",
     "It still has to wait before it ends."},
    {Belief::EndAsCreated, "Tasks end in the order in which they were created.",
     "Each ends when its own waits are over."},
    {Belief::LastCreatedEnds, "The task that was created last ends first.",
     "Each ends when its own waits are over."},
    {Belief::ShortestEnds, "Whose present wait is the shortest ends first.",
     "What comes after the present wait counts, too."},
    {Belief::LongestEnds, "Who has most left to do is served first.",
     "Nobody is preferred: each ends when its own waits are over."},
    {Belief::EveryoneReady, "Every task that is not done is ready.",
     "Who waits for something is suspended; ready is only who waits for nothing but its turn."},
    {Belief::FirstInLineOnly, "Only the first one in line is made ready.", "Here all of them are."},
    {Belief::StaysReady, "A task that awaits stays ready.",
     "When its await has to wait it is suspended, until something wakes it."},
    {Belief::YieldSuspends, "A task that gives the turn back must be woken by somebody.",
     "With sleep(0) its next step is at the back of the ready queue at once."},
    {Belief::JoinsBatch, "Who becomes ready still runs in this iteration.",
     "The batch is fixed when it begins: what is queued later runs in the next iteration."},
    {Belief::NoHop, "Who waits runs in the iteration after the one that is on.",
     "Something else has to run before: it is woken later, and runs one iteration after that."},
    {Belief::OneEachIteration, "In each iteration one task runs.",
     "An iteration runs all that was ready when its batch began."},
    {Belief::ExtraTurn, "A task that is woken first sits out an iteration.",
     "It runs with the next batch."},
});

constexpr bool in_order() {
  for (std::size_t i = 0; i < kBeliefs.size(); ++i) {
    if (static_cast<std::size_t>(kBeliefs[i].belief) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the table stands in the order of the enumeration");

}  // namespace

std::string_view words(Belief belief) {
  return kBeliefs.at(static_cast<std::size_t>(belief)).words;
}

std::string_view truth(Belief belief) {
  return kBeliefs.at(static_cast<std::size_t>(belief)).truth;
}

// -- Asking

std::optional<Question> ask(const Timeline& timeline, const Snapshot& now, std::uint64_t seed,
                            std::optional<QuestionKind> kind) {
  Asker asker(timeline, now, seed);
  if (kind) return asker.ask(*kind);
  std::vector<QuestionKind> kinds;
  for (std::size_t i = 0; i < kQuestionKinds; ++i) kinds.push_back(static_cast<QuestionKind>(i));
  Dice(seed * 31 + now.cursor()).shuffle(kinds);
  for (const QuestionKind one : kinds) {
    if (auto question = asker.ask(one)) return question;
  }
  return std::nullopt;
}

namespace {

/// Of a long run so many moments are tried for each question that is wanted.
constexpr std::size_t kTries = 40;

/// Moments of the run in an order that the seed gives; of long runs only some.
std::vector<EventIndex> moments(EventIndex size, std::size_t most, Dice& dice) {
  std::vector<EventIndex> all;
  if (size <= 2 * most) {
    all.resize(size > 1 ? size - 1 : 0);
    std::iota(all.begin(), all.end(), EventIndex{1});
    dice.shuffle(all);
  } else {
    for (std::size_t i = 0; i < most; ++i) all.push_back(1 + dice.next() % (size - 1));
  }
  return all;
}

}  // namespace

std::vector<Question> quiz(const Timeline& timeline, std::size_t count, std::uint64_t seed) {
  Dice dice(seed);
  const std::vector<EventIndex> all = moments(timeline.size(), kTries * count, dice);
  // All that could be asked, found in one walk through the run: to go to and fro takes long where
  // thousands of tasks are alive.
  std::map<EventIndex, std::array<std::optional<Question>, kQuestionKinds>> candidates;
  for (const EventIndex cursor : all) candidates[cursor];
  Snapshot now;
  for (auto& [cursor, questions] : candidates) {
    while (now.cursor() < cursor) now.apply(timeline.trace()[now.cursor()]);
    for (std::size_t i = 0; i < kQuestionKinds; ++i) {
      questions[i] = ask(timeline, now, seed, static_cast<QuestionKind>(i));
    }
  }
  struct Progress {
    std::size_t asked = 0;  // questions so far
    std::uint64_t rank;     // among kinds that were asked as often
    std::size_t tried = 0;  // moments
    QuestionKind kind;
  };
  std::vector<Progress> kinds;
  for (std::size_t i = 0; i < kQuestionKinds; ++i) {
    kinds.push_back({.rank = dice.next(), .kind = static_cast<QuestionKind>(i)});
  }
  std::vector<Question> questions;
  while (questions.size() < count && !kinds.empty()) {
    const auto least = std::ranges::min_element(
        kinds, {}, [](const Progress& one) { return std::pair(one.asked, one.rank); });
    if (least->tried == all.size()) {
      kinds.erase(least);
      continue;
    }
    auto& question = candidates[all[least->tried++]][static_cast<std::size_t>(least->kind)];
    const auto same = [&](const Question& other) {
      return other.cursor == question->cursor ||
             (other.kind == question->kind && other.about == question->about &&
              other.answers[other.right].shown_at == question->answers[question->right].shown_at);
    };
    if (!question || std::ranges::any_of(questions, same)) continue;
    ++least->asked;
    questions.push_back(std::move(*question));
  }
  std::ranges::sort(questions, {}, &Question::cursor);
  return questions;
}

Sentence without_effect(const Sentence& sentence, trace::EventKind kind) {
  const auto whole = [](const char* words) { return Sentence{{.text = words}}; };
  if (kind == trace::EventKind::IterationBegan) return whole("An iteration begins.");
  if (kind == trace::EventKind::BatchBegan) return whole("The batch is fixed.");
  const auto arrow = std::ranges::find(sentence, Piece::Kind::Arrow, &Piece::kind);
  Sentence cause(sentence.begin(), arrow);
  if (arrow != sentence.end()) {
    cause.push_back({.kind = Piece::Kind::Arrow, .text = arrow->text});
    cause.push_back({.text = "?"});
  }
  return cause;
}

std::string situation(const Timeline& timeline, const Snapshot& now) {
  std::vector<TaskId> running, ready;
  std::vector<std::string> parts;
  std::string waits;
  for (const auto& [id, task] : now.tasks()) {
    if (task.state == TaskState::Running) running.push_back(id);
    if (task.state == TaskState::Ready) ready.push_back(id);
    if (task.state != TaskState::Suspended || waits.size() > 2000) continue;
    waits += fmt::format(
        "{}{} waits: {}", waits.empty() ? "" : "; ", timeline.label(id),
        reason(timeline, task.wait, task.waits_for, elapsed(task.since_time, task.sleep_until)));
  }
  const auto are = [&](const std::vector<TaskId>& tasks, std::string_view state) {
    if (tasks.empty()) return;
    parts.push_back(fmt::format("{} {} {}", plain(Phrase(timeline).tasks(tasks).take()),
                                verb(tasks.size(), "is", "are"), state));
  };
  are(running, "running");
  are(ready, "ready");
  if (!waits.empty()) parts.push_back(waits);
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : "; ") + part;
  return all.empty() ? "No task is alive." : all + ".";
}

}  // namespace model
