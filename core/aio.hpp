// The public face of the runtime: asyncio's nouns and functions in snake_case, in namespace aio.
//
//   Coro<std::string> worker(std::string name, Duration delay) {
//     print("{} started", name);
//     co_await sleep(delay);
//     co_return name;
//   }
//   Coro<> main_() {
//     auto [a, b] = co_await gather(worker("A", 2s), worker("B", 1s));
//   }
//   int main() { run(main_()); }
//
// All of it, for those who know asyncio: at the left asyncio's name, or Python's, at the right what
// is written here; "same" lists what is written as in Python. What each means, what it throws and
// when an awaiter resumes is said at its declaration, in the file of core/runtime/ that the title
// names.
//
// -- Running (runners.hpp)
//   asyncio.run(main())                 run(main_())
//   run(debug=, loop_factory=)          run(main_(), RunOptions{.debug = true}); also clock, seed,
//                                       recorder, print, log, limits, iteration_cost
//   with Runner() as r: r.run(f())      { Runner r; r.run(f()); }
//   r.get_loop()                        r.loop()
//   r.run(f(), context=)                r.run(f(), context)
//   same: r.close
//
// -- Coroutines (coroutine.hpp, duration.hpp)
//   async def f(x) -> int: ...          Coro<int> f(int x) { ... co_return 1; }
//   async def f(): ...                  Coro<> f() { ... }; None where a value is needed
//   await f(x)                          co_await f(x)
//   coro.__name__, coro.close()         coro.name(), coro.close()
//   2, 0.5 (seconds)                    2s, 500ms: a Duration; count() in ns; {} prints "0.5s"
//
// -- Tasks (tasks.hpp)
//   create_task(f(), name=, context=)   create_task(f(), "name", context), or without context, or
//                                       without both: Task<T>, which is a Future<T>
//   ensure_future(x)                    ensure_future(x): Future<T>
//   t.cancel(msg=)                      t.cancel("message"), t.cancel()
//   current_task()                      current_task(): a Task<>, empty in a callback
//   all_tasks()                         all_tasks(): vector of Task<>, oldest first
//   eager_task_factory                  loop().set_task_factory(eager_task_factory)
//   sleep(2), sleep(0), sleep(1, "x")   sleep(2s), sleep(0s), sleep(1s, "x"s)
//   same: t.get_name, t.set_name, t.cancelling, t.uncancel, t.get_context, and what futures have
//
// -- Futures (futures.hpp)
//   loop.create_future()                loop().create_future<T>()
//   await f                             co_await f
//   f.set_result(v)                     f.set_result(v); f.set_result() if it is a Future<>
//   f.set_exception(e)                  f.set_exception(ValueError("x")), or an exception_ptr
//   f.exception()                       f.exception(): exception_ptr, null for None
//   f.cancel(msg=)                      f.cancel("message"), f.cancel()
//   f.add_done_callback(g, context=)    f.add_done_callback(g), (g, "label"), (g, context): number
//   f.remove_done_callback(g)           f.remove_done_callback(number), (g)
//   same: f.done, f.cancelled, f.result, f.get_loop
//
// -- Waiting (gather.hpp, waiting.hpp)
//   a, b = await gather(f(), g())       auto [a, b] = co_await gather(f(), g())
//   await gather(*list)                 co_await gather(vector): a vector
//   gather(..., return_exceptions=True) gather(return_exceptions, ...): of Outcome<T>, which has
//                                       ok(), value(), error()
//   gather(create_task(f(), name=))     gather(named("name", f()))
//   await wait(ts, timeout=,            auto [done, pending] =
//     return_when=FIRST_COMPLETED)        co_await wait(ts, 1s, FIRST_COMPLETED)
//   wait_for(x, 1), wait_for(x, None)   wait_for(x, 1s), wait_for(x, std::nullopt)
//   for c in as_completed(xs, timeout=) for (auto c : as_completed(xs, 1s)) ... co_await c
//   async for t in as_completed(xs)     auto all = as_completed(xs);
//                                       while (auto t = co_await all.next()) ... t->result()
//   same: shield, FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED
//
// -- Scopes (scopes.hpp, taskgroups.hpp)
//   async with s: ...                   co_await with(s, [&]() -> Coro<> { ... })
//   async with TaskGroup() as g: ...    TaskGroup g; co_await with(g, [&]() -> Coro<> { ... }), or
//                                       with(TaskGroup(), [&](TaskGroup& g) -> Coro<> { ... })
//   async with barrier as i: ...        with(barrier, [&](Barrier&, int i) -> Coro<> { ... })
//   g.create_task(f(), name=, context=) g.create_task(f(), "name"), (f(), "name", context)
//   __aenter__, __aexit__               Coro<> enter(), Coro<bool> exit(exception_ptr), true if it
//                                       swallowed the error: they make a scope of any class
//
// -- Timeouts, which are scopes (timeouts.hpp)
//   timeout(1), timeout(None)           timeout(1s), timeout(std::nullopt)
//   timeout_at(t)                       timeout_at(t), where t is a moment of loop().time()
//   same: cm.when, cm.reschedule, cm.expired
//
// -- Synchronisation; all but Event are scopes (locks.hpp)
//   Lock(), Event(), Condition()        Lock l("name"), Event e("name"), Condition c("name")
//   Condition(lock)                     Condition c(lock, "name")
//   Semaphore(3), BoundedSemaphore(3)   Semaphore s(3, "name"), BoundedSemaphore s(3, "name")
//   Barrier(3)                          Barrier b(3, "name")
//   b.parties, b.n_waiting, b.broken    b.parties(), b.n_waiting(), b.broken()
//   -                                   auto guard = co_await lock.hold(): for the rest of a block
//   same: acquire, release, locked; set, clear, is_set; wait, wait_for, notify, notify_all;
//         reset, abort
//
// -- Queues (queues.hpp)
//   Queue(5)                            Queue<T> q(5, "name")
//   PriorityQueue(), LifoQueue()        PriorityQueue<T> q, LifoQueue<T> q
//   q.maxsize                           q.maxsize()
//   q.shutdown(immediate=True)          q.shutdown(true)
//   same: q.put, get, put_nowait, get_nowait, task_done, join, qsize, empty, full
//
// -- Threads (executors.hpp)
//   loop.run_in_executor(None, f)       run_in_executor(loop(), f): a Future
//   run_coroutine_threadsafe(f(), loop) run_coroutine_threadsafe(f(), l): a std::future
//   loop.call_soon_threadsafe(f)        l.call_soon_threadsafe(f)
//   same: to_thread
//
// -- Context variables (contextvars.hpp)
//   v = ContextVar("v", default=0)      static const ContextVar<int> v("v", 0)
//   Token                               ContextVar<int>::Token
//   v.name                              v.name()
//   same: v.get, v.set, v.reset, copy_context, Context, ctx.run
//
// -- Asynchronous generators (async_generators.hpp)
//   async def g(): x = yield 1          AsyncGenerator<int> g() { auto x = co_yield 1; }: x is
//                                       an optional
//   async for x in g(): ...             auto a = g(); while (auto x = co_await a.next()) ... *x
//   a.asend(v)                          a.asend(v); AsyncGenerator<T, Sent> if v is no T
//   same: athrow, aclose
//
// -- Streams (streams.hpp)
//   StreamReader(limit=)                StreamReader r(limit, "name")
//   async for line in r                 while (auto line = co_await r.next()) ... *line
//   same: feed_data, feed_eof, set_exception, exception, at_eof; read, readexactly, readuntil,
//         readline
//
// -- The loop (event_loop.hpp, handles.hpp)
//   get_running_loop()                  loop()
//   new_event_loop()                    EventLoop l(make_clock(trace::ClockKind::Real), recorder)
//   call_soon(f, context=)              call_soon(f), (f, "label"), (f, context)
//   call_later(1, f), call_at(t, f)     call_later(1s, f), call_at(t, f); label, context likewise
//   time()                              time(): a Duration, since the loop was made
//   _run_once()                         run_once(), or begin_iteration() and run_handle()
//   -                                   iteration(): how many have begun
//   same: handle.cancel, cancelled, when; run_until_complete, run_forever, stop, close, is_running,
//         is_closed, shutdown_asyncgens, set_task_factory, get_task_factory
//
// -- Errors (exceptions.hpp)
//   CancelledError, GeneratorExit       no std::exception: catch them by name or with (...)
//   ExceptionGroup, except*             ExceptionGroup; look through its exceptions()
//   type(e).__name__, str(e)            kind(exception_ptr), message(exception_ptr)
//   except E: await f()                 catch, keep the exception_ptr, leave the handler, await
//   loop.set_exception_handler(h)       h(EventLoop&, const ExceptionContext&)
//   call_exception_handler(context)     call_exception_handler("message", exception_ptr)
//   same: get_exception_handler, default_exception_handler
//   same, all below Exception, a std::runtime_error: RuntimeError, ValueError, TypeError, KeyError,
//         LookupError, TimeoutError, InvalidStateError, BrokenBarrierError, QueueEmpty, QueueFull,
//         QueueShutDown, IncompleteReadError, LimitOverrunError, StopAsyncIteration
//
// -- Debugging and bounds (event_loop.hpp)
//   the logger "asyncio"                set_log(f), RunOptions::log
//   -                                   Limits{.tasks = 9}, .events, .memory: for set_limits() and
//                                       RunOptions; TaskLimitError, EventLimitError,
//                                       MemoryLimitError, which are LimitErrors
//   -                                   DeadlockError: pending() says which task waits for what
//   same: set_debug, get_debug, slow_callback_duration
//
// -- What a program says (probes.hpp)
//   print(f"{x} came")                  print("{} came", x); set_print(f), RunOptions::print
//   time.sleep(1)                       busy(1s): simulated work, holds the loop, or its job
//   -                                   note("{} came", x): a remark in the trace
//   -                                   watch("x", x): what the task remembers, for the window
//
// -- Random numbers, from RunOptions::seed (random.hpp)
//   random.uniform(a, b)                loop().random().uniform(a, b), of Durations
//   random.expovariate(1 / mean)        loop().random().exponential(mean)
//   random.random() < p                 loop().random().chance(p)
//   random.randrange(n)                 loop().random().below(n)
//
// What differs, on purpose
//   - Nothing comes in the order of a set: wait() keeps that of its arguments, all_tasks() and the
//     children of a group that of their making. Equal deadlines go by the order of arming.
//   - Time is whole nanoseconds, and a plain number is no Duration. On the virtual clock, the usual
//     one, time jumps to the next timer when nothing is ready: so every run is the same.
//   - A loop in which nothing can ever happen again throws DeadlockError; asyncio's waits for ever.
//   - What the window shows can be given a name; nothing else depends on it.
//   - Everything has one type: None stands for void, Outcome<T> for a result or an exception.
//   - Lambdas cannot be compared: remove_done_callback(f) takes all of f's type, which for a lambda
//     is its place in the program; the number that add_done_callback() returns is exact.
//   - Task, Lock, Queue, ... are references: copies stand for the same object. A Coro only moves.
// Not here: sockets, transports, StreamWriter, subprocesses, signals, KeyboardInterrupt, policies.
#pragma once

#include "core/runtime/async_generators.hpp"
#include "core/runtime/contextvars.hpp"
#include "core/runtime/coroutine.hpp"
#include "core/runtime/event_loop.hpp"
#include "core/runtime/exceptions.hpp"
#include "core/runtime/executors.hpp"
#include "core/runtime/futures.hpp"
#include "core/runtime/gather.hpp"
#include "core/runtime/locks.hpp"
#include "core/runtime/probes.hpp"
#include "core/runtime/queues.hpp"
#include "core/runtime/random.hpp"
#include "core/runtime/runners.hpp"
#include "core/runtime/scopes.hpp"
#include "core/runtime/streams.hpp"
#include "core/runtime/taskgroups.hpp"
#include "core/runtime/tasks.hpp"
#include "core/runtime/timeouts.hpp"
#include "core/runtime/waiting.hpp"
