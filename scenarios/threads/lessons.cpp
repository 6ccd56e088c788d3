#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::threads() {
  return {
      {
          .id = "executor",
          .title = "Off to a thread",
          .level = Level::Intermediate,
          .question = R"(read_report blocks for 1.75 seconds; nothing can be done about that. ticker
            wants to tick every half second. How often does it tick before the report is there, if
            main hands read_report to a thread?)",
          .watch =
              R"(What main waits for, and whether the loop goes on meanwhile. Then set where to
            loop.)",
          .misconception = R"(An `async def` around a blocking function makes it asynchronous.)",
          .lesson = R"(Three times. `await to_thread(...)` gives the function to a thread of a pool
            and waits for its result. [main suspends](suspended main), and the loop is free:
            [ticker ticks](output "tick 1") while the thread is blocked.

            When the function returns, the thread may not touch main's future itself, since futures
            belong to the loop. It sends the loop a callback. That
            [wakes main](woken main), which [goes on with the result](output "main: 42 pages").

            With where = loop the function is called in main's step. The thread of the loop blocks,
            and every tick comes 1.75 seconds later. The word `async` in front of the caller does not
            help: what blocks, blocks the thread it runs in.

            A thread is right for a blocking call that you cannot replace. It cannot be cancelled:
            if main gives up, the thread goes on to its end. And what runs there runs beside your
            tasks, between any two lines of theirs: data that both touch needs a lock.)",
          .parameters = {choice("where", "where read_report runs", {"thread", "loop"}),
                         seconds("takes", "how long it blocks, in seconds", "1.75", {0, 10})},
          .compare_with = {"executor where=loop", "blocking-sleep"},
          .ask_at = {R"(output "tick 1")"},
      },
      {
          .id = "thread-pool",
          .title = "Threads or coroutines",
          .level = Level::Intermediate,
          .question =
              R"(Three questions take one second each. They are asked with a blocking call in a
            thread each, or with an await each. Which is faster?)",
          .watch = R"(The lanes of the three tasks in both modes, and what they wait for.)",
          .misconception = R"(Coroutines are faster than threads.)",
          .lesson = R"(Neither: both take one second. With threads each task
            [waits for a job](suspended ask-1) of the pool, and three threads are blocked at the same
            time. With by = coroutines each task waits for a timer, and no thread is blocked. Waiting
            overlaps in both.

            The difference is what a wait costs. A blocked thread keeps its stack and its place in the
            pool, which has 32 threads at most (in CPython four more than the machine has processors,
            and never more than 32). The next job has to wait until one is free. A suspended task keeps nothing but itself, so
            there may be ten thousand.

            It is also who decides. A task is switched only at an `await`, and can be cancelled there.
            Threads are switched between any two instructions, and nobody can stop one from outside.

            And it is what you have: a library that blocks leaves only threads. The
            [answers](output "answer 1") come back to the loop either way.)",
          .parameters = {choice("by", "how a question is asked", {"threads", "coroutines"}),
                         count("questions", "how many questions", "3", {1, 6})},
      },
      {
          .id = "cpu-heavy",
          .title = "Work for the processor",
          .level = Level::Intermediate,
          .question =
              R"(Two pages are rendered, which takes 1 second of the processor each. Two pings
            come at 0.25 and 1.25 seconds. How long do they wait for an answer: with the work in the
            loop, in chunks with sleep(0), or in threads?)",
          .watch =
              R"(The lanes of the pings: how long are they ready, or due, and not running? Compare
            the three values of where.)",
          .misconception =
              R"(A coroutine that computes for a second lets others run meanwhile, since it
            is `async`.)",
          .lesson = R"(In the loop [page 1](output "page 1") takes one step of 1 second and
            [page 2](output "page 2") another, in the same iteration. Both pings are answered after
            that, 1.75 and 0.75 seconds late: [the first](output "ping of 0.25s") has waited for work
            that it has nothing to do with.

            In chunks of 0.1 seconds the two renderers and the pings take turns. The pings are
            answered a few chunks late, and the pages are ready at the same time as before, at about
            2 seconds. The work has not become less.

            In threads the loop is free and the pings are answered at once. Here both pages are ready
            after 1 second, since both threads compute at the same time. That is so in C++, and in
            Python for work that lets go of the interpreter lock (compression, hashing, numpy).
            Plain Python code holds that lock, and two threads of it take turns: see "Two threads,
            one interpreter".

            In the twin `time.sleep` stands for the work, and lets go of the lock as well.)",
          .parameters = {choice("where", "where the pages are rendered",
                                {"loop", "chunks", "thread"})},
          .expected_findings = {"blocked-loop"},
          .compare_with = {"cpu-heavy where=thread"},
      },
      {
          .id = "one-interpreter",
          .title = "Two threads, one interpreter",
          .level = Level::Intermediate,
          .question = R"(Two counts of primes take 1 second of the processor each. The machine has
            processors enough, and each count has a thread of its own. When are both done: after 1
            second or after 2? And is that sooner than without threads?)",
          .watch = R"(Who reports a part, and when. Then set lock to let-go. Set it back, set where
            to loop, and look for the heartbeat.)",
          .misconception =
              R"(Threads make a Python program compute faster: one for each processor.)",
          .lesson =
              R"(After 2 seconds. Python code runs only in the thread that holds the lock of the
            interpreter (the GIL), and there is one such lock. So the threads take turns. While
            [count-1 computes](output "count-1: part 1") count-2 waits, and while
            [count-2 computes](output "count-2: part 1") count-1 waits. There are two threads, but
            they never compute at the same moment, and the second processor has nothing to do.

            Without threads (where = loop) it takes 2 seconds as well. What the threads bring is not
            speed but a free loop: [the heartbeat](output "heartbeat") goes on. In the loop there is
            no heartbeat at all, and every report comes at the end.

            A wait is different. A thread that sleeps or waits for an answer lets go of the lock, and
            so does much work that is done outside of Python: compression, hashing, numpy. With
            lock = let-go both counts are done after 1 second. So threads help with calls that block,
            and not with Python code that computes. For that there are processes: each has an
            interpreter, and so a lock, of its own. `run_in_executor` with a ProcessPoolExecutor
            gives work to them.

            The lock is simulated here, since C++ has none. A turn is 0.25 seconds long, and they go
            round in order. In CPython a turn is 5 milliseconds, and the system chooses who is next.
            From Python 3.13 on there is also a separate build without this lock.)",
          .parameters = {choice("where", "where the primes are counted", {"threads", "loop"}),
                         choice("lock", "whether a thread holds the lock while it counts",
                                {"held", "let-go"}),
                         count("counts", "how many counts of 1 second each", "2", {1, 4})},
      },
      {
          .id = "call-from-thread",
          .title = "A call from another thread",
          .level = Level::Advanced,
          .question =
              R"(A sensor is read in a thread, once a second, and its readings are to go into
            a queue of the loop. Why does the thread not call readings.put_nowait itself?)",
          .watch =
              R"(As what a reading arrives in the loop: as a step of a task, or as a callback?)",
          .misconception = R"(A queue of asyncio can be filled from any thread.)",
          .lesson =
              R"(Because a queue of asyncio has no lock. `put_nowait` changes the list of items,
            finishes the future of whoever waits, and puts a step into the ready queue. If another
            thread does that in the middle of the loop's own work, the lists may break. And even if
            they do not, the loop may be asleep in its wait for I/O: nobody tells it that something
            became ready.

            `call_soon_threadsafe` is the one function of a loop that other threads may call. It puts
            the callback where the loop will find it, and wakes the loop. Then
            [the callback runs](callback "callback from another thread") in the loop's own thread,
            where `put_nowait` is safe: it [wakes main](woken main), and
            [main reads](output "main: reading 1") in the next iteration.

            Its sibling is `run_coroutine_threadsafe`: it makes a task in the loop and gives the
            thread a future that it can wait for.

            The rule: whatever belongs to the loop (tasks, futures, queues, locks, events) is touched
            only in its thread.)",
          .parameters = {count("count", "how many readings", "3", {0, 10})},
      },
  };
}
