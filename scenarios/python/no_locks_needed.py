"""One thread, so no locks are needed: two buyers and one ticket."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import create_task, gather, run, sleep

tickets = 1


async def buy(name, pay):
    global tickets
    if tickets == 0:
        print(f"{name}: sold out")  # [1]
        return
    if pay == "first":
        await sleep(1)  # [2]
    tickets -= 1  # [3]
    print(f"{name}: has a ticket, {tickets} left")  # [4]
    if pay == "later":
        await sleep(1)  # [5]


async def main(pay):
    ann = create_task(buy("Ann", pay), name="Ann")  # [6]
    ben = create_task(buy("Ben", pay), name="Ben")  # [7]
    await gather(ann, ben)  # [8]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--pay", choices=["first", "later"], default="first")
run(main(**vars(parser.parse_args())))
