"""try and except: an error goes through await as through a function call."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import create_task, run, sleep


async def query():
    print("query is sent")  # [1]
    await sleep(1)  # [2]
    raise ValueError("there is no such table")  # [3]


async def report():
    try:
        await query()  # [4]
        print("report is written")  # [5]
    finally:
        print("report leaves")  # [6]


async def await_it():
    try:
        await report()  # [7]
    except ValueError as error:
        print(f"main catches: {error}")  # [8]


async def make_a_task():
    try:
        task = create_task(report(), name="report")  # [9]
        print("no error so far")  # [10]
    except ValueError:
        print("never printed")  # [11]
    await sleep(2)  # [12]
    try:
        await task  # [13]
    except ValueError as error:
        print(f"main catches: {error}")  # [14]


async def main(mode):
    if mode == "await":
        await await_it()  # [15]
    else:
        await make_a_task()  # [16]
    print("main ends")  # [17]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["await", "task"], default="await")
run(main(**vars(parser.parse_args())))
