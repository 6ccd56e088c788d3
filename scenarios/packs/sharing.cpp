#include "scenarios/packs.hpp"

scenarios::Pack scenarios::packs_of::sharing() {
  return {
      .id = "sharing",
      .title = "Sharing: locks, queues, threads",
      .about =
          R"(For those who write programs with several tasks. It shows what can go wrong between
        them, and what each tool costs.)",
      .lessons =
          {
              {.run = "lost-update",
               .goal = R"(One thread does not protect: between a read and a write with an `await` in
                 between, others run.)",
               .steps =
                   {{.minutes = 2,
                     .title = "Read the program",
                     .say =
                         R"(Three tasks add ten to a balance: read, wait, write. There is one thread.
                       Who thinks that is safe?)"},
                    {.minutes = 3,
                     .title = "Vote",
                     .at = "start",
                     .say = "The balance begins at 0.",
                     .ask = {.text = "What is the balance at the end?",
                             .answers = {"10", "20", "30", "another number each time"},
                             .right = 0,
                             .shown = "output \"balance\""},
                     .expect =
                         R"(30: no threads, so no races. "Another number each time": a race is taken
                       for chance; here it is the same every time.)"},
                    {.minutes = 2,
                     .title = "All have read 0",
                     .at = "output \"D3 reads\"",
                     .say =
                         R"(Each has read 0 and suspends. What each will write is decided by now. Ask
                       for it.)"},
                    {.minutes = 2,
                     .title = "The write",
                     .at = "output \"D1 writes\"",
                     .say = "D1 has written 10.",
                     .ask = {.text = "What does D2 write?",
                             .answers = {"10", "20", "nothing: it must wait for D1"},
                             .right = 0,
                             .shown = "output \"D2 writes\""},
                     .expect =
                         R"(20: the belief that a variable is read again when it is written. But
                       D2 computes with what it has read.)"},
                    {.minutes = 4,
                     .title = "Beside a lock",
                     .at = "output \"D1 reads\"",
                     .say = R"(Below with a lock. Step on: the others wait for it, and read what was
                       written. Look at the totals: right, and three times as long.)",
                     .compare = "lost-update mode=lock"}}},
              {.run = "two-locks",
               .goal =
                   R"(Two locks taken in two orders make a ring in which everybody waits for ever.)",
               .steps =
                   {{.minutes = 1,
                     .title = "Read the program",
                     .say =
                         R"(A takes red, then blue. B takes blue, then red. main gives up after five
                       seconds.)"},
                    {.minutes = 3,
                     .title = "Vote",
                     .at = "output \"B has its first lock\"",
                     .say =
                         "A has red, B has blue. Both sleep for a second, then want the other one.",
                     .ask = {.text = "Who gets its second lock?",
                             .answers = {"A: it came first", "B: it came last", "both", "nobody"},
                             .right = 3,
                             .shown = "suspended B 2"},
                     .expect =
                         R"("A: it came first": the belief that a lock goes to whoever is first in
                       the program. "Both": asyncio is believed to notice.)"},
                    {.minutes = 3,
                     .title = "The ring",
                     .at = "suspended B 2",
                     .say =
                         R"(A waits for B, and B for A. The loop waits too: only main's timer is left.
                       Press Y to see the ring.)"},
                    {.minutes = 2,
                     .title = "The cure",
                     .at = "output \"B has its first lock\"",
                     .say =
                         R"(Below both take red first. Nobody can hold what the other needs and want
                       more. One rule: one order for all.)",
                     .compare = "two-locks order=same"}}},
              {.run = "producer-consumer",
               .goal =
                   R"(A queue with a limit slows down who is too fast: that is what it is for.)",
               .steps =
                   {{.minutes = 2,
                     .title = "Read the program",
                     .say =
                         R"(The producer needs 0.2 seconds for an item, the consumer a whole second.
                       The queue has room for two.)"},
                    {.minutes = 3,
                     .title = "Vote",
                     .at = "output \"put 3\"",
                     .say = "Three items are put, one is taken.",
                     .ask = {.text = "What happens when the producer puts its fourth item?",
                             .answers = {"the queue grows", "an exception is raised",
                                         "the producer waits for room",
                                         "the oldest item is dropped"},
                             .right = 2,
                             .shown = "output \"put 4\""},
                     .expect = R"("The queue grows" and "an exception": from lists and from
                       `put_nowait`.)"},
                    {.minutes = 2,
                     .title = "Back-pressure",
                     .at = "suspended producer 4",
                     .say =
                         R"(The producer is suspended: it waits for room. Nobody polls, nothing is
                       lost, and memory does not grow.)"},
                    {.minutes = 3,
                     .title = "Beside a queue without limit",
                     .at = "output \"put 3\"",
                     .say = R"(Below there is no limit. Who is done earlier? The producer. And the
                       program? At the same time: the consumer sets the pace.)",
                     .compare = "producer-consumer maxsize=0"}}},
              {.run = "executor",
               .goal = R"(A blocking call stops the loop for everybody; in a thread it does not.)",
               .steps =
                   {{.minutes = 2,
                     .title = "Read the program",
                     .say =
                         R"(read_report blocks for 1.75 seconds. It runs in a thread of the executor,
                       and a ticker ticks every half second.)"},
                    {.minutes = 3,
                     .title = "Vote",
                     .at = "output \"tick 1\"",
                     .say = "The thread works, the ticker has ticked once.",
                     .ask = {.text = "When does main print what was read?",
                             .answers = {"at 0.5 s: it does not wait", "at 1.75 s",
                                         "at 2 s: with the next tick", "when all ticks are over"},
                             .right = 1,
                             .shown = "output \"main: 42 pages\""},
                     .expect =
                         R"(Those who say 2 s or later believe that the loop looks at the thread only
                       now and then, or waits with it until the others are done.)"},
                    {.minutes = 3,
                     .title = "The answer comes back",
                     .at = "output \"main: 42 pages\"",
                     .say =
                         R"(The thread cannot run main. It only put main into the ready queue, and the
                       loop was there to run it.)"},
                    {.minutes = 5,
                     .title = "Beside the blocking call",
                     .at = "start",
                     .say =
                         R"(Below the same call is made by the loop's own thread. Step on: one long
                       block, and no tick until it is over. Then collect all four: what did each
                       tool cost, and who had to wait?)",
                     .compare = "executor where=loop"}}},
          },
  };
}
