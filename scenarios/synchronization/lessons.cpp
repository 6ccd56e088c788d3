#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::synchronization() {
  return {
      {
          .id = "event",
          .title = "Waiting for an event",
          .question = R"(Cleo, Ann and Ben wait in front of a closed door, in this order. After 1
            second main opens it with set(). In which order do they go in? And does main print its
            next line before they go in, or after?)",
          .watch = R"(`set()` moves all three tasks to the ready queue. None of them runs inside
            `set()`.)",
          .misconception = R"(`set()` runs the tasks that wait, and returns when they have run.)",
          .lesson = R"([`set()`](set door) is not a call into the waiting tasks. It puts
            [the next step of each](woken Cleo) into the ready queue and returns. main goes on with
            [its own next line](output "main still") and has the turn until it awaits. Only then, in
            the next iteration, do [the woken tasks run](runs Cleo 2).

            They run in the order in which they began to wait. Nobody is preferred and nothing is
            random: the waiters of an event stand in a queue, and so does everything that is ready.

            Ready is not running. From `set()` to its next step a woken task is ready: it waits for
            nothing any more, but it is not its turn yet. If main now worked for a second without an
            await, all three would stand in the open door for that second.

            An event is a door, not a ticket. It lets everybody in, the first does not use it up, and
            it stays open until somebody calls `clear()`. Those who come later do not wait at all.)",
          .parameters = {seconds("delay", "how long the door stays closed, in seconds", "1")},
      },
  };
}
