"""gather, and one fails: B raises an error; what happens to A and C?"""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import gather, run, sleep


async def fetch(name, delay):
    print(f"{name} starts")  # [1]
    await sleep(delay)  # [2]
    if name == "B":
        raise ValueError("the server of B is down")  # [3]
    print(f"{name} is done")  # [4]
    return f"page {name}"  # [5]


async def raise_the_first(delay_b):
    try:
        pages = gather(fetch("A", 2), fetch("B", delay_b), fetch("C", 3))  # [6]
        a, b, c = await pages  # [7]
        print(f"results: {a}, {b}, {c}")  # [8]
    except ValueError as error:
        print(f"main catches: {error}")  # [9]


async def keep_all(delay_b):
    fetches = fetch("A", 2), fetch("B", delay_b), fetch("C", 3)
    pages = gather(*fetches, return_exceptions=True)  # [10]
    for result in await pages:  # [11]
        print(f"result: {result}")  # [12]


async def main(mode, delay_b, stay):
    if mode == "raise":
        await raise_the_first(delay_b)  # [13]
    else:
        await keep_all(delay_b)  # [14]
    await sleep(stay)  # [15]
    print("main ends")  # [16]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["raise", "return_exceptions"], default="raise")
parser.add_argument("--delay-b", type=float, default=1)
parser.add_argument("--stay", type=float, default=3)
run(main(**vars(parser.parse_args())))
