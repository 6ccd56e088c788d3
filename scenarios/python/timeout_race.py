"""A timeout in a timeout: which of the two reports, if the outer one is the shorter?"""

# Needs Python 3.11 or newer.
from argparse import ArgumentParser
from asyncio import run, sleep, timeout


async def do_work(duration, limit):
    try:
        async with timeout(limit):  # [1]
            await sleep(duration)  # [2]
            print("work is done")  # [3]
    except TimeoutError:
        print("inner timeout")  # [4]
    print("work goes on")  # [5]


async def main(outer, inner, work):
    try:
        async with timeout(outer):  # [6]
            await do_work(work, inner)  # [7]
    except TimeoutError:
        print("outer timeout")  # [8]
    print("main ends")  # [9]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--outer", type=float, default=1)
parser.add_argument("--inner", type=float, default=2)
parser.add_argument("--work", type=float, default=3)
run(main(**vars(parser.parse_args())))
