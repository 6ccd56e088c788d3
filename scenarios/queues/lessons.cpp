#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::queues() {
  return {
      {
          .id = "producer-consumer",
          .title = "Producer and consumer",
          .level = Level::Intermediate,
          .question = R"(The producer makes an item every 0.2 seconds, the consumer needs 1 second
            for one. The queue between them has room for two. Are all six items put after 1.2
            seconds? If not, what holds the producer up?)",
          .watch = R"(Look at what the producer waits for, from 0.8 s on. Set maxsize to 0, then to
            1. Set task_done to forgotten.)",
          .misconception = R"(`put()` never waits, so a queue makes the producer independent of the
            consumer.)",
          .lesson = R"(At first the producer runs ahead. The consumer has item 1, and items 2 and 3
            fill the queue. Then `put(4)` [suspends the producer](suspended producer 5), until
            [the consumer takes](output "took 2") item 2. From then on the producer is held to the
            pace of the consumer, one item per second. This is called back-pressure: work piles up
            no higher than the queue allows, and [all items are put](output "all items are put")
            only after 3.2 seconds.

            With maxsize = 0 the queue has no limit. The producer is through after 1.2 seconds, and
            the items wait in the queue. All are used at the same moment as before: a longer queue
            makes nothing faster.

            `join()` waits until `task_done()` was called for each item that was put. With task_done
            = forgotten the consumer takes all items, but never says so. `join()` would then wait
            for ever. Here main gives up after 10 seconds.

            The consumer does not end by itself. It waits for item 7, so main
            [cancels it](output "all items are used") at the end.)",
          .parameters =
              {count("maxsize", "room in the queue, in items; 0: without limit", "2", {0, 6}),
               count("items", "how many items are made", "6", {1, 8}),
               seconds("pause", "how long the producer makes one, in seconds", "0.2", {0, 5}),
               seconds("work", "how long the consumer needs for one, in seconds", "1", {0, 1}),
               choice("task_done", "whether the consumer says when it is done with an item",
                      {"called", "forgotten"})},
          .compare_with = {"producer-consumer maxsize=0"},
      },
      {
          .id = "unbounded-queue",
          .title = "The queue without a limit",
          .level = Level::Intermediate,
          .question = R"(The shop takes ten orders, one every 0.2 seconds. The kitchen cooks one in
            0.7 seconds. The queue has no limit. How long has order 10 waited when the kitchen takes
            it?)",
          .watch = R"(Look at how many orders are in the queue, and at how long each has waited. Set
            maxsize to 2. Set work to 0.1.)",
          .misconception = R"(A large queue helps when the consumer is too slow.)",
          .lesson = R"(4.5 seconds. Order 2 [waits 0.5 s](output "order 2 has"), order 3 1 s, and
            order 10 [4.5 s](output "order 10 has"). Every 0.7 seconds one order goes out, and more
            than three come in. When the shop closes, [seven wait](output "shop closes"). If it
            never closed, the queue would grow until the memory is full, and each order would wait
            longer than the one before.

            No order is lost and no error is raised. The program looks healthy and gets slower.

            With maxsize = 2 the shop has to wait in `put()`. It closes later, and no order waits
            longer than 1.9 seconds. The last order is served at the same time, 7 seconds. A limit
            does not make the kitchen faster. It makes the shop know early that there is too much to
            do.

            With work = 0.1 the kitchen is faster than the shop, and the queue is nearly always
            empty. A queue helps when orders come in bursts, not when there are too many.)",
          .parameters = {count("maxsize", "room in the queue, in orders; 0: without limit", "0",
                               {0, 6}),
                         seconds("pause", "time between two orders, in seconds", "0.2", {0, 5}),
                         seconds("work", "how long the kitchen cooks, in seconds", "0.7", {0, 5})},
          .compare_with = {"unbounded-queue maxsize=2"},
      },
      {
          .id = "priority-queue",
          .title = "The most urgent first",
          .question = R"(Three jobs are put: 3 tidy up, 2 mail, 4 archive. The worker takes one and
            works for 1 second. After 0.5 seconds main puts 1 alarm. In which order does the worker
            take the four?)",
          .watch = R"(The worker has not begun when the first three are put. Set kind to fifo, and
            to lifo. Set late to 0, and to 2.5.)",
          .misconception = R"(An urgent item interrupts the one that is being worked on.)",
          .lesson = R"(mail, alarm, tidy up, archive. All three jobs are in the queue before the
            worker [runs for the first time](runs worker 1), so it takes the smallest of them, 2.
            The alarm [comes](output "main puts 1 alarm") while the worker is at the mail. It is
            more urgent, but a queue interrupts nobody. The worker
            [takes it](output "worker takes 1") when it asks for the next job.

            What counts is what is in the queue when somebody takes. With late = 2.5 the worker is
            at the archive by then, the least urgent of all, and the alarm waits for it.

            With kind = fifo the order of putting counts, and the alarm is the last. With kind =
            lifo the last one put is the first one taken, so the first one put waits longest.

            Items are compared as a whole: here a number and a text. Give equal numbers a second
            part that can be compared.)",
          .parameters = {choice("kind", "by priority, first in first out, or last in first out",
                                {"priority", "fifo", "lifo"}),
                         seconds("late", "when main puts the alarm, in seconds", "0.5", {0, 10})},
      },
  };
}
