// Questions to a learner, made from a real run: what comes next at a cursor. The key is read from
// the facts behind the cursor; each wrong answer is what a belief that many learners hold would
// give, so that the answer tells what to explain.
//
// Invariants: equal trace, cursor and seed give equal questions; a question has 3 or 4 answers, no
// two alike, exactly one of them right; where no such question can be asked, none is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/explain.hpp"

namespace model {

enum class QuestionKind : std::uint8_t {
  RunsNext,         ///< which task's step begins next
  PrintsNext,       ///< which line is printed next, or why none is
  EndsWhen,         ///< at which time a task ends
  EndOrder,         ///< in which order three tasks end
  ReadyThen,        ///< which tasks are ready when the present step is over
  IterationsUntil,  ///< in which iteration a task runs next
};
inline constexpr std::size_t kQuestionKinds = 6;

/// A belief about event loops that is wrong.
enum class Belief : std::uint8_t {
  None,  ///< of the right answer
  LastFirst,
  AnyOrder,
  WokenJumps,
  WakesAtOnce,
  CreateStarts,
  AwaitStarts,
  KeepsTurn,
  AwaiterAtOnce,
  ShortestSleep,
  CreationOrder,
  SuspendedRuns,
  WaitBlocksAll,
  EndEndsAll,
  StuckEnds,
  GoesOnAlone,
  WaitsAddUp,
  OneWait,
  SleepAnew,
  FirstEndsAll,
  EndTogether,
  OnTime,
  NoMoreWaits,
  EndAsCreated,
  LastCreatedEnds,
  ShortestEnds,
  LongestEnds,
  EveryoneReady,
  FirstInLineOnly,
  StaysReady,
  YieldSuspends,
  JoinsBatch,
  NoHop,
  OneEachIteration,
  ExtraTurn,
};

/// What is believed, as a sentence: "The task that became ready last runs first."
std::string_view words(Belief belief);
/// What is true instead, as a sentence.
std::string_view truth(Belief belief);

struct Answer {
  std::string text;
  Belief belief = Belief::None;
  EventIndex shown_at = 0;  ///< the event that refutes it, or that shows that it is right
  friend bool operator==(const Answer&, const Answer&) = default;
};

struct Question {
  QuestionKind kind = QuestionKind::RunsNext;
  EventIndex cursor = 0;      ///< where it is asked; what is before it may be known
  std::vector<TaskId> about;  ///< the tasks that it names
  std::string text;
  std::vector<Answer> answers;
  std::size_t right = 0;  ///< index in answers
  friend bool operator==(const Question&, const Question&) = default;
};

/// A question at the cursor of `now`; none if there is nothing worth asking, or if the trace does
/// not yet hold the answer. `kind`: only one of that kind.
std::optional<Question> ask(const Timeline& timeline, const Snapshot& now, std::uint64_t seed,
                            std::optional<QuestionKind> kind = std::nullopt);

/// At most `count` questions at different moments of the whole run, by cursor, of all kinds that it
/// gives. Fewer where a run does not give as many.
std::vector<Question> quiz(const Timeline& timeline, std::size_t count, std::uint64_t seed);

/// A fact's sentence while a question is open: without its effect, which may name who is next, and
/// without the names of those who stand in the queue.
Sentence without_effect(const Sentence& sentence, trace::EventKind kind);

/// How the tasks stand, for those who do not see the window: "main is running; A and B are ready; C
/// waits: event ready." In order of creation: the order of the ready queue is not told.
std::string situation(const Timeline& timeline, const Snapshot& now);

}  // namespace model
