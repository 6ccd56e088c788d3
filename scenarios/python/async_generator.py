"""The generator that was left early: when does its `finally` run?"""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import run, sleep


async def pages(last):
    try:
        for n in range(1, last + 1):
            await sleep(1)  # [1]
            yield n  # [2]
    finally:
        print("the generator closes")  # [3]
        await sleep(0.5)  # [4]
        print("the generator is closed")  # [5]


async def read(all_pages, enough):
    async for n in all_pages:  # [6]
        print(f"page {n}")  # [7]
        if n == enough:
            break  # [8]


async def main(mode, enough):
    all_pages = pages(4)  # [9]
    await read(all_pages, enough)  # [10]
    if mode == "aclose":
        await all_pages.aclose()  # [11]
    del all_pages  # [12]
    print("main goes on")  # [13]
    await sleep(2)  # [14]
    print("main ends")  # [15]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["drop", "aclose"], default="drop")
parser.add_argument("--enough", type=int, default=2)
run(main(**vars(parser.parse_args())))
