"""await always suspends: four awaits, and a task that is ready for its first turn."""

# Needs Python 3.9 or newer.
from asyncio import Lock, Queue, create_task, get_running_loop, run, sleep

ran = False


async def other():
    global ran
    ran = True  # [1]


def report(what):
    print(f"{what}: other {'had its turn' if ran else 'had no turn'}")  # [2]


async def main():
    task = create_task(other(), name="other")  # [3]
    lock = Lock()
    await lock.acquire()  # [4]
    report("a lock that is free")  # [5]
    queue = Queue()
    queue.put_nowait(1)
    await queue.get()  # [6]
    report("a queue that has an item")  # [7]
    future = get_running_loop().create_future()
    future.set_result(None)
    await future  # [8]
    report("a future that is done")  # [9]
    await sleep(0)  # [10]
    report("sleep(0)")  # [11]


run(main())
