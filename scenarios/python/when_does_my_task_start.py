"""When does my task start? Not in create_task, and not while main goes on."""

# Needs Python 3.9 or newer.
import time
from argparse import ArgumentParser
from asyncio import create_task, run, sleep


async def worker():
    print("worker: I start")  # [1]
    await sleep(1)  # [2]
    print("worker: I am done")  # [3]


async def main(work):
    task = create_task(worker(), name="worker")  # [4]
    print("main: the task is created")  # [5]
    time.sleep(work)  # [6]
    print("main: I still have the turn")  # [7]
    await task  # [8]
    print("main: the task is done")  # [9]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--work", type=float, default=0.5)
run(main(**vars(parser.parse_args())))
