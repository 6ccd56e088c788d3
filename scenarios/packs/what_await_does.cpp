#include "scenarios/packs.hpp"

scenarios::Pack scenarios::packs_of::what_await_does() {
  return {
      .id = "what-await-does",
      .title = "What await does",
      .about = R"(For those who can read Python and have seen `async def` and `await`, and perhaps
        used them without being sure what they do. Nothing else is needed.)",
      .lessons =
          {
              {.run = "first-coroutine",
               .goal = R"(A call of a coroutine function runs nothing; `await` runs it, inside the
                 task that awaits.)",
               .steps =
                   {{.minutes = 2,
                     .title = "Read the program",
                     .say = R"(Twenty lines. Read them from `main` on. `greet` is called in one line
                       and awaited in another: look at which comes first.)"},
                    {.minutes = 3,
                     .title = "Vote before it runs",
                     .at = "start",
                     .say = "Hands up, before anything runs. Nobody explains yet.",
                     .ask = {.text = "Which line is printed first?",
                             .answers = {"hello, Ada", "greet() was called",
                                         "both at once: greet runs in the background"},
                             .right = 1,
                             .shown = "output \"greet() was called\""},
                     .expect = R"(Most choose "hello, Ada": a call runs a function everywhere else
                       they know. A few choose the background: they think of threads.)"},
                    {.minutes = 2,
                     .title = "await runs it",
                     .at = "output \"hello\"",
                     .say =
                         R"(Only now, at `await coroutine`, the first line of greet has run. Look at
                       the lanes: there is one. greet is no task of its own; it runs inside main.)"},
                    {.minutes = 2,
                     .title = "Everything waits",
                     .at = "suspended main",
                     .say = R"(greet sleeps, so main sleeps: one task, with two functions in it. The
                       loop has nothing to run, and one timer.)"},
                    {.minutes = 2,
                     .title = "Where it goes on",
                     .at = "runs main 2",
                     .say = R"(Not at the top. A suspended function goes on behind its `await`, with
                       its variables as they were. Ask for the next line before you step.)"}}},
              {.run = "never-ran",
               .goal = "A coroutine that nobody awaits never runs.",
               .steps =
                   {{.minutes = 1,
                     .title = "Read the program",
                     .say = R"(The same as before with one difference: find it. There is no `await`
                       before `save`.)"},
                    {.minutes = 3,
                     .title = "Vote",
                     .at = "start",
                     .say = "main sleeps for two seconds, saving takes one.",
                     .ask = {.text = "When is the report saved?",
                             .answers = {"at once", "after 1 second, while main sleeps",
                                         "when main ends", "never"},
                             .right = 3,
                             .shown = "dropped save"},
                     .expect =
                         R"("After 1 second": the belief that what was called runs by itself, in
                       the background. It is the mistake that costs most in practice: there is no
                       exception, only a warning.)"},
                    {.minutes = 2,
                     .title = "The loop waits for nothing of it",
                     .at = "suspended main",
                     .say =
                         R"(What could save the report? The loop runs what is in the ready queue, and
                       what has a timer. The coroutine is in neither.)"},
                    {.minutes = 2,
                     .title = "Beside the cure",
                     .at = "dropped save",
                     .say =
                         R"(Below the same program with `await`. Here they part: above the object is
                       dropped, below it runs.)",
                     .compare = "never-ran mode=awaited"}}},
              {.run = "await-does-not-yield",
               .goal = R"(`await` gives the turn away only if something below it has to wait.)",
               .steps =
                   {{.minutes = 2,
                     .title = "Read the program",
                     .say = R"(There is a second task, other, and main awaits three sums. Count the
                       words `await` in main.)"},
                    {.minutes = 3,
                     .title = "Vote",
                     .at = "created other",
                     .say = R"(other is ready: it waits for nothing but its turn. main goes on.)",
                     .ask = {.kind = "output"},
                     .expect = R"(Those who choose other's line believe that each `await` gives the
                       others a turn. Let two of them say so before you reveal.)"},
                    {.minutes = 3,
                     .title = "Three awaits, one step",
                     .at = "output \"main: the sum is 6\"",
                     .say = R"(Three awaits, and main has not suspended once: it is one solid block.
                       other is dotted all the time: ready, not running.)"},
                    {.minutes = 2,
                     .title = "Here it suspends",
                     .at = "suspended main",
                     .say = R"(`await task` has to wait, since other is not done. Only this is a
                       suspension, and now other gets its turn.)"},
                    {.minutes = 2,
                     .title = "Giving way on purpose",
                     .at = "output \"main: the sum is 1\"",
                     .say =
                         R"(Below main says `await sleep(0)` after each sum. Then other runs after
                       the first one.)",
                     .compare = "await-does-not-yield give_way=sleep(0)"}}},
              {.run = "two-workers",
               .goal = R"(`create_task` lets waits overlap; `await` alone never does.)",
               .steps =
                   {{.minutes = 2,
                     .title = "Read the program",
                     .say = "A works for two seconds, B for one. Both are tasks. main awaits A "
                            "first."},
                    {.minutes = 3,
                     .title = "Vote",
                     .at = "suspended main",
                     .say = "main waits for A. Both tasks are created, none has run.",
                     .ask = {.text = "After how many seconds are both workers done?",
                             .answers = {"1", "2", "3"},
                             .right = 1,
                             .shown = "done A"},
                     .expect =
                         R"(3: the waits are added up, or B is believed to begin when A is done.
                       1: main is believed to wait for whoever is first.)"},
                    {.minutes = 3,
                     .title = "Both wait together",
                     .at = "suspended B",
                     .say =
                         R"(Two timers run down at once. Nothing here runs in parallel: there is one
                       thread, and only the waiting overlaps.)"},
                    {.minutes = 2,
                     .title = "Who is next?",
                     .at = "output \"A started\"",
                     .say = "A has just started. One more vote, quickly.",
                     .ask = {.kind = "next"},
                     .expect =
                         R"(main: the belief that a task which was awaited hands its turn back to
                       the one that awaits.)"},
                    {.minutes = 4,
                     .title = "Beside the sequential program",
                     .at = "created A",
                     .say =
                         R"(Below there are no tasks: `await worker(...)` twice. Step on, and let them
                       say where B starts. Two seconds against three. Then collect: what does
                       `await` do? What does `create_task` do?)",
                     .compare = "two-workers mode=sequential"}}},
          },
  };
}
