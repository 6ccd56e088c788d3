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
  // -- What the program says
  void watched();

  // -- Shared
  Phrase& actor();
  bool any_ready() const;
  std::size_t ready_handles();
  void waits_for(trace::WaitKind wait, ObjectId object);
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
