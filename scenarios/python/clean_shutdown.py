"""A clean shutdown: main stops its workers, and each has files to close."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import create_task, gather, run, sleep


async def worker(name, closing):
    try:
        while True:
            await sleep(1)  # [1]
            print(f"{name} works")  # [2]
    finally:
        print(f"{name} closes its files")  # [3]
        await sleep(closing)  # [4]
        print(f"{name} is closed")  # [5]


async def main(mode, workers, closing):
    tasks = []
    for n in range(1, workers + 1):
        name = f"W{n}"
        tasks.append(create_task(worker(name, closing * n), name=name))  # [6]
    await sleep(1.5)  # [7]
    print("main asks all to stop")  # [8]
    for task in tasks:
        task.cancel()  # [9]
    if mode == "wait":
        await gather(*tasks, return_exceptions=True)  # [10]
    print("main ends")  # [11]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["wait", "leave"], default="wait")
parser.add_argument("--workers", type=int, default=3)
parser.add_argument("--closing", type=float, default=0.3)
run(main(**vars(parser.parse_args())))
