"""asyncio.run_in_executor makes it asynchronous: a time limit for a function that blocks."""

# Needs Python 3.9 or newer.
import asyncio
import time
from argparse import ArgumentParser
from asyncio import get_running_loop, run, sleep, wait_for


def send_letter(loop):
    time.sleep(3)  # [1]
    loop.call_soon_threadsafe(print, "send: the letter is sent")  # [2]


async def main(limit):
    loop = get_running_loop()
    job = loop.run_in_executor(None, send_letter, loop)  # [3]
    try:
        await wait_for(job, limit)  # [4]
        print("main: it has been sent")  # [5]
    except asyncio.TimeoutError:
        print("main: too late, so it is not sent")  # [6]
    await sleep(3)  # [7]
    print("main: the end")  # [8]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--limit", type=float, default=1)
run(main(**vars(parser.parse_args())))
