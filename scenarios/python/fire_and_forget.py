"""Fire and forget: main starts a task, never awaits it, and ends."""

# Needs Python 3.11 or newer.
from argparse import ArgumentParser
from asyncio import CancelledError, TaskGroup, create_task, run, sleep


async def save(delay):
    try:
        print("save begins")  # [1]
        await sleep(delay)  # [2]
        print("save is done")  # [3]
    except CancelledError:
        print("save is cut off")  # [4]
        raise  # [5]


async def main(mode, delay, stay):
    if mode == "group":
        async with TaskGroup() as group:  # [6]
            group.create_task(save(delay), name="save")  # [7]
            await sleep(stay)  # [8]
    else:
        task = create_task(save(delay), name="save")  # [9]
        await sleep(stay)  # [10]
        if mode == "await":
            await task  # [11]
    print("main ends")  # [12]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["forget", "await", "group"], default="forget")
parser.add_argument("--delay", type=float, default=2)
parser.add_argument("--stay", type=float, default=1)
run(main(**vars(parser.parse_args())))
