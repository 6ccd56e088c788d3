#include "scenarios/packs.hpp"

scenarios::Pack scenarios::packs_of::waiting_together() {
  return {
      .id = "waiting-together",
      .title = "Waiting together, failing, being cancelled",
      .about = R"(For those who know what a task is and what `await` does, for example from the pack
        "What await does".)",
      .lessons =
          {
              {.run = "gather-three",
               .goal =
                   R"(`gather` makes tasks of its arguments, waits for all of them, and gives the
                 results in the order of the arguments.)",
               .steps =
                   {{.minutes = 2,
                     .title = "Read the program",
                     .say = "Three coroutines, each sleeps for a second. Who makes tasks of them?"},
                    {.minutes = 2,
                     .title = "gather has made tasks",
                     .at = "suspended main",
                     .say = R"(main waits for gather, and three lanes have appeared: gather made the
                       tasks. All three are ready, none has run.)"},
                    {.minutes = 3,
                     .title = "Vote",
                     .at = "output \"task 1 started\"",
                     .say = "The first of them runs.",
                     .ask = {.kind = "next"},
                     .expect =
                         R"(Those who say that it is left to chance have met threads. The ready
                       queue is first come, first served.)"},
                    {.minutes = 2,
                     .title = "The last one is done",
                     .at = "done my_task-3",
                     .say =
                         R"(All three are done. main is still suspended: gather's own callback has to
                       count them first.)",
                     .ask = {.kind = "iteration"},
                     .expect =
                         R"("In this one": the belief that the end of a task runs at once whoever
                       waits for it.)"},
                    {.minutes = 2,
                     .title = "The results",
                     .at = "output \"results\"",
                     .say =
                         R"(10, 20, 30: the order of the arguments. It would be the same if task 1 had
                       ended last.)"}}},
              {.run = "gather-one-fails",
               .goal = R"(When one of them fails, `gather` lets the others run on, and a `TaskGroup`
                 cancels them.)",
               .steps =
                   {{.minutes = 1,
                     .title = "Read the program",
                     .say = "A, B and C work together. B will fail after one second."},
                    {.minutes = 3,
                     .title = "Vote",
                     .at = "done B",
                     .say = "B has failed with a ValueError. main waits for the gather.",
                     .ask = {.text = "What becomes of A and C?",
                             .answers = {"They are cancelled at once", "They run on to their ends",
                                         "They stop when main catches the error"},
                             .right = 1,
                             .shown = "output \"A is done\""},
                     .expect =
                         R"("Cancelled at once" is what many tutorials say, and it is wrong for
                       gather: it is what a TaskGroup does.)"},
                    {.minutes = 2,
                     .title = "main hears of it first",
                     .at = "output \"main catches\"",
                     .say =
                         R"(main has the error at one second. A and C are still suspended, and nobody
                       will ask for their results.)"},
                    {.minutes = 2,
                     .title = "They run on",
                     .at = "output \"C is done\"",
                     .say =
                         R"(C ends two seconds later. Had main ended before, the loop would have cut
                       it off.)"},
                    {.minutes = 4,
                     .title = "Beside a TaskGroup",
                     .at = "done B",
                     .say =
                         R"(The same with a TaskGroup. Step on: below A and C are cancelled and clean
                       up, and main goes on only when both are done.)",
                     .compare = "taskgroup-one-fails"}}},
              {.run = "cancel-is-a-request",
               .goal =
                   R"(`cancel()` only asks: the task ends at its next turn, and may take its time.)",
               .steps =
                   {{.minutes = 1,
                     .title = "Read the program",
                     .say =
                         R"(worker sleeps for two seconds in a `try` with a `finally`. main cancels it
                       after one second.)"},
                    {.minutes = 3,
                     .title = "Vote",
                     .at = "cancelled worker",
                     .say = "main has just called `worker.cancel()`. The call has returned.",
                     .ask = {.kind = "output"},
                     .expect =
                         R"("worker cleans up": the belief that cancel() ends the task before it
                       returns.)"},
                    {.minutes = 2,
                     .title = "Ready, not cancelled",
                     .at = "output \"worker is not done yet\"",
                     .say =
                         R"(worker is ready: it has been put into the queue, to be told at its next
                       turn. `done()` is still false.)"},
                    {.minutes = 2,
                     .title = "Now it is told",
                     .at = "output \"worker cleans up\"",
                     .say =
                         R"(CancelledError was raised where worker was waiting, so `finally` runs.
                       And it awaits there: another half a second.)"},
                    {.minutes = 3,
                     .title = "When is it over?",
                     .at = "suspended worker 2",
                     .say = "worker was cancelled at one second, and sleeps again.",
                     .ask = {.text = "When does worker end?",
                             .answers = {"at 1 s: it was cancelled then",
                                         "at 1.5 s: when it has cleaned up",
                                         "at 2 s: when its sleep is over"},
                             .right = 1,
                             .shown = "done worker"},
                     .expect =
                         R"(1 second: the moment of the request is taken for the end. 2 seconds: the
                       old sleep is believed to run on.)"}}},
              {.run = "timeout-race",
               .goal = "A timeout is a cancellation at a deadline, and the nearer deadline wins.",
               .steps =
                   {{.minutes = 2,
                     .title = "Read the program",
                     .say =
                         R"(Work of three seconds within a timeout of two seconds, within a timeout of
                       one.)"},
                    {.minutes = 3,
                     .title = "Vote",
                     .at = "start",
                     .say = "Outer one second, inner two, work three.",
                     .ask = {.text = "What is printed, and when?",
                             .answers = {"inner timeout, at 2 s", "outer timeout, at 1 s",
                                         "both, the inner one first",
                                         "nothing: the work ends at 3 s"},
                             .right = 1,
                             .shown = "output \"outer timeout\""},
                     .expect =
                         R"("Both, the inner one first": except blocks are read from the inside
                       out. But the inner timeout has not expired, so the error is not its own.)"},
                    {.minutes = 2,
                     .title = "How it happens",
                     .at = "cancelled main",
                     .say =
                         R"(At the deadline of the outer timeout its callback cancels main. That is
                       all that a timeout does: the rest is what you know of cancel().)"},
                    {.minutes = 4,
                     .title = "The other order",
                     .at = "cancelled main",
                     .say =
                         R"(Below the outer timeout is five seconds, so the inner one is nearer. What
                       will be printed? Step on. Then collect: three ways to end early, and who
                       waits for whom in each.)",
                     .compare = "timeout-race outer=5"}}},
          },
  };
}
