"""Producer and consumer: a queue of two between a fast producer and a slow consumer."""

# Needs Python 3.11 or newer.
from argparse import ArgumentParser
from asyncio import Queue, create_task, run, sleep, wait_for


async def producer(queue, items, pause):
    for n in range(1, items + 1):
        await sleep(pause)  # [1]
        await queue.put(n)  # [2]
        print(f"put {n}")  # [3]


async def consumer(queue, work, tells):
    while True:
        n = await queue.get()  # [4]
        print(f"took {n}")  # [5]
        await sleep(work)  # [6]
        if tells:
            queue.task_done()  # [7]


async def main(maxsize, items, pause, work, task_done):
    queue = Queue(maxsize)  # [8]
    maker = create_task(producer(queue, items, pause), name="producer")  # [9]
    user = create_task(consumer(queue, work, task_done == "called"), name="consumer")  # [10]
    await maker  # [11]
    print("all items are put")  # [12]
    try:
        await wait_for(queue.join(), 10)  # [13]
        print("all items are used")  # [14]
    except TimeoutError:
        print("main gives up: join() does not end")  # [15]
    user.cancel()  # [16]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--maxsize", type=int, default=2)
parser.add_argument("--items", type=int, default=6)
parser.add_argument("--pause", type=float, default=0.2)
parser.add_argument("--work", type=float, default=1)
parser.add_argument("--task-done", choices=["called", "forgotten"], default="called")
run(main(**vars(parser.parse_args())))
