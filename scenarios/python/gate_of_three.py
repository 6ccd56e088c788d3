"""The gate of three: a semaphore lets three visitors in at a time."""

# Needs Python 3.10 or newer.
from argparse import ArgumentParser
from asyncio import Semaphore, create_task, gather, run, sleep


async def visitor(gate, name, stay):
    print(f"{name} comes")  # [1]
    async with gate:  # [2]
        print(f"{name} goes in")  # [3]
        await sleep(stay)  # [4]
        print(f"{name} leaves")  # [5]


async def main(permits, visitors, stay):
    gate = Semaphore(permits)  # [6]
    tasks = []
    for n in range(1, visitors + 1):
        name = f"V{n}"
        tasks.append(create_task(visitor(gate, name, stay + 0.2 * n), name=name))  # [7]
    await gather(*tasks)  # [8]
    print("all have left")  # [9]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--permits", type=int, default=3)
parser.add_argument("--visitors", type=int, default=6)
parser.add_argument("--stay", type=float, default=1)
run(main(**vars(parser.parse_args())))
