"""cancel() is a request: main asks worker to stop, and worker has something to finish first."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import CancelledError, create_task, run, sleep


async def worker(cleanup):
    print("worker starts")  # [1]
    try:
        await sleep(2)  # [2]
        print("worker has finished")  # [3]
    finally:
        print("worker cleans up")  # [4]
        await sleep(cleanup)  # [5]
        print("worker has cleaned up")  # [6]


async def main(after, cleanup):
    task = create_task(worker(cleanup), name="worker")  # [7]
    if after > 0:
        await sleep(after)  # [8]
    if task.cancel():  # [9]
        print("main has asked worker to stop")  # [10]
    else:
        print("too late, worker has ended")  # [11]
    if not task.done():
        print("worker is not done yet")  # [12]
    try:
        await task  # [13]
        print("worker ended by itself")  # [14]
    except CancelledError:
        print("worker is cancelled")  # [15]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--after", type=float, default=1)
parser.add_argument("--cleanup", type=float, default=0.5)
run(main(**vars(parser.parse_args())))
