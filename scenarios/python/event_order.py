"""Who is first? A callback, a timer, a task and main itself stand in one queue."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import create_task, get_running_loop, run, sleep


async def task():
    print("the task")  # [1]


async def main(delay):
    loop = get_running_loop()
    loop.call_later(delay, print, "call_later")  # [2]
    loop.call_soon(print, "call_soon")  # [3]
    t = create_task(task(), name="task")  # [4]
    print("main")  # [5]
    await sleep(0)  # [6]
    print("main, after sleep(0)")  # [7]
    await sleep(1)  # [8]
    print("main, after sleep(1)")  # [9]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--delay", type=float, default=0)
run(main(**vars(parser.parse_args())))
