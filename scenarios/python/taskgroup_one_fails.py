"""A TaskGroup, and one fails: B raises an error; what happens to A and C?"""

# Needs Python 3.11 or newer.
from argparse import ArgumentParser
from asyncio import CancelledError, TaskGroup, run, sleep


async def fetch(name, delay, cleanup):
    print(f"{name} starts")  # [1]
    try:
        await sleep(delay)  # [2]
        if name == "B":
            raise ValueError("the server of B is down")  # [3]
        print(f"{name} is done")  # [4]
    except CancelledError:
        print(f"{name} is cancelled and cleans up")  # [5]
        await sleep(cleanup)  # [6]
        print(f"{name} has cleaned up")  # [7]
        raise  # [8]


async def main(delay_b, cleanup):
    try:
        async with TaskGroup() as group:  # [9]
            group.create_task(fetch("A", 2, cleanup), name="A")  # [10]
            group.create_task(fetch("B", delay_b, cleanup), name="B")  # [11]
            group.create_task(fetch("C", 3, cleanup), name="C")  # [12]
    except* ValueError as group:
        for error in group.exceptions:
            print(f"main catches: {error}")  # [13]
    print("main ends")  # [14]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--delay-b", type=float, default=1)
parser.add_argument("--cleanup", type=float, default=0.5)
run(main(**vars(parser.parse_args())))
