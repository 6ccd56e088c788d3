"""A task that starts at once: the eager task factory of Python 3.12."""

# Needs Python 3.12 or newer.
from argparse import ArgumentParser
from asyncio import create_task, eager_task_factory, get_running_loop, run, sleep


async def fetch(page, delay):
    print(f"{page}: asked for")  # [1]
    if delay > 0:
        await sleep(delay)  # [2]
    print(f"{page}: here")  # [3]


async def main(start):
    if start == "eager":
        get_running_loop().set_task_factory(eager_task_factory)  # [4]
    kept = create_task(fetch("kept", 0), name="kept")  # [5]
    print("main: kept is", "done" if kept.done() else "not done")  # [6]
    far = create_task(fetch("far", 1), name="far")  # [7]
    print("main: far is", "done" if far.done() else "not done")  # [8]
    await kept  # [9]
    print("main: kept is awaited")  # [10]
    await far  # [11]
    print("main: far is awaited")  # [12]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--start", choices=["eager", "lazy"], default="eager")
run(main(**vars(parser.parse_args())))
