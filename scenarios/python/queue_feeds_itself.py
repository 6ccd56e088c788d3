"""A queue that feeds itself: a callback that puts itself into the ready queue, again and again."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import get_running_loop, run, sleep


def again(left):
    print(f"again: {left} left")  # [1]
    if left > 0:
        get_running_loop().call_soon(again, left - 1)  # [2]


async def main(times, delay):
    get_running_loop().call_soon(again, times)  # [3]
    get_running_loop().call_later(delay, print, "the timer")  # [4]
    await sleep(0)  # [5]
    print("main: my turn")  # [6]
    await sleep(1)  # [7]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--times", type=int, default=5)
parser.add_argument("--delay", type=float, default=0)
run(main(**vars(parser.parse_args())))
