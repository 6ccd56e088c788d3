"""The lock that is held too long: three tasks number their reports, and send them."""

# Needs Python 3.10 or newer.
from argparse import ArgumentParser
from asyncio import Lock, create_task, gather, run, sleep


class Counter:
    def __init__(self):
        self.number = 0
        self.lock = Lock()


async def send(name, number, delay):
    print(f"{name} sends report {number}")  # [1]
    await sleep(delay)  # [2]
    print(f"{name} has sent report {number}")  # [3]


async def report(name, counter, mode, delay):
    async with counter.lock:  # [4]
        counter.number += 1  # [5]
        number = counter.number  # [6]
        if mode == "inside":
            await send(name, number, delay)  # [7]
    if mode == "outside":
        await send(name, number, delay)  # [8]


async def main(mode, reports, delay):
    counter = Counter()
    tasks = []
    for n in range(1, reports + 1):
        name = f"T{n}"
        tasks.append(create_task(report(name, counter, mode, delay), name=name))  # [9]
    await gather(*tasks)  # [10]
    print("all reports are sent")  # [11]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["inside", "outside"], default="inside")
parser.add_argument("--reports", type=int, default=3)
parser.add_argument("--delay", type=float, default=1)
run(main(**vars(parser.parse_args())))
