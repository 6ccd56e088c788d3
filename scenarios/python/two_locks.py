"""Two locks, two tasks: A takes red, then blue; B takes blue, then red."""

# Needs Python 3.11 or newer.
from argparse import ArgumentParser
from asyncio import Lock, create_task, gather, run, sleep, wait_for


async def worker(name, first, second):
    async with first:  # [1]
        print(f"{name} has its first lock")  # [2]
        await sleep(1)  # [3]
        async with second:  # [4]
            print(f"{name} has both locks")  # [5]
            await sleep(0.5)  # [6]
    print(f"{name} has released both")  # [7]


async def main(order, delay_b):
    red, blue = Lock(), Lock()
    a = create_task(worker("A", red, blue), name="A")  # [8]
    await sleep(delay_b)  # [9]
    if order == "opposite":
        b = create_task(worker("B", blue, red), name="B")  # [10]
    else:
        b = create_task(worker("B", red, blue), name="B")  # [11]
    try:
        await wait_for(gather(a, b), 5)  # [12]
        print("both are done")  # [13]
    except TimeoutError:
        print("main gives up")  # [14]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--order", choices=["opposite", "same"], default="opposite")
parser.add_argument("--delay-b", type=float, default=0)
run(main(**vars(parser.parse_args())))
