#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::basics() {
  return {
      {
          .id = "first-coroutine",
          .title = "The first coroutine",
          .question =
              R"(main calls greet("Ada") and prints a line. Only then it awaits what the call
            gave. Which line comes first: "hello, Ada" or "greet() was called"?)",
          .watch = R"(How many lanes there are, and in the source, which line is current while the
            program waits.)",
          .misconception = R"(Calling a coroutine function runs its body, at least up to the first
            await.)",
          .lesson = R"(The call runs nothing. `greet("Ada")` makes a coroutine: an object that holds
            the function, its arguments, and the place where it stands, which is before its first
            line. When [main prints "greet() was called"](output "greet() was called"), no line of
            greet has run.

            `await coroutine` runs it. [greet prints its first line](output "hello") in the same step
            of main, without a turn of the loop in between. An awaited coroutine is no task of its
            own. It runs inside the task that awaits it, as a called function runs inside its caller.

            At its sleep greet has nothing to do for a second, and so main has nothing to do either:
            [the whole task is suspended](suspended main), with both functions in it. The loop waits
            for the timer. When [main has its next step](runs main 2), it does not start again at the
            top: greet goes on behind its `await sleep`, with its name and its delay unchanged.

            When greet ends, the value of `await coroutine` is what greet returned, and
            [main goes on](output "greet() has ended") in that same step.)",
          .parameters = {seconds("delay", "how long greet sleeps, in seconds", "1")},
          .panels = {Panel::Source, Panel::Output, Panel::Timeline, Panel::Loop},
      },
      {
          .id = "never-ran",
          .title = "The coroutine that never ran",
          .question = R"(main calls save("the report") and does not await it. Then it sleeps for 2
            seconds, while saving takes 1. When is the report saved?)",
          .watch = R"(The ready queue and the timers: what in them could save the report? Then set
            mode to awaited and compare.)",
          .misconception = R"(A coroutine that was called runs in the background sooner or later.)",
          .lesson =
              R"(The report is never saved. `save("the report")` makes a coroutine and runs none
            of it. Nobody keeps that object, so [it is dropped](dropped save) before main prints
            [its next line](output "main: the report"). Python then writes "RuntimeWarning: coroutine
            'save' was never awaited", at that moment and to the standard error, where it is easily
            overlooked. There is no exception, and the program goes on.

            [main's long sleep](suspended main) does not help. The loop runs what is in the ready
            queue and what has a timer. A coroutine is in neither. It gets there in two ways only:
            somebody awaits it, or somebody makes a task of it with `create_task` or `gather`.

            With mode = awaited main runs save to its end, and goes on when the report is saved.

            The mistake is most common where a function used to be an ordinary one: after `def save`
            has become `async def save`, each old call of it still looks right and does nothing.)",
          .parameters = {choice("mode", "what main does with the coroutine",
                                {"called", "awaited"})},
          .panels = {Panel::Source, Panel::Output, Panel::Timeline, Panel::Loop},
          .expected_findings = {"never-awaited"},
      },
      {
          .id = "two-workers",
          .title = "Two workers",
          .question = R"(A works for 2 seconds, B for 1 second. Each is a task of its own. After how
            many seconds are both done: 1, 2 or 3? And which of them is done first?)",
          .watch =
              R"(When each lane begins, and where both are suspended at once. Then set mode to
            sequential and compare.)",
          .misconception = R"(`await a` starts A, and B has to wait until A is done.)",
          .lesson = R"(The total is 2 seconds, the longest wait, and not 3, the sum. `create_task`
            puts the first step of a worker into the ready queue. When
            [main awaits A](suspended main), the loop gets its turn and runs both first steps.
            [A starts its timer](suspended A) and suspends, then [B](suspended B), and from then on
            both timers run down together.

            Nothing here runs in parallel. There is one thread, and never more than one task is
            running. Only the waiting overlaps, and while all wait the loop has nothing to do.

            `await a` does not start A and does not hold up B. It only says: main goes on when A is
            done. [B is done](done B) long before that. So when main awaits B, there is nothing to
            wait for, and main goes on [in the same step](output "took").

            With mode = sequential there are no tasks but main. `await worker(...)` is then like a
            function call: the worker runs inside main, and the second worker does not start until
            the first is done. That takes 3 seconds. It is `create_task` that lets two waits overlap;
            `await` alone never does.)",
          .parameters = {choice("mode", "two tasks, or one await after the other",
                                {"tasks", "sequential"}),
                         seconds("delay_a", "how long A works, in seconds", "2"),
                         seconds("delay_b", "how long B works, in seconds", "1")},
          .panels = {Panel::Source, Panel::Output, Panel::Timeline, Panel::Loop},
          .compare_with = {"two-workers mode=sequential"},
          .ask_at = {R"(output "A started")", R"(suspended B)"},
      },
      {
          .id = "when-does-my-task-start",
          .title = "When does my task start?",
          .question = R"(main makes a task with create_task, prints a line, works for half a second
            without an await, and prints another line. When does the task print its first line:
            at 0 s, or at 0.5 s? Before main's second line, or after it?)",
          .watch =
              R"(How the lane of worker begins, and where its first step lies in the ready queue:
            before the mark that ends the batch, or behind it?)",
          .misconception = R"(`create_task` starts the coroutine.)",
          .lesson = R"(At 0.5 s, and after main's second line. `create_task` makes the task and puts
            [its first step](created worker) at the end of the ready queue. It runs no line of
            worker. From that moment worker is ready, which means: it waits for nothing but its turn.

            main has the turn, and keeps it. [Half a second of work](output "main: I still") passes
            with worker ready all the time. No other task can take the turn away from main; it ends
            when main suspends, at its first `await` that has to wait.

            That is [here](suspended main): main waits for the task, the step is over, and in the
            next iteration [worker runs for the first time](runs worker).

            If nobody awaited the task, it would start all the same, as soon as main awaits anything
            that suspends it. `await task` says when main goes on, not when the task starts.)",
          .parameters = {seconds("work", "how long main works before it awaits, in seconds", "0.5",
                                 {0, 10})},
          .expected_findings = {"blocked-loop"},
          .compare_with = {"eager-start"},
          .ask_at = {R"(created worker)"},
      },
      {
          .id = "gather-three",
          .title = "Three at once with gather",
          .question =
              R"(gather gets three coroutines, and each of them sleeps for 1 second. How long
            does it take until all three results are there, and in which order do they come?)",
          .watch =
              R"(Who makes the three tasks, and what main waits for. Then set delay_1 to 2, so that
            task 1 is the last to end.)",
          .misconception = R"(The results of `gather` come in the order in which the tasks end.)",
          .lesson =
              R"(It takes 1 second, not 3. `my_task(1)` by itself runs nothing: it only makes a
            coroutine. [gather turns each into a task](created my_task-1) at once. In
            [the next iteration](iteration 2) all three run, one after the other, each as far as its
            sleep, and then the three sleeps overlap.

            The results stand in the order of the arguments, not in the order in which the tasks
            ended. With delay_1 = 2 task 1 ends last, and its 10 is still the first result.

            main does not go on at the moment when [the last task ends](done my_task-3). The end of a
            task only puts a callback of gather into the ready queue. That callback counts the task
            as done, and the last one [wakes main](woken main), which
            [runs one iteration later](output "results"). Between the last task and main there is
            always a step that belongs to nobody's program: gather's own.)",
          .parameters = {seconds("delay_1", "how long task 1 sleeps, in seconds", "1")},
          .compare_with = {"gather-three delay_1=2"},
          .ask_at = {R"(output "task 1 started")", R"(done my_task-3)"},
      },
      {
          .id = "await-does-not-yield",
          .title = "Await does not give way",
          .question =
              R"(main makes a task, other, and then awaits add(...) three times. add only adds
            two numbers. After which of main's lines does other get its turn?)",
          .watch = R"(other is ready from the beginning. Count the steps of main: how often does it
            leave the turn to others? Then set give_way to sleep(0).)",
          .misconception = R"(Every `await` gives the other tasks a turn.)",
          .lesson = R"(After none of the three. [other becomes ready](created other) before main's
            loop begins, and it is still waiting for its turn when
            [the last sum is printed](output "main: the sum is 6"). All three awaits happen in one
            step of main.

            `await` does not mean: let others run. It means: I need this result. If the result can be
            had at once, it is used at once. `add` is run like a function, meets nothing that it
            would have to wait for, and returns. The loop never hears of it.

            A task gives up its turn only if something below the `await` suspends: a sleep, a future
            that is not done, a lock that somebody else has, a queue that is empty. Here that is
            [`await task`](suspended main), and [then other runs](runs other).

            So a loop full of awaits may still hold up everybody else, for example when each answer
            comes from a cache. `await sleep(0)` gives way on purpose. With give_way = sleep(0) main
            goes to the end of the ready queue after each sum, and other runs after the first one.)",
          .parameters = {choice("give_way", "what main does after each sum", {"no", "sleep(0)"})},
          .ask_at = {R"(created other)", R"(done other)"},
      },
  };
}
