"""A sleep is at least as long as asked: all three wake at 1 second, and run one after the other."""

# Needs Python 3.9 or newer.
import time
from argparse import ArgumentParser
from asyncio import create_task, gather, get_running_loop, run, sleep


async def sleeper(start):
    await sleep(1)  # [1]
    print(f"sleeper: it is {round(get_running_loop().time() - start, 6):g} s")  # [2]


async def worker(name, work):
    await sleep(1)  # [3]
    time.sleep(work)  # [4]
    print(f"{name} has worked")  # [5]


async def main(work):
    start = get_running_loop().time()
    a = create_task(worker("A", work), name="A")  # [6]
    b = create_task(worker("B", work), name="B")  # [7]
    late = create_task(sleeper(start), name="sleeper")  # [8]
    await gather(a, b, late)  # [9]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--work", type=float, default=0.25)
run(main(**vars(parser.parse_args())))
