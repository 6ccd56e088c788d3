// Sentences about the loop, its handles and its timers.
#include "core/model/teller.hpp"
#include "core/model/wait_graph.hpp"

namespace model {

// -- The loop

void Teller::loop_started() {
  const bool real = e_.detail == static_cast<std::uint8_t>(trace::ClockKind::Real);
  p_.plain(real ? "The loop starts on a real clock" : "The loop starts on a virtual clock").arrow();
  p_.plain(real ? "it really waits for its timers"
                : "when nothing is ready, time jumps to the next timer");
  if (e_.value > 0) p_.plain("; every iteration costs ").strong(duration(Time(e_.value)));
}

void Teller::iteration_began() {
  if (e_.value == 0) {
    if (any_ready()) {
      p_.plain(ready_handles() == 1 ? " is ready" : " are ready");
    } else {
      p_.plain(before_.timers_armed() == 0 ? "Nothing is ready" : "A timer is due");
    }
    p_.arrow().plain("the loop does not wait");
    return;
  }
  if (e_.value < 0) {
    p_.plain("Nothing is ready and no timer is armed").arrow();
    p_.plain("the loop waits without limit");
    return;
  }
  p_.plain("Nothing is ready").arrow();
  p_.plain("the loop waits ").strong(duration(Time(e_.value))).plain(" for the next timer");
  if (before_.timers_armed() == 0) return;
  const ArmedTimer timer = before_.timers(1).front();
  if (timer.task != 0) p_.plain(", that of ").task(timer.task);
}

void Teller::select_ended() {
  const bool jumps = timeline_.trace().header.clock == trace::ClockKind::Virtual;
  if (e_.value == 0) {
    p_.plain("The loop is woken at once");
  } else {
    p_.plain(jumps ? "The clock jumps ahead by " : "The loop has waited for ");
    p_.strong(duration(Time(e_.value)));
  }
  p_.arrow().plain("it is ").strong(seconds(e_.time));
}

void Teller::batch_began() {
  p_.plain("The batch is fixed: ");
  if (!any_ready()) {
    p_.plain("nothing runs in this iteration");
    return;
  }
  p_.plain(ready_handles() == 1 ? " runs" : " run");
  p_.plain(" in this iteration; what is queued from now on waits for the next");
}

void Teller::loop_stopped() {
  p_.plain("The run is over after ").strong(seconds(e_.time)).plain(" and ");
  p_.strong(count(before_.iteration(), "iteration"));
}

void Teller::deadlock_found() {
  std::vector<TaskId> pending;
  for (const auto& [id, task] : before_.tasks()) pending.push_back(id);
  p_.plain("Nothing is ready and no timer is armed, but ").tasks(pending);
  p_.plain(pending.size() == 1 ? " still waits" : " still wait").arrow();
  p_.plain("nothing can ever wake ")
      .plain(pending.size() == 1 ? "it" : "them")
      .plain(": a deadlock");
  const std::vector<TaskId> ring = wait_ring(before_);
  if (ring.empty()) return;
  p_.plain(". In a ring, ").add(tell_ring(timeline_, before_, ring));
}

// -- Handles and timers

void Teller::handle_queued() {
  const TaskView* task = before_.task(e_.task);
  if (e_.task != 0 && task != nullptr && task->state == TaskState::Suspended) {
    return step_queued(*task);
  }
  if (e_.task != 0) {
    p_.plain("A step of ").task(e_.task).plain(" goes").plain(kToTheBack);
    return;
  }
  if (before_.job(e_.object) != nullptr) {
    p_.object(e_.object).plain(", in its thread, asks for a callback");
  } else if (e_.object != 0) {
    has_ended(e_.object);
  } else {
    actor().plain(" asks for a callback");
  }
  p_.arrow();
  ReadyHandle handle;
  handle.label = e_.text;
  p_.handle(handle).plain(" goes").plain(kToTheBack);
}

void Teller::step_queued(const TaskView& task) {
  if (is_woken_to_be_cancelled(timeline_.trace(), index_, task)) {
    p_.task(task.id).plain(" is cancelled while it waits for ");
    p_.awaited(task.wait, task.waits_for);
    p_.arrow().task(task.id).plain(" goes").plain(kToTheBack);
    return;
  }
  wait_is_over(task);
  p_.arrow().task(task.id).plain(" goes").plain(kToTheBack);
}

void Teller::handle_run_began() {
  const ReadyHandle* handle = queued(e_.handle);
  if (handle != nullptr && handle->sleeper != 0) {
    p_.plain("It is the turn of ").task(handle->sleeper).plain("'s timer");
  } else if (handle != nullptr && handle->label != 0) {
    p_.plain("It is the turn of the callback \"").text(handle->label).plain("\"");
  } else {
    p_.plain("It is the turn of a callback");
  }
  p_.arrow().plain("it runs");
}

void Teller::handle_cancelled() {
  actor().plain(" cancels ");
  const ReadyHandle* handle = queued(e_.handle);
  p_.handle(handle != nullptr ? *handle : ReadyHandle()).arrow();
  p_.plain("it stays in the ready queue and is skipped when its turn comes");
}

void Teller::timer_armed() {
  if (e_.task != 0) {
    p_.task(e_.task).plain(" sleeps for ").strong(duration(elapsed(e_.time, Time(e_.value))));
    p_.arrow().plain("its timer is armed for ").strong(seconds(Time(e_.value)));
    return;
  }
  actor();
  p_.plain(" asks for a callback in ").strong(duration(elapsed(e_.time, Time(e_.value)))).arrow();
  if (e_.text != 0) {
    p_.plain("timer \"").text(e_.text).plain("\"");
  } else {
    p_.plain("a timer");
  }
  p_.plain(" is armed for ").strong(seconds(Time(e_.value)));
}

void Teller::timer_expired() {
  const ArmedTimer* timer = before_.timer(e_.handle);
  if (timer != nullptr && timer->task != 0) {
    p_.task(timer->task).plain("'s timer is due").arrow();
  } else if (timer != nullptr && timer->label != 0) {
    p_.plain("The timer \"").text(timer->label).plain("\" is due").arrow();
  } else {
    p_.plain("A timer is due").arrow();
  }
  p_.plain("its callback goes").plain(kToTheBack);
}

void Teller::timer_cancelled() {
  const ArmedTimer* timer = before_.timer(e_.handle);
  if (timer != nullptr && timer->task != 0) {
    p_.task(timer->task).plain(" does not sleep any longer").arrow();
    p_.plain("its timer is cancelled");
    return;
  }
  actor().plain(" cancels ");
  if (timer != nullptr && timer->label != 0) {
    p_.plain("the timer \"").text(timer->label).plain("\"");
  } else {
    p_.plain("a timer");
  }
  p_.arrow().plain("it will never be due");
}

}  // namespace model
