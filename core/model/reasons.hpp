// Writes the sentences that say why a task is where it is. Inside core/model; why() is the door.
#pragma once

#include "core/model/phrase.hpp"

namespace model {

class Reasons {
 public:
  Reasons(const Timeline& timeline, const Snapshot& now) : timeline_(timeline), now_(now) {}

  std::vector<Sentence> about(TaskId id);

 private:
  void running(const TaskView& task);
  void ready(const TaskView& task);
  void suspended(const TaskView& task);
  void ended(const TaskLane& lane);

  void earlier_wait(const TaskView& task);
  void cause_of(const TaskView& task, const ReadyHandle& handle);
  bool wait_is_over(Phrase& phrase, trace::WaitKind wait, const ReadyHandle& handle);
  void place_in_queue(const ReadyHandle& handle);
  void what_holds_the_loop();
  void follow(TaskId task, std::vector<TaskId>& chain);
  void sleeps(const TaskView& task);
  void waits_for_object(const TaskView& task, const ObjectView& object);
  void waits_for_children(const ObjectView& parent);
  void waits_for_permit(const TaskView& task, const ObjectView& semaphore);
  void waits_for_queue(const TaskView& task, const ObjectView& queue);
  void waits_for_job(const ObjectView& future);
  TaskId held_by(const TaskView& task);
  Phrase& place_in_line(Phrase& phrase, const TaskView& task, const ObjectView& object);
  void all_stand(const std::vector<TaskId>& tasks);
  void nobody_else();

  Phrase& stands(Phrase& phrase, TaskId id);
  Phrase& since(Phrase& phrase, const TaskView& task);
  Phrase phrase() const { return Phrase(timeline_); }
  void say(Phrase& phrase) { sentences_.push_back(phrase.plain(".").take()); }

  const Timeline& timeline_;
  const Snapshot& now_;
  std::vector<Sentence> sentences_;
};

}  // namespace model
