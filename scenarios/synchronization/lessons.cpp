#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::synchronization() {
  return {
      {
          .id = "event",
          .title = "Waiting for an event",
          .question = R"(Cleo, Ann and Ben wait in front of a closed door, in this order. After 1
            second main opens it with set(). In which order do they go in? And does main print its
            next line before they go in, or after?)",
          .watch = R"(`set()` moves all three tasks to the ready queue. None of them runs inside
            `set()`.)",
          .misconception = R"(`set()` runs the tasks that wait, and returns when they have run.)",
          .lesson = R"([`set()`](set door) is not a call into the waiting tasks. It puts
            [the next step of each](woken Cleo) into the ready queue and returns. main goes on with
            [its own next line](output "main still") and has the turn until it awaits. Only then, in
            the next iteration, do [the woken tasks run](runs Cleo 2).

            They run in the order in which they began to wait. Nobody is preferred and nothing is
            random: the waiters of an event stand in a queue, and so does everything that is ready.

            Ready is not running. From `set()` to its next step a woken task is ready: it waits for
            nothing any more, but it is not its turn yet. If main now worked for a second without an
            await, all three would stand in the open door for that second.

            An event is a door, not a ticket. It lets everybody in, the first does not use it up, and
            it stays open until somebody calls `clear()`. Those who come later do not wait at all.)",
          .parameters = {seconds("delay", "how long the door stays closed, in seconds", "1")},
          .ask_at = {R"(suspended main)"},
      },
      {
          .id = "three-clients",
          .title = "Three clients, one connection",
          .level = Level::Intermediate,
          .question = R"(Three clients ask for one connection at the same time. A lock lets one of
            them use it, for 0.5 seconds. Who gets it next? And does the next one run at the moment
            in which the lock is released?)",
          .watch = R"(Look at the ready queue at 1 s, when B releases db, and at where the batch
            ends. Set clients to 1, and to 6.)",
          .misconception = R"(`release()` starts the next task at once.)",
          .lesson = R"(A lock hands over in the order of asking: A, B, C. [B waits](suspended B)
            while A holds it, and [C waits](suspended C) behind B.

            At 1 s [B has its answer](output "B got 42") and releases db. That wakes C, the first in
            line: C goes to the back of the ready queue. But the batch of iteration 11 is fixed
            already. It holds B and heartbeat. So [heartbeat runs](output "heartbeat" 4), and then,
            in iteration 12, [C](runs C 2). Until C runs, db is free and promised: nobody else can
            take it.

            Ready is not running. A task that is woken waits for nothing any more, but it waits for
            its turn. Here that costs no time. If heartbeat worked for a second without an await, C
            would stand ready for a second.

            The clients use the connection one after the other, so three queries take 1.5 seconds.
            heartbeat is not held up by that: a task that waits for a lock does not hold the
            loop.)",
          .parameters = {count("clients", "how many clients ask", "3", {1, 6}),
                         seconds("query", "how long a query takes, in seconds", "0.5", {0, 5})},
          .compare_with = {"three-clients clients=1"},
          .ask_at = {R"(suspended main)"},
      },
      {
          .id = "lost-update",
          .title = "The lost update",
          .level = Level::Intermediate,
          .question = R"(Three tasks each add 10 to a balance of 0. Each reads the balance, waits
            for 1 second, and writes what it has read plus 10. There is only one thread. What is the
            balance at the end: 10, 20 or 30?)",
          .watch = R"(Look at what each task reads before the first one writes. Set mode to lock and
            to one-step: both are right, and one of them takes 1 second, the other 3.)",
          .misconception = R"(There is only one thread, so two tasks cannot spoil each other's
            data.)",
          .lesson = R"(The balance is 10. All three tasks [read 0](output "D3 reads 0") before
            [the first one writes](output "D1 writes"). Each of them writes 0 + 10.
            [The last write](output "D3 writes") replaces the ones before by the same value, and two
            deposits are lost.

            That there is only one thread does not help. The loop can switch to another task at an
            await. While D1 sleeps between its read and its write, D2 and D3 run. What D1 remembers
            as seen grows old, and D1 cannot notice. With pause = 0 it is the same: `sleep(0)` lets
            the others run, too.

            With mode = one-step the read and the write stand in one statement, with no await
            between them. There no other task can run, so nothing is lost, and no lock is needed.

            With mode = lock D1 holds a lock from its read to its write, and the others stand in
            line. Nothing is lost, but it takes 3 seconds: the waits do not overlap any more. So
            keep awaits out of such a section where you can, and hold a lock where you cannot.)",
          .parameters = {choice("mode", "no protection, a lock, or no await between read and write",
                                {"race", "lock", "one-step"}),
                         count("deposits", "how many tasks add 10", "3", {1, 6}),
                         seconds("pause", "how long each waits before it writes, in seconds", "1",
                                 {0, 10})},
          .compare_with = {"lost-update mode=lock", "lock-across-await"},
          .ask_at = {R"(output "D1 reads")", R"(output "D1 writes")"},
      },
      {
          .id = "lock-across-await",
          .title = "The lock that is held too long",
          .level = Level::Intermediate,
          .question = R"(Three tasks take a number for their reports from one counter, under a lock,
            and send the report, which takes 1 second. How long does it take until all three are
            sent: 1 second or 3?)",
          .watch = R"(Look at what T2 and T3 wait for. Set mode to outside. Look at who holds the
            lock while a report is sent.)",
          .misconception = R"(A lock costs nothing but the moment in which it is taken.)",
          .lesson = R"(3 seconds. T1 takes the lock, takes its number, and sends its report while it
            still has the lock. [T2](suspended T2) and [T3](suspended T3) wait, although T1
            [is done with the counter](output "T1 sends") already. Each holds the lock for a second
            in which it only sleeps, and so the three seconds add up.

            With mode = outside a task releases the lock before it sends. The lock is then held for
            a moment in which nobody awaits, so nobody ever has to wait for it. The three sends
            overlap, and all is done after 1 second. The numbers are the same.

            In that mode one could do without the lock: between the two lines that use the counter
            there is no await, so no other task can run. A lock is needed only if an await must
            stand between reading and writing, as in "The lost update". Then it should enclose that,
            and no more.)",
          .parameters = {choice("mode", "send while the lock is held, or after it",
                                {"inside", "outside"}),
                         count("reports", "how many tasks send a report", "3", {1, 6}),
                         seconds("delay", "how long it takes to send one, in seconds", "1",
                                 {0, 10})},
          .expected_findings = {"long-held-lock"},
      },
      {
          .id = "gate-of-three",
          .title = "The gate of three",
          .level = Level::Intermediate,
          .question = R"(Six visitors come at the same time to a semaphore with three permits. V1 is
            the first to leave. Who goes in then, and in which iteration: in the one in which V1
            leaves, or in a later one?)",
          .watch = R"(V4, V5 and V6 stand in line. Look at the step in which V1 leaves. Set permits
            to 1, and to 6.)",
          .misconception = R"(When a permit becomes free, whoever asks next gets it.)",
          .lesson = R"(A semaphore is a number of permits. V1, V2 and V3 each take one and go in at
            once: where a permit is left, there is no wait. V4 finds none and
            [is suspended](suspended V4), V5 and V6 behind it.

            When V1 [leaves](output "V1 leaves"), its permit is kept for V4, the first in line, in
            the same step. V4 is ready then, and [goes in](output "V4 goes in") one iteration later.
            Whoever comes in between finds no permit, although nobody uses it. So nobody is
            overtaken, and nobody waits for ever.

            There are never more than three inside. This is how to bound what goes on at the same
            time: connections, open files, requests to one server.

            With permits = 1 it is a lock: the visits do not overlap, and all take 10.2 seconds.
            With permits = 6 nobody waits.)",
          .parameters = {count("permits", "how many may be inside at a time", "3", {1, 6}),
                         count("visitors", "how many come", "6", {1, 9}),
                         seconds("stay",
                                 "how long a visitor stays, in seconds; the n-th 0.2 n longer", "1",
                                 {0, 10})},
          .compare_with = {"gate-of-three permits=6"},
      },
      {
          .id = "two-locks",
          .title = "Two locks, two tasks",
          .level = Level::Intermediate,
          .question = R"(A takes lock red, and a second later blue. B takes blue, and a second later
            red. Both begin at the same time. Which of them has both locks first?)",
          .watch =
              R"(Look at what A and B wait for at 1 s: "Who waits" (key Y) draws it. Set order to
            same. Then set it back, and delay_b to 2.)",
          .misconception = R"(A deadlock needs threads.)",
          .lesson = R"(Neither. At 1 s [A waits](suspended A 2) for blue, which B holds, and
            [B waits](suspended B 2) for red, which A holds. Each would release its lock only after
            it has got the other one. They wait in a ring, and neither can ever go on. That is a
            deadlock. It needs no threads, only two tasks that hold what they have and wait for
            more.

            No error is raised, and the loop has nothing to do. In this program main waits with a
            timeout: at [5 s](output "main gives up") it cancels both, and they release their locks.

            With order = same both take red first. B then waits for red with empty hands, and the
            ring cannot close. One order of locks in all of a program is the usual cure.

            With order = opposite and delay_b = 2 all goes well, because A is through before B
            begins. The fault is still there. It shows only if the timing is right, so a test may
            never find it.

            One task and one lock are enough: a lock of asyncio does not know that its holder asks
            again, so a task that takes it twice waits for itself.)",
          .parameters = {choice("order",
                                "whether B takes the locks in the other order, or in the same",
                                {"opposite", "same"}),
                         seconds("delay_b", "when B begins, in seconds", "0", {0, 3})},
          .expected_findings = {"deadlock"},
      },
      {
          .id = "barrier-start",
          .title = "All start together",
          .level = Level::Intermediate,
          .question = R"(Three runners warm up for 1, 2 and 3 seconds and then wait at a barrier for
            three. R3 comes last. Who runs first?)",
          .watch = R"(R1 and R2 are suspended at the line. Look at R3: is it suspended there, too?
            Set parties to 2, and to 4.)",
          .misconception = R"(At a barrier everybody is suspended, and the first to come is the
            first to go on.)",
          .lesson = R"(R3, which came last. R1 and R2 are suspended at the barrier. When R3
            [comes](output "R3 is at the line") the barrier is complete. R3 need not wait: it goes
            on in the same step and [runs](output "R3 runs"). R1 and R2 are woken, in the order in
            which they came, and [run](output "R1 runs") one iteration later.

            A barrier is for phases: nobody begins the next one before everybody has ended the last
            one. All three go on at the time of the slowest.

            With parties = 2 the first two go on together at 2 s. The barrier begins anew, and R3
            waits for a second one that never comes. main stops waiting after 10 seconds. With
            parties = 4 all three wait in vain. The number of parties must fit the number of tasks,
            and if one of them fails on its way, the others wait.)",
          .parameters = {count("runners", "how many run; the n-th warms up for n seconds", "3",
                               {1, 6}),
                         count("parties", "for how many the barrier waits", "3", {1, 6})},
          .compare_with = {"barrier-start runners=4"},
      },
      {
          .id = "lost-wake-up",
          .title = "The wake-up nobody heard",
          .level = Level::Advanced,
          .question = R"(After 1 second main opens the door and notifies the condition. The guest
            comes after 2 seconds and waits for the condition. When does the guest go in?)",
          .watch = R"(Look at who waits for the condition when main notifies it. Set mode to while,
            and to event. Set arrives to 0.5: earlier than main.)",
          .misconception = R"(A `notify()` is kept until somebody waits.)",
          .lesson = R"(Never. `notify()` wakes the tasks that wait at this moment. At 1 s
            [nobody waits](output "main opens the door"), so it does nothing, and it is not kept. At
            2 s the guest [comes](output "guest comes"), waits for a `notify()` that has been, and
            [goes home](output "guest goes home") after 3 seconds.

            With mode = while the guest looks first: `while not door.open`. The door is open, so it
            does not wait at all. A condition has no memory. What has happened must stand in a
            variable, and the condition only says when to look again. It is `while` and not `if`,
            because between `notify()` and the step of the woken task another task may have shut the
            door.

            With mode = event it works, too. An event is that variable and the waiting in one:
            `set()` is remembered until `clear()`.

            With arrives = 0.5 the guest waits before main notifies, and all three modes work. That
            is why such a fault is found late.)",
          .parameters = {choice("mode",
                                "only wait for the condition, look first, or wait for an event",
                                {"condition", "while", "event"}),
                         seconds("arrives", "when the guest comes, in seconds", "2", {0, 10})},
      },
  };
}
