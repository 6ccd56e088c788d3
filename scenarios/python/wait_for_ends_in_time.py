"""wait_for(..., 1) takes a second at most: a copy that has something to tidy up."""

# Needs Python 3.9 or newer.
import asyncio
from argparse import ArgumentParser
from asyncio import run, sleep, wait_for


async def copy_file(cleanup):
    try:
        await sleep(10)  # [1]
    finally:
        print("copy: closing the file")  # [2]
        await sleep(cleanup)  # [3]
        print("copy: closed")  # [4]


async def main(cleanup):
    try:
        await wait_for(copy_file(cleanup), 1)  # [5]
    except asyncio.TimeoutError:
        print("main: too late")  # [6]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--cleanup", type=float, default=2)
run(main(**vars(parser.parse_args())))
