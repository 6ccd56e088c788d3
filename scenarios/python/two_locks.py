"""Two locks, two tasks: A takes red, then blue; B takes blue, then red."""

# Needs Python 3.11 or newer.
from argparse import ArgumentParser
from asyncio import Lock, create_task, gather, run, sleep, wait_for


async def worker(name, first, second, delay):
    await sleep(delay)  # [1]
    async with first:  # [2]
        print(f"{name} has its first lock")  # [3]
        await sleep(1)  # [4]
        async with second:  # [5]
            print(f"{name} has both locks")  # [6]
            await sleep(0.5)  # [7]
    print(f"{name} has released both")  # [8]


async def main(order, delay_b):
    red, blue = Lock(), Lock()
    a = create_task(worker("A", red, blue, 0), name="A")  # [9]
    if order == "opposite":
        b = create_task(worker("B", blue, red, delay_b), name="B")  # [10]
    else:
        b = create_task(worker("B", red, blue, delay_b), name="B")  # [11]
    try:
        await wait_for(gather(a, b), 5)  # [12]
        print("both are done")  # [13]
    except TimeoutError:
        print("main gives up")  # [14]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--order", choices=["opposite", "same"], default="opposite")
parser.add_argument("--delay-b", type=float, default=0)
run(main(**vars(parser.parse_args())))
