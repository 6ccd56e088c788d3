#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::coroutines() {
  return {
      {
          .id = "what-it-remembers",
          .title = "What a coroutine remembers",
          .question = R"(A and B run the same function, in turns. Each counts in a variable total of
            its own. When A has slept while B was running, what is total in A?)",
          .watch = R"(Look at what A and B remember while they are suspended. Set pause_b to 0: B is
            through before A goes on.)",
          .misconception = R"(A coroutine that waits loses its place, or shares its variables with
            others that run the same function.)",
          .lesson = R"(A goes on [where it stopped](runs A 2), with its total as it was. Calling an
            async function makes a coroutine: an object that holds the variables of this one call,
            and the line at which it stands. At an await it is left there as it is. When it is
            resumed it goes on after that await.

            A and B are two such objects. They share the text of counter, and nothing else. In A
            total goes [1](output "A: round 1"), 2, 3, in B 10, 20, 30, whatever the order in which
            they run. With pause_b = 0 B is through before A goes on.

            [The result](done B) of B is kept in its task, from 2.1 s on. main asks for it at 3 s,
            after it has waited for A, and does not wait.

            Only what several tasks can reach is shared: an object that is passed to both, a global
            variable. See "The lost update".)",
          .parameters = {count("rounds", "how often each counts", "3", {1, 6}),
                         seconds("pause_b", "how long B sleeps between, in seconds", "0.7",
                                 {0, 10})},
      },
      {
          .id = "async-with",
          .title = "Opening and closing with async with",
          .question = R"(db and cache are opened one after the other, 1 second each. Then main works
            for 1 second, and an error is raised. What is closed, in which order, and when does main
            catch the error?)",
          .watch = R"(`__aenter__` and `__aexit__` await: main is suspended while something opens or
            closes. Set fails to enter: cache cannot be opened.)",
          .misconception = R"(An error leaves an `async with` block at once.)",
          .lesson = R"(First cache, then db: what was opened last is closed first. At 3 s the error
            leaves the inner block. `__aexit__` of cache runs then and
            [closes it](output "cache closes"), which takes half a second. Then the error leaves the
            outer block, and db [is closed](output "db closes"). Only after that, at 4 s, does main
            [catch it](output "main catches"). The error has waited for a whole second.

            This is what makes `async with` different from `with`: entering and leaving may await.
            main is suspended meanwhile, and other tasks could run.

            With fails = enter the cache cannot be opened. Its `__aenter__` raises, so there is
            nothing to close: `__aexit__` of cache is not called. But db was open, and it is closed.

            With fails = nothing all is closed in the same order.)",
          .parameters = {choice("fails", "what fails: the body, nothing, or the opening of cache",
                                {"body", "nothing", "enter"})},
      },
      {
          .id = "async-generator",
          .title = "The generator that was left early",
          .level = Level::Advanced,
          .question = R"(pages yields a page per second, and cleans up in a finally. After page 2
            main has enough and leaves the loop. When does the finally run: before main goes on,
            after it, or never?)",
          .watch = R"(Look for the task in which the finally runs. Set mode to aclose. Set enough to
            5: there are only four pages.)",
          .misconception = R"(`break` ends the generator, and its `finally` has run when the loop is
            left.)",
          .lesson = R"(After it. `break` leaves the loop, not the generator: that stays suspended at
            its yield. When main drops it, nobody can resume it any more. But main cannot clean up
            on its behalf there, since the clean-up awaits. So the loop makes a task for it. main
            [goes on](output "main goes on") first, and two iterations later the `finally`
            [begins](output "the generator closes"), in a task of its own. It has half a second of
            its own after main believed that all was over.

            An error in that clean-up is raised in nobody's await: the loop can only report it.

            With mode = aclose main closes the generator itself and awaits that. Then the `finally`
            has run when main goes on. In Python, `async with aclosing(pages())` does this for you.

            With enough = 5 the generator comes to its end, and nothing is left to close.)",
          .parameters = {choice("mode", "drop the generator, or close it", {"drop", "aclose"}),
                         count("enough", "after which page main leaves the loop", "2", {1, 5})},
      },
  };
}
