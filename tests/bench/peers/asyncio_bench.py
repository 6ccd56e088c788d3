#!/usr/bin/env python3
"""CPython's asyncio under the workloads of workloads.hpp; `asyncio_bench.py uvloop` under uvloop.

    asyncio_bench.py asyncio|uvloop [WORKLOAD]

A fifth to a hundredth of the operations: the figures are per operation.
"""
import asyncio
import random
import sys
import time
import tracemalloc


async def yielder(turns):
    for _ in range(turns):
        await asyncio.sleep(0)


async def yields():
    tasks = [asyncio.create_task(yielder(100)) for _ in range(1000)]
    await asyncio.sleep(0)
    start = time.process_time()
    for task in tasks:
        await task
    return (time.process_time() - start) / 100_000


async def number(i):
    return i


async def spawns():
    start = time.process_time()
    for i in range(40_000):
        await asyncio.create_task(number(i))
    return (time.process_time() - start) / 40_000


async def spawns_many():
    start = time.process_time()
    for _ in range(50):
        tasks = [asyncio.create_task(number(i)) for i in range(1000)]
        for task in tasks:
            await task
    return (time.process_time() - start) / 50_000


async def deep(n):
    if n == 0:
        return 0
    return await deep(n - 1) + 1


async def awaits():
    start = time.process_time()
    for _ in range(200):
        await deep(900)
    return (time.process_time() - start) / (200 * 900)


async def player(mine, other, turns):
    for _ in range(turns):
        await mine.wait()
        mine.clear()
        other.set()


async def events():
    a, b = asyncio.Event(), asyncio.Event()
    start = time.process_time()
    tasks = [asyncio.create_task(player(a, b, 20_000)), asyncio.create_task(player(b, a, 20_000))]
    a.set()
    for task in tasks:
        await task
    return (time.process_time() - start) / 40_000


async def producer(queue, n):
    for i in range(n):
        await queue.put(i)


async def consumer(queue, n):
    for _ in range(n):
        await queue.get()


async def queues():
    queue = asyncio.Queue(1)
    start = time.process_time()
    tasks = [asyncio.create_task(producer(queue, 30_000)),
             asyncio.create_task(consumer(queue, 30_000))]
    for task in tasks:
        await task
    return (time.process_time() - start) / 30_000


async def holder(lock, turns):
    for _ in range(turns):
        await lock.acquire()
        await asyncio.sleep(0)
        lock.release()


async def locks():
    lock = asyncio.Lock()
    start = time.process_time()
    tasks = [asyncio.create_task(holder(lock, 15_000)) for _ in range(2)]
    for task in tasks:
        await task
    return (time.process_time() - start) / 30_000


async def gathers():
    start = time.process_time()
    for _ in range(300):
        await asyncio.gather(*[number(i) for i in range(100)])
    return (time.process_time() - start) / 30_000


async def sleeper(delay):
    await asyncio.sleep(delay)


async def timers():
    chance = random.Random(1)
    start = time.process_time()
    tasks = [asyncio.create_task(sleeper(chance.random())) for _ in range(50_000)]
    for task in tasks:
        await task
    return (time.process_time() - start) / 50_000


async def napper(i):
    for k in range(20):
        await asyncio.sleep(0.001 + i * 7e-9 + k % 13 * 1e-9)


async def naps():
    start = time.process_time()
    tasks = [asyncio.create_task(napper(i)) for i in range(1000)]
    for task in tasks:
        await task
    return (time.process_time() - start) / 20_000


async def waiter(door):
    await door.wait()


async def size():
    door = asyncio.Event()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    tasks = [asyncio.create_task(waiter(door)) for _ in range(20_000)]
    await asyncio.sleep(0)
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    door.set()
    for task in tasks:
        await task
    return used / 20_000 / 1e9


WORKLOADS = {"yield": yields, "spawn": spawns, "spawn-many": spawns_many, "await": awaits,
             "event": events, "queue": queues, "lock": locks, "gather": gathers, "timers": timers,
             "naps": naps, "bytes": size}


def run(main):
    if sys.argv[1] == "uvloop":
        import uvloop
        loop = uvloop.new_event_loop()
        try:
            return loop.run_until_complete(main)
        finally:
            loop.close()
    return asyncio.run(main)


if __name__ == "__main__":
    for name, workload in WORKLOADS.items():
        if len(sys.argv) < 3 or sys.argv[2] == name:
            print(name, "off", f"{run(workload()) * 1e9:.2f}")
