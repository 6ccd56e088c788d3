"""The swallowed cancel: an `except` that catches too much."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import CancelledError, create_task, run, sleep


async def worker(swallows, rounds):
    for n in range(1, rounds + 1):
        try:
            await sleep(1)  # [1]
            print(f"round {n} is done")  # [2]
        except CancelledError:
            if not swallows:
                raise  # [3]
            print(f"round {n} went wrong, worker goes on")  # [4]


async def main(mode, cancels):
    task = create_task(worker(mode == "swallow", 5), name="worker")  # [5]
    for _ in range(cancels):
        await sleep(1.5)  # [6]
        if task.done():
            break
        task.cancel()  # [7]
        print("main has called cancel()")  # [8]
    try:
        await task  # [9]
        print("worker ended without an error")  # [10]
    except CancelledError:
        print("worker is cancelled")  # [11]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["swallow", "raise"], default="swallow")
parser.add_argument("--cancels", type=int, default=1)
run(main(**vars(parser.parse_args())))
