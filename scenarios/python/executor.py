"""Off to a thread: a function that blocks, and a task that wants its turn meanwhile."""

# Needs Python 3.9 or newer.
import time
from argparse import ArgumentParser
from asyncio import create_task, run, sleep, to_thread


def read_report(takes):
    time.sleep(takes)  # [1]
    return 42  # [2]


async def ticker():
    for i in range(1, 5):
        await sleep(0.5)  # [3]
        print(f"tick {i}")  # [4]


async def main(where, takes):
    ticks = create_task(ticker(), name="ticker")  # [5]
    if where == "thread":
        pages = await to_thread(read_report, takes)  # [6]
    else:
        pages = read_report(takes)  # [7]
    print(f"main: {pages} pages")  # [8]
    await ticks  # [9]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--where", choices=["thread", "loop"], default="thread")
parser.add_argument("--takes", type=float, default=1.75)
run(main(**vars(parser.parse_args())))
