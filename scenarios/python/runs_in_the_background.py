"""create_task runs it in the background: and main does not wait for it."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import create_task, run, sleep


async def save():
    print("save: begins")  # [1]
    await sleep(1)  # [2]
    print("save: done")  # [3]


async def main(stay):
    task = create_task(save(), name="save")  # [4]
    await sleep(stay)  # [5]
    print("main: ends")  # [6]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--stay", type=float, default=0.5)
run(main(**vars(parser.parse_args())))
