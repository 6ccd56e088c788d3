"""Two workers: A works for 2 seconds, B for 1. How long until both are done?"""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import create_task, get_running_loop, run, sleep


async def worker(name, delay):
    print(f"{name} started")  # [1]
    await sleep(delay)  # [2]
    print(f"{name} finished")  # [3]


async def main(mode, delay_a, delay_b):
    start = get_running_loop().time()
    if mode == "tasks":
        a = create_task(worker("A", delay_a), name="A")  # [4]
        b = create_task(worker("B", delay_b), name="B")  # [5]
        await a  # [6]
        await b  # [7]
    else:
        await worker("A", delay_a)  # [8]
        await worker("B", delay_b)  # [9]
    took = get_running_loop().time() - start
    print(f"took {round(took, 1):g} s")  # [10]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["tasks", "sequential"], default="tasks")
parser.add_argument("--delay-a", type=float, default=2)
parser.add_argument("--delay-b", type=float, default=1)
run(main(**vars(parser.parse_args())))
