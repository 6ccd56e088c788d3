#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::tasks() {
  return {
      {
          .id = "eager-start",
          .title = "A task that starts at once",
          .level = Level::Advanced,
          .question =
              R"(With the eager task factory of Python 3.12 main makes two tasks: kept, which
            has its page already, and far, which must wait for it. Which of them is done when
            create_task returns?)",
          .watch =
              R"(In which iteration, and inside whose step, kept and far run for the first time.
            Then set start to lazy.)",
          .misconception = R"(An eager task runs in parallel to the one that creates it.)",
          .lesson = R"(kept is done, far is not. The eager factory runs
            [a task's first step](runs kept) inside `create_task`, before it returns. What ends
            without suspending is [done on return](done kept), never enters the ready queue, and
            costs no turn of the loop. [`await kept`](output "main: kept is awaited") finds the result
            there and does not suspend.

            far comes as far as its sleep. There it [suspends](suspended far), `create_task` returns,
            and from then on far is a task like any other.

            Still only one task runs at a time: main stands still, in the middle of `create_task`,
            while kept runs. It is like a function call that may return early.

            This is faster where most tasks find their answer in a cache. It also changes the order:
            code that relied on "a task never starts before my next await" breaks. With
            start = lazy both tasks start only when main suspends.)",
          .parameters = {choice("start", "the task factory", {"eager", "lazy"})},
      },
  };
}
