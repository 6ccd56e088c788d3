"""Await does not give way: three awaits, and another task that is ready all the time."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import create_task, run, sleep


async def add(a, b):
    return a + b  # [1]


async def other():
    print("other: my turn")  # [2]


async def main(give_way):
    task = create_task(other(), name="other")  # [3]
    total = 0
    for i in range(1, 4):
        total = await add(total, i)  # [4]
        print(f"main: the sum is {total}")  # [5]
        if give_way == "sleep(0)":
            await sleep(0)  # [6]
    await task  # [7]
    print("main: other is done")  # [8]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--give-way", choices=["no", "sleep(0)"], default="no")
run(main(**vars(parser.parse_args())))
