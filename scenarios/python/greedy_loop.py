"""The loop that keeps the turn: long work in chunks, with and without sleep(0) between them."""

# Needs Python 3.9 or newer.
import time
from argparse import ArgumentParser
from asyncio import create_task, get_running_loop, run, sleep


async def cruncher(give_way, chunks):
    for i in range(1, chunks + 1):
        time.sleep(0.25)  # [1]
        print(f"cruncher: {i} of {chunks}")  # [2]
        if give_way == "sleep(0)":
            await sleep(0)  # [3]


async def visitor(arrives, start):
    await sleep(arrives)  # [4]
    print(f"visitor: served at {round(get_running_loop().time() - start, 2):g} s")  # [5]


async def main(give_way, chunks):
    start = get_running_loop().time()
    guest = create_task(visitor(0.6, start), name="visitor")  # [6]
    work = create_task(cruncher(give_way, chunks), name="cruncher")  # [7]
    await guest  # [8]
    await work  # [9]
    print("main: both are done")  # [10]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--give-way", choices=["no", "sleep(0)"], default="no")
parser.add_argument("--chunks", type=int, default=8)
run(main(**vars(parser.parse_args())))
