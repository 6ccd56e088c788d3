#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::errors() {
  return {
      {
          .id = "try-except",
          .title = "try and except",
          .question = R"(query fails after 1 second. report awaits query, and main awaits report in
            a try. Who sees the error, in which order? And if report is a task of its own: is the
            error raised at create_task, or at the await?)",
          .watch = R"(Look at the order of the lines, and at how many steps they take. Set mode to
            task.)",
          .misconception = R"(A `try` around `create_task` catches what the task raises.)",
          .lesson = R"(An await is like a call. query [raises](runs main 2) the error after its
            sleep. It leaves query at once, arrives in report at its await, runs
            [the finally](output "report leaves") there, goes on to main, and
            [is caught](output "main catches"). The line after the await in report never runs. All
            of this is one step of one task: there is no task but main.

            With mode = task report is a task of its own. `create_task` only puts its first step
            into the ready queue, so no error can come from there, and the `try` around it is
            useless. The error comes at 1 s and ends the task report. It is kept there. main hears
            of it at 2 s, when it awaits the task.

            So put the `try` around the await. That is where the error arrives.)",
          .parameters = {choice("mode", "await report, or make a task of it", {"await", "task"})},
      },
      {
          .id = "lost-exception",
          .title = "The lost exception",
          .level = Level::Intermediate,
          .question = R"(The task save fails after 1 second. main holds the task but does not await
            it. What is printed at 1 s? Who hears of the error, and when?)",
          .watch = R"(Look at the output at 1 s, and at 2 s, when main drops the task. Set mode to
            keep, then to await.)",
          .misconception = R"(An error in a task stops the program.)",
          .lesson = R"(At 1 s nothing is printed. An error that leaves a task stops only
            [that task](done save). It is kept there, for whoever awaits the task. main sleeps,
            wakes up, and [goes on as if nothing was wrong](output "main has noticed").

            At 2 s main drops the task. Now nobody can ask it any more, so the loop
            [reports](output "the loop reports"): Task exception was never retrieved. The report
            comes when the last reference to the task goes, not when the error happens. With mode =
            keep that is at the end of main, after its last line. In a server that holds its tasks
            for ever it may be never.

            With mode = await the error is raised at the await, in main, where it can be caught.

            So somebody must await every task: an await, a gather, a `TaskGroup`. By default the
            loop writes its report to the log; this program has set a handler that prints it.)",
          .parameters = {choice("mode", "drop the task, keep it, or await it",
                                {"drop", "keep", "await"})},
          .expected_findings = {"lost-exception"},
          .compare_with = {"lost-exception mode=await"},
      },
      {
          .id = "fire-and-forget",
          .title = "Fire and forget",
          .level = Level::Intermediate,
          .question = R"(main starts save, which takes 2 seconds, does something else for 1 second,
            and ends. Nobody awaits save. Is the file saved?)",
          .watch = R"(Look at what happens to save when main has ended. Set stay to 3. Set mode to
            await, and to group.)",
          .misconception = R"(A task that was started runs to its end.)",
          .lesson = R"(It is not. When [main ends](done main), `run()` ends the program. Before it
            closes the loop it cancels every task that is left. save gets `CancelledError` in the
            middle of its sleep and [is cut off](output "save is cut off").

            With stay = 3 save is done in time. So it depends on main, which has nothing to do with
            it, whether the file is saved. Such a program works until one day main is faster, or the
            disk slower.

            With mode = await main waits for the task before it ends. With mode = group the task
            belongs to a `TaskGroup`, and the block is not left before save has ended. Then nobody
            can forget it.

            In CPython there is another reason to keep a task: the loop has only weak references to
            it. A task that nothing else refers to may be collected as garbage before it ends.)",
          .parameters = {choice("mode", "forget the task, await it, or give it to a TaskGroup",
                                {"forget", "await", "group"}),
                         seconds("delay", "how long save works, in seconds", "2", {0, 10}),
                         seconds("stay", "how long main does something else, in seconds", "1",
                                 {0, 10})},
      },
      {
          .id = "gather-one-fails",
          .title = "gather, and one fails",
          .level = Level::Intermediate,
          .question = R"(gather runs A, B and C. B fails after 1 second, and main catches the error.
            When does main catch it: after 1, 2 or 3 seconds? And what becomes of A and C?)",
          .watch = R"(Look at the lanes of A and C after 1 s. Set mode to `return_exceptions`: main
            then waits for all three. Set stay to 0: main ends while A and C still work.)",
          .misconception = R"(When one task of a gather fails, the others are cancelled.)",
          .lesson = R"([B fails](done B) at 1 s. gather hands the error on at once: two iterations
            later main [catches it](output "main catches"). main does not wait for A and C.

            Nothing happens to A and C. gather cancels nobody when one of its tasks fails.
            [A ends](done A) at 2 s, [C ends](done C) at 3 s, and their results are lost: the gather
            is over, and nobody else asks for them. This is easy to overlook. The error is handled,
            and in the background work goes on for which nobody waits.

            With stay = 0 main ends right after the error. The loop then cancels what is left, so A
            and C never get to their end.

            With mode = `return_exceptions` nothing is raised at the await. main waits for all
            three, and the results stand in the order of the arguments, with the error of B in the
            place of B. The program must look through them. If the others should stop when one
            fails, use a `TaskGroup`.)",
          .parameters = {choice("mode", "raise the first error, or return all errors as results",
                                {"raise", "return_exceptions"}),
                         seconds("delay_b", "how long B works before it fails, in seconds", "1",
                                 {0, 10}),
                         seconds("stay", "how long main lives on, in seconds", "3", {0, 10})},
          .compare_with = {"taskgroup-one-fails"},
          .ask_at = {R"(suspended main)", R"(done B)"},
      },
      {
          .id = "taskgroup-one-fails",
          .title = "A TaskGroup, and one fails",
          .level = Level::Intermediate,
          .question = R"(A, B and C are children of a TaskGroup. B fails after 1 second; A would
            need 2 seconds, C 3. What becomes of A and C, and when does main go on?)",
          .watch = R"(Look at A and C at 1 s, and at what they do then. Set cleanup to 0. Set
            delay_b to 2.5: A is done by then.)",
          .misconception = R"(When a child of a `TaskGroup` fails, the block is left at once.)",
          .lesson = R"([B fails](done B) at 1 s. One iteration later the group is told. It cancels
            the other children, A first, then C. In the iteration after that `CancelledError` is
            raised in A and in C, at the await where they wait.

            `CancelledError` is an exception, not a switch. A and C
            [clean up](output "A is cancelled"), which takes half a second, and end. Only when
            [the last child has ended](done C) does the group let main go on. After the block no
            child is alive: that is what a `TaskGroup` promises.

            At 1 s the group cancels main, too, so that the body of the block stops if it still
            works. Here the body has ended long ago. main [runs](runs main 2), and goes on waiting
            for A and C.

            What main [catches](output "main catches") is an `ExceptionGroup`, also if there is only
            one error in it, since several children may fail. A cancelled child has not failed.
            Compare this with gather, which hands on the error at once and lets the others run
            on.)",
          .parameters = {seconds("delay_b", "how long B works before it fails, in seconds", "1",
                                 {0, 10}),
                         seconds("cleanup", "how long a cancelled child cleans up, in seconds",
                                 "0.5", {0, 10})},
          .compare_with = {"gather-one-fails"},
      },
  };
}
