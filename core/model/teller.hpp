// Writes the sentence of one event: cause, arrow, effect. Inside core/model; tell() is the door.
#pragma once

#include "core/model/phrase.hpp"

namespace model {

/// What becomes of every handle that is queued.
inline constexpr std::string_view kToTheBack = " to the back of the ready queue";

/// Every method is a kind, or what several kinds share.
class Teller {
 public:
  Teller(const Timeline& timeline, const Snapshot& before, EventIndex index)
      : timeline_(timeline),
        before_(before),
        index_(index),
        e_(timeline.trace()[index]),
        p_(timeline) {}

  Sentence tell();

 private:
  // -- The loop
  void loop_started();
  void iteration_began();
  void select_ended();
  void batch_began();
  void loop_stopped();
  void deadlock_found();
  // -- Handles and timers
  void handle_queued();
  void step_queued(const TaskView& task);
  void wait_is_over(const TaskView& task);
  void handle_run_began();
  void handle_cancelled();
  void timer_armed();
  void timer_expired();
  void timer_cancelled();
  // -- Tasks and coroutines
  void task_created();
  void task_step_began();
  void task_suspended();
  void task_done();
  void task_renamed();
  void task_cancel_requested();
  void cancel_delivered();
  void coro_left();
  // -- Futures and objects
  void object_created();
  void future_done();
  void event_set();
  void exception_unhandled();
  void job_began();
  void job_ended();
  // -- Locks, queues and scopes
  bool must_wait();
  void must_wait_for_lock(const ObjectView& lock);
  void must_wait_for_permit(const ObjectView& semaphore);
  void acquired();
  void released();
  void permit_released(const ObjectView* semaphore);
  void notified();
  void item_put();
  void item_taken();
  void item_done();
  void queue_shut_down();
  void group_aborted();
  void data_fed();
  void object_gone();
  void barrier_changed();
  // -- What the program says
  void watched();

  // -- Shared
  Phrase& actor();
  bool any_ready() const;
  std::size_t ready_handles();
  std::vector<TaskId> waiters(trace::WaitKind wait, std::size_t most) const;
  void woken(const std::vector<TaskId>& tasks, std::string_view because);
  TaskId cancelled_first_in_line(const ObjectView& lock) const;
  Phrase& item();
  void then_next();
  void has_ended(ObjectId id);
  void outcome_of_future();
  const ReadyHandle* queued(HandleId id) const;

  const Timeline& timeline_;
  const Snapshot& before_;
  const EventIndex index_;
  const trace::TraceEvent& e_;
  Phrase p_;
};

}  // namespace model
