"""The coroutine that never ran: a call without an await, and two seconds in which it could run."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import run, sleep


async def save(text):
    print(f"saving {text}")  # [1]
    await sleep(1)  # [2]
    print(f"saved {text}")  # [3]


async def main(mode):
    if mode == "called":
        save("the report")  # [4]
    else:
        await save("the report")  # [5]
    print("main: the report is saved, is it not?")  # [6]
    await sleep(2)  # [7]
    print("main ends")  # [8]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["called", "awaited"], default="called")
run(main(**vars(parser.parse_args())))
