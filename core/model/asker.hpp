// Makes the questions of one cursor. Inside core/model; ask() is the door.
#pragma once

#include "core/model/questions.hpp"

namespace model {

/// Numbers that are the same everywhere for the same seed (splitmix64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[next() % i]);
  }

 private:
  std::uint64_t state_;
};

/// Every kind is a method that says what is right and what would follow from which belief.
class Asker {
 public:
  Asker(const Timeline& timeline, const Snapshot& now, std::uint64_t seed);

  std::optional<Question> ask(QuestionKind kind);

 private:
  struct Rival {
    TaskId task = 0;
    Belief belief = Belief::None;
    EventIndex refuted_at = trace::kNever;  ///< kNever: by the right answer
  };

  std::optional<Question> runs_next();
  std::optional<Question> prints_next();
  std::optional<Question> nothing_is_printed(Question question);
  std::optional<Question> ends_when();
  std::optional<Question> ends_when(const TaskLane& lane);
  std::optional<Question> end_order();
  std::optional<Question> ready_then();
  std::optional<Question> iterations_until();
  std::optional<Question> iterations_until(TaskId task);

  // -- What is known at the cursor, and what comes
  std::vector<TaskId> ready_tasks() const;
  std::vector<Rival> rivals(TaskId right) const;
  EventIndex next_step() const;
  EventIndex next_step_of(TaskId task) const;
  const OutputLine* next_line_of(TaskId task) const;
  std::size_t next_output() const;
  EventIndex find(trace::EventKind kind) const;
  std::optional<Time> sum_of_waits(EventIndex end) const;

  // -- Words
  std::string name(TaskId task) const;
  std::string names(const std::vector<TaskId>& tasks) const;
  std::string line(StringId text) const;
  std::string line(std::string_view text) const;
  bool same_names() const;
  /// Puts the answers together: the right one and the wrong ones that differ from all others, in an
  /// order that the seed gives. None if fewer than two wrong ones are left.
  std::optional<Question> finish(Question question, Answer right, std::vector<Answer> wrong);

  const Timeline& timeline_;
  const trace::Trace& trace_;
  const Snapshot& now_;
  const EventIndex cursor_;
  Dice dice_;
  std::vector<TaskId> alive_;  // by id; empty if they are too many to ask about
};

}  // namespace model
