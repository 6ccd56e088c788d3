#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::network() {
  return {
      {
          .id = "fetch-urls",
          .title = "Four pages from the network",
          .question = R"(Four pages are asked for. The answers take 0.276, 0.349, 0.441 and 0.268
            seconds. How long does it take together? And one by one?)",
          .watch = R"(Where the waits lie in the lanes. Then set mode to one-by-one.)",
          .misconception = R"(In an `async` function the requests run at the same time by
            themselves.)",
          .lesson =
              R"(Together it takes 0.441 seconds, as long as the slowest answer. `gather` makes
            a task of each `fetch`, and in iteration 2 all four send their request, one after the
            other, each [as far as its wait](suspended fetch-1). Then all four answers are on their
            way, and the loop has nothing to do. They come in [their own order](done fetch-4), which
            is not that of the questions.

            One by one it takes 1.334 seconds, the sum. Each line with `await` waits for its answer
            before the next question is even asked. Such a loop is asynchronous in its words only:
            other tasks could run meanwhile, but there are none.

            Nothing got faster, and no thread was needed. The time of a request is spent in the
            network and at the other end; all that the program has to do is to ask early.

            The answers here are simulated. Their times are random numbers that begin at the seed of
            the run, so every run with the same seed is the same. With failures above 0 some requests
            end with an error instead, which each `fetch` handles for itself.)",
          .parameters = {choice("mode", "all requests together, or one after the other",
                                {"together", "one-by-one"}),
                         count("failures", "how many of 100 requests fail", "0", {0, 100})},
          .compare_with = {"fetch-urls mode=one-by-one"},
      },
      {
          .id = "ten-thousand",
          .title = "Ten thousand at once",
          .question = R"(10,000 requests are made at once, each a task. A mean answer takes 0.3
            seconds. How many threads does that need, and how long does it take?)",
          .watch =
              R"(How many timers are armed after iteration 2, and how many handles a batch has from
            then on.)",
          .misconception = R"(Ten thousand connections need ten thousand threads, or at least a few
            hundred.)",
          .lesson =
              R"(It needs one thread, and takes as long as the slowest answer, 2.181 seconds. In
            [iteration 2](iteration 2) all tasks run once, each as far as its wait. From then on
            nearly all of them are suspended at any time. A suspended task is an object of a
            kilobyte or two in Python, with a place in a list. It has no thread and takes no turn.

            A thread needs a stack of its own, and a switch of the operating system for each wait. A
            task needs a turn of the loop.

            What is scarce is the loop's own time. Whatever each of the 10,000 does in
            [its step](runs request-1 2) is done 10,000 times by the one thread: a millisecond of
            work in each is ten seconds in which nobody else runs.

            And the other end has to bear it as well. A real program would seldom ask ten thousand
            things at once: see the scraper with few workers.)",
          .parameters = {count("requests", "how many requests", "10000", {1, 10000})},
      },
      {
          .id = "scraper",
          .title = "A scraper with few workers",
          .level = Level::Intermediate,
          .question = R"(Nine pages are to be fetched, but at most three at a time, and most of them
            are only found in other pages. Who knows when all is done?)",
          .watch = R"(The queue todo: who puts into it, who takes, and what main waits for. Then set
            workers to 1, or to 8.)",
          .misconception = R"(To limit how many run at once, make that many tasks and start the next
            when all of them are done.)",
          .lesson = R"(The queue knows. Three workers take from it, and each puts into it
            [what it finds](put todo 2). A worker that finds the queue empty suspends in `get` until
            somebody puts: at first [worker-2](suspended worker-2) has nothing to do until the first
            page is there.

            An empty queue does not mean that all is done, since a worker may still find more. So the
            queue counts: each `put` is one more to do, each `task_done` one less.
            `join` waits until the count is 0, and then [main is woken](woken main).

            The workers would wait for ever for the next item. main
            [cancels them](cancelled worker-1), which is the usual end of workers that serve a queue.

            No group is ever waited for: as soon as a worker is free, it takes the next page. With
            one worker it takes 3.145 seconds, with three 1.594, with eight 1.391: a site with nine
            pages has not more to do at once.)",
          .parameters = {count("workers", "how many workers", "3", {1, 20})},
          .compare_with = {"scraper workers=1"},
      },
      {
          .id = "connection-pool",
          .title = "A pool of connections",
          .level = Level::Intermediate,
          .question = R"(Five requests come at once, and each needs a connection to the database for
            one query. There are two connections. Which request gets a connection third, and when?)",
          .watch =
              R"(The lanes of the requests: suspended with the reason queue.get pool, or with the
            sleep of their query. Change size and see which of the two grows.)",
          .misconception = R"(With asyncio nobody has to think of the size of a pool.)",
          .lesson =
              R"(request-3, as soon as one of the first two gives its connection back, at 0.776
            seconds. The pool is a queue that holds the free connections. `get` takes one or waits;
            `put_nowait` gives it back and wakes [who has waited longest](woken request-3).

            Opening costs time, too: main opens the connections
            [one after the other](suspended main 2), which takes 0.2 seconds each. That is why there
            is a pool at all.

            Waiting costs nothing in the program, so that it is easily overlooked:
            [request-5](runs request-5 2) is not slow, it is late. What the user sees is the time in
            the queue and the time of the query together. More connections shorten the first, until
            the database is the one that has too much to do.

            If a query fails, its connection must still go back, or the pool is smaller by one for
            ever. So real code puts it into a `finally`, or gives it out with `async with`.)",
          .parameters = {count("size", "connections in the pool", "2", {1, 10}),
                         count("requests", "how many requests come", "5", {1, 20})},
          .compare_with = {"connection-pool size=5"},
      },
      {
          .id = "chat-server",
          .title = "A chat server",
          .level = Level::Advanced,
          .question = R"(Ann, Ben and Cleo come at 0, 0.3 and 0.7 seconds. Each says hello half a
            second after coming and leaves a second later. Who reads Ann's hello?)",
          .watch =
              R"(The server has a task for each connection. Each of them is suspended nearly all
            the time, in `receive`, and they take turns in one thread.)",
          .misconception = R"(A server must finish with one client, or start a thread, before it can
            serve the next.)",
          .lesson =
              R"(Only Ben. When [Ann's line reaches the server](woken "server for Ann" 2), Ben is
            in the room and Cleo has not come yet.

            Each connection has [a task of its own](created "server for Ann"), and its code looks as
            if that client were the only one: receive a line, send it to the others, again. While it
            waits for its client, it is suspended and the others have their turn.

            All of them share the dictionary `room` without a lock. That is safe as long as no
            `await` stands between a look into it and the change: [the loop over the room](runs
            "server for Ann" 3) is a piece of one step, so nobody comes or goes in the middle of it. With an
            `await` in that loop, somebody could leave while it runs.

            A person needs two tasks, [one that listens](created "Ann listens") and one that speaks,
            since a task that waits in `receive` cannot do anything else.

            `send` here takes any number of lines. A real connection has a limit: its `drain` must be
            awaited, and a client that does not read would hold up the whole loop over the room.)",
          .parameters = {seconds("latency", "how long a line is on its way, in seconds", "0.05",
                                 {0, 1})},
      },
  };
}
