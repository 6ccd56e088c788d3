#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::the_loop() {
  return {
      {
          .id = "blocking-sleep",
          .title = "A sleep that stops everybody",
          .question = R"(Three alarms are set for 1, 1.5 and 2 seconds. At 0.75 seconds main sleeps
            for 2 seconds with time.sleep, not with asyncio's. When do the alarms ring, and is one of
            them lost?)",
          .watch = R"(The timers and their deadlines while main sleeps. Then set mode to awaited and
            compare.)",
          .misconception = R"(While one task sleeps, the others go on, whatever sleep it is.)",
          .lesson = R"(All three ring at 2.75 seconds, one after the other, and none is lost.
            [main calls `time.sleep`](output "main: I sleep"), which blocks the thread. It is the
            only thread, and the loop runs in it. As long as main does not come back, there is no
            iteration: nobody looks at the timers, and nobody runs what is due.

            A timer is no interrupt. It is an entry in a list: at this time, put that into the ready
            queue. The list is looked at once in each iteration. When
            [main is awake](output "main: I am awake") and suspends at last, the next iteration finds
            that three deadlines have passed. It takes them all, the earliest first, and
            [the alarms ring](output "alarm for 1 s"): 1.75, 1.25 and 0.75 seconds late.

            So timers may be late, but they are not lost, and they keep their order.

            With mode = awaited main only asks to be woken in 2 seconds and gives up its turn. The
            alarms then ring in time. The same holds for everything that blocks: `requests.get`,
            `input`, a long computation. One of these in one task stops all tasks.)",
          .parameters = {choice("mode", "how main sleeps", {"blocking", "awaited"}),
                         seconds("hold", "how long main sleeps, in seconds", "2", {0, 10})},
          .expected_findings = {"blocked-loop"},
          .compare_with = {"executor", "blocking-sleep mode=awaited"},
      },
      {
          .id = "greedy-loop",
          .title = "The loop that keeps the turn",
          .question =
              R"(cruncher works through 8 chunks of 0.25 seconds each. A visitor comes at 0.6
            seconds and wants a short answer. When does it get it? And what changes with a sleep(0)
            after each chunk?)",
          .watch = R"(The visitor's lane from 0.6 s on. Count the iterations with and without
            sleep(0).)",
          .misconception = R"(The loop divides the time fairly among the tasks.)",
          .lesson = R"(At 2 seconds, when all chunks are done. The loop divides nothing. A task that
            has the turn keeps it until it suspends, and a `for` loop without an `await` that
            suspends is [one single step](runs cruncher), here of 2 seconds. The visitor's timer is
            due meanwhile, but the loop, which would see that, does not run. It is seen
            [in the next iteration](woken visitor).

            `await sleep(0)` ends the step without waiting for anything: the task goes to the end of
            the ready queue, and others get their turn first. With give_way = sleep(0) each chunk is
            a step of its own, and the visitor is served at 1.25 seconds.

            That is still 0.65 seconds late. Every iteration runs one chunk, and the visitor needs
            two iterations after its deadline: in the first the loop finds its timer due and wakes
            it, in the second it runs. The smaller the chunks, the shorter the delay.

            sleep(0) makes a loop polite, not fast: all the work is still done by the one thread. The
            other way is to move the work to a thread or to a process.)",
          .parameters = {choice("give_way", "what cruncher does after a chunk", {"no", "sleep(0)"}),
                         count("chunks", "chunks of 0.25 seconds", "8", {0, 40})},
          .expected_findings = {"blocked-loop"},
          .compare_with = {"greedy-loop give_way=sleep(0)"},
      },
      {
          .id = "sleep-is-a-minimum",
          .title = "A sleep is at least as long as asked",
          .question = R"(A, B and sleeper all sleep for exactly 1 second. A and B then work for 0.25
            seconds each, without an await. What time is it when sleeper prints it?)",
          .watch =
              R"(The iteration in which the three timers are due, and the lane of sleeper from then
            on.)",
          .misconception = R"(`await sleep(1)` goes on after 1 second.)",
          .lesson =
              R"(It is 1.5 seconds. `sleep(1)` promises one thing: not before 1 second is over.

            At 1 second [three timers are due](woken A), and their callbacks wake all three tasks:
            now all three are ready. In the next iteration they run in the order in which they began
            to sleep. [A runs first](runs A 2) and works for 0.25 seconds, then
            [B](runs B 2), and only then is it [sleeper's turn](runs sleeper 2). From 1 s to 1.5 s
            sleeper waits for nothing any more, except for its turn.

            Even when nobody works, a task does not go on at the moment its timer is due. The timer's
            callback runs in one iteration and puts the task into the ready queue; the task runs in
            the next.

            So never count time by counting sleeps: a loop that sleeps 60 times for 1 second takes
            longer than a minute. Ask the clock, `loop.time()`, and sleep for what is left.)",
          .parameters = {seconds("work", "how long A and B work, in seconds", "0.25", {0, 10})},
          .expected_findings = {"blocked-loop"},
      },
      {
          .id = "event-order",
          .title = "Who is first?",
          .question =
              R"(main asks for four things, in this order: call_later(0, ...), call_soon(...),
            create_task(...), and at last sleep(0) for itself. In which order do they happen?)",
          .watch =
              R"(The ready queue at the end of iteration 1, and again when the batch of iteration 2
            begins.)",
          .misconception =
              R"(`call_later(0, f)` runs f at once, or before what was asked for later.)",
          .lesson =
              R"(main first, since it has the turn. Then the callback of `call_soon`, the task,
            main after its `sleep(0)`, and `call_later` last, although it was asked for first.

            There is one ready queue, first in, first out. `call_soon`, `create_task` and `sleep(0)`
            all do the same: they put a handle at its end. A callback, a task's first step and main's
            next step wait in one line, in the order of asking. [call_soon](output "call_soon") is the first of
            them.

            A timer is not in that line, not even with a delay of 0. It stands in the list of timers.
            At the begin of [iteration 2](iteration 2) the loop looks for timers that are due and puts
            them behind all that is ready already. So [call_later comes last](output "call_later").

            Then the batch is fixed: those four, and nobody who comes later. This order is not a
            matter of luck. It is the same in each run, and you may rely on it among what is asked
            for in one step. But a program that needs an order should rather say so, with an `await`.)",
          .parameters = {seconds("delay", "the delay of call_later, in seconds", "0", {0, 2})},
      },
      {
          .id = "queue-feeds-itself",
          .title = "A queue that feeds itself",
          .question = R"(A callback puts itself into the ready queue again, with call_soon, 5 times.
            main and a timer are waiting behind it. Do they have to wait until it has stopped?)",
          .watch =
              R"(The mark in the ready queue where the batch ends, and on which side of it a new
            handle lands.)",
          .misconception = R"(The loop runs until the ready queue is empty, and only then looks at
            timers.)",
          .lesson = R"(No. At the begin of each iteration the loop counts what is ready. That many
            handles are its batch, and it runs exactly those. When
            [`again` queues itself](callback again), the new handle stands behind the mark, and waits
            for the next iteration. So [main has its turn](output "main: my turn") in the same
            iteration as the first `again`, and [the timer](output "the timer") too.

            Between two batches the loop looks for I/O and for timers that are due. A callback that
            feeds itself makes the loop busy, since the queue is never empty and the loop never
            waits. But it starves nobody: each iteration has room for everybody who is ready.

            That is the difference to a `while` loop inside one step. There the loop does not come to
            its next iteration at all.

            The count at the begin is one line of asyncio, `ntodo = len(self._ready)`, and what makes
            the loop fair.)",
          .parameters = {count("times", "how often the callback queues itself", "5", {0, 50}),
                         seconds("delay", "when the timer is due, in seconds", "0", {0, 2})},
      },
      {
          .id = "polling",
          .title = "Are we there yet?",
          .level = Level::Intermediate,
          .question =
              R"(traveller asks in a loop whether the event is set, with sleep(0) between two
            questions. The ride takes a thousandth of a second. How many iterations does the loop
            make? And how many if traveller awaits the event instead?)",
          .watch = R"(The ruler of iterations over the timeline. Here each iteration takes 0.1
            milliseconds; on a real machine it is less. Then set mode to event.)",
          .misconception =
              R"(With `sleep(0)` in it, a loop that waits for a condition costs nothing.)",
          .lesson = R"(As many as there is time for. `sleep(0)` leaves the task ready, so the loop
            never waits: it looks for timers, finds none due, and gives traveller its turn again.
            [Each question](runs traveller 2) is an iteration. Other tasks get their turn, and main's
            timer is found in time. But the processor is busy all the while, and every other task
            has to share the loop with questions.

            With mode = event traveller suspends once. It is in no queue and costs nothing. `set()`
            knows who waits and wakes it. The loop waits for main's timer in one piece.

            When [main sets the event](set there), the one who asks finds out
            [at its next turn](output "traveller"), and so does the one who was told. Polling is not
            even faster.

            Whenever you write `while not ...: await sleep(...)`, look for what could wake you
            instead: an event, a queue, a future.)",
          .parameters = {choice("mode", "how traveller waits", {"poll", "event"}),
                         seconds("ride", "how long the ride takes, in seconds", "0.001",
                                 {0, 0.01})},
          .iteration_cost = std::chrono::microseconds(100),
      },
      {
          .id = "callbacks",
          .title = "Callbacks and coroutines",
          .level = Level::Intermediate,
          .question = R"(The same coffee is made twice: with functions that call each other by
            call_later, and with one coroutine. What does the loop see of the difference?)",
          .watch =
              R"(Whose steps the cards in the ready queue are, and what main waits for. Then set
            style to coroutine.)",
          .misconception = R"(Coroutines are a different mechanism from callbacks.)",
          .lesson = R"(Hardly any. In both styles timers expire and callbacks run. With callbacks,
            [brew](callback brew) and [pour](callback pour) are what the timers call. Each of them
            says what comes next, and the last one finishes a future, which
            [wakes main](woken main).

            With style = coroutine the timer's callback is asyncio's own: it wakes the task, and the
            task's step goes on behind the `await`. A task is a callback that remembers where it was.

            The difference is in the text. The coroutine reads from top to bottom, its variables stay
            where they are, and a `try` around it catches what fails in any of its steps. The
            callbacks are three functions; what they share must be handed from one to the next, and
            an error in `brew` would never reach main: the loop reports it to its exception handler,
            nobody finishes the future, and main waits for ever.

            In new code callbacks are for the edge: where something that knows no `await` has to wake
            a task. A future is the door between the two.)",
          .parameters = {choice("style", "how the coffee is written", {"callbacks", "coroutine"})},
      },
      {
          .id = "get-event-loop",
          .title = "Asking the loop to run",
          .level = Level::Intermediate,
          .question =
              R"(Many old tutorials start a program with get_event_loop().run_until_complete().
            main, which is run by the loop, does the same with a task. What happens?)",
          .watch = R"(Whether the task has begun when main prints its first line.)",
          .misconception =
              R"(`get_event_loop().run_until_complete(f())` is how a coroutine is called from
            anywhere.)",
          .lesson =
              R"(A RuntimeError: [the loop is already running](output "error"). It is
            running main, at this moment. A loop cannot be run by one of its own steps: it would have
            to wait for that step to end, and the step waits for the loop.

            Nothing is lost. [The task](created answer) is ready, and as soon as
            [main awaits it](suspended main), [it runs](runs answer). Inside a coroutine the way to
            wait for something is `await`, and there is no other. A function that is not `async` cannot
            wait for it at all; that is why `async` spreads from a function to those that call it.

            Outside, where no loop runs, `asyncio.run(main())` is the way to start. It makes a new
            loop, runs main, cancels what is left, and closes the loop. `get_event_loop` and
            `run_until_complete` are what `run` was built of, and are left for those who write
            frameworks. In the loop `get_running_loop()` says which one it is.)",
      },
  };
}
