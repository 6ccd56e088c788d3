"""gather runs them simultaneously: three jobs that work, or three that wait."""

# Needs Python 3.9 or newer.
import time
from argparse import ArgumentParser
from asyncio import gather, get_running_loop, run, sleep


async def job(kind, number):
    print(f"job {number} begins")  # [1]
    if kind == "work":
        time.sleep(1)  # [2]
    else:
        await sleep(1)  # [3]
    print(f"job {number} ends")  # [4]


async def main(kind):
    start = get_running_loop().time()
    await gather(job(kind, 1), job(kind, 2), job(kind, 3))  # [5]
    print(f"took {round(get_running_loop().time() - start, 1):g} s")  # [6]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--kind", choices=["work", "wait"], default="work")
run(main(**vars(parser.parse_args())))
