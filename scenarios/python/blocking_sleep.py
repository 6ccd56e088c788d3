"""A sleep that stops everybody: time.sleep holds the loop, asyncio.sleep does not."""

# Needs Python 3.9 or newer.
import time
from argparse import ArgumentParser
from asyncio import create_task, gather, get_running_loop, run, sleep


async def alarm_clock(seconds, start):
    await sleep(seconds)  # [1]
    late = get_running_loop().time() - start - seconds  # [2]
    print(f"alarm for {seconds:g} s: rings {late:.2f} s late")  # [3]


async def main(mode, hold):
    start = get_running_loop().time()
    first = create_task(alarm_clock(1, start), name="first")  # [4]
    second = create_task(alarm_clock(1.5, start), name="second")  # [5]
    third = create_task(alarm_clock(2, start), name="third")  # [6]
    await sleep(0.75)  # [7]
    print("main: I sleep")  # [8]
    if mode == "blocking":
        time.sleep(hold)  # [9]
    else:
        await sleep(hold)  # [10]
    print("main: I am awake")  # [11]
    await gather(first, second, third)  # [12]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["blocking", "awaited"], default="blocking")
parser.add_argument("--hold", type=float, default=2)
run(main(**vars(parser.parse_args())))
