"""The lost exception: a task fails, and nobody asks it how it ended."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import create_task, get_running_loop, run, sleep


async def save():
    await sleep(1)  # [1]
    raise ValueError("the disk is full")  # [2]


def report(loop, context):
    print(f"the loop reports: {context['message']}")  # [3]


async def main(mode):
    get_running_loop().set_exception_handler(report)
    task = create_task(save(), name="save")  # [4]
    await sleep(2)  # [5]
    print("main has noticed nothing")  # [6]
    if mode == "await":
        try:
            await task  # [7]
        except ValueError as error:
            print(f"main catches: {error}")  # [8]
    elif mode == "drop":
        del task  # [9]
    await sleep(1)  # [10]
    print("main ends")  # [11]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["drop", "keep", "await"], default="drop")
run(main(**vars(parser.parse_args())))
