"""Waiting for an event: three tasks wait in front of a door, then main opens it."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import Event, create_task, run, sleep


async def visitor(name, door):
    print(f"{name} waits")  # [1]
    await door.wait()  # [2]
    print(f"{name} goes in")  # [3]


async def main(delay):
    door = Event()  # [4]
    cleo = create_task(visitor("Cleo", door), name="Cleo")  # [5]
    ann = create_task(visitor("Ann", door), name="Ann")  # [6]
    ben = create_task(visitor("Ben", door), name="Ben")  # [7]
    await sleep(delay)  # [8]
    print("main opens the door")  # [9]
    door.set()  # [10]
    print("main still has the turn")  # [11]
    await cleo  # [12]
    await ann  # [13]
    await ben  # [14]
    print("all are in")  # [15]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--delay", type=float, default=1)
run(main(**vars(parser.parse_args())))
