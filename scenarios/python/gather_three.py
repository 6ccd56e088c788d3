"""Three at once with gather: each of three coroutines sleeps for 1 second."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import gather, run, sleep


async def my_task(x, delay=1):
    print(f"task {x} started")  # [1]
    await sleep(delay)  # [2]
    print(f"task {x} finished")  # [3]
    return x * 10  # [4]


async def main(delay_1):
    a, b, c = await gather(my_task(1, delay_1), my_task(2), my_task(3))  # [5]
    print(f"results: {a}, {b}, {c}")  # [6]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--delay-1", type=float, default=1)
run(main(**vars(parser.parse_args())))
