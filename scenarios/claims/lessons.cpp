#include "scenarios/lessons.hpp"

/// Claims of tutorials. The title is the claim, its misconception too where it is not quite true.
std::vector<scenarios::Scenario> scenarios::lessons::claims() {
  return {
      {
          .id = "awaitable-function",
          .title = "An async function is awaitable",
          .question =
              R"(A coroutine is awaited twice, and then a task is awaited twice. Which of the
            four awaits fails?)",
          .watch = R"(How often answer runs.)",
          .misconception = R"(An async function is awaitable.)",
          .verdict = Verdict::False,
          .lesson =
              R"(The second await of the coroutine fails. The function is not awaitable at all:
            `await answer` without the brackets is a TypeError. What can be awaited is what a call of
            it returns, a coroutine, and that [only once](output "the first await"). It is a run of
            the function, and a run that is over cannot be run again:
            [the second await](output "the second await") raises RuntimeError.

            A task or a future can be awaited as often as you like. It keeps its result, and each
            `await` [gets it](output "a task").

            Better: calling an async function gives a coroutine; await it once, or make it a task.)",
      },
      {
          .id = "await-always-suspends",
          .title = "await always suspends",
          .question =
              R"(other is ready for its first turn. main awaits a free lock, a queue that has an
            item, a future that is done, and sleep(0). At which of them does other get its turn?)",
          .watch = R"(How many steps main makes, and where in the queue other is all the time.)",
          .misconception = R"(await always suspends.)",
          .verdict = Verdict::False,
          .lesson =
              R"(Only at sleep(0). An `await` suspends if what it needs is not there. A lock that
            is free is [taken at once](acquired lock), an item that is in the queue is
            [taken at once](taken queue), a future that is done gives its result at once. The loop
            does not come to its turn, and neither does [other](runs other).

            `sleep(0)` is the exception: it waits for nothing, and gives way all the same. That is
            what it is for.

            Better: an `await` may suspend. So whatever must not be interrupted should not contain
            one, and whoever wants to give way should say so.)",
      },
      {
          .id = "gather-is-simultaneous",
          .title = "gather runs them simultaneously",
          .question =
              R"(gather gets three jobs of one second each, which work without an await. Does it
            take one second or three?)",
          .watch =
              R"(The lanes: is there a moment at which two of them are running? Then set kind to
            wait.)",
          .misconception = R"(gather runs them simultaneously.)",
          .verdict = Verdict::HalfTrue,
          .lesson = R"(Three. `gather` makes a task of each job, and all three are ready at the same
            time. But only one task runs at a time. [Job 1](output "job 1 begins") keeps the turn until
            [it ends](output "job 1 ends"), and [job 2](output "job 2 begins") begins only then.

            With kind = wait it takes one second, since a job that sleeps gives up its turn, and the
            three sleeps overlap.

            Better: gather lets them wait at the same time. They never run at the same time.)",
          .parameters = {choice("kind", "what a job does for its second", {"work", "wait"})},
          .expected_findings = {"blocked-loop"},
      },
      {
          .id = "runs-in-the-background",
          .title = "create_task runs it in the background",
          .question =
              R"(main makes a task that saves for a second, stays for half a second, and ends.
            Is it saved?)",
          .watch = R"(What happens to the lane of save when main ends.)",
          .misconception = R"(create_task runs it in the background, whatever else happens.)",
          .verdict = Verdict::HalfTrue,
          .lesson =
              R"(No. The task does [run while main waits](runs save), without anybody awaiting it.
            But when [main is done](done main), `run` is over. It [cancels what is left](cancelled
            save), waits until that has ended, and returns. save never comes behind its `sleep`, and no
            error is shown.

            A task also needs somebody who holds it: the loop has only a weak reference, and a task
            that nobody else refers to may be collected before it is done.

            Better: create_task lets it run beside you for as long as the loop runs. Whoever makes a
            task should await it, or make it in a TaskGroup, which does.)",
          .parameters = {seconds("stay", "how long main stays, in seconds", "0.5", {0, 10})},
      },
      {
          .id = "no-locks-needed",
          .title = "One thread, so no locks are needed",
          .level = Level::Intermediate,
          .question = R"(There is one ticket. Ann and Ben both look whether there is one, pay, which
            takes a second, and then take it. How many tickets are sold?)",
          .watch = R"(Where the step of Ann ends and that of Ben begins. Then set pay to later.)",
          .misconception = R"(asyncio has one thread, so no locks are needed.)",
          .verdict = Verdict::HalfTrue,
          .lesson =
              R"(Two, and there was one: -1 are left. Ann finds the ticket and [waits](suspended Ann). Now it
            is Ben's turn. He finds the same ticket and [waits too](suspended Ben). When they go on,
            [both take it](output "Ben: has a ticket"): neither looks again.

            It is true that nobody can come between two lines without an `await`. With pay = later the
            look and the taking are in one step, and Ben is told that it is sold out. No lock is
            needed for that.

            Better: between two awaits you are alone. What must stay true across an `await` needs a
            lock, or a second look after it.)",
          .parameters = {choice("pay", "when a buyer pays", {"first", "later"})},
      },
      {
          .id = "no-pool-size",
          .title = "With asyncio there is no pool size to care about",
          .level = Level::Intermediate,
          .question = R"(Eight requests come at once. Each of them opens a connection to a database
            that takes no more than four. There are no threads, and so there is no thread pool. How
            many requests are answered?)",
          .watch = R"(How far each request comes in its first step. Then set permits to 4.)",
          .misconception = R"(With asyncio there is no pool size to care about.)",
          .verdict = Verdict::HalfTrue,
          .lesson =
              R"(Four. It is true that tasks need no pool: [all eight run](runs request-8), in one
            thread, and there could be eight thousand. But what they use is as small as ever. The
            first four [wait for their connections](suspended request-4), and the fifth
            [is refused](output "request-5") at once.

            With a pool of four threads nobody would have noticed: its size would have kept the
            connections to four as well. Without threads you have to say so. With permits = 4 a
            semaphore lets four requests in at a time, the others wait in front of it, and all eight
            are answered, the last at 1.104 seconds.

            The same is true of open files, of memory, and of a server that bears only so many
            requests.

            Better: tasks need no pool, but what they share has a size. A semaphore, or a queue of
            connections, keeps to it.)",
          .parameters = {count("permits", "how many may be at the database at a time", "8",
                               {1, 20}),
                         count("requests", "how many requests come", "8", {1, 20})},
      },
      {
          .id = "random-order",
          .title = "The order of tasks is random",
          .level = Level::Intermediate,
          .question =
              R"(Cleo, Ann and Ben come in this order, sleep for the same time, and then need
            the same lock. In which order are they served?)",
          .watch = R"(The ready queue after one second, and then the line in front of the desk.)",
          .misconception = R"(The order in which tasks run is random, so anything may happen.)",
          .verdict = Verdict::False,
          .lesson =
              R"(Cleo, Ann, Ben, in every run. Tasks [begin](runs Cleo) in the order in which they
            were made. Those that sleep equally long [wake](woken Cleo) in the order in which they began to. A lock
            [is given](acquired desk 2) to who has waited longest.

            All of these are queues, first in, first out. What is not known beforehand comes from
            outside: how long an answer of the network takes, when a thread is done.

            Better: the loop is fair and its order is fixed. Answers come when they come. A program
            that is right only in one order should wait for what it needs instead of counting on it.)",
      },
      {
          .id = "run-in-executor",
          .title = "asyncio.run_in_executor makes it asynchronous",
          .level = Level::Intermediate,
          .question =
              R"(send_letter blocks for 3 seconds. main gives it to run_in_executor and waits
            for it 1 second at most. Is the letter sent?)",
          .watch = R"(What happens at 1 second, and what at 3 seconds. Then set limit to 5.)",
          .misconception = R"(asyncio.run_in_executor makes a blocking function asynchronous.)",
          .verdict = Verdict::HalfTrue,
          .lesson =
              R"(Yes, [at 3 seconds](output "send"). The loop is free while the function blocks, so
            [main's time limit](output "main: too late") works. But the function is what it was. It
            runs in a thread now and blocks there, and it has no `await` at which it could be
            stopped. `wait_for` cancels the future that [main waits for](suspended main), and nobody
            tells the thread. main thinks that the letter is not sent. If it tries again, it is sent
            twice.

            At its end `run` waits for the threads of the pool. A function that never returns keeps
            the whole program from ending.

            As for the name: asyncio has no such function. It is a method of the loop,
            `loop.run_in_executor(None, send_letter, loop)`. `asyncio.to_thread` is the shorter way
            since Python 3.9. Neither is for an `async` function: the thread would only call it, which
            gives a coroutine that nobody has run.

            Better: it moves the blocking to a thread. The loop is free, and the function runs to its
            end, whatever you do.)",
          .parameters = {seconds("limit", "how long main waits, in seconds", "1", {0, 10})},
      },
      {
          .id = "wait-for-ends-in-time",
          .title = "wait_for(..., 1) takes a second at most",
          .level = Level::Advanced,
          .question =
              R"(A copy would take 10 seconds; wait_for allows it one. To close its file takes
            the copy another 2 seconds. When does main go on?)",
          .watch = R"(The moment at which the time is over, and the moment at which main prints.)",
          .misconception = R"(wait_for(..., 1) takes a second at most.)",
          .verdict = Verdict::False,
          .lesson = R"(At 3 seconds. After one second the time is over, and wait_for
            [cancels](cancelled main) what it waits for. That is a request: CancelledError is raised
            where the copy waits, and the copy [tidies up](output "copy: closing") as it likes. It may
            even await in its `finally`, as here.

            wait_for [waits for that](output "copy: closed"), and only then raises
            [TimeoutError](output "main: too late"). So nothing of the copy is still running when main
            goes on, which is worth the delay.

            Better: wait_for asks it to stop after a second, and returns when it has stopped. Code that
            swallows the request may keep you waiting for ever.)",
          .parameters = {seconds("cleanup", "how long it takes to close the file, in seconds", "2",
                                 {0, 5})},
      },
      {
          .id = "join-means-empty",
          .title = "join waits until the queue is empty",
          .level = Level::Intermediate,
          .question =
              R"(Two letters lie in a queue. The worker takes them out at 0 and at 1 second, and
            answers each for a second. When does join return?)",
          .watch = R"(How many items the queue holds at each moment, and what main waits for.)",
          .misconception = R"(join waits until the queue is empty.)",
          .verdict = Verdict::False,
          .lesson =
              R"(At 2 seconds. [The queue is empty](taken letters 2) at 1 second, but the second
            letter is not answered yet. `join` does not look at the queue's length. It counts: each
            `put` adds one, each `task_done` takes one away, and
            [at zero](woken main) join returns.

            So [taking an item](taken letters) is not enough. A worker that forgets `task_done`, or
            that ends with an error before it, lets join wait for ever.

            Better: join waits until every item that was put is done with.)",
      },
  };
}
