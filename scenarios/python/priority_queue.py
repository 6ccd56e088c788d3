"""The most urgent first: a PriorityQueue gives its smallest item, whenever that came."""

# Needs Python 3.10 or newer.
from argparse import ArgumentParser
from asyncio import LifoQueue, PriorityQueue, Queue, create_task, run, sleep


async def worker(jobs):
    while True:
        urgency, job = await jobs.get()  # [1]
        print(f"worker takes {urgency} {job}")  # [2]
        await sleep(1)  # [3]
        jobs.task_done()  # [4]


async def put_all(jobs, late):
    work = create_task(worker(jobs), name="worker")  # [5]
    jobs.put_nowait((3, "tidy up"))  # [6]
    jobs.put_nowait((2, "mail"))  # [7]
    jobs.put_nowait((4, "archive"))  # [8]
    await sleep(late)  # [9]
    print("main puts 1 alarm")  # [10]
    jobs.put_nowait((1, "alarm"))  # [11]
    await jobs.join()  # [12]
    work.cancel()  # [13]


async def main(kind, late):
    if kind == "priority":
        await put_all(PriorityQueue(), late)  # [14]
    elif kind == "fifo":
        await put_all(Queue(), late)  # [15]
    else:
        await put_all(LifoQueue(), late)  # [16]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--kind", choices=["priority", "fifo", "lifo"], default="priority")
parser.add_argument("--late", type=float, default=0.5)
run(main(**vars(parser.parse_args())))
