#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::cancellation() {
  return {
      {
          .id = "cancel-is-a-request",
          .title = "cancel() is a request",
          .level = Level::Intermediate,
          .question = R"(worker sleeps for 2 seconds. After 1 second main calls cancel() and asks at
            once: is worker done? When does worker end?)",
          .watch = R"(Count the iterations from `cancel()` to the end of worker. Set after to 0:
            worker has not begun. Set it to 2.2: worker cleans up. Set it to 3: worker has ended.)",
          .misconception = R"(`cancel()` stops a task at once.)",
          .lesson = R"(`cancel()` stops nothing. It ends the sleep of worker and puts worker into
            the ready queue. main has the turn, so worker
            [is not done](output "worker is not done yet") when main looks.

            One iteration later `CancelledError` is raised in worker, at the await where it waits.
            It goes through worker as every exception does: `finally` runs, and
            [may await](output "worker cleans up"). worker [ends](done worker) half a second later.
            Only then does main go on. Its own await raises `CancelledError`, since the task that it
            waited for was cancelled.

            The request may come at any time. With after = 0 worker has not begun: it never runs a
            line, not even its `finally`. With after = 2.2 worker is in its clean-up: the error is
            raised there, and the clean-up is cut short. With after = 3 worker has ended: `cancel()`
            does nothing, and returns False.

            So cancel a task and then await it. Only after that await is it sure that the task has
            ended.)",
          .parameters = {seconds("after",
                                 "when main calls cancel(), in seconds; 0: before worker begins",
                                 "1", {0, 10}),
                         seconds("cleanup", "how long worker cleans up, in seconds", "0.5",
                                 {0, 10})},
          .ask_at = {R"(cancelled worker)", R"(suspended worker 2)"},
      },
      {
          .id = "swallowed-cancel",
          .title = "The swallowed cancel",
          .level = Level::Intermediate,
          .question = R"(worker has five rounds of 1 second. So that nothing can stop it, it catches
            all that is raised in a round. After 1.5 seconds main cancels it and awaits it. When
            does worker end, and is it cancelled?)",
          .watch = R"(main calls `cancel()` in the middle of round 2. Look at what worker does then.
            Set mode to raise. Set cancels to 2.)",
          .misconception = R"(A task that was cancelled will end soon.)",
          .lesson = R"([cancel()](output "main has called") does what it always does:
            `CancelledError` is raised in worker, in the middle of round 2. But worker catches it,
            [prints a line](output "round 2 went wrong") and begins round 3. Nobody tells main. It
            waits for worker, which [ends](done worker) 3 seconds later, after its last round, as a
            task that was never cancelled.

            A cancel is delivered once. With cancels = 2 main asks again at 3 s. That costs worker
            another round and changes nothing else. If worker had no last round, nobody could end
            it, and `run()` would wait for it for ever.

            With mode = raise worker lets the error go on, and ends in the same step in which it was
            raised.

            In Python this happens with a bare `except:` and with `except BaseException:`.
            `except Exception:` is safe, because `CancelledError` does not derive from it. If you
            catch it to clean up, end with `raise`.)",
          .parameters = {choice("mode", "catch CancelledError and go on, or raise it again",
                                {"swallow", "raise"}),
                         count("cancels", "how often main calls cancel(), every 1.5 seconds", "1",
                               {0, 2})},
          .expected_findings = {"swallowed-cancel"},
      },
      {
          .id = "first-completed",
          .title = "The first answer is enough",
          .level = Level::Intermediate,
          .question = R"(Three mirrors are asked at the same time, and main waits only for the first
            answer. east answers after 1 second. What do west and north do then?)",
          .watch = R"(Look at west and north after 1 s. Set losers to cancel. Set stay to 0. Set
            east to 2: as fast as west.)",
          .misconception = R"(`wait(return_when=FIRST_COMPLETED)` cancels the tasks that are not the
            first.)",
          .lesson = R"([east answers](done east) at 1 s, and two iterations later main
            [goes on](output "main goes on"). `wait()` gives it two sets: the tasks that are done,
            and the ones that are still pending. It cancels nothing.

            So [west](done west) and [north](done north) go on and answer at 2 s and 3 s, and nobody
            listens. Who waits for the first of several must say what is to become of the others.
            With losers = cancel main cancels them as soon as it has its answer.

            With stay = 0 main ends right after the first answer. Then the loop cancels the others,
            because it ends.

            With east = 2 two mirrors answer in the same iteration. `wait()` sorts them when main
            runs, so both are done: the first is not always one. And `wait()` never raises what a
            task raised. Ask each task of done for its result.)",
          .parameters = {choice("losers", "leave the others alone, or cancel them",
                                {"leave", "cancel"}),
                         seconds("east", "how long east needs, in seconds", "1", {0, 10}),
                         seconds("stay", "how long main lives on, in seconds", "4", {0, 10})},
      },
      {
          .id = "clean-shutdown",
          .title = "A clean shutdown",
          .level = Level::Intermediate,
          .question = R"(main stops three workers. Each closes its files: W1 takes 0.3 seconds, W2
            0.6, W3 0.9. How long does it take from the first cancel() to the end of main? And what
            happens to the files if main does not wait?)",
          .watch = R"(Look at the three lanes from 1.5 s on. Set mode to leave, and count how often
            each worker is cancelled.)",
          .misconception = R"(After `cancel()` the program may end: `finally` runs to its end in any
            case.)",
          .lesson = R"(0.9 seconds, the longest of the three. main
            [cancels all](output "main asks all to stop") in one step, and does not wait in between.
            One iteration later `CancelledError` is raised in each of them, `finally` runs, and the
            three clean-ups overlap. gather waits [until the last one is closed](done W3).
            `return_exceptions` makes it take the `CancelledError` of each as a result; without it
            the first one would end the wait.

            With mode = leave main ends in the step in which it has cancelled. The workers begin to
            close. But when main has ended, `run()` cancels every task that is left, a second time,
            in the middle of the clean-up. No worker is ever closed, and there is no error and no
            report.

            So shut down in two parts: cancel all, then await all. A `TaskGroup` does both when its
            block is left by an error.)",
          .parameters = {choice("mode", "wait for the workers, or end at once", {"wait", "leave"}),
                         count("workers", "how many there are", "3", {1, 6}),
                         seconds("closing",
                                 "how long W1 closes, in seconds; the n-th n times as long", "0.3",
                                 {0, 5})},
      },
      {
          .id = "shield-orphan",
          .title = "Shield and the orphan",
          .level = Level::Advanced,
          .question = R"(A payment takes 3 seconds and must not be cancelled. main waits for it 1
            second at most: wait_for(shield(payment), 1). What happens to the payment at 1 s? Will
            it ever be done?)",
          .watch = R"(Look at payment at 1 s, when main stops waiting, and at 2 s, when main ends.
            Set mode to plain. Set stay to 3.)",
          .misconception = R"(A task in a shield cannot be cancelled.)",
          .lesson = R"(At 1 s the timeout cancels what main waits for. That is not the payment but
            the shield, a future of its own that follows the payment. The shield is cancelled, main
            [goes on](output "main waits no longer"), and the payment sleeps on. With mode = plain
            the cancel goes through to the payment, and it is cut off at 1 s.

            But now the payment is an orphan: nobody waits for it, nobody gets its result or its
            error. And when [main ends](done main) at 2 s, `run()` cancels all tasks that are left,
            so the payment [is cut off](output "the payment is cut off") after all. A shield
            protects from the cancel of one waiter. It does not protect from the end of the program,
            nor from a cancel of the payment itself.

            With stay = 3 main lives long enough, and the payment is done at 3 s.

            So keep the task that you shield, and await it before you end.)",
          .parameters = {choice("mode", "wait for a shield, or for the payment itself",
                                {"shield", "plain"}),
                         seconds("limit", "how long main waits, in seconds", "1", {0, 10}),
                         seconds("stay", "how long main lives on, in seconds", "1", {0, 10})},
      },
      {
          .id = "timeout-race",
          .title = "A timeout in a timeout",
          .level = Level::Advanced,
          .question = R"(The outer timeout is 1 second, the inner one 2 seconds, and the work takes
            3. Around each of them there is an except TimeoutError. Which of the two catches an
            error: the inner, the outer, or first one and then the other?)",
          .watch = R"(Look at which lines are printed at 1 s, and which are not. Set inner to 1 and
            outer to 2. Then set all three to 1.)",
          .misconception = R"(The innermost `except TimeoutError` catches every timeout.)",
          .lesson = R"(Only the outer one. [At 1 s](time 1) its deadline passes, and it cancels
            main, which sleeps inside both. `CancelledError` is raised at the sleep. It goes through
            the inner block first. The deadline of that one has not passed, so it lets the error
            through as it is, and an `except TimeoutError` does not catch `CancelledError`. When the
            error leaves the outer block, the outer timeout turns it into `TimeoutError`, and
            [main catches it](output "outer timeout"). All this is one step of main.

            With inner = 1 and outer = 2 it is the inner one that turns the error into
            `TimeoutError`. `do_work` catches it and goes on: the outer deadline has not passed.

            Set all three to 1, and the work is over in the very iteration in which both deadlines
            pass. Timers with the same deadline are called in the order in which they were armed:
            outer, inner, sleep. When the timer of the sleep is called, main is cancelled already.
            The result comes too late, and again the outer one reports.

            A timeout needs an await to act. Work that never suspends runs to its end, however long
            that takes.)",
          .parameters = {seconds("outer", "the outer timeout, in seconds", "1", {0, 10}),
                         seconds("inner", "the inner timeout, in seconds", "2", {0, 10}),
                         seconds("work", "how long the work takes, in seconds", "3", {0, 10})},
          .compare_with = {"timeout-race outer=2"},
      },
  };
}
