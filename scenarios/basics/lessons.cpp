#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::basics() {
  return {
      {
          .id = "two-workers",
          .title = "Two workers",
          .question = R"(A works for 2 seconds, B for 1 second. Each is a task of its own. After how
            many seconds are both done: 1, 2 or 3? And which of them is done first?)",
          .watch =
              R"(Both workers start at 0 s and wait at the same time. Then nothing is ready, and
            the loop waits for the next timer. Set mode to sequential and compare.)",
          .misconception = R"(`await a` starts A, and B only begins when A is done.)",
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
            function call: the worker runs inside main, and the second worker does not even exist
            until the first is done. That takes 3 seconds. It is `create_task` that lets two waits
            overlap; `await` alone never does.)",
          .parameters = {choice("mode", "two tasks, or one await after the other",
                                {"tasks", "sequential"}),
                         seconds("delay_a", "how long A works, in seconds", "2"),
                         seconds("delay_b", "how long B works, in seconds", "1")},
          .panels = {Panel::Source, Panel::Timeline, Panel::Loop},
      },
      {
          .id = "gather-three",
          .title = "Three at once with gather",
          .question =
              R"(gather gets three coroutines, and each of them sleeps for 1 second. How long
            does it take until all three results are there, and in which order do they come?)",
          .watch = R"(gather makes a task of each coroutine, in the order of its arguments. main
            waits for the gather, not for one of them. Set delay_1 to 2: task 1 is then the last to
            end.)",
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
      },
  };
}
