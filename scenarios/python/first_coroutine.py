"""The first coroutine: what happens when it is called, and what when it is awaited."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import run, sleep


async def greet(name, delay):
    print(f"hello, {name}")  # [1]
    await sleep(delay)  # [2]
    print(f"goodbye, {name}")  # [3]


async def main(delay):
    coroutine = greet("Ada", delay)  # [4]
    print("greet() was called")  # [5]
    await coroutine  # [6]
    print("greet() has ended")  # [7]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--delay", type=float, default=1)
run(main(**vars(parser.parse_args())))
